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
from bot.presenters.segments.advice import most_valuable, preference_step, strongest_preference
from bot.presenters.segments.words import (
    behaviour,
    change_remark,
    change_sentence,
    changed,
    group_line,
    preference_sentence,
    preferred,
    trait_sentence,
    trait_words,
    verdict_of,
)
from bot.requests import Request
from bot.texts import say
from bot.texts.formats import number, percent, period
from bot.texts.metric_words import lower
from bot.texts.names import UNITS, difference, feature_meaning, feature_name, quantity, segment_names

if TYPE_CHECKING:
    from bot.charts.card import Card
    from bot.charts.look import Look


_ROOM = 9_500
"""Characters for groups, so that method and definitions always fit behind them."""
LONGEST_HEADLINE = 150
_WHY_LINES = 3
_REST = 4
"""Groups that the last line of why lists."""


class SegmentsPresenter(Presenter[SegmentsReport]):
    """Groups of viewers or creators: sizes, what sets them apart, what they prefer."""

    kind = "segments"

    def headline(self, report: SegmentsReport, lang: str) -> str:
        """The largest group with what sets it apart; that nothing separates groups, or that none may be shown."""
        if not report.segments:
            reason = "new" if report.newcomers > report.other else "small"
            return say(lang, f"headline-nobody-{report.of}-{reason}", n=report.n)
        if not report.structure:
            return say(lang, f"headline-continuum-{report.of}", n=report.n, k=len(report.segments))
        largest = _by_size(report)[0]
        name = lower(lang, segment_names(lang, report)[largest.id])
        said = say(lang, f"headline-segments-{report.of}", name=plain(name, 60), share=percent(lang, largest.share))
        said += change_remark(largest.change, lang)
        trait = behaviour(largest, report.of, lang)
        whole = say(lang, "headline-segments-because", said=said, trait=trait) if trait else said
        return whole if len(whole) <= LONGEST_HEADLINE else said

    def claim(self, report: SegmentsReport) -> Claim:
        """The share of the largest group, and its change where there is an earlier period."""
        if not report.segments or not report.structure:
            return Claim(subject=report.of, dimension="segment")
        largest = _by_size(report)[0]
        change = largest.change
        return Claim(
            subject=largest.name,
            metric="share",
            dimension="segment",
            value=largest.id,
            current=largest.share,
            change=change.difference if change else None,
            verdict=verdict_of(change) if change else "none",
        )

    def why(self, report: SegmentsReport, lang: str) -> list[str]:
        """The next groups, a line each; of a continuum its bands."""
        names, segments = segment_names(lang, report), _by_size(report)
        segments = segments[1:] if report.structure else segments
        shown = segments if len(segments) <= _WHY_LINES else segments[: _WHY_LINES - 1]
        lines = [group_line(segment, names[segment.id], report.of, lang) for segment in shown]
        if rest := segments[len(shown) :]:
            items = [
                say(lang, "alt-item", name=lower(lang, escape(names[segment.id])), share=percent(lang, segment.share))
                for segment in rest[:_REST]
            ]
            lines.append(say(lang, "segment-why-rest", items=say(lang, "list-separator").join(items)))
        return lines

    def tables(self, report: SegmentsReport, lang: str) -> list[Block]:
        """One table of all groups, the leftovers last; none where there are no groups."""
        if not report.segments:
            return []
        keys = ["group", "size", "share", "stands-out", "prefers", "change"]
        names = segment_names(lang, report)
        rows = [_row(segment, names[segment.id], lang) for segment in _by_size(report)]
        placed = _placed(report) + report.other
        for key, size in (("row-other", report.other), ("row-newcomers", report.newcomers)):
            if size:
                share: Cell = (size / placed, percent(lang, size / placed)) if key == "row-other" else "–"
                rows.append([say(lang, key), (size, number(lang, size)), share, "–", "–", "–"])
        caption = say(lang, f"caption-segments-{report.of}", period=period(lang, report.period))
        return [table(caption, [say(lang, f"column-{key}") for key in keys], rows)]

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
        """How many are in the groups, and why the others are in none."""
        left = [
            say(lang, f"leftover-{name}", n=count)
            for name, count in (("newcomers", report.newcomers), ("other", report.other))
            if count
        ]
        if not report.segments:
            placed = say(lang, f"sample-{report.of}", n=report.n)
        else:
            facts = {"placed": f"{_placed(report):,}", "n": f"{report.n:,}", "k": len(report.segments)}
            placed = say(lang, f"sample-placed-{report.of}", **facts)
        return say(lang, "item-separator").join([placed, say(lang, "list-separator").join(left)] if left else [placed])

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
        """What to do for the group that is worth most, else for the one with the clearest preference."""
        if not report.segments:
            return say(lang, "next-step", what=say(lang, "try-more-people"))
        if report.of == "creators":
            return say(lang, "next-step", what=say(lang, "try-creators"))
        if not report.structure:
            return say(lang, "next-step", what=say(lang, "try-no-segments"))
        best = most_valuable(report)
        segment, code = best if best else (None, "")
        preference = strongest_preference(segment) if segment else None
        if segment is None or preference is None:
            preferring = [(group, liked) for group in report.segments if (liked := strongest_preference(group))]
            if not preferring:
                return say(lang, "next-step", what=say(lang, "try-no-segments"))
            (segment, preference), code = max(preferring, key=lambda pair: (pair[1].low, pair[0].size)), ""
        name = lower(lang, segment_names(lang, report)[segment.id])
        return say(lang, "next-step", what=preference_step(preference, escape(name), code, lang))

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
        leftovers = {"placed": _placed(report), "newcomers": report.newcomers, "other": report.other}
        return {**quality, "segments": segments, **leftovers}


def _by_size(report: SegmentsReport) -> list[Segment]:
    return sorted(report.segments, key=lambda segment: -segment.size)


def _placed(report: SegmentsReport) -> int:
    """The number of members of all groups that are shown: shares are of these and of the groups too small to show."""
    return sum(segment.size for segment in report.segments)


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
