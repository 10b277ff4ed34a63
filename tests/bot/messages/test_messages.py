"""Messages say what was found, within Slack's limits, and nothing in the data takes effect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.models.blocks import ActionsBlock, Block, ContextBlock, HeaderBlock, ImageBlock, SectionBlock

from analytics.vocabulary.errors import MissingGrain, NoData, UnknownOption
from analytics.vocabulary.reports import Note
from bot.blocks import FilePicture, Message
from bot.messages import answer_message, details_message, error_message, help_message, working_message
from bot.presenters.gallery import gallery, influencers_report, kpis_report, segments_report
from bot.presenters.notes import note_text
from bot.requests import OPTIONS
from bot.texts import LANGUAGES

_MODELS: dict[str, type[Block]] = {
    "header": HeaderBlock,
    "section": SectionBlock,
    "context": ContextBlock,
    "actions": ActionsBlock,
    "image": ImageBlock,
}


def _answer(report: Any, lang: str = "en", show: str | None = None, **more: Any) -> Message:
    return answer_message(report, lang=lang, show=show, **{"picture": "native", "answer_id": "A1"} | more)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def check(message: Message) -> None:
    """Slack's limits, and the models of its SDK where they exist."""
    assert message.text
    assert len(message.blocks) <= 50
    assert message.characters <= 12_000
    for block in message.blocks:
        model = _MODELS.get(block["type"])
        if model is not None:
            (parsed,) = Block.parse_all([block])
            assert isinstance(parsed, model)
            parsed.validate_json()
        if block["type"] == "data_table":
            assert block["caption"]
            assert 2 <= len(block["rows"]) <= 101
            assert {len(row) for row in block["rows"]} == {len(block["rows"][0])}
            assert {cell["type"] for cell in block["rows"][0]} == {"raw_text"}
            assert all(cell["text"] for row in block["rows"] for cell in row)
    whole = " ".join([message.text, *_strings(message.blocks)])
    assert "<!" not in whole
    assert "<@" not in whole
    assert "nan" not in whole.lower().split()
    assert "\u202e" not in whole


def _types(message: Message) -> list[str]:
    return [block["type"] for block in message.blocks]


