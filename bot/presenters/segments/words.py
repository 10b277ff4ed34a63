"""Traits, preferences and changes of segments in words."""

from __future__ import annotations

from analytics.vocabulary.confidence import RELEVANT_CHANGE
from analytics.vocabulary.reports import Change, Preference, Segment, Trait
from bot.mrkdwn import escape, plain, plain_handle
from bot.mrkdwn import handle as linked
from bot.presenters.claim import Verdict
from bot.texts import knows, say
from bot.texts.formats import percent
from bot.texts.metric_words import lower
from bot.texts.names import difference, feature_key, feature_name, lift_number, lift_text, quantity
from bot.texts.topic_words import topic_name


def trait_sentence(trait: Trait, lang: str) -> str:
    """A trait with the rest's value, the difference and its interval."""
    return say(
        lang,
        "segment-because",
        feature=escape(feature_name(lang, trait.feature)),
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
    elif preference.dimension == "topic":
        value = topic_name(lang, preference.value) if in_cell else escape(topic_name(lang, preference.value))
    else:
        value = plain(preference.value) if in_cell else escape(preference.value)
    return say(lang, f"prefers-{preference.dimension}", value=value)


def preference_sentence(preference: Preference, lang: str) -> str:
    """A preference with lift, interval and the views behind it."""
    return say(
        lang,
        "segment-prefers",
        what=preferred(preference, lang),
        lift=lift_text(lang, preference.lift),
        low=lift_number(lang, preference.low),
        high=lift_text(lang, preference.high),
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


def trait_words(trait: Trait, lang: str) -> str:
    """A trait in a few words: Share at night 61% vs 12%."""
    return say(
        lang,
        "trait-versus",
        feature=plain(feature_name(lang, trait.feature)),
        value=quantity(lang, trait.value, trait.unit),
        rest=quantity(lang, trait.rest, trait.unit),
    )


def behaviour(segment: Segment, of: str, lang: str) -> str:
    """What sets a group apart most, in plain text: they watch 14% of a video (others 67%); empty without a trait."""
    if not segment.stands_out:
        return ""
    trait = segment.stands_out[0]
    facts = {"value": quantity(lang, trait.value, trait.unit), "rest": quantity(lang, trait.rest, trait.unit)}
    key = f"{feature_key(trait.feature)}.they"
    if of == "viewers" and knows(lang, key):
        return say(lang, key, **facts)
    return say(lang, "trait-plain", feature=lower(lang, plain(feature_name(lang, trait.feature))), **facts)


def group_line(segment: Segment, name: str, of: str, lang: str) -> str:
    """One group as mrkdwn: name, share, what sets it apart, and its change where that is clear."""
    share = percent(lang, segment.share) + change_remark(segment.change, lang, short=True)
    trait = behaviour(segment, of, lang)
    if not trait:
        return say(lang, "segment-why-alone", name=escape(name), share=share)
    return say(lang, "segment-why", name=escape(name), share=share, trait=escape(trait, 120))


def change_remark(change: Change | None, lang: str, *, short: bool = False) -> str:
    """The change of a share in brackets, `short` without what it is compared with; empty where none is clear."""
    if change is None or not changed(change):
        return ""
    key = "segment-change-short" if short else "segment-change"
    remark = say(lang, key, difference=difference(lang, change.difference, "share"))
    return remark if lang == "zh" else f" {remark}"


def verdict_of(change: Change) -> Verdict:
    """Up or down where the interval leaves out no change, flat where it leaves out a relevant one."""
    if changed(change):
        return "up" if change.difference > 0 else "down"
    relevant = RELEVANT_CHANGE * change.previous_share
    return "flat" if -relevant < change.low and change.high < relevant else "too_few"
