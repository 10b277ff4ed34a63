"""The window of a plan: pickers for what has few values, at most eight fields at first, limits of Slack kept."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.store.queries.plan_choices import PlanChoices
from bot.blocks.message import Block
from bot.conversation.edit_modal import read_request
from bot.conversation.plan_form import build_plan_view
from bot.texts import LANGUAGES

CHOICES = PlanChoices(
    topics=tuple(f"topic {number}" for number in range(150)),
    platforms=("douyin", "tiktok"),
    formats=("video", "image"),
    accounts=("ourbrand", "小红的厨房" * 20),
    seconds=32,
)


def _inputs(view: dict[str, Any]) -> dict[str, Block]:
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_eight_fields_at_first_with_pickers_and_an_example(lang: str) -> None:
    view = build_plan_view(CHOICES, lang, "C1")
    fields = _inputs(view)
    assert len(fields) <= 8
    for name in ("topic", "format", "platform", "weekday", "hour", "account"):
        assert fields[name]["type"] == "static_select"
        assert 0 < len(fields[name]["options"]) <= 100
        assert all(len(option["text"]["text"]) <= 75 for option in fields[name]["options"])
    assert "32" in fields["duration"]["placeholder"]["text"]
    assert "/predict" in str(view["blocks"][0])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_fields_on_demand(lang: str) -> None:
    assert {"caption", "hashtags", "music", "or"} <= _inputs(build_plan_view(CHOICES, lang, "C1", whole=True)).keys()


def test_without_data_what_has_no_value_to_pick_is_typed() -> None:
    fields = _inputs(build_plan_view(PlanChoices(), "en", "C1"))
    assert fields["topic"]["type"] == "plain_text_input"
    assert fields["hour"]["type"] == "static_select"


def test_picked_and_typed_values_make_one_request() -> None:
    view = build_plan_view(CHOICES, "en", "C1")
    picked = {"selected_option": {"value": "20"}}
    values = {
        "hour": {"edit_hour": picked},
        "duration": {"edit_duration": {"value": "1:30"}},
        "topic": {"edit_topic": {}},
    }
    request, errors = read_request({**view, "state": {"values": values}}, "en")
    assert errors == {}
    assert request is not None
    assert request.options == {"hour": 20, "duration": 90.0}
