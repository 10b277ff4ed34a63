"""The presenter of drivers reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.vocabulary.reports import DriversReport
from bot.blocks.message import Block, Cell, section, table
from bot.mrkdwn import shorten
from bot.presenters.base import Presenter
from bot.presenters.claim import Claim
from bot.presenters.drivers.words import (
    best_sentence,
    confirmation,
    effect_sentence,
    headline,
    leading_effect,
    next_step,
    preference_headline,
    reason_lines,
)
from bot.presenters.filters import subject_of, video_filters
from bot.requests import Request
from bot.texts import say
from bot.texts.contrast_words import contrast_text, sides
from bot.texts.formats import number
from bot.texts.metric_words import metric_name
from bot.texts.names import segment_name
from bot.texts.plan_words import effect_text

if TYPE_CHECKING:
    from bot.charts.card import Card
    from bot.charts.look import Look


_EFFECTS_SHOWN = 4
_NULL_EFFECTS_SHOWN = 3


class DriversPresenter(Presenter[DriversReport]):
    """Effects on a target within account, or what a segment of viewers prefers."""

    kind = "drivers"
    has_native_chart = False  # intervals have no native form

    def headline(self, report: DriversReport, lang: str) -> str:
        """The strongest effect in one plain sentence, or that it is too early to tell, or that there is none."""
        return preference_headline(report, lang) if report.segment is not None else headline(report, lang)

    def claim(self, report: DriversReport) -> Claim:
        """The effect of the headline, relative to its alternative; of segments in shares of views."""
        subject, metric = report.segment or subject_of(report), report.target
        leading = leading_effect(report)
        if leading is None:
            return Claim(subject=subject, metric=metric, verdict="flat" if report.effects else "none")
        return Claim(
            subject=subject,
            metric=metric,
            dimension=leading.feature,
            value=sides(leading)[0],
            change=leading.effect,
            verdict=leading.verdict,
        )

    def why(self, report: DriversReport, lang: str) -> list[str]:
        """Further clear effects, the best hours and lengths, and what makes no difference."""
        return reason_lines(report, lang)

    def next_step(self, report: DriversReport, lang: str) -> str | None:
        """What to try next."""
        return next_step(report, lang)

    def findings(self, report: DriversReport, lang: str) -> list[str]:
        """Effects beyond noise and some without; best hours and lengths; what later data confirms."""
        found = [effect for effect in report.effects if effect.is_certain][:_EFFECTS_SHOWN]
        nothing = [effect for effect in report.effects if not effect.is_certain]
        nothing = sorted(nothing, key=lambda effect: -effect.n)[:_NULL_EFFECTS_SHOWN]
        told = ["\n".join(effect_sentence(effect, report, lang) for effect in (*found, *nothing))]
        best = "\n".join(best_sentence(one, lang) for one in report.best)
        later = confirmation(report, lang)
        return [text for text in (told[0], best, later) if text]

    def tables(self, report: DriversReport, lang: str) -> list[Block]:
        """All contrasts, those without effect as well."""
        if not report.effects:
            return []
        keys = ("way", "effect", "low", "high", "n", "verdict")
        points = report.segment is not None
        rows: list[list[Cell]] = [
            [
                contrast_text(lang, effect),
                *(
                    (value, effect_text(lang, value, points=points))
                    for value in (effect.effect, effect.low, effect.high)
                ),
                (effect.n, number(lang, effect.n)),
                say(lang, f"driver-verdict-{effect.verdict.replace('_', '-')}"),
            ]
            for effect in report.effects
        ]
        if points:
            caption = say(lang, "caption-preferences", segment=segment_name(lang, report.segment or ""))
        else:
            caption = say(lang, "caption-drivers", metric=metric_name(lang, report.target, report.unit))
        return [table(caption, [say(lang, f"column-{key}") for key in keys], rows)]

    def details(self, report: DriversReport, lang: str) -> list[Block]:
        """All contrasts and the method."""
        cluster = say(lang, f"cluster-{report.clustered_by}")
        return [
            *map(section, self.findings(report, lang)),
            *self.tables(report, lang),
            section(say(lang, "details-method-drivers", cluster=cluster)),
        ]

    def subject(self, report: DriversReport, lang: str) -> str:
        """The target, or the segment."""
        if report.segment is not None:
            return say(lang, "chart-preferences", segment=segment_name(lang, report.segment))
        return say(lang, "chart-drivers", metric=metric_name(lang, report.target, report.unit))

    def sample(self, report: DriversReport, lang: str) -> str:
        """The number of videos and accounts, or of viewings and members."""
        if report.segment is not None:
            return say(lang, "sample-preferences", n=report.n, size=report.size or 0)
        return say(lang, "sample-drivers", n=report.n, accounts=report.accounts)

    def scope(self, report: DriversReport, lang: str) -> list[str]:
        """Platform, account, topic and format of videos."""
        return video_filters(report.question, lang)

    def has_picture(self, report: DriversReport) -> bool:
        """Whether there are effects."""
        return bool(report.effects)

    def compose(self, report: DriversReport, lang: str, look: Look) -> Card:
        """Draw every effect as a dot on its interval."""
        from bot.presenters.drivers import picture

        return picture.compose(report, lang, self.caption(report, lang), look)

    def alt_text(self, report: DriversReport, lang: str) -> str:
        """The first twelve effects with their intervals."""
        points, items = report.segment is not None, []
        for effect in report.effects[:12]:
            ends = (effect.effect, effect.low, effect.high)
            median, low, high = (effect_text(lang, value, points=points) for value in ends)
            items.append(say(lang, "alt-range", name=contrast_text(lang, effect), median=median, low=low, high=high))
        return shorten(say(lang, "alt-drivers", items=say(lang, "item-separator").join(items)), 2000)

    def watched(self, report: DriversReport) -> list[str]:
        """The effects beyond noise."""
        effects = [effect for effect in report.effects if effect.is_certain]
        return [f"{effect.feature} {effect.contrast} {effect.verdict}" for effect in effects]

    def next_requests(self, report: DriversReport) -> list[Request]:  # noqa: ARG002 - the same for all
        """What will happen."""
        return [Request(command="predict")]
