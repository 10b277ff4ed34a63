"""Traits, preferences and changes of segments in words."""

from __future__ import annotations

from analytics.vocabulary.reports import Change, Preference, Trait
from bot.mrkdwn import escape, plain, plain_handle
from bot.mrkdwn import handle as linked
from bot.texts import say
from bot.texts.names import difference, feature_name, lift_number, lift_text, quantity


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
