"""The presenter of cadence reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.blocks.message import Block, Cell, table
from bot.charts.native import MOST_CATEGORIES, chart_block
from bot.mrkdwn import plain
from bot.presenters.base import Presenter
from bot.presenters.claim import Claim
from bot.texts import say
from bot.texts.formats import number
from tests.cadence.report import CadenceReport

if TYPE_CHECKING:
    from bot.charts.card import Card
    from bot.charts.look import Look


class CadencePresenter(Presenter[CadenceReport]):
    """How often we post."""

    kind = "cadence"

    def headline(self, report: CadenceReport, lang: str) -> str:
        """Videos per week."""
        return say(lang, "headline-cadence", n=report.n, weeks=len(report.weeks))

    def claim(self, report: CadenceReport) -> Claim:
        """The number of videos."""
        return Claim(metric="posts", current=float(report.n))

    def why(self, report: CadenceReport, lang: str) -> list[str]:
        """The busiest week."""
        if not report.weeks:
            return []
        busiest = max(report.weeks, key=lambda week: week.videos)
        return [say(lang, "finding-cadence", monday=busiest.monday, n=busiest.videos)]

    def next_step(self, report: CadenceReport, lang: str) -> str | None:
        """Nothing to do."""
        del report, lang
        return None

    def tables(self, report: CadenceReport, lang: str) -> list[Block]:
        """Every week."""
        if not report.weeks:
            return []
        rows: list[list[Cell]] = [[week.monday, (week.videos, number(lang, week.videos))] for week in report.weeks]
        head = [say(lang, "column-cadence-week"), say(lang, "column-cadence-videos")]
        return [table(say(lang, "chart-cadence"), head, rows)]

    def details(self, report: CadenceReport, lang: str) -> list[Block]:
        """Every week."""
        return self.tables(report, lang)

    def subject(self, report: CadenceReport, lang: str) -> str:
        """Videos per week."""
        del report
        return say(lang, "chart-cadence")

    def sample(self, report: CadenceReport, lang: str) -> str:
        """The number of videos."""
        return say(lang, "sample-kpis-videos", n=report.n)

    def scope(self, report: CadenceReport, lang: str) -> list[str]:
        """The platform."""
        platform = report.question.platform
        return [say(lang, "only-platform", value=plain(platform, 30))] if platform else []

    def has_picture(self, report: CadenceReport) -> bool:
        """Whether there are weeks."""
        return bool(report.weeks)

    def native_chart(self, report: CadenceReport, lang: str) -> dict[str, Any] | None:
        """A bar per week."""
        weeks = report.weeks[-MOST_CATEGORIES:]
        if not weeks:
            return None
        x_label, y_label = say(lang, "column-cadence-week"), say(lang, "column-cadence-videos")
        series = [(y_label, [float(week.videos) for week in weeks])]
        mondays = [week.monday for week in weeks]
        return chart_block("bar", self.title(report, lang), mondays, series, x_label=x_label, y_label=y_label)

    def compose(self, report: CadenceReport, lang: str, look: Look) -> Card:
        """A line per week."""
        from bot.charts.card import TOP, Card

        card = Card(look, self.caption(report, lang), lang, 0.3 * max(len(report.weeks), 1))
        for position, week in enumerate(report.weeks):
            card.write(card.left, TOP + 0.3 * (position + 0.5), f"{week.monday}: {week.videos}", room=card.room)
        return card

    def alt_text(self, report: CadenceReport, lang: str) -> str:
        """The headline."""
        return self.headline(report, lang)

    def watched(self, report: CadenceReport) -> list[str]:
        """Every week's number."""
        return [f"{week.monday} {week.videos}" for week in report.weeks]
