"""The tone of a caption, by signs and words: a table of data for each tone, in several languages."""

from __future__ import annotations

import re

TONES = ("humour", "surprise", "emotion", "howto")
"""Humour, surprise, emotion and how-to, as the team names them."""

_SIGNS: dict[str, tuple[str, ...]] = {
    "howto": (
        "how to", "how we", "tutorial", "step by step", "guide", "tips", "learn", "recipe", "hack", "diy",
        "教程", "学会", "教你", "攻略", "技巧", "方法", "步骤", "怎么", "如何", "cách", "hướng dẫn", "mẹo",
    ),
    "humour": (
        "😂", "🤣", "😆", "😹", "lol", "funny", "prank", "joke", "fail", "comedy", "hài", "cười",
        "搞笑", "笑死", "哈哈", "整活", "段子", "沙雕",
    ),
    "surprise": (
        "wow", "never", "secret", "you won't believe", "unbelievable", "omg", "what happens", "wait for", "😱", "🤯",
        "没想到", "竟然", "居然", "真正的", "秘密", "震惊", "万万没", "bất ngờ", "không ngờ",
    ),
    "emotion": (
        "❤", "😭", "🥹", "💕", "🥺", "love", "miss", "thank", "family", "heart", "mom", "dad", "cry",
        "感动", "泪", "爱", "想念", "谢谢", "妈妈", "爸爸", "治愈", "yêu", "thương", "nhớ",
    ),
}  # fmt: skip


def _bound(sign: str) -> str:
    """Words of letters stand alone; signs and Chinese words stand anywhere."""
    return rf"\b{re.escape(sign)}\b" if sign.isascii() else re.escape(sign)


_WORDS = {tone: re.compile("|".join(map(_bound, signs)), re.IGNORECASE) for tone, signs in _SIGNS.items()}


def tone_of(caption: str) -> str | None:
    """The first tone of which the caption shows a sign, how-to before the others; None where it shows none."""
    return next((tone for tone, words in _WORDS.items() if words.search(caption)), None)
