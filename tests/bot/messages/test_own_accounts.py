"""The question which accounts are ours."""

from __future__ import annotations

import pytest

from bot.messages.own_accounts import BUTTONS, own_accounts_message
from bot.texts import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_likeliest_accounts_have_buttons_and_the_others_a_menu(lang: str) -> None:
    accounts = [(f"account{number}", number == 1) for number in range(BUTTONS + 3)]
    elements = own_accounts_message(accounts, lang).blocks[1]["elements"]
    assert [element["value"] for element in elements[:BUTTONS]] == [handle for handle, _ in accounts[:BUTTONS]]
    assert [bool(element.get("style")) for element in elements[:BUTTONS]] == [ours for _, ours in accounts[:BUTTONS]]
    assert [choice["value"] for choice in elements[BUTTONS]["options"]] == [handle for handle, _ in accounts[BUTTONS:]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_names_those_that_are_marked(lang: str) -> None:
    few = own_accounts_message([("brand", True), ("rival", False)], lang)
    assert len(few.blocks[1]["elements"]) == 2
    assert "brand" in few.blocks[2]["elements"][0]["text"]
    assert "rival" not in few.blocks[2]["elements"][0]["text"]
