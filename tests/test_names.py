"""Names that can be guessed: a class name means one thing, a module is named by a noun."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for package in ("analytics", "bot") for path in (ROOT / package).rglob("*.py"))


def test_a_class_name_is_used_once() -> None:
    modules = defaultdict(list)
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                modules[node.name].append(str(path.relative_to(ROOT)))
    assert {name: paths for name, paths in modules.items() if len(paths) > 1} == {}


def test_no_module_is_named_by_a_gerund() -> None:
    """A ranking is a thing."""
    gerunds = [path for path in MODULES if path.stem.endswith("ing") and not path.stem.endswith("ranking")]
    assert [str(path.relative_to(ROOT)) for path in gerunds] == []


def test_every_module_opens_with_a_sentence() -> None:
    without = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert [str(path.relative_to(ROOT)) for path in without] == []
