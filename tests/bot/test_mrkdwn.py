"""Strings from data take no effect in Slack, whatever is in them."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mrkdwn import clean, escape, handle, plain, plain_handle, shorten

_BIDI_OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u200e\u200f\u061c")
_HOSTILE = st.text(alphabet=st.sampled_from("<>&*_~`@#!:|./\u202e\u2066\n\x00aZ美👍\u200dhere"), max_size=40)


@given(st.one_of(st.text(max_size=200), _HOSTILE))
def test_nothing_in_an_escaped_text_means_anything_to_slack(text: str) -> None:
    """No raw angle bracket, no formatting sign, no bare ampersand, no control or direction character."""
    escaped = escape(text)
    assert not set(escaped) & set("<>*~`\n\r\x00")
    assert not re.search(r"&(?!amp;|lt;|gt;)", escaped)
    assert not set(escaped) & _BIDI_OVERRIDES
    assert not re.search(r"@(here|channel|everyone)", escaped, re.IGNORECASE)
    assert not re.search(r"\w\.[^\W\d]", escaped)


@given(st.one_of(st.text(max_size=300), _HOSTILE), st.integers(1, 60))
def test_a_clean_text_is_one_line_and_no_longer_than_asked(text: str, longest: int) -> None:
    """Control characters fold into spaces, and what is too long ends in an ellipsis."""
    escaped = clean(text, longest)
    assert len(escaped) <= longest
    assert all(unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"} for character in escaped)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("<!channel>", "&lt;!channel&gt;"),
        ("<@U123>", "&lt;@U123&gt;"),
        ("*bold*", "∗bold∗"),
        ("_soft_", "ˍsoftˍ"),
        ("mia_cooks", "mia_cooks"),
        (":smile:", "∶smile:"),
        ("example.com", "example.\u2060com"),
        ("\u202egpj.exe", "gpj.\u2060exe"),
        ("a\nb\x00c", "a b c"),
        ("@here @Channel", "@\u2060here @\u2060Channel"),
        ("小红的厨房", "小红的厨房"),
    ],
)
def test_signs_lose_their_meaning_and_keep_their_look(text: str, escaped: str) -> None:
    """Mentions, formatting, emoji codes, domains and direction marks."""
    assert escape(text) == escaped


def test_right_to_left_names_are_isolated() -> None:
    """Arabic beside a number must not turn the number around."""
    assert escape("مطبخ") == "\u2068مطبخ\u2069"


@pytest.mark.parametrize("text", ["👩‍👩‍👧‍👦", "👍🏽", "🇨🇳", "e\u0301"])
def test_a_cut_never_falls_inside_a_glyph(text: str) -> None:
    """A family, a skin tone, a flag or an accent is kept whole or left out."""
    assert shorten("ab" + text + "cdef", 3 + len(text) - 1) in {"ab…", "ab" + text + "…"}
    assert shorten("ab" + text + "cdef", 4) == ("ab…" if len(text) > 1 else "ab" + text + "…")


def test_a_handle_called_here_pings_nobody() -> None:
    """Our own @ before someone's name must not make a mention of it."""
    assert "@here" not in handle("here")
    assert plain_handle("here") == "@here"  # plain_text objects parse nothing
    assert handle("v_abcdefghijklmnop") == "v_abcdefghijklmnop"
    assert "<" not in plain("<!here>")
