"""Tables of a predict report: plans, young videos, models and baselines."""

from __future__ import annotations

from analytics.vocabulary.reports import PlanForecast, PredictReport
from bot.blocks.message import Block, Cell, table
from bot.mrkdwn import plain, plain_handle
from bot.presenters.predict.words import target
from bot.texts import say
from bot.texts.formats import UNKNOWN, number, percent
from bot.texts.plan_words import factor, model_name, plan_name, rounded_amount


def forecast_tables(report: PredictReport, lang: str) -> list[Block]:
    """Plans, videos still growing, and the record of every model and baseline."""
    tables = []
    if report.chosen != "baseline":
        metric = target(report, lang)
        rows = [_plan_row(plan, report, lang) for plan in report.plans]
        caption = say(lang, "caption-plans", metric=metric, level=percent(lang, report.level))
        tables.append(table(caption, [say(lang, f"column-{key}") for key in ("plan", "median", "low", "high")], rows))
    if any(video.median is not None for video in report.videos):
        tables.append(_young_table(report, lang))
    return [*tables, models_table(report, lang)]


def _number(value: float | None, report: PredictReport, lang: str) -> Cell:
    return UNKNOWN if value is None else (value, rounded_amount(lang, value, report.unit))


def _plan_row(plan: PlanForecast, report: PredictReport, lang: str) -> list[Cell]:
    return [
        plan_name(lang, plan.plan),
        *(_number(getattr(plan, name), report, lang) for name in ("median", "low", "high")),
    ]


def _young_table(report: PredictReport, lang: str) -> Block:
    keys = ("video", "age-days", "current", "median", "low", "high")
    rows: list[list[Cell]] = []
    for video in report.videos:
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
