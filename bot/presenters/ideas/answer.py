"""The answer to an ideas question: the best idea with what it is expected to reach, further ones, compact cards."""

from __future__ import annotations

from analytics.vocabulary.reports import Brief, IdeasReport, Range
from bot.mrkdwn import escape, handle, shorten
from bot.presenters.ideas.words import evidence_name, format_words, hook, length, slot, title
from bot.requests import Request, write
from bot.texts import say
from bot.texts.formats import number
from bot.texts.metric_words import platform_name
from bot.texts.plan_words import rounded_amount

_LONGEST = 150
_ABOUT_USUAL = (0.9, 1.1)
_FURTHER = 2
_MORE = 10


def headline(brief: Brief, lang: str) -> str:
    """The idea in words with its expected views, beside our usual; the title gives way where it is too long."""
    room = _LONGEST - len(_headline(brief, "", lang))
    return _headline(brief, shorten(title(brief, lang), room), lang)


def _headline(brief: Brief, words: str, lang: str) -> str:
    expected = brief.predicted or brief.similar
    key = "headline-ideas-predicted" if brief.predicted else "headline-ideas-similar"
    said = say(lang, key, title=words, views=rounded_amount(lang, expected.median, "count"))
    if brief.predicted is None:
        times = brief.similar_times_usual or 0.0
        return (
            say(lang, "headline-ideas-times-theirs", said=said, times=_times(times, lang)) if _is_above(times) else said
        )
    if not brief.usual:
        return said
    times = expected.median / brief.usual
    if _is_above(times):
        return say(lang, "headline-ideas-times", said=said, times=_times(times, lang))
    return say(lang, "headline-ideas-usual", said=said, usual=rounded_amount(lang, brief.usual, "count"))


def _is_above(times: float) -> bool:
    return times > _ABOUT_USUAL[1]


def _times(times: float, lang: str) -> str:
    return number(lang, times, 1 if times < 10 else 0)


def why(report: IdeasReport, lang: str) -> list[str]:
    """How the best idea is shot, the real video that speaks for it, and further ideas, a line each."""
    if not report.briefs:
        return []
    best, *others = report.briefs
    facts = {"tone": say(lang, f"tone-{best.tone}"), **_slot_facts(best, lang)}
    lines = [say(lang, "ideas-why-how", **facts)]
    proven = max(best.evidence, key=lambda video: video.performed, default=None)
    if proven is not None and proven.account:
        times = _times(proven.performed, lang)
        lines.append(say(lang, "ideas-why-evidence", handle=handle(proven.account, 40), times=times))
    if not others:
        lines.append(say(lang, "ideas-why-hook", hook=escape(hook(best, lang), 120)))
    for place, brief in enumerate(others[:_FURTHER], start=2):
        facts = {"title": escape(title(brief, lang), 100), **_slot_facts(brief, lang)}
        lines.append(say(lang, "ideas-why-further", place=place, **facts))
    return lines[:3]


def _slot_facts(brief: Brief, lang: str) -> dict[str, str]:
    platform = escape(platform_name(lang, brief.platform), 40)
    return {"length": length(brief, lang), "slot": slot(brief, lang), "platform": platform}


def next_step(report: IdeasReport, lang: str) -> str:
    """Shoot the best idea for its slot, and keep it."""
    if not report.briefs:
        return say(lang, "ideas-next-none")
    best = report.briefs[0]
    kept = {name: value for name in ("topic", "platform", "segment") if (value := getattr(report.question, name))}
    more = Request(command="ideas", options={**kept, "n": max(_MORE, 2 * report.question.n)})
    facts = {
        "platform": escape(platform_name(lang, best.platform), 40),
        "button": say(lang, "button-idea-keep", place=1),
        "command": escape(f"/{write(more)}", 150),
    }
    if best.weekday is None or best.hour is None:
        return say(lang, "ideas-next-any-time", **facts)
    return say(lang, "ideas-next", slot=slot(best, lang), **facts)


def card_text(brief: Brief, place: int, lang: str) -> str:
    """One idea as mrkdwn in a few lines: label, opening, plan, expectation, evidence."""
    lines = [
        f"*{place}. {escape(title(brief, lang), 200)}* · {say(lang, 'ideas-label')}",
        say(lang, "ideas-card-hook", hook=escape(hook(brief, lang), 200)),
        say(
            lang,
            "ideas-card-plan",
            format=format_words(brief, lang),
            tone=say(lang, f"tone-{brief.tone}"),
            music=say(lang, f"music-{brief.music or 'none'}"),
            **_slot_facts(brief, lang),
        ),
        expected(brief, lang),
    ]
    if brief.evidence:
        items = [
            say(
                lang,
                "ideas-card-evidence-item",
                name=evidence_name(video, lang, dated=False),
                times=_times(video.performed, lang),
            )
            for video in brief.evidence
        ]
        lines.append(say(lang, "ideas-card-evidence", items=say(lang, "list-separator").join(items)))
    return "\n".join(lines)


def expected(brief: Brief, lang: str) -> str:
    """What it is expected to reach in plain words: a median and where most outcomes lie."""
    interval, key = (brief.predicted, "expected") if brief.predicted else (brief.similar, "similar")
    return say(lang, f"ideas-card-{key}", **_ends(interval, lang))


def range_text(interval: Range, lang: str) -> str:
    """A median with its range in a table cell: 12,000 (4,000 – 31,000)."""
    return say(lang, "ideas-range", **_ends(interval, lang))


def _ends(interval: Range, lang: str) -> dict[str, str]:
    return {name: rounded_amount(lang, getattr(interval, name), "count") for name in ("median", "low", "high")}
