"""The presenter of predict reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.vocabulary.reports import PredictReport
from bot.blocks.message import Block, section
from bot.mrkdwn import shorten
from bot.presenters.base import Presenter
from bot.presenters.claim import Claim, Verdict
from bot.presenters.filters import subject_of
from bot.presenters.predict.tables import forecast_tables
from bot.presenters.predict.words import (
    foreseen,
    headline,
    next_step,
    plan_line,
    reason_lines,
    record_line,
    young_line,
)
from bot.requests import Request
from bot.texts import say
from bot.texts.metric_words import metric_name
from bot.texts.plan_words import plan_name, rounded_amount

if TYPE_CHECKING:
    from bot.charts.card import Card
    from bot.charts.look import Look


class PredictPresenter(Presenter[PredictReport]):
    """Forecasts of plans and young videos, with the record of the model behind them."""

    kind = "predict"
    has_native_chart = False  # intervals have no native form

    def headline(self, report: PredictReport, lang: str) -> str:
        """One plain sentence: what is expected, or that nothing foresees it."""
        return headline(report, lang)

    def claim(self, report: PredictReport) -> Claim:
        """The median of the best plan, against what is usual; up or down only where the range excludes the usual."""
        plans = foreseen(report)
        best = plans[0] if plans else report.plans[0]
        change = None if best.median is None or best.baseline is None else best.median - best.baseline
        verdict: Verdict = "none"
        if change is not None and best.baseline is not None and best.low is not None and best.high is not None:
            verdict = "up" if best.low > best.baseline else "down" if best.high < best.baseline else "none"
        return Claim(
            subject=best.plan.account or subject_of(report),
            metric=report.target,
            current=best.median,
            previous=best.baseline,
            change=change,
            verdict=verdict,
        )

    def why(self, report: PredictReport, lang: str) -> list[str]:
        """The other plans, what speaks for and against, how right such forecasts were, and videos still growing."""
        return reason_lines(report, lang)

    def next_step(self, report: PredictReport, lang: str) -> str | None:
        """Which plan to choose, or what to compare."""
        return next_step(report, lang)

    def findings(self, report: PredictReport, lang: str) -> list[str]:
        """Plans with their intervals, videos still growing, and the record of the model that says so."""
        paragraphs = []
        if report.chosen != "baseline" and (len(report.plans) > 1 or report.question.plans):
            paragraphs.append("\n".join(plan_line(plan, report, lang) for plan in report.plans[:8]))
        if report.videos and report.videos[0].median is not None:
            paragraphs.append(young_line(report, lang))
        paragraphs.append(record_line(report, lang))
        return paragraphs

    def tables(self, report: PredictReport, lang: str) -> list[Block]:
        """Plans, young videos, and the record of every model and baseline."""
        return forecast_tables(report, lang)

    def details(self, report: PredictReport, lang: str) -> list[Block]:
        """The record of every model, and the method."""
        from analytics.prediction.models.conformal import WINDOW

        return [
            *map(section, self.findings(report, lang)),
            *self.tables(report, lang),
            section(say(lang, "details-method-predict", window=WINDOW)),
        ]

    def subject(self, report: PredictReport, lang: str) -> str:
        """What is predicted."""
        return say(lang, "chart-predict", metric=metric_name(lang, report.target, report.unit))

    def sample(self, report: PredictReport, lang: str) -> str:
        """The number of videos."""
        return say(lang, "sample-predict", n=report.n)

    def scope(self, report: PredictReport, lang: str) -> list[str]:  # noqa: ARG002 - plans are no filters
        """Nothing: models learn from all videos."""
        return []

    def has_picture(self, report: PredictReport) -> bool:
        """Whether there are recent videos."""
        return bool(report.recent)

    def compose(self, report: PredictReport, lang: str, look: Look) -> Card:
        """Draw recent videos and the interval of each plan."""
        from bot.presenters.predict import picture

        return picture.compose(report, lang, self.caption(report, lang), look)

    def alt_text(self, report: PredictReport, lang: str) -> str:
        """Each plan with its interval."""
        items = []
        for plan in report.plans:
            median, low, high = (
                rounded_amount(lang, value, report.unit) for value in (plan.median, plan.low, plan.high)
            )
            items.append(say(lang, "alt-range", name=plan_name(lang, plan.plan), median=median, low=low, high=high))
        metric = metric_name(lang, report.target, report.unit)
        listed = say(lang, "item-separator").join(items)
        return shorten(say(lang, "alt-predict", items=listed, **({"metric": metric} if metric else {})), 2000)

    def watched(self, report: PredictReport) -> list[str]:
        """The chosen model and the young videos."""
        return [report.chosen, *(video.video for video in report.videos)]

    def next_requests(self, report: PredictReport) -> list[Request]:  # noqa: ARG002 - the same for all
        """What makes videos work."""
        return [Request(command="drivers")]
