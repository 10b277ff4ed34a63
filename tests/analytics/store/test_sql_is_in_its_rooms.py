"""SQL of a database stays in the rooms that own it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import analytics
import bot

_OWNERS = ("analytics/store/", "bot/state/", "bot/outbox/")
"""`data.db` belongs to the first, `state.db` to the other two."""
_STATEMENT = re.compile(
    r"^\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|PRAGMA|WITH|BEGIN|COMMIT|ROLLBACK|VACUUM|ATTACH)\b"
    r"|\bSELECT\b.+\bFROM\b|\bINSERT (?:OR \w+ )?INTO\b|\bUPDATE \w+ SET\b|\bDELETE FROM\b",
    re.DOTALL,
)


def test_no_sql_outside_of_its_rooms() -> None:
    """Every string literal of the sources is looked at, docstrings too."""
    assert list(_statements()) == []


def test_sql_is_recognised() -> None:
    """The owners do hold SQL, and English is not taken for it."""
    assert _STATEMENT.search("SELECT 1")
    assert _STATEMENT.search("WITH a AS (SELECT 1) DELETE FROM b")
    assert not _STATEMENT.search("Select what to update, with the values from the set.")


def _statements() -> Iterator[str]:
    for package in (analytics, bot):
        root = Path(str(package.__file__)).parents[1]
        for path in sorted(Path(str(package.__file__)).parent.rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if name.startswith(_OWNERS):
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and _STATEMENT.search(node.value):
                    yield f"{name}:{node.lineno}: {node.value[:60]}"
