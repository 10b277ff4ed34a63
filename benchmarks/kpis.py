"""`/kpis` with intervals and findings against a pandas groupby of the same events."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import pandas as pd

from analytics.kpis.comparison_period import comparison_period
from analytics.kpis.insights import explain_kpis
from analytics.store import Store
from analytics.store.queries.measures import read_events
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import KpisQuestion, Period

_USERS = 2_000
_DAYS = 28


def run() -> list[str]:
    """Return one line with both times in seconds and their ratio; both include reading the events."""
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
            explain_kpis(KpisQuestion(period=period), store, Policy())  # imports modules
            start = time.perf_counter()
            report = explain_kpis(KpisQuestion(period=period), store, Policy())
            ours = time.perf_counter() - start
            start = time.perf_counter()
            events = _sum_with_pandas(store, period)
            peer = time.perf_counter() - start
    return [
        f"kpis of {events:,} events with {report.looked_at:,} comparisons: {ours:.2f} s, pandas groupby: "
        f"{peer:.2f} s, ratio {ours / peer:.1f}"
    ]


def _sum_with_pandas(store: Store, period: Period) -> int:
    comparison = comparison_period(period, "previous")
    periods = [period, *([comparison[0]] if comparison else [])]
    frames = [frame.to_pandas() for frame in read_events(store, periods).frames]
    events = pd.concat(frames, keys=range(len(frames)), names=["when"]).reset_index("when")
    events["hour"] = pd.to_datetime(events["time"], unit="us").dt.hour
    actions = sorted(events["action"].unique())
    for action in actions:
        events[f"is_{action}"] = events["action"] == action
    keys = ["when", "viewer", "video", "hour"]
    events.groupby(keys, dropna=False)[["watch", *(f"is_{action}" for action in actions)]].sum()
    return len(events)
