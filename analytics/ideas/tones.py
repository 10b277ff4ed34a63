"""The tone of a caption, by words and emoji in several languages."""

from __future__ import annotations

import re

TONES = ("humour", "surprise", "emotion", "howto")

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


def _pattern(sign: str) -> str:
    """Return the pattern of a sign: ASCII words match as whole words, other signs anywhere."""
    return rf"\b{re.escape(sign)}\b" if sign.isascii() else re.escape(sign)


_PATTERNS = {tone: re.compile("|".join(map(_pattern, signs)), re.IGNORECASE) for tone, signs in _SIGNS.items()}


def tone_of(caption: str) -> str | None:
    """Return the first tone with a sign in the caption, how-to before the others; None without any."""
    return next((tone for tone, pattern in _PATTERNS.items() if pattern.search(caption)), None)
