"""Briefs in words: title, hook, plan, audience, expectation, evidence."""

from __future__ import annotations

import re

from analytics.vocabulary.reports import Brief, Evidence, IdeasReport
from bot.mrkdwn import escape, plain_handle, shorten
from bot.texts import knows, say
from bot.texts.formats import number
from bot.texts.metric_words import platform_name
from bot.texts.names import segment_name
from bot.texts.topic_words import topic_name

PHRASES = 5
"""How many titles and hooks each tone has in `bot/texts`."""
_LATIN = re.compile(r"[A-Za-z]")


def title(brief: Brief, lang: str) -> str:
    """The working title, in plain text; a phrase that comes again for a topic is the next part."""
    text = _phrase("title", brief, lang)
    part = brief.phrase // PHRASES + 1
    return say(lang, "idea-title-part", title=text, part=part) if part > 1 else text


def hook(brief: Brief, lang: str) -> str:
    """What is said in the first three seconds, in plain text."""
    return _phrase("hook", brief, lang)


def _phrase(kind: str, brief: Brief, lang: str) -> str:
    key = f"idea-{kind}-{brief.tone}-{brief.phrase % PHRASES + 1}"
    topic = topic_in(lang, brief.topic)
    text = say(lang, key, topic=topic) if topic else say(lang, f"{key}.any")
    return text[:1].upper() + text[1:]


def topic_in(lang: str, topic: str | None) -> str | None:
    """The name of a topic where it has one in this language: no title is in two languages."""
    if topic is None:
        return None
    name = topic_name(lang, shorten(topic, 30))
    is_of_language = not _LATIN.search(name) if lang == "zh" else name.isascii()
    return name if is_of_language else None


def topic_words(brief: Brief, lang: str) -> str:
    """The topic in plain text, in the reader's language where it is known; any for none."""
    return topic_name(lang, brief.topic) if brief.topic else say(lang, "ideas-topic-any")


def brief_text(brief: Brief, number: int, lang: str) -> str:
    """One brief as mrkdwn: label, hook, plan, audience, what to expect, evidence."""
    lines = [
        f"*{number}. {escape(title(brief, lang), 200)}* · {say(lang, 'ideas-label')}",
        say(lang, "ideas-hook", tone=say(lang, f"tone-{brief.tone}"), hook=escape(hook(brief, lang), 200)),
    ]
    if brief.own_hook:
        lines.append(say(lang, "ideas-own-hook", hook=escape(brief.own_hook, 100)))
    lines.append(plan_text(brief, lang))
    if brief.hashtags:
        tags = " ".join(f"#{escape(tag, 40)}" for tag in brief.hashtags)
        lines.append(say(lang, "ideas-tags", tags=tags))
    lines.append(say(lang, "ideas-for", audience=escape(audience(brief, lang), 80), novelty=brief.novelty))
    lines += [expected(brief, lang), evidence(brief, lang)]
    return "\n".join(lines)


def plan_text(brief: Brief, lang: str) -> str:
    """Length, format, topic, music, slot and platform."""
    return say(
        lang,
        "ideas-plan",
        length=length(brief, lang),
        format=format_words(brief, lang),
        topic=escape(topic_words(brief, lang), 40),
        music=say(lang, f"music-{brief.music or 'none'}"),
        slot=slot(brief, lang),
        platform=escape(platform_name(lang, brief.platform), 40),
    )


def format_words(brief: Brief, lang: str) -> str:
    """Video, image, text or live."""
    key = f"format-{brief.format}"
    return say(lang, key if knows(lang, key) else "format-video")


def length(brief: Brief, lang: str) -> str:
    """How long it is."""
    if brief.duration is None:
        return say(lang, "ideas-length-unknown")
    return say(lang, "ideas-length", seconds=brief.duration)


def slot(brief: Brief, lang: str) -> str:
    """When to post it."""
    if brief.weekday is None or brief.hour is None:
        return say(lang, "ideas-slot-any")
    return say(lang, "ideas-slot", weekday=say(lang, f"weekday-{brief.weekday}"), hour=f"{brief.hour:02}")


def audience(brief: Brief, lang: str) -> str:
    """Whom it is for."""
    return segment_name(lang, brief.audience) if brief.audience else say(lang, "ideas-anyone")


def expected(brief: Brief, lang: str) -> str:
    """The forecast with its interval, or what similar videos had."""
    similar = brief.similar
    if brief.predicted is None:
        return say(
            lang,
            "ideas-similar",
            n=brief.similar_n,
            low=round(similar.low),
            high=round(similar.high),
            median=round(similar.median),
        )
    return say(
        lang,
        "ideas-expected",
        median=round(brief.predicted.median),
        low=round(brief.predicted.low),
        high=round(brief.predicted.high),
        n=brief.similar_n,
        similar=round(similar.median),
    )


def evidence(brief: Brief, lang: str) -> str:
    """The nearest real videos, with links where there are any."""
    items = say(lang, "list-separator").join(_evidence_item(evidence_video, lang) for evidence_video in brief.evidence)
    return say(lang, "ideas-evidence", items=items)


def evidence_name(evidence_video: Evidence, lang: str, *, dated: bool = True) -> str:
    """A real video by its account and day, as a link where it has one."""
    owner = evidence_video.account
    name = escape(plain_handle(owner, 40) if owner else platform_name(lang, evidence_video.platform), 60)
    if dated and evidence_video.published is not None:
        name = f"{name} {evidence_video.published:%Y-%m-%d}"
    if evidence_video.link and evidence_video.link.startswith(("https://", "http://")):
        link = evidence_video.link.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
        name = say(lang, "ideas-evidence-link", link=link, name=name)
    return name


def _evidence_item(evidence_video: Evidence, lang: str) -> str:
    return say(
        lang,
        "ideas-evidence-item",
        name=evidence_name(evidence_video, lang),
        views=round(evidence_video.views),
        times=number(lang, evidence_video.performed),
    )


def model_words(report: IdeasReport, lang: str) -> str:
    """The generator with its held-out fidelity."""
    own = report.model
    facts = {"quality": number(lang, own.quality), "c2st": number(lang, own.c2st), "rows": own.rows}
    return say(lang, f"ideas-model-{own.chosen}", **facts)
