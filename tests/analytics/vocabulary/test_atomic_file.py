"""A file is replaced whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.vocabulary.atomic_file import replacing, write_atomically


def test_content_replaces_what_was_there(tmp_path: Path) -> None:
    """The new content is there, byte for byte, and nothing is left beside it."""
    path = tmp_path / "a.txt"
    write_atomically(path, "old")
    write_atomically(path, "新\r\n")
    assert path.read_bytes() == "新\r\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_content(tmp_path: Path) -> None:
    """An exception while the draft is written changes nothing."""
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(IsADirectoryError), replacing(path) as draft:  # noqa: PT012 - both writes are meant
        draft.write_text("ne")
        tmp_path.write_text("")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_of_any_length_can_be_replaced(tmp_path: Path) -> None:
    """The name of the draft does not grow with the name of the file."""
    path = tmp_path / ("n" * 251 + ".txt")
    write_atomically(path, "text")
    assert path.read_text() == "text"
