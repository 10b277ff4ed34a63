"""How far off forecasts are is said in plain words, the same for as much too high as too low."""

from __future__ import annotations

import math

import pytest

from bot.texts.error_words import error_text


@pytest.mark.parametrize(
    ("size", "en", "zh"),
    [
        (1.02, "by less than 5%", "偏差不到 5%"),
        (1.22, "by about 20%", "偏差约 20%"),
        (1.38, "by about 40%", "偏差约 40%"),
        (1.5, "by a third less or half as much again", "会少三分之一或多一半"),
        (2.02, "by half or double", "会少一半或多一倍"),
        (3.0, "by as much as three times more or less", "会只有三分之一或多到三倍"),
        (6.2, "by as much as 6 times more or less", "会相差 6 倍之多"),
    ],
)
def test_an_error_on_the_log_scale_is_said_in_plain_words(size: float, en: str, zh: str) -> None:
    assert error_text("en", math.log(size)) == error_text("en", -math.log(size)) == en
    assert error_text("zh", math.log(size)) == zh
