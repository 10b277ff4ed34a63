"""Simulated rows and own rows of a home are never added up, and a first own import puts the simulated ones aside."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.importers import ImportOptions, ImportResult, import_files, imports, undo
from analytics.store import Store
from analytics.store.database.location import SHOW_SIMULATED
from analytics.vocabulary.errors import NoSuchImport

NOW = datetime(2026, 11, 28, tzinfo=UTC)
HEADER = "account,platform,day,views"
SIMULATED = f"{HEADER},simulated\ndemo,douyin,2026-11-01,1000000,1\ndemo,douyin,2026-11-02,1000000,1\n"
OWN = f"{HEADER}\nus,tiktok,2026-11-01,10\n"
MORE = f"{HEADER}\nus,tiktok,2026-11-02,5\n"


def bring(store: Store, folder: Path, text: str, *, dry_run: bool = False) -> ImportResult:
    path = folder / "days.csv"
    path.write_text(text, "utf-8")
    (result,) = import_files(store, [path], ImportOptions(now=NOW, dry_run=dry_run))
    return result


def views(home: Path) -> tuple[int, bool]:
    """The views that a new process would count, and whether they are marked as simulated."""
    with Store(home) as store:
        return int(str(store.value("SELECT coalesce(sum(views), 0) FROM account_days"))), store.simulated


def codes(result: ImportResult) -> set[str]:
    return {reason.code for reason in result.assumed}


def test_the_first_own_import_puts_the_simulated_rows_aside_and_says_so_once(home: Path, tmp_path: Path) -> None:
    with Store(home) as store:
        bring(store, tmp_path, SIMULATED)
        assert views(home) == (2_000_000, True)
        assert "simulated_aside" in codes(bring(store, tmp_path, OWN))
        assert store.value("SELECT sum(views) FROM account_days") == 10, "the open store turns to them too"
        assert "simulated_aside" not in codes(bring(store, tmp_path, MORE))
    assert views(home) == (15, False)


def test_simulated_rows_come_back_by_a_setting_and_go_with_the_next_own_import(home: Path, tmp_path: Path) -> None:
    with Store(home) as store:
        bring(store, tmp_path, SIMULATED)
        bring(store, tmp_path, OWN)
        store.write_property(SHOW_SIMULATED, "1")
        assert views(home) == (2_000_000, True)
        store.write_property(SHOW_SIMULATED, None)
        assert views(home) == (10, False)
        store.write_property(SHOW_SIMULATED, "1")
        bring(store, tmp_path, MORE)
    assert views(home) == (15, False)


def test_undoing_the_only_own_import_shows_the_simulated_rows_again(home: Path, tmp_path: Path) -> None:
    with Store(home) as store:
        bring(store, tmp_path, SIMULATED)
        own = bring(store, tmp_path, OWN)
        undo(store, own.id, NOW)
        assert store.simulated
    assert views(home) == (2_000_000, True)


def test_every_import_of_a_home_has_a_number_of_its_own(home: Path, tmp_path: Path) -> None:
    with Store(home) as store:
        numbers = [bring(store, tmp_path, text).id for text in (SIMULATED, OWN, SIMULATED, MORE)]
        assert numbers == [1, 2, 3, 4]
        assert [(entry["import"], entry["simulated"]) for entry in imports(store)] == [
            *((1, True), (2, False), (3, True), (4, False)),
        ]
        undo(store, 1, NOW)
        with pytest.raises(NoSuchImport):
            undo(store, 5, NOW)
    assert views(home) == (15, False), "whatever is undone beside them"


def test_a_preview_puts_nothing_aside(home: Path, tmp_path: Path) -> None:
    with Store(home) as store:
        bring(store, tmp_path, SIMULATED)
        bring(store, tmp_path, OWN, dry_run=True)
    assert views(home) == (2_000_000, True)


def test_settings_hold_for_the_home_whatever_it_shows(home: Path, tmp_path: Path) -> None:
    with Store(home) as store:
        bring(store, tmp_path, SIMULATED)
        store.write_property("zone", "Asia/Shanghai")
        bring(store, tmp_path, OWN)
        assert store.read_property("zone") == "Asia/Shanghai"
        store.write_property("zone", "Europe/Berlin")
        store.write_property(SHOW_SIMULATED, "1")
        store.refresh()
        assert store.simulated
        assert store.read_property("zone") == "Europe/Berlin"


def test_a_kill_during_the_first_own_import_leaves_the_simulated_rows_as_they_were(home: Path, tmp_path: Path) -> None:
    with Store(home) as store:
        bring(store, tmp_path, SIMULATED)
    (tmp_path / "own.csv").write_text(OWN, "utf-8")
    killed = (
        "import os, signal, sys\n"
        "from datetime import UTC, datetime\n"
        "from pathlib import Path\n"
        "from analytics.importers import ImportOptions, import_files\n"
        "from analytics.importers.pipeline import import_run\n"
        "from analytics.store import Store\n"
        "import_run.show_own_rows = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "options = ImportOptions(now=datetime(2026, 11, 28, tzinfo=UTC))\n"
        "list(import_files(Store(Path(sys.argv[1])), [Path(sys.argv[2])], options))\n"
    )
    done = subprocess.run([sys.executable, "-c", killed, str(home), str(tmp_path / "own.csv")], check=False)
    assert done.returncode == -9
    assert views(home) == (2_000_000, True)
    with Store(home) as store:
        bring(store, tmp_path, OWN)
    assert views(home) == (10, False)
