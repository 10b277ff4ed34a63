"""Data made safe for Slack: no mention, link or formatting in someone's handle takes effect.

Slack's mrkdwn has no escape for its formatting signs, so these become signs that look the same and mean nothing;
what only has to be broken up (domains, group mentions) gets an invisible word joiner.
"""

from __future__ import annotations

import html
import re
import unicodedata

from analytics.vocabulary.privacy import is_pseudonym

LONGEST = 80
"""Characters of a data string that are shown, unless told otherwise."""

_JOINER = "\u2060"
_ZWJ = "\u200d"
_BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_MARKS = {"\u200e", "\u200f", "\u061c"}
_SAME_LOOK = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ANGLES = str.maketrans({"<": "‹", ">": "›"})
_EDGE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_EMOJI_CODE = re.compile(r":(?=[\w+'-]+:)")
_LINKING_DOT = re.compile(r"(?<=\w)\.(?=[^\W\d])")
_LINK = re.compile(r"<(https?://[^|>\s]+)\|([^>]*)>")
INVISIBLE = re.compile("[\u2060\u2068\u2069]")
"""Word joiners and isolates, which change nothing that is seen."""
BOLD = re.compile(r"\*([^*\n]+)\*")
"""Text between asterisks, which Slack shows in bold."""
_GROUP = re.compile(r"([@＠])(?=here|channel|everyone)", re.IGNORECASE)


def clean(text: str, longest: int = LONGEST) -> str:
    """One line without control or direction characters, at most `longest` characters, never cut inside a glyph."""
    kept = (
        " " if unicodedata.category(character) in {"Zl", "Zp", "Cc"} else character
        for character in text[: 50 * longest]
        if not _is_dropped(character)
    )
    return shorten(" ".join("".join(kept).split()), longest)


def _is_dropped(character: str) -> bool:
    if character in _MARKS or unicodedata.bidirectional(character) in _BIDI:
        return True
    category = unicodedata.category(character)
    # A joiner between emoji and the tags of flags are part of what is seen; other format characters are not.
    is_seen = character in {_ZWJ, "\u200c"} or 0xE0020 <= ord(character) <= 0xE007F
    return category in {"Cs", "Co", "Cn"} or (category == "Cf" and not is_seen)


def shorten(text: str, longest: int) -> str:
    """Cut to `longest` characters, the last one an ellipsis, never inside a grapheme (UAX 29, simplified)."""
    if len(text) <= longest:
        return text
    end = max(longest - 1, 0)
    while end and _continues(text, end):
        end -= 1
    return text[:end].rstrip() + "…" if longest else ""


def _continues(text: str, at: int) -> bool:
    """Whether the character at `at` belongs to the same glyph as the one before it."""
    this, before = text[at], text[at - 1]
    if unicodedata.category(this) in {"Mn", "Me", "Mc"} or _ZWJ in {this, before}:
        return True
    if 0x1F3FB <= ord(this) <= 0x1F3FF or 0xE0020 <= ord(this) <= 0xE007F:
        return True
    if not _is_flag_letter(this):
        return False
    run = 0
    while run < at and _is_flag_letter(text[at - 1 - run]):
        run += 1
    return run % 2 == 1


def _is_flag_letter(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


def _isolated(text: str) -> str:
    """Right-to-left text between isolates, so that it cannot turn around what stands beside it."""
    if any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text):
        return f"\u2068{text}\u2069"
    return text


def escape(text: str, longest: int = LONGEST) -> str:
    """`text` for a mrkdwn object: shown as it is, meaning nothing."""
    shown = _EDGE_UNDERSCORE.sub("ˍ", clean(text, longest).translate(_SAME_LOOK))
    shown = _EMOJI_CODE.sub("∶", shown)
    shown = _LINKING_DOT.sub("." + _JOINER, shown).replace("://", f":{_JOINER}/{_JOINER}/")
    shown = _GROUP.sub(rf"\1{_JOINER}", shown)
    return _isolated(shown).translate(_ENTITIES)


def plain(text: str, longest: int = LONGEST) -> str:
    """`text` for a plain_text object, a table cell or a chart label."""
    return _isolated(clean(text, longest).translate(_ANGLES))


def handle(name: str, longest: int = 40) -> str:
    """An account's name for a mrkdwn object, with the sign people know it by; pseudonyms stay bare."""
    return escape(name, longest) if is_pseudonym(name) else f"@{_JOINER}{escape(name, longest)}"


def plain_handle(name: str, longest: int = 40) -> str:
    """An account's name for plain text."""
    return plain(name, longest) if is_pseudonym(name) else plain(f"@{name}", longest)


def without_markup(mrkdwn: str) -> str:
    """The words of mrkdwn as plain text: links as `label (address)`, no bold, no code marks."""
    text = BOLD.sub(r"\1", visible(mrkdwn))
    return text.replace("`", "")


def visible(mrkdwn: str) -> str:
    """Mrkdwn with links as `label (address)`, entities resolved and invisible characters removed."""
    return INVISIBLE.sub("", html.unescape(_LINK.sub(r"\2 (\1)", mrkdwn)))
