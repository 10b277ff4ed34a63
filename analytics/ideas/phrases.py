"""Texts in briefs: opening sentences of our own videos, and the check for blocked words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from analytics.ideas.training_table import Example

_MENTION = re.compile(r"[@＠]\S+")
_TAG = re.compile(r"[#＃]\S+")
_LINK = re.compile(r"https?://\S+")
_END = re.compile(r"[\n。！？!?…|｜]|(?<=\w)\.(?:\s|$)")
_MAX_LENGTH = 60


def own_hooks(examples: Sequence[Example], names: Collection[str], blocked: Collection[str]) -> dict[str, str]:
    """Return topic -> the opening sentence of our best video on it; the empty topic has the best of all.

    Only our own accounts are quoted, and never a text that names another account.
    """
    forbidden = [*blocked, *(name.casefold() for name in names if len(name) >= 3)]
    hooks: dict[str, str] = {}
    for example in sorted(examples, key=lambda example: (-example.residual, example.post.id)):
        if not example.post.ours or example.tier != "high":
            continue
        hook = opening_sentence(example.post.caption)
        if len(hook) < 4 or not is_allowed([hook], forbidden):
            continue
        hooks.setdefault(example.post.topic or "", hook)
        hooks.setdefault("", hook)
    return hooks


def opening_sentence(caption: str) -> str:
    """Return the first sentence of a caption without hashtags, links and emoji.

    Empty if the caption mentions an account or the sentence has more than 60 characters.
    """
    if _MENTION.search(caption):
        return ""
    text = _LINK.sub(" ", _TAG.sub(" ", caption))
    text = "".join(sign for sign in text if unicodedata.category(sign) not in {"So", "Sk", "Cf", "Mn"})
    sentence = " ".join(_END.split(text.strip(), maxsplit=1)[0].split())
    return sentence if len(sentence) <= _MAX_LENGTH else ""


def is_allowed(texts: Sequence[str], blocked: Collection[str]) -> bool:
    """Return whether no text contains a blocked word (in any case, also as a part of a word)."""
    content = "\n".join(texts).casefold()
    return not any(word in content for word in blocked)
