"""Compiled modules are kept where the environment allows none beside the sources."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def started(cache: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {"XDG_CACHE_HOME": str(cache), **more}
    return subprocess.run(
        [sys.executable, "-m", "bot", "manifest"], env=environment, capture_output=True, text=True, check=True
    )


def test_a_start_leaves_what_it_compiled_in_the_cache_of_the_user(tmp_path: Path) -> None:
    assert "slash_commands" in started(tmp_path, PYTHONDONTWRITEBYTECODE="1").stdout
    assert list((tmp_path / "reelpulse" / "bytecode").rglob("manifest.*.pyc"))


def test_without_the_wish_nothing_is_kept_elsewhere(tmp_path: Path) -> None:
    started(tmp_path)
    assert not (tmp_path / "reelpulse").exists()


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert started(tmp_path / "file", PYTHONDONTWRITEBYTECODE="1").stdout
