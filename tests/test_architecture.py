"""The floor plan in `docs/architecture.md` and the import contracts are the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLAN = (ROOT / "docs" / "architecture.md").read_text("utf-8")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
LAYERS = {contract["containers"][0]: contract["layers"] for contract in CONTRACTS if contract["type"] == "layers"}


def _rooms(layer: str) -> set[str]:
    """A layer in brackets does not exist yet."""
    return {room.strip() for room in layer.split("|") if not room.strip().startswith("(")}


@pytest.mark.parametrize("package", LAYERS)
def test_the_plan_shows_the_layers_of_the_contract(package: str) -> None:
    shown = re.search(rf"^`{re.escape(package)}`[^\n]*:\n\n```text\n(.*?)```", PLAN, re.MULTILINE | re.DOTALL)
    assert shown, f"docs/architecture.md does not show {package}"
    assert [_rooms(line) for line in shown[1].splitlines()] == [_rooms(layer) for layer in LAYERS[package]]


def test_every_path_in_the_plan_exists() -> None:
    paths = re.findall(r"`((?:analytics|bot)/[\w/.]+)`", PLAN)
    assert len(paths) > 10
    assert [path for path in paths if "KIND" not in path and not (ROOT / path).exists()] == []
