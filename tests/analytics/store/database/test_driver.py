"""The driver loads without pandas, and data frames still work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_STORES_AND_READS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from analytics.importers import ImportOptions, import_files
from analytics.store import Store
with Store(Path(sys.argv[2])) as store:
    list(import_files(store, [Path(sys.argv[1])], ImportOptions(datetime(2026, 11, 24, tzinfo=UTC))))
    table = store.arrow("SELECT action FROM events")
    print("pandas" in sys.modules)
    print(table.to_pandas()["action"].tolist())
"""

_LOADS_BESIDE = """
import sys, threading
from analytics.store.database.driver import _import_blocked
with _import_blocked("pandas"):
    loading = threading.Thread(target=lambda: __import__("pandas"))
    loading.start()
    loading.join()
print("pandas" in sys.modules)
"""


def _said(code: str, *arguments: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def test_importing_and_reading_leave_pandas_alone_until_a_data_frame_is_wanted(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text("viewer,video_id,time,action\nann,v1,2026-11-20T08:00:00Z,view\n", "utf-8")
    assert _said(_STORES_AND_READS, str(file), str(tmp_path / "home")) == ["False", "['view']"]


def test_another_thread_may_load_pandas_while_the_driver_is_brought() -> None:
    assert _said(_LOADS_BESIDE) == ["True"]
