"""How far off forecasts are, in plain words."""

from __future__ import annotations

import math

from bot.texts import say
from bot.texts.formats import number, percent

_STEP = 0.05
_HALF_AS_MUCH, _DOUBLE, _TRIPLE, _MORE = 1.4, 1.75, 2.5, 3.5
"""Factors from which an error is called by the next larger words."""


def error_text(lang: str, log_error: float) -> str:
    """Say how far off: by about 20% · by half or double; `log_error` is on the natural log scale."""
    size = math.exp(min(abs(log_error), 20.0))
    if size < 1 + _STEP:
        return say(lang, "error-below", share=percent(lang, _STEP, 0))
    if size < _HALF_AS_MUCH:
        return say(lang, "error-share", share=percent(lang, round((size - 1) / _STEP) * _STEP, 0))
    if size < _DOUBLE:
        return say(lang, "error-half-as-much")
    if size < _TRIPLE:
        return say(lang, "error-double")
    if size < _MORE:
        return say(lang, "error-triple")
    return say(lang, "error-times", n=number(lang, size, 0))
