"""What stands behind an answer: every group or account, the quality of the fit, the method, the definitions."""

from __future__ import annotations

from analytics.vocabulary.reports import (
    AnyReport,
    DriversReport,
    IdeasReport,
    InfluencersReport,
    KpisReport,
    PredictReport,
    SegmentsReport,
)
from bot.blocks import drivers, ideas, kpis, prediction
from bot.blocks.answer import note_text, small_print
from bot.blocks.influencers import rank_sentence
from bot.blocks.message import Block, Message, context, fitted, header, section
from bot.blocks.segments import change_sentence, preference_sentence, trait_sentence
from bot.mrkdwn import escape
from bot.texts import say
from bot.texts.formats import percent
from bot.texts.names import UNITS, feature, feature_meaning, flag, quantity, segment_names

_ROOM = 9_500
"""Characters for groups or accounts, so that method and definitions always fit behind them."""


def details_message(report: AnyReport, lang: str) -> Message:
    """Return the message behind the button “more”."""
    title = say(lang, "details-title")
    behind = _behind(report, lang)
    blocks = [header(title), *behind]
    notes = [note_text(note, lang) for note in report.notes]
    if notes:
        blocks.append(context(*(f"ⓘ {text}" for text in notes)))
    version = say(lang, "details-seed", version=escape(report.data_version))
    blocks.append(context(small_print(report, lang), version))
    return fitted(f"{title}\n{small_print(report, lang)}", blocks)


def _behind(report: AnyReport, lang: str) -> list[Block]:
    if isinstance(report, SegmentsReport):
        return _segments(report, lang)
    if isinstance(report, PredictReport):
        return prediction.details(report, lang)
    if isinstance(report, DriversReport):
        return drivers.details(report, lang)
    if isinstance(report, IdeasReport):
        return ideas.details(report, lang)
    return kpis.details(report, lang) if isinstance(report, KpisReport) else _influencers(report, lang)


def _within(texts: list[str], room: int) -> list[Block]:
    """As many paragraphs as fit into `room` characters."""
    blocks = []
    for text in texts[:40]:
        room -= len(text) + 80
        if room < 0:
            break
        blocks.append(section(text))
    return blocks


def _segments(report: SegmentsReport, lang: str) -> list[Block]:
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
        say(lang, "details-definition", feature=escape(feature(lang, code)), meaning=meaning)
        for code in codes
        if (meaning := feature_meaning(lang, code))
    ]
    definitions = [section("\n".join([say(lang, "details-definitions"), *meanings]))] if meanings else []
    taken = sum(len(str(block)) for block in definitions) + sum(map(len, lines))
    return [*_within(_groups(report, lang), _ROOM - taken), section("\n".join(lines)), *definitions]


def _groups(report: SegmentsReport, lang: str) -> list[str]:
    names = segment_names(lang, report)
    units = {trait.feature: trait.unit for segment in report.segments for trait in segment.stands_out}
    told = []
    for segment in sorted(report.segments, key=lambda segment: -segment.size):
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
                feature=escape(feature(lang, code)),
                value=quantity(lang, value, units.get(code) or UNITS.get(code, "count")),
            )
            for code, value in segment.profile.items()
        ]
        lines.append(say(lang, "details-profile", items=say(lang, "list-separator").join(profile)))
        told.append("\n".join(lines))
    return told


def _influencers(report: InfluencersReport, lang: str) -> list[Block]:
    question = report.question
    method = say(
        lang,
        "details-method-influencers",
        edges=report.edges,
        damping=question.damping,
        half_life=question.half_life,
        tolerance=f"{report.tolerance:g}",
        iterations=report.iterations,
    )
    ranks = [rank_sentence(rank, place, lang) for place, rank in enumerate(report.ranks, start=1)]
    blocks = [section(f"{method}\n{say(lang, 'details-creator-edges', n=report.creator_edges)}")]
    blocks += [section(say(lang, "details-ranks")), *_within(ranks, _ROOM - 3000)]
    if report.own:
        own = [rank_sentence(rank, place, lang) for place, rank in enumerate(report.own[:5], start=1)]
        blocks.append(section("\n".join([say(lang, "details-own"), *own])))
    codes = dict.fromkeys(code for rank in (*report.ranks, *report.own) for code in rank.flags)
    if codes:
        told = [f"{escape(flag(lang, code))}: {escape(flag(lang, code, long=True), 400)}" for code in codes]
        blocks.append(section("\n".join([say(lang, "details-flags"), *told])))
    return blocks
