"""Everything that one state of the data taught about one target, and its place in the home between questions.

A kept model is an archive of plain arrays beside the data (`models/`), named by what it was learned from; archives of
other states of the data are removed when a new one is written, so that what was erased does not live on in them.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections import deque
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from analytics.prediction.dataset.early_counts import with_early_counts
from analytics.prediction.dataset.history import ACCOUNT_WINDOW, RECENT_WINDOW, AccountHistory, History
from analytics.prediction.dataset.outcomes import AGE_DAYS, read_outcomes
from analytics.prediction.dataset.video_table import VideoTable, make_table
from analytics.prediction.models.conformal import Calibration
from analytics.prediction.models.regressors import FittedRegressor
from analytics.prediction.models.trained_model import TrainedModel, learn
from analytics.prediction.models.validation import sizes
from analytics.store import Store
from analytics.store.queries.posts import read_followers
from analytics.vocabulary.atomic_file import replacing
from analytics.vocabulary.code_digest import code_digest
from analytics.vocabulary.reports import Trial
from analytics.vocabulary.units import DAY

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_KEPT = 24
"""Archives of one state of the data: one a target, moment and zone."""


@dataclass(frozen=True)
class LearnedTarget:
    """What is needed to predict; `early` for young videos, where their first hours are known."""

    learned: TrainedModel
    early: TrainedModel | None
    history: History
    followers: dict[str, float]
    way: str
    age: float
    hours: bool
    assumed: bool
    end: int
    first: int
    """The publication of the first video with an outcome."""
    recent: list[tuple[int, float]] = field(default_factory=list)
    """Publication and outcome, in plain units, of the last videos with one."""
    young: list[int] = field(default_factory=list)
    """Videos of the last seven days without an outcome yet, the newest last."""
    young_values: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    """Their columns as `_young_values` makes them."""


_RECENT_SHOWN = 60
_MOST_YOUNG = 200


def know(store: Store, end: int, target: str, zone: str, seed: int) -> LearnedTarget:
    """What the data before `end` (µs) teaches of a target, learned or as kept from before.

    Raises MissingMetric, MissingColumns, TooLittleData, ConstantTarget.
    """
    path = store.home / "models" / f"{store.data_version}-{_key(end, target, zone, seed)}.npz"
    kept = _read(path)
    if kept is None:
        # Sums in one order give one result, and small tables are done before threads have begun.
        with threadpool_limits(1):
            kept, _ = learn_all(store, end, target, zone, seed)
        with store.guarded():
            _write(path, kept)
    return kept


def learn_all(store: Store, end: int, target: str, zone: str, seed: int) -> tuple[LearnedTarget, VideoTable]:
    """The same, learned anew, with the table that it was learned from."""
    outcomes = read_outcomes(store, end, target)
    table = make_table(outcomes, store, end, zone)
    first_hours = with_early_counts(table, outcomes)
    last = read_followers(store, end).group_by("platform", "account").last().sort("platform", "account")
    told = np.flatnonzero(table.has_outcome)
    learned = learn(table, seed)
    early = learn(first_hours, seed) if first_hours is not None else None
    young = np.flatnonzero(~table.has_outcome & (table.at >= end - AGE_DAYS * DAY))[-_MOST_YOUNG:]
    known = LearnedTarget(
        learned=learned,
        early=early,
        history=table.history,
        followers={f"{row['platform']}|{row['account']}": row["followers"] for row in last.iter_rows(named=True)},
        way=table.way,
        age=table.age,
        hours=table.has_hours,
        assumed=outcomes.assumed,
        end=end,
        first=int(table.at[told[0]]),
        recent=[(int(table.at[row]), float(table.frame["value"][row])) for row in told[-_RECENT_SHOWN:].tolist()],
        young=[int(table.frame["video"][row]) for row in young.tolist()],
        young_values=_young_values(table, first_hours, young, learned, early),
    )
    return known, table


def _young_values(
    table: VideoTable, first_hours: VideoTable | None, young: Ints, learned: TrainedModel, early: TrainedModel | None
) -> Floats:
    """One row a young video: columns; words by both models; log value and age; baseline; offset; spread; newness."""
    values = table.features[young]
    # Of an export, what was captured young is no outcome, and the age is not what decides.
    values[:, -1] = np.log(max(table.age, 0.5))
    said = table.words[young] @ learned.weights
    also = table.words[young] @ early.weights if early is not None else np.zeros(len(young))
    now, usual, spread = np.full((len(young), 2), np.nan), np.zeros(len(young)), np.ones(len(young))
    best = min(learned.baselines, key=lambda trial: trial.mae_log)
    expected = table.baselines[young, table.baseline_names.index(best.name)]
    if first_hours is not None:
        place = dict(zip(first_hours.frame["video"].to_list(), range(len(first_hours.videos)), strict=True))
        for row, video in enumerate(table.frame["video"][young.tolist()].to_list()):
            if video in place:
                now[row] = first_hours.features[place[video], -2:]
                usual[row], spread[row] = first_hours.offset[place[video]], first_hours.spread[place[video]]
    return np.column_stack([values, said, also, now, expected, usual, spread, sizes(table, young)[1]])


def _key(end: int, target: str, zone: str, seed: int) -> str:
    said = "\n".join([str(end), target, zone, str(seed), code_digest()])
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def _write(path: Path, known: LearnedTarget) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Floats] = {}
    plain: dict[str, Any] = {
        "history": _plain_history(known.history),
        "learned": _plain(known.learned, "learned", arrays),
        "early": None if known.early is None else _plain(known.early, "early", arrays),
    }
    names = ("followers", "way", "age", "hours", "assumed", "end", "first", "recent", "young")
    plain |= {name: getattr(known, name) for name in names}
    arrays["young_values"] = known.young_values
    arrays["plain"] = np.frombuffer(json.dumps(plain).encode(), np.uint8).astype(np.float64)
    with replacing(path) as draft:
        np.savez(draft, allow_pickle=False, **{name: np.asarray(array) for name, array in arrays.items()})
    version = path.name.split("-")[0]
    there = sorted(path.parent.glob("*.npz"), key=lambda each: each.stat().st_mtime)
    outdated = [each for each in there if each.name.split("-")[0] != version]
    for each in (*outdated, *[each for each in there if each not in outdated][:-_KEPT]):
        each.unlink(missing_ok=True)


def _read(path: Path) -> LearnedTarget | None:
    try:
        with np.load(path, allow_pickle=False) as found:
            arrays = {name: found[name] for name in found.files}
    except (OSError, ValueError, zipfile.BadZipFile, EOFError):
        return None
    os.utime(path)
    plain = json.loads(arrays["plain"].astype(np.uint8).tobytes())
    early = plain.pop("early")
    return LearnedTarget(
        history=_history(plain.pop("history")),
        learned=_learned(plain.pop("learned"), "learned", arrays),
        early=None if early is None else _learned(early, "early", arrays),
        recent=[(int(at), float(value)) for at, value in plain.pop("recent")],
        young_values=arrays["young_values"],
        **plain,
    )


def _plain(learned: TrainedModel, prefix: str, arrays: dict[str, Floats]) -> dict[str, Any]:
    arrays[f"{prefix}.weights"], arrays[f"{prefix}.typical"] = learned.weights, learned.typical
    if learned.fitted is not None:
        arrays |= {f"{prefix}.fitted.{name}": array for name, array in learned.fitted.arrays.items()}
    made = learned.calibration
    return {
        "chosen": learned.chosen,
        "models": [trial.model_dump() for trial in learned.models],
        "baselines": [trial.model_dump() for trial in learned.baselines],
        "margin": learned.margin,
        "margin_error": learned.margin_error,
        "n": learned.n,
        "calibration": None if made is None else {**asdict(made), "scales": made.scales.tolist()},
    }


def _learned(plain: dict[str, Any], prefix: str, arrays: dict[str, Floats]) -> TrainedModel:
    own = f"{prefix}.fitted."
    fitted = {name.removeprefix(own): array for name, array in arrays.items() if name.startswith(own)}
    made = plain["calibration"]
    return TrainedModel(
        chosen=plain["chosen"],
        models=tuple(Trial.model_validate(trial) for trial in plain["models"]),
        baselines=tuple(Trial.model_validate(trial) for trial in plain["baselines"]),
        margin=plain["margin"],
        margin_error=plain["margin_error"],
        n=plain["n"],
        fitted=FittedRegressor(plain["chosen"], fitted) if fitted else None,
        calibration=None if made is None else Calibration(**{**made, "scales": np.array(made["scales"])}),
        weights=arrays[f"{prefix}.weights"],
        typical=arrays[f"{prefix}.typical"],
    )


def _plain_history(history: History) -> dict[str, Any]:
    return {
        "overall": history.outcomes,
        "total": history.total,
        "accounts": {name: [list(own.outcomes), list(own.published)] for name, own in history.accounts.items()},
        "sums": [[*key, *value] for key, value in history.sums.items()],
        "latest": [[list(key), list(values)] for key, values in history.latest.items()],
    }


def _history(plain: dict[str, Any]) -> History:
    accounts = {
        name: AccountHistory(deque(last, maxlen=ACCOUNT_WINDOW), deque(posted, maxlen=ACCOUNT_WINDOW))
        for name, (last, posted) in plain["accounts"].items()
    }
    latest = {
        tuple(key): deque(values, maxlen=RECENT_WINDOW if key == ["recent"] else ACCOUNT_WINDOW)
        for key, values in plain["latest"]
    }
    sums = {(kind, name): (total, n) for kind, name, total, n in plain["sums"]}
    return History(plain["overall"], accounts, sums, latest, plain["total"])
