"""Escapes data for Slack, so that a handle cannot contain a mention, link or formatting.

Slack's mrkdwn cannot escape its formatting characters, so they are replaced by lookalikes without a meaning; domains
and group mentions are interrupted by an invisible word joiner.
"""

from __future__ import annotations

import html
import re
import unicodedata

from analytics.vocabulary.privacy import is_pseudonym

MAX_LENGTH = 80
"""The default limit of characters of a data string."""

_JOINER = "\u2060"
_ZWJ = "\u200d"
_BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_DIRECTION_MARKS = {"\u200e", "\u200f", "\u061c"}
_LOOKALIKES = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ANGLES = str.maketrans({"<": "‹", ">": "›"})
_EDGE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_EMOJI_CODE = re.compile(r":(?=[\w+'-]+:)")
_LINKING_DOT = re.compile(r"(?<=\w)\.(?=[^\W\d])")
_LINK = re.compile(r"<(https?://[^|>\s]+)\|([^>]*)>")
INVISIBLE = re.compile("[\u2060\u2068\u2069]")
"""Word joiners and isolates, which are invisible."""
BOLD = re.compile(r"\*([^*\n]+)\*")
"""Text between asterisks, which Slack shows in bold."""
_GROUP = re.compile(r"([@＠])(?=here|channel|everyone)", re.IGNORECASE)


def clean(text: str, longest: int = MAX_LENGTH) -> str:
    """Return one line without control or direction characters, cut to `longest` characters between glyphs."""
    characters = (
        " " if unicodedata.category(character) in {"Zl", "Zp", "Cc"} else character
        for character in text[: 50 * longest]
        if not _is_dropped(character)
    )
    return shorten(" ".join("".join(characters).split()), longest)


def _is_dropped(character: str) -> bool:
    if character in _DIRECTION_MARKS or unicodedata.bidirectional(character) in _BIDI_CONTROLS:
        return True
    category = unicodedata.category(character)
    # Joiners between emoji and the tags of flags are visible; other format characters are not.
    is_seen = character in {_ZWJ, "\u200c"} or 0xE0020 <= ord(character) <= 0xE007F
    return category in {"Cs", "Co", "Cn"} or (category == "Cf" and not is_seen)


def shorten(text: str, longest: int) -> str:
    """Cut to `longest` characters, the last one an ellipsis, between graphemes (UAX 29, simplified)."""
    if len(text) <= longest:
        return text
    end = max(longest - 1, 0)
    while end and _continues_glyph(text, end):
        end -= 1
    return text[:end].rstrip() + "…" if longest else ""


def _continues_glyph(text: str, index: int) -> bool:
    """Whether the character at `index` belongs to the glyph of the previous character."""
    current, previous = text[index], text[index - 1]
    if unicodedata.category(current) in {"Mn", "Me", "Mc"} or _ZWJ in {current, previous}:
        return True
    if 0x1F3FB <= ord(current) <= 0x1F3FF or 0xE0020 <= ord(current) <= 0xE007F:
        return True
    if not _is_flag_letter(current):
        return False
    run = 0
    while run < index and _is_flag_letter(text[index - 1 - run]):
        run += 1
    return run % 2 == 1


def _is_flag_letter(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


def _isolate(text: str) -> str:
    """Enclose right-to-left text in isolates, so that it does not reverse adjacent text."""
    if any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text):
        return f"\u2068{text}\u2069"
    return text


def escape(text: str, longest: int = MAX_LENGTH) -> str:
    """Escape `text` for a mrkdwn object: it is shown as it is and has no effect."""
    escaped = _EDGE_UNDERSCORE.sub("ˍ", clean(text, longest).translate(_LOOKALIKES))
    escaped = _EMOJI_CODE.sub("∶", escaped)
    escaped = _LINKING_DOT.sub("." + _JOINER, escaped).replace("://", f":{_JOINER}/{_JOINER}/")
    escaped = _GROUP.sub(rf"\1{_JOINER}", escaped)
    return _isolate(escaped).translate(_ENTITIES)


def plain(text: str, longest: int = MAX_LENGTH) -> str:
    """Clean `text` for a plain_text object, a table cell or a chart label."""
    return _isolate(clean(text, longest).translate(_ANGLES))


def handle(name: str, longest: int = 40) -> str:
    """The name of an account for a mrkdwn object, with @ unless it is a pseudonym."""
    return escape(name, longest) if is_pseudonym(name) else f"@{_JOINER}{escape(name, longest)}"


def link(address: str, label: str) -> str:
    """A link in mrkdwn, `label` being escaped already; the label alone if the address is not one of the web."""
    if not address.startswith(("https://", "http://")):
        return label
    safe = "".join(character for character in address if not character.isspace())
    safe = safe.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    return f"<{safe}|{label}>"


def plain_handle(name: str, longest: int = 40) -> str:
    """The name of an account for plain text."""
    return plain(name, longest) if is_pseudonym(name) else plain(f"@{name}", longest)


def without_markup(mrkdwn: str) -> str:
    """Convert mrkdwn to plain text: links as `label (address)`, without bold and code marks."""
    text = BOLD.sub(r"\1", visible(mrkdwn))
    return text.replace("`", "")


def visible(mrkdwn: str) -> str:
    """Return mrkdwn with links as `label (address)`, entities decoded and invisible characters removed."""
    return INVISIBLE.sub("", html.unescape(_LINK.sub(r"\2 (\1)", mrkdwn)))
