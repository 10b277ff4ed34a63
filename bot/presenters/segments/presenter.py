"""The presenter of segments reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.vocabulary.reports import Segment, SegmentsReport
from bot.blocks.message import Block, Cell, fitting_sections, section, table
from bot.charts.native import MOST_CATEGORIES, MOST_NAMES, chart_block
from bot.mrkdwn import escape, plain, plain_handle, shorten, without_markup
from bot.presenters.base import Presenter
from bot.presenters.caption import dated_period
from bot.presenters.claim import Claim
from bot.presenters.filters import value_filters
from bot.presenters.segments.words import (
    change_sentence,
    changed,
    preference_sentence,
    preferred,
    trait_sentence,
    trait_words,
)
from bot.requests import Request
from bot.texts import say
from bot.texts.formats import number, percent, period
from bot.texts.names import UNITS, difference, feature_meaning, feature_name, lift_text, quantity, segment_names

if TYPE_CHECKING:
    from bot.charts.card import Card
    from bot.charts.look import Look


_ROOM = 9_500
"""Characters for groups, so that method and definitions always fit behind them."""


class SegmentsPresenter(Presenter[SegmentsReport]):
    """Groups of viewers or creators: sizes, what sets them apart, what they prefer."""

    kind = "segments"

    def headline(self, report: SegmentsReport, lang: str) -> str:
        """The number of groups and the largest one, or that there are none."""
        if not report.segments:
            return say(lang, f"headline-nobody-{report.of}", n=report.n)
        k = len(report.segments)
        if not report.structure:
            return say(lang, f"headline-continuum-{report.of}", n=report.n, k=k)
        largest = max(report.segments, key=lambda segment: segment.size)
        name = segment_names(lang, report)[largest.id]
        share = percent(lang, largest.share)
        return say(lang, f"headline-segments-{report.of}", n=report.n, k=k, name=name, share=share)

    def claim(self, report: SegmentsReport) -> Claim:  # noqa: ARG002 - filled in later
        """Nothing yet."""
        return Claim()

    def why(self, report: SegmentsReport, lang: str) -> list[str]:  # noqa: ARG002 - filled in later
        """Nothing yet."""
        return []

    def findings(self, report: SegmentsReport, lang: str) -> list[str]:
        """The three largest groups: size, what sets them apart, what they prefer, how they changed."""
        names = segment_names(lang, report)
        return [self._finding(report, segment, names[segment.id], lang) for segment in _by_size(report)[:3]]

    def _finding(self, report: SegmentsReport, segment: Segment, name: str, lang: str) -> str:
        share = percent(lang, segment.share)
        lines = [say(lang, f"segment-line-{report.of}", name=escape(name), share=share, n=segment.size)]
        lines += [trait_sentence(trait, lang) for trait in segment.stands_out[:1]]
        lines += [preference_sentence(preference, lang) for preference in segment.prefers[:1]]
        if segment.change is not None and changed(segment.change):
            lines.append(change_sentence(segment.change, lang))
        return "\n".join(lines)

    def tables(self, report: SegmentsReport, lang: str) -> list[Block]:
        """One table of all groups, the leftovers last; none where there are no groups."""
        if not report.segments:
            return []
        keys = ["group", "size", "share", "stands-out", "prefers", "change"]
        names = segment_names(lang, report)
        rows = [_row(segment, names[segment.id], lang) for segment in _by_size(report)]
        for key, size in (("row-newcomers", report.newcomers), ("row-other", report.other)):
            if size:
                rows.append([say(lang, key), (size, number(lang, size)), "–", "–", "–", "–"])
        caption = say(lang, f"caption-segments-{report.of}", period=period(lang, report.period))
        return [table(caption, [say(lang, f"column-{key}") for key in keys], rows)]

    def footnotes(self, report: SegmentsReport, lang: str) -> list[str]:
        """Who belongs to no group."""
        return [
            say(lang, "leftover-newcomers", n=report.newcomers) if report.newcomers else "",
            say(lang, "leftover-other", n=report.other) if report.other else "",
        ]

    def details(self, report: SegmentsReport, lang: str) -> list[Block]:
        """Every group with its profile, the quality of the clustering, the meaning of the features."""
        quality = report.quality
        lines = [
            say(lang, "details-quality"),
            say(lang, "details-structure" if report.structure else "details-no-structure"),
            say(lang, "details-quality-line", k=quality.k, silhouette=quality.silhouette, stability=quality.stability),
        ]
        if quality.candidates:
            tried = [
                say(lang, "details-candidate", k=c.k, silhouette=c.silhouette, stability=c.stability)
                for c in quality.candidates
            ]
            lines.append(say(lang, "details-candidates", items=say(lang, "item-separator").join(tried)))
        codes = list(dict.fromkeys(code for segment in report.segments for code in segment.profile))
        meanings = [
            say(lang, "details-definition", feature=escape(feature_name(lang, code)), meaning=meaning)
            for code in codes
            if (meaning := feature_meaning(lang, code))
        ]
        definitions = [section("\n".join([say(lang, "details-definitions"), *meanings]))] if meanings else []
        taken = sum(len(str(block)) for block in definitions) + sum(map(len, lines))
        groups = fitting_sections(_profiles(report, lang), _ROOM - taken)
        return [*self.tables(report, lang), *groups, section("\n".join(lines)), *definitions]

    def subject(self, report: SegmentsReport, lang: str) -> str:
        """Groups, or bands of a continuum."""
        return say(lang, f"chart-{'segments' if report.structure else 'bands'}-{report.of}")

    def sample(self, report: SegmentsReport, lang: str) -> str:
        """The number of viewers or creators."""
        return say(lang, f"sample-{report.of}", n=report.n)

    def scope(self, report: SegmentsReport, lang: str) -> list[str]:
        """Platform and account."""
        filters, account = value_filters(lang, report.question.platform), report.question.account
        return [*filters, say(lang, "only-account", value=plain_handle(account, 40))] if account else filters

    def has_picture(self, report: SegmentsReport) -> bool:
        """Whether there are groups."""
        return bool(report.segments)

    def is_drawn_only(self, report: SegmentsReport) -> bool:
        """Below the bars of Slack's own chart is room for few names."""
        return len(report.segments) > MOST_NAMES

    def native_chart(self, report: SegmentsReport, lang: str) -> dict[str, Any] | None:
        """A bar per group: its share."""
        if not report.segments:
            return None
        names, segments = segment_names(lang, report), _by_size(report)[:MOST_CATEGORIES]
        share = say(lang, f"chart-axis-share-{report.of}")
        return chart_block(
            "bar",
            self.title(report, lang),
            [plain(names[segment.id]) for segment in segments],
            [(share, [round(segment.share * 100, 2) for segment in segments])],
            x_label=say(lang, "chart-axis-group"),
            y_label=share,
        )

    def compose(self, report: SegmentsReport, lang: str, look: Look) -> Card:
        """Draw sizes and a heat map of traits."""
        from bot.presenters.segments import picture

        return picture.compose(report, lang, self.caption(report, lang), look)

    def alt_text(self, report: SegmentsReport, lang: str) -> str:
        """Each group with its share."""
        names = segment_names(lang, report)
        items = [
            say(lang, "alt-item", name=names[segment.id], share=percent(lang, segment.share))
            for segment in report.segments
        ]
        listed = say(lang, "list-separator").join(items)
        return shorten(say(lang, "alt-segments", period=dated_period(report, lang), items=listed), 2000)

    def watched(self, report: SegmentsReport) -> list[str]:
        """The names of the groups."""
        return [segment.name for segment in report.segments]

    def has_changed(self, report: SegmentsReport, previous: str | None) -> bool:  # noqa: ARG002 - changes have intervals
        """Whether a group's share changed beyond its interval."""
        return any(segment.change is not None and changed(segment.change) for segment in report.segments)

    def next_step(self, report: SegmentsReport, lang: str) -> str | None:
        """Serve the strongest preference of a group."""
        names = segment_names(lang, report)
        preferring = [
            (segment, preference)
            for segment in report.segments
            for preference in segment.prefers
            if preference.low > 1 and preference.dimension != "creator"
        ]
        if not preferring:
            return None
        segment, strongest = max(preferring, key=lambda pair: (pair[1].low, pair[0].size))
        return say(
            lang,
            f"try-segment-{strongest.dimension}",
            name=escape(names[segment.id]),
            what=preferred(strongest, lang),
            lift=lift_text(lang, strongest.lift),
        )

    def next_requests(self, report: SegmentsReport) -> list[Request]:  # noqa: ARG002 - the same for all
        """Who should spread it."""
        return [Request(command="influencers")]

    def facts(self, report: SegmentsReport, data: dict[str, Any], lang: str) -> dict[str, Any]:
        """Groups with their names, the quality of the fit, the leftovers."""
        names = segment_names(lang, report)
        segments = [
            {**segment, "name": without_markup(names[segment["id"]]), "code": segment["name"]}
            for segment in data["segments"]
        ]
        quality = {name: data[name] for name in ("of", "structure", "quality")}
        return {**quality, "segments": segments, "newcomers": report.newcomers, "other": report.other}


