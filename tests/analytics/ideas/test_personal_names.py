"""Handles, names, and tags that one other account alone uses are no topics for ideas."""

from __future__ import annotations

from pathlib import Path

from analytics.ideas.model_store import read_examples
from analytics.ideas.personal_names import bare, names_of_others
from analytics.store import Store
from tests.analytics.ideas.worlds import NEWEST, home_with


def test_names_of_others_are_known_however_they_are_written(tmp_path: Path) -> None:
    with Store(home_with(tmp_path, rows=110)) as store:
        names = names_of_others(read_examples(store, NEWEST, "UTC", with_audiences=False), store)
    assert bare("Rival.Chef") in names
    assert "ourbrand" not in names
    assert not {"cooking", "travel", "daily"} & names
