"""Words and tables of a predict report: what is expected, and how far to trust it."""

from __future__ import annotations

from analytics.vocabulary.reports import PlanForecast, PredictReport, Trial
from bot.blocks.message import Block, Cell, section, table
from bot.mrkdwn import escape, plain, plain_handle
from bot.mrkdwn import handle as linked
from bot.texts import say
from bot.texts.formats import UNKNOWN, number, percent
from bot.texts.metric_words import metric_name
from bot.texts.plan_words import factor, model_name, plan_name, rough

_YOUNG = 20


def headline(report: PredictReport, lang: str) -> str:
    """One plain sentence: what is expected, or that nothing foresees it."""
    if report.chosen == "baseline":
        return say(lang, "headline-predict-baseline", metric=target(report, lang), baseline=_baseline(report, lang))
    best = max(report.plans, key=lambda plan: plan.median or 0.0)
    facts = {name: rough(lang, getattr(best, name), report.unit) for name in ("median", "low", "high")}
    if len(report.plans) < 2:
        return say(lang, "headline-predict", metric=target(report, lang), **facts)
    plan = plan_name(lang, best.plan)
    key = "headline-predict-plans" if _apart(report, best) else "headline-predict-alike"
    return say(lang, key, metric=target(report, lang), plan=plan, **facts)


def _apart(report: PredictReport, best: PlanForecast) -> bool:
    """Whether the best plan is more than a tenth above the next."""
    others = [plan.median or 0.0 for plan in report.plans if plan is not best]
    return all((best.median or 0.0) > 1.1 * other for other in others)


def target(report: PredictReport, lang: str) -> str:
    """What is foreseen, with the age at which it is told."""
    return say(lang, f"way-{report.way}", metric=metric_name(lang, report.target, report.unit))


def best_baseline(report: PredictReport) -> Trial:
    """The baseline that models have to beat."""
    return min(report.baselines, key=lambda trial: trial.mae_log)


def _baseline(report: PredictReport, lang: str) -> str:
    return model_name(lang, best_baseline(report).name)


def findings(report: PredictReport, lang: str) -> list[str]:
    """Plans with their intervals, videos still growing, and the record of the model that says so."""
    told = []
    if report.chosen != "baseline" and (len(report.plans) > 1 or report.question.plans):
        told.append("\n".join(_plan(plan, report, lang) for plan in report.plans[:8]))
    if report.videos and report.videos[0].median is not None:
        told.append(_young(report, lang))
    told.append(_record(report, lang))
    return told


def _plan(plan: PlanForecast, report: PredictReport, lang: str) -> str:
    facts = {name: rough(lang, getattr(plan, name), report.unit) for name in ("median", "low", "high")}
    return say(lang, "plan-line", plan=escape(plan_name(lang, plan.plan)), **facts)


def _young(report: PredictReport, lang: str) -> str:
    strongest = max(report.videos, key=lambda video: video.median or 0.0)
    facts: dict[str, object] = {
        name: rough(lang, getattr(strongest, name), report.unit) for name in ("median", "low", "high")
    }
    facts |= {"n": len(report.videos), "handle": linked(strongest.account) if strongest.account else UNKNOWN}
    if strongest.current is None or strongest.age is None:
        return say(lang, "young-line-unseen", **facts)
    current, age = rough(lang, strongest.current, report.unit), number(lang, strongest.age, 1)
    return say(lang, "young-line", current=current, age=age, **facts)


def _record(report: PredictReport, lang: str) -> str:
    baseline = best_baseline(report)
    facts: dict[str, object] = {
        "baseline": model_name(lang, baseline.name),
        "other": factor(lang, baseline.mae_log),
        "folds": baseline.folds,
    }
    if report.chosen == "baseline":
        best = min(report.models, key=lambda trial: trial.mae_log)
        facts |= {"model": model_name(lang, best.name), "error": factor(lang, best.mae_log)}
        if report.margin <= 0:
            return say(lang, "record-baseline-worse", **facts)
        margin, spread = percent(lang, report.margin), percent(lang, report.margin_error)
        return say(lang, "record-baseline", margin=margin, spread=spread, **facts)
    chosen = next(trial for trial in report.models if trial.name == report.chosen)
    facts |= {"model": model_name(lang, chosen.name), "error": factor(lang, chosen.mae_log)}
    if chosen.coverage is None or chosen.width is None:
        return say(lang, "record-line-untried", **facts)
    coverage, width = percent(lang, chosen.coverage), factor(lang, chosen.width)
    return say(lang, "record-line", coverage=coverage, width=width, **facts)


def tables(report: PredictReport, lang: str) -> list[Block]:
    """Plans, videos still growing, and the record of every model and baseline."""
    found = []
    if report.chosen != "baseline":
        metric = target(report, lang)
        rows = [_plan_row(plan, report, lang) for plan in report.plans]
        caption = say(lang, "caption-plans", metric=metric, level=percent(lang, report.level))
        found.append(table(caption, [say(lang, f"column-{key}") for key in ("plan", "median", "low", "high")], rows))
    if any(video.median is not None for video in report.videos):
        found.append(_young_table(report, lang))
    return [*found, models_table(report, lang)]


def _number(value: float | None, report: PredictReport, lang: str) -> Cell:
    return UNKNOWN if value is None else (value, rough(lang, value, report.unit))


def _plan_row(plan: PlanForecast, report: PredictReport, lang: str) -> list[Cell]:
    return [
        plan_name(lang, plan.plan),
        *(_number(getattr(plan, name), report, lang) for name in ("median", "low", "high")),
    ]


def _young_table(report: PredictReport, lang: str) -> Block:
    keys = ("video", "age-days", "current", "median", "low", "high")
    rows: list[list[Cell]] = []
    for video in report.videos[:_YOUNG]:
        name = plain(video.caption or video.video, 40)
        handle = plain_handle(video.account) if video.account else UNKNOWN
        rows.append(
            [
                f"{handle} {name}",
                UNKNOWN if video.age is None else (video.age, number(lang, video.age, 1)),
                *(_number(getattr(video, key), report, lang) for key in ("current", "median", "low", "high")),
            ]
        )
    caption = say(lang, "caption-young", metric=target(report, lang))
    return table(caption, [say(lang, f"column-{key}") for key in keys], rows)


def models_table(report: PredictReport, lang: str) -> Block:
    """Every model and baseline, also those that lose, with coverage beside width."""
    keys = ("model", "error", "spearman", "r2", "coverage", "width")
    rows: list[list[Cell]] = []
    for trial in (*report.models, *report.baselines):
        name = model_name(lang, trial.name)
        width: Cell = UNKNOWN if trial.width is None else (round(trial.width, 4), factor(lang, trial.width))
        coverage: Cell = UNKNOWN if trial.coverage is None else (trial.coverage, percent(lang, trial.coverage))
        rows.append(
            [
                say(lang, "chosen-mark", model=name) if trial.name == report.chosen else name,
                (round(trial.mae_log, 4), factor(lang, trial.mae_log)),
                (round(trial.spearman, 4), number(lang, trial.spearman, 2)),
                (round(trial.r2, 4), number(lang, trial.r2, 2)),
                coverage,
                width,
            ]
        )
    return table(say(lang, "caption-models"), [say(lang, f"column-{key}") for key in keys], rows)


def details(report: PredictReport, lang: str) -> list[Block]:
    """The record of every model, and the method."""
    from analytics.prediction.models.conformal import WINDOW

    return [models_table(report, lang), section(say(lang, "details-method-predict", window=WINDOW))]
