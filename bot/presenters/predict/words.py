"""Forecasts in words: plans, young videos, and the record of the model."""

from __future__ import annotations

from analytics.vocabulary.reports import PlanForecast, PredictReport, Trial
from bot.mrkdwn import escape
from bot.mrkdwn import handle as linked
from bot.texts import say
from bot.texts.formats import UNKNOWN, number, percent
from bot.texts.metric_words import metric_name
from bot.texts.plan_words import factor, model_name, plan_name, rounded_amount


def is_clearly_best(report: PredictReport, best: PlanForecast) -> bool:
    """Whether the best plan is more than a tenth above the next."""
    others = [plan.median or 0.0 for plan in report.plans if plan is not best]
    return all((best.median or 0.0) > 1.1 * other for other in others)


def target(report: PredictReport, lang: str) -> str:
    """What is foreseen, with the age at which it is told."""
    return say(lang, f"way-{report.way}", metric=metric_name(lang, report.target, report.unit))


def best_baseline(report: PredictReport) -> Trial:
    """The baseline that models have to beat."""
    return min(report.baselines, key=lambda trial: trial.mae_log)


def baseline_name(report: PredictReport, lang: str) -> str:
    """The name of the baseline that models have to beat."""
    return model_name(lang, best_baseline(report).name)


def plan_line(plan: PlanForecast, report: PredictReport, lang: str) -> str:
    """A plan with its median and interval."""
    facts = {name: rounded_amount(lang, getattr(plan, name), report.unit) for name in ("median", "low", "high")}
    return say(lang, "plan-line", plan=escape(plan_name(lang, plan.plan)), **facts)


def young_line(report: PredictReport, lang: str) -> str:
    """How many videos are still growing, and what the strongest will reach."""
    strongest = max(report.videos, key=lambda video: video.median or 0.0)
    facts: dict[str, object] = {
        name: rounded_amount(lang, getattr(strongest, name), report.unit) for name in ("median", "low", "high")
    }
    facts |= {"n": len(report.videos), "handle": linked(strongest.account) if strongest.account else UNKNOWN}
    if strongest.current is None or strongest.age is None:
        return say(lang, "young-line-unseen", **facts)
    current, age = rounded_amount(lang, strongest.current, report.unit), number(lang, strongest.age, 1)
    return say(lang, "young-line", current=current, age=age, **facts)


def record_line(report: PredictReport, lang: str) -> str:
    """How far off model and baseline were on later videos."""
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
