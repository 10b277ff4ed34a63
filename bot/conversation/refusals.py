"""Replies to asks that cannot be answered: why not, and what would help."""

from __future__ import annotations

from pathlib import Path

from analytics.store import Store
from analytics.store.queries.audience import AudienceShares, latest_shares
from analytics.vocabulary.errors import ReelPulseError
from bot.blocks.message import Message, text_message
from bot.mrkdwn import escape
from bot.mrkdwn import handle as linked
from bot.texts import knows, say
from bot.texts.formats import date, percent
from bot.texts.metric_words import platform_name
from bot.understanding.unanswerable import DEMOGRAPHICS

_SHOWN = 5


def refusal(home: Path, kind: str, lang: str) -> Message:
    """Say why not and what would help; of demographics, the shares that an export holds, if there is one."""
    if kind in DEMOGRAPHICS and (shares := _shares(home, kind)):
        return text_message(_shares_text(shares, kind, lang))
    return text_message(say(lang, f"cannot-{kind.replace('_', '-')}"))


def _shares(home: Path, dimension: str) -> AudienceShares | None:
    try:
        with Store(home) as store:
            return latest_shares(store, dimension)
    except ReelPulseError:
        return None


def _shares_text(shares: AudienceShares, dimension: str, lang: str) -> str:
    parts = [f"{_key_name(lang, dimension, key)} {percent(lang, share)}" for key, share in shares.shares[:_SHOWN]]
    return say(
        lang,
        f"audience-{dimension}",
        account=linked(shares.account),
        platform=escape(platform_name(lang, shares.platform)),
        day=date(lang, shares.captured_at),
        shares=say(lang, "list-separator").join(parts),
    )


def _key_name(lang: str, dimension: str, key: str) -> str:
    name = f"{dimension}-{key}"
    return say(lang, name) if dimension == "gender" and knows(lang, name) else escape(key, 40)