def _by_size(report: SegmentsReport) -> list[Segment]:
    return sorted(report.segments, key=lambda segment: -segment.size)


def _row(segment: Segment, name: str, lang: str) -> list[Cell]:
    separator = say(lang, "list-separator")
    change = segment.change
    return [
        plain(name),
        (segment.size, number(lang, segment.size)),
        (segment.share, percent(lang, segment.share)),
        separator.join(trait_words(trait, lang) for trait in segment.stands_out[:3]) or "–",
        separator.join(preferred(preference, lang, in_cell=True) for preference in segment.prefers[:2]) or "–",
        (change.difference, difference(lang, change.difference, "share")) if change else "–",
    ]


def _profiles(report: SegmentsReport, lang: str) -> list[str]:
    """Every group with traits, preferences, change and the mean of each feature."""
    names = segment_names(lang, report)
    units = {trait.feature: trait.unit for segment in report.segments for trait in segment.stands_out}
    paragraphs = []
    for segment in _by_size(report):
        share = percent(lang, segment.share)
        lines = [
            say(lang, f"segment-line-{report.of}", name=escape(names[segment.id]), share=share, n=segment.size),
            *(trait_sentence(trait, lang) for trait in segment.stands_out),
            *(preference_sentence(preference, lang) for preference in segment.prefers[:4]),
        ]
        if segment.change is not None:
            lines.append(change_sentence(segment.change, lang))
        profile = [
            say(
                lang,
                "details-profile-item",
                feature=escape(feature_name(lang, code)),
                value=quantity(lang, value, units.get(code) or UNITS.get(code, "count")),
            )
            for code, value in segment.profile.items()
        ]
        lines.append(say(lang, "details-profile", items=say(lang, "list-separator").join(profile)))
        paragraphs.append("\n".join(lines))
    return paragraphs
