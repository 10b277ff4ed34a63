"""Names of other accounts, and hashtags that only one of them uses, are no topics for ideas."""

from __future__ import annotations

from pathlib import Path

from analytics.ideas.personal_names import names_of_others, normalize_name
from analytics.ideas.training_table import read_examples
from analytics.store import Store
from tests.analytics.ideas.worlds import NEWEST, home_with


def test_names_of_others_are_known_however_they_are_written(tmp_path: Path) -> None:
    with Store(home_with(tmp_path, rows=110)) as store:
        names = names_of_others(read_examples(store, NEWEST, "UTC", with_audiences=False), store)
    assert normalize_name("Rival.Chef") in names
    assert "ourbrand" not in names
    assert not {"cooking", "travel", "daily"} & names
