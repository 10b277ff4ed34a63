"""Reasons carry the facts of their code, cross processes and the database, and older sentences are still read."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

import analytics
import bot
from analytics.importers.formats import FORMATS
from analytics.vocabulary.errors import BadMapping, NothingRecognised, UnreadablePath
from analytics.vocabulary.reasons import REASONS, Reason, read_stored, reason_of, stored_text

NESTED = Reason("found", reason=Reason("expected_days", column="watch_seconds", days=31), found="x'\n\x00观看")


def test_a_reason_is_equal_after_a_process_and_after_the_database() -> None:
    assert pickle.loads(pickle.dumps(NESTED)) == NESTED  # noqa: S301 - our own bytes
    assert read_stored(stored_text(NESTED)) == NESTED
    assert hash(read_stored(stored_text(NESTED))) == hash(NESTED)


@pytest.mark.parametrize(
    "error",
    [
        UnreadablePath("a", NESTED),
        NothingRecognised("a", ("b",), NESTED),
        BadMapping("a", "b", Reason("mapping_form")),
    ],
)
def test_errors_keep_their_reasons_across_processes(error: UnreadablePath | NothingRecognised | BadMapping) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert again.reason == error.reason
    assert str(again) == str(error)


@pytest.mark.parametrize(
    "text", ["views: expected a number, found 'x'", "7", "null", '{"code": "new", "facts": {}}', "{}"]
)
def test_a_text_that_is_no_reason_is_read_as_it_is(text: str) -> None:
    """Earlier releases stored sentences."""
    assert read_stored(text) == text


def test_rows_are_counted_without_the_value_that_was_found() -> None:
    assert NESTED.kind == Reason("expected_days", column="watch_seconds", days=31)
    assert Reason("left_alone", reason=NESTED).kind == Reason("left_alone", reason=NESTED)


def test_a_reason_has_exactly_the_facts_of_its_code() -> None:
    with pytest.raises(ValueError, match="column"):
        Reason("expected_number")
    with pytest.raises(KeyError):
        Reason("sentence")


def test_the_operating_system_gives_a_reason() -> None:
    assert reason_of(PermissionError(13, "Permission denied")) == Reason("permission_denied")
    assert reason_of(OSError(28, "No space left on device")).facts == {"message": "No space left on device"}
    assert reason_of(OSError("odd")).facts == {"message": "odd"}


def test_every_reason_in_the_source_has_the_facts_of_its_code() -> None:
    wrong = [
        f"{path.name}:{line}: {code}"
        for path, line, code, facts in _calls()
        if code not in REASONS or (facts is not None and facts != REASONS[code])
    ]
    assert wrong == []


def test_formats_give_only_known_reasons() -> None:
    codes = {code for kind in FORMATS for code in (*kind.assumes, *kind.left_out.values())}
    assert codes <= set(REASONS)
    assert {code for code in codes if REASONS[code]} == set()


def _calls() -> Iterator[tuple[Path, int, str, set[str] | None]]:
    """Calls of Reason with a constant code: file, line, code, and the names of the facts, None with `**`."""
    for package in (analytics, bot):
        for path in Path(str(package.__file__)).parent.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Reason" and node.args):
                    continue
                codes = [leaf.value for leaf in ast.walk(node.args[0]) if isinstance(leaf, ast.Constant)]
                names = {keyword.arg for keyword in node.keywords}
                facts = None if None in names else {name for name in names if name}
                yield from ((path, node.lineno, code, facts) for code in codes if isinstance(code, str))
