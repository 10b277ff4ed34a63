"""`/kpis` with intervals and findings against pandas adding the same events up by period, viewer, video and hour."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import pandas as pd

from analytics.kpis.comparison_period import compared
from analytics.kpis.insights import explained
from analytics.store import Store
from analytics.store.queries.measures import read_events
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import KpisQuestion, Period

_USERS = 2_000
_DAYS = 28


def run() -> list[str]:
    """One line: both times in seconds and their ratio; reading the events counts for both."""
    with tempfile.TemporaryDirectory() as folder:
        exports, home = Path(folder, "exports"), Path(folder, "home")
        simulate = ["simulate", "--users", str(_USERS), "--seed", "1", "--out", str(exports)]
        for command in (simulate, ["import", str(exports), "--home", str(home)]):
            subprocess.run([sys.executable, "-m", "bot", *command], check=True, capture_output=True)
        with Store(home) as store:
            extent = store.extent()
            if extent is None:
                raise RuntimeError("the simulation brought no events")
            period = Period(start=extent.newest - timedelta(days=_DAYS), end=extent.newest)
            explained(KpisQuestion(period=period), store, Policy())  # loads what is loaded once
            start = time.perf_counter()
            report = explained(KpisQuestion(period=period), store, Policy())
            whole = time.perf_counter() - start
            start = time.perf_counter()
            events = _added_up(store, period)
            plain = time.perf_counter() - start
    return [
        f"kpis of {events:,} events with {report.looked_at:,} comparisons: {whole:.2f} s, pandas groupby: "
        f"{plain:.2f} s, ratio {whole / plain:.1f}"
    ]


def _added_up(store: Store, period: Period) -> int:
    found = compared(period, "previous")
    periods = [period, *([found[0]] if found else [])]
    frames = [frame.to_pandas() for frame in read_events(store, periods).frames]
    events = pd.concat(frames, keys=range(len(frames)), names=["when"]).reset_index("when")
    events["hour"] = pd.to_datetime(events["time"], unit="us").dt.hour
    actions = sorted(events["action"].unique())
    for action in actions:
        events[f"is_{action}"] = events["action"] == action
    keys = ["when", "viewer", "video", "hour"]
    events.groupby(keys, dropna=False)[["watch", *(f"is_{action}" for action in actions)]].sum()
    return len(events)
