"""What may stand in a brief: hooks of our own videos, cleaned of names, and nothing with a blocked word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from analytics.ideas.training_table import Example

_MENTION = re.compile(r"[@＠]\S+")
_TAG = re.compile(r"[#＃]\S+")
_LINK = re.compile(r"https?://\S+")
_END = re.compile(r"[\n。！？!?…|｜]|(?<=\w)\.(?:\s|$)")
_LONGEST = 60


def own_hooks(rows: Sequence[Example], names: Collection[str], blocked: Collection[str]) -> dict[str, str]:
    """Topic -> how the best of our own videos on it opens; the empty topic holds the best of all.

    Only our own accounts are quoted, and never a text that names another account.
    """
    others = [name.casefold() for name in names if len(name) >= 3]
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (-row.residual, row.post.id)):
        if not row.post.ours or row.tier != "high":
            continue
        hook = opening(row.post.caption)
        if len(hook) < 4 or not allowed([hook], [*blocked, *others]):
            continue
        found.setdefault(row.post.topic or "", hook)
        found.setdefault("", hook)
    return found


def opening(caption: str) -> str:
    """The first sentence of a caption without tags, mentions, links and emoji, at most 60 characters; else nothing."""
    if _MENTION.search(caption):
        return ""
    text = _LINK.sub(" ", _TAG.sub(" ", caption))
    text = "".join(sign for sign in text if unicodedata.category(sign) not in {"So", "Sk", "Cf", "Mn"})
    first = " ".join(_END.split(text.strip(), maxsplit=1)[0].split())
    return first if len(first) <= _LONGEST else ""


def allowed(texts: Sequence[str], blocked: Collection[str]) -> bool:
    """Whether none of the texts holds one of the blocked words (any case, also as part of a word)."""
    everything = "\n".join(texts).casefold()
    return not any(word in everything for word in blocked)
