"""A plan is typed as people say it: a length and a time of day need no names."""

from __future__ import annotations

import pytest

from bot.requests import parse
from bot.requests.request import Value


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("1:30 at 8pm", {"duration": 90.0, "hour": 20}),
        ("8pm 1:30", {"duration": 90.0, "hour": 20}),
        ("1:30 20:00", {"duration": 90.0, "hour": 20}),
        ("45s tomorrow evening", {"duration": 45.0, "date": "tomorrow", "hour": 20}),
        ("90 seconds on Saturday at 8 pm", {"duration": 90.0, "weekday": "sat", "hour": 20}),
        ("1m30s today at noon", {"duration": 90.0, "date": "today", "hour": 12}),
        ("tonight 15s", {"date": "today", "duration": 15.0, "hour": 20}),
        ("30s, 8 in the evening", {"duration": 30.0, "hour": 20}),
        ("1分30秒 晚上8点", {"duration": 90.0, "hour": 20}),
        ("45秒 明晚", {"duration": 45.0, "date": "tomorrow", "hour": 20}),
        ("1分30秒 明天晚上8点", {"duration": 90.0, "date": "tomorrow", "hour": 20}),
        ("周六晚上八点 45秒", {"weekday": "sat", "hour": 20, "duration": 45.0}),
        ("中午12点", {"hour": 12}),
        ("凌晨1点", {"hour": 1}),
    ],
)
def test_lengths_and_times_of_day_need_no_names(text: str, options: dict[str, Value]) -> None:
    assert parse(f"/predict {text}").options == options


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("1:30", {"duration": 90.0}),
        ("9:30", {"hour": 9}),
        ("20:00", {"hour": 20}),
        ("at 1:30", {"hour": 1}),
        ("duration=25 1:30", {"duration": 25.0, "hour": 1}),
        ("hour=20 8:15", {"duration": 495.0, "hour": 20}),
    ],
)
def test_two_numbers_with_a_colon_are_what_a_short_video_can_have(text: str, options: dict[str, Value]) -> None:
    """A short one is a length unless there is one already; any other is a time of day."""
    assert parse(f"/predict {text}").options == options


def test_each_alternative_is_read_by_itself() -> None:
    request = parse("/predict 45s tomorrow morning or 60s tomorrow evening")
    assert request.options == {
        "duration": 45.0,
        "date": "tomorrow",
        "hour": 9,
        "or": "duration=60 date=tomorrow hour=20",
    }


def test_a_word_after_the_name_of_an_option_is_its_value() -> None:
    assert parse("/predict topic evening date tomorrow").options == {"topic": "evening", "date": "tomorrow"}


def test_words_in_quotation_marks_are_left_alone() -> None:
    assert parse('/predict caption="at noon, 30s" 8pm').options == {"caption": "at noon, 30s", "hour": 20}
