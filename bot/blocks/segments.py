"""Words and table of a segments report."""

from __future__ import annotations

from analytics.vocabulary.reports import Change, Preference, Segment, SegmentsReport, Trait
from bot.blocks.message import Block, Cell, table
from bot.mrkdwn import escape, plain, plain_handle
from bot.mrkdwn import handle as linked
from bot.texts import say
from bot.texts.formats import number, percent, period
from bot.texts.names import difference, feature, lifted, quantity, segment_names, times


def headline(report: SegmentsReport, lang: str) -> str:
    """One plain sentence: what was found."""
    if not report.segments:
        return say(lang, f"headline-nobody-{report.of}", n=report.n)
    k = len(report.segments)
    if not report.structure:
        return say(lang, f"headline-continuum-{report.of}", n=report.n, k=k)
    largest = max(report.segments, key=lambda segment: segment.size)
    name = segment_names(lang, report)[largest.id]
    share = percent(lang, largest.share)
    return say(lang, f"headline-segments-{report.of}", n=report.n, k=k, name=name, share=share)


def findings(report: SegmentsReport, lang: str) -> list[str]:
    """The three largest groups in mrkdwn: size, what sets them apart, what they prefer, how they changed."""
    names = segment_names(lang, report)
    largest = sorted(report.segments, key=lambda segment: -segment.size)[:3]
    return [_finding(report, segment, names[segment.id], lang) for segment in largest]


def _finding(report: SegmentsReport, segment: Segment, name: str, lang: str) -> str:
    share = percent(lang, segment.share)
    lines = [say(lang, f"segment-line-{report.of}", name=escape(name), share=share, n=segment.size)]
    lines += [trait_sentence(trait, lang) for trait in segment.stands_out[:1]]
    lines += [preference_sentence(preference, lang) for preference in segment.prefers[:1]]
    if segment.change is not None and changed(segment.change):
        lines.append(change_sentence(segment.change, lang))
    return "\n".join(lines)


def trait_sentence(trait: Trait, lang: str) -> str:
    """A trait with the rest's value, the difference and its interval."""
    return say(
        lang,
        "segment-because",
        feature=escape(feature(lang, trait.feature)),
        value=quantity(lang, trait.value, trait.unit),
        rest=quantity(lang, trait.rest, trait.unit),
        difference=difference(lang, trait.difference, trait.unit),
        low=difference(lang, trait.low, trait.unit, trait.difference, bare=True),
        high=difference(lang, trait.high, trait.unit, trait.difference),
    )


def preferred(preference: Preference, lang: str, *, in_cell: bool = False) -> str:
    """What is preferred, named by its kind."""
    if preference.dimension == "creator":
        value = plain_handle(preference.value) if in_cell else linked(preference.value)
    else:
        value = plain(preference.value) if in_cell else escape(preference.value)
    return say(lang, f"prefers-{preference.dimension}", value=value)


def preference_sentence(preference: Preference, lang: str) -> str:
    """A preference with lift, interval and the views behind it."""
    return say(
        lang,
        "segment-prefers",
        what=preferred(preference, lang),
        lift=times(lang, preference.lift),
        low=lifted(lang, preference.low),
        high=times(lang, preference.high),
        n=preference.n,
    )


def changed(change: Change) -> bool:
    """Whether the interval of the change leaves out no change."""
    return change.low > 0 or change.high < 0


def change_sentence(change: Change, lang: str) -> str:
    """The change of share since the previous period, by frozen groups; a steady one says so."""
    return say(
        lang,
        "change-line" if changed(change) else "change-steady",
        low=difference(lang, change.low, "share", change.difference, bare=True),
        high=difference(lang, change.high, "share", change.difference),
        **({"difference": difference(lang, change.difference, "share")} if changed(change) else {}),
    )


def tables(report: SegmentsReport, lang: str) -> list[Block]:
    """One table of all groups, the leftovers last; none where there are no groups."""
    if not report.segments:
        return []
    keys = ["group", "size", "share", "stands-out", "prefers", "change"]
    names = segment_names(lang, report)
    rows = [_row(segment, names[segment.id], lang) for segment in sorted(report.segments, key=lambda s: -s.size)]
    for key, size in (("row-newcomers", report.newcomers), ("row-other", report.other)):
        if size:
            rows.append([say(lang, key), (size, number(lang, size)), "–", "–", "–", "–"])
    caption = say(lang, f"caption-segments-{report.of}", period=period(lang, report.period))
    return [table(caption, [say(lang, f"column-{key}") for key in keys], rows)]


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


def trait_words(trait: Trait, lang: str) -> str:
    """A trait in a few words: Share at night 61% vs 12%."""
    return say(
        lang,
        "trait-versus",
        feature=plain(feature(lang, trait.feature)),
        value=quantity(lang, trait.value, trait.unit),
        rest=quantity(lang, trait.rest, trait.unit),
    )