@pytest.mark.parametrize("show", [None, "chart", "table", "csv"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", gallery())
def test_every_answer_keeps_slacks_limits(name: str, lang: str, show: str | None) -> None:
    """Whatever the handles hold, in both languages, in every form, with all that is behind “more”."""
    report = gallery()[name]
    check(_answer(report, lang, show))
    check(_answer(report, lang, show, picture=None, private=True))
    check(details_message(report, lang))


def test_a_hundred_accounts_fit() -> None:
    """The longest answer there is loses rows of the table before Slack refuses it."""
    check(_answer(influencers_report(100), show="table"))
    check(details_message(influencers_report(100), "zh"))


def test_the_answer_comes_in_words_first_then_chart_then_small_print_then_buttons() -> None:
    """Headline, why and what to do, chart, sample, actions; statistics and the table come with a button."""
    message = _answer(kpis_report(28))
    assert _types(message) == ["header", "section", "section", "data_visualization", "context", "actions"]
    assert message.blocks[0]["text"]["text"] == "Views down 17% to 33,466 vs the 28 days before"
    small = message.blocks[-2]["elements"][0]["text"]
    assert "1,712 viewers" in small
    assert "(Asia/Shanghai, UTC+8)" in small
    assert "data up to May 2, 2026 22:03" in small
    assert "95%" not in message.text
    assert "95%" in json.dumps(details_message(kpis_report(28), "en").blocks)


def test_a_part_is_never_taken_for_the_whole() -> None:
    """Filters of the question stand in the small print."""
    report = segments_report()
    asked = report.question.model_copy(update={"platform": "douyin", "account": "brand"})
    small = _answer(report.model_copy(update={"question": asked})).blocks[-2]["elements"][0]["text"]
    assert "only Douyin · only viewers of @brand" in small


def test_a_continuum_is_called_one() -> None:
    """The headline and a note say that the bands are a convenience."""
    message = _answer(segments_report(3, structure=False))
    assert message.blocks[0]["text"]["text"].startswith("No separate groups")
    assert "convenience bands" in json.dumps(message.blocks)


@pytest.mark.parametrize(
    ("show", "has_chart", "has_table"), [("chart", True, False), ("table", False, True), ("csv", False, False)]
)
def test_what_was_asked_for_is_what_comes(show: str, *, has_chart: bool, has_table: bool) -> None:
    """Rows where rows were asked for, a chart where a chart was."""
    for report in (segments_report(), influencers_report()):
        types = _types(_answer(report, show=show))
        assert ("data_visualization" in types) is has_chart
        assert ("data_table" in types) is has_table
    assert ("attached" in json.dumps(_answer(segments_report(), show=show).blocks)) is (show == "csv")


def test_pictures_fall_back_to_a_file_and_then_to_a_note() -> None:
    """A bad picture never costs the message."""
    uploaded = _answer(segments_report(), picture=FilePicture("F1"))
    (picture,) = [block for block in uploaded.blocks if block["type"] == "image"]
    assert picture["slack_file"] == {"id": "F1"}
    assert "Night owls 40%" in picture["alt_text"]
    without = _answer(segments_report(), picture=None)
    assert "could not be delivered" in json.dumps(without.blocks)


def test_buttons_carry_the_answer_and_private_answers_can_be_shared() -> None:
    """CSV, more, private copy or share, delete, and “Reproduce” in the overflow menu."""
    public, private = _answer(segments_report()).blocks[-1], _answer(segments_report(), private=True).blocks[-1]
    assert public["block_id"] == "answer:A1"
    assert [e["action_id"] for e in public["elements"]] == [
        "csv",
        "more",
        "private_copy",
        "schedule",
        "delete",
        "overflow",
    ]
    assert [e["action_id"] for e in private["elements"]] == ["csv", "more", "share", "schedule", "delete", "overflow"]
    assert public["elements"][-1]["options"][0]["value"] == "reproduce"


def test_simulated_data_is_marked_wherever_it_appears() -> None:
    """In the small print, in the text for notifications and in the chart's title."""
    message = _answer(segments_report(simulated=True))
    assert "SIMULATED DATA" in message.text
    assert "*SIMULATED DATA*" in message.blocks[-2]["elements"][0]["text"]


def test_the_ranking_comes_as_a_table_where_one_is_wanted() -> None:
    """Columns that say nothing are left out; own accounts are told apart."""
    message = _answer(influencers_report(5, rates=False), show="table")
    (table,) = [block for block in message.blocks if block["type"] == "data_table"]
    assert [cell["text"] for cell in table["rows"][0]] == [
        "#",
        "Account",
        "Share of attention",
        "Audience",
        "Reaches",
        "Notes",
    ]
    assert "equals weighted audience size" in json.dumps(message.blocks)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", [None, "segments", "influencers", "unheard"])
def test_help_is_made_from_the_table_of_options(command: str | None, lang: str) -> None:
    """With three examples, under the names this workspace has."""
    message = help_message(command, lang, "rp_")
    check(message)
    whole = json.dumps(message.blocks, ensure_ascii=False)
    assert whole.count("`/rp_") >= 3
    for option in OPTIONS:
        if command in option.commands:
            assert f"`{option.example}`" in whole


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("error", [NoData(), MissingGrain("segments", ["events"], []), RuntimeError("<!here>")])
def test_errors_say_what_happened_and_what_to_do(error: Exception, lang: str) -> None:
    """Also those that are our own fault."""
    message = error_message(error, lang)
    check(message)
    assert len(message.blocks) == 2


def test_a_name_made_of_an_unknown_code_pings_nobody() -> None:
    """Codes are ours, but what the texts do not know is treated as data."""
    report = segments_report(1)
    segment = report.segments[0].model_copy(update={"name": "<!here>+*bold*"})
    message = _answer(report.model_copy(update={"segments": (segment,)}), show="table")
    check(message)
    assert "∗bold∗" in message.blocks[1]["text"]["text"]


def test_a_note_without_its_facts_costs_no_answer() -> None:
    """Its code is shown instead."""
    assert note_text(Note(code="counted_back_from_newest"), "en") == "Note: counted back from newest"
    assert note_text(Note(code="never_heard_of"), "zh") == "注意：never heard of"


def test_a_typo_is_answered_with_the_nearest_option_and_pings_nobody() -> None:
    """What was typed comes back as text."""
    message = error_message(UnknownOption("<!channel>", "segments", "chart"), "en")
    check(message)
    assert "Did you mean “chart”?" in message.text


def test_the_sign_of_work_is_in_the_readers_language() -> None:
    """For commands with words of their own, and for any other."""
    assert working_message("segments", "zh").text == "正在给观众分群……"
    assert working_message("later", "en").text == "Working on it …"
