"""What every test may ask for: a home, the real data sets, Slack's emulator from npm."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--slow`."""
    parser.addoption("--slow", action="store_true", help="also run statistical proofs that take minutes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip slow proofs unless they were asked for."""
    if config.getoption("--slow"):
        return
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="a slow proof: run with --slow"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder to be a workspace's home."""
    return tmp_path / "home"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real exports."""
    named = os.environ.get("REELPULSE_REAL_DATA")
    if not named:
        pytest.skip("REELPULSE_REAL_DATA names no folder of real exports")
    return Path(named)


@pytest.fixture(scope="session")
def brand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the data of a small simulated brand."""
    home, exports = tmp_path_factory.mktemp("brand"), tmp_path_factory.mktemp("exports")
    simulate = ["simulate", "--users", "400", "--seed", "5", "--out", str(exports)]
    for command in (simulate, ["import", str(exports), "--home", str(home)]):
        subprocess.run([sys.executable, "-m", "bot", *command], check=True, capture_output=True)
    return home
