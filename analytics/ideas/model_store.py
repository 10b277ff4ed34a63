"""The model of ideas in its home: where it lies, how it is trained, and when it is replaced."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock, Timeout

from analytics.ideas.audiences import audiences
from analytics.ideas.staleness import FEWEST_VIDEOS, folder_of
from analytics.ideas.training_table import Example, examples, table_of
from analytics.store import Store
from analytics.store.queries.video_history import read_posts
from analytics.synthesis import model_file
from analytics.synthesis.categories import Table
from analytics.synthesis.encoder import Encoding
from analytics.synthesis.fidelity import c2st, pair_trends, shapes
from analytics.synthesis.synthesizer import Synthesizer, column_types, split
from analytics.vocabulary.errors import ModelUnusable, TooLittleData, TrainingUnderWay
from analytics.vocabulary.platforms import FORMER_NAMES
from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import to_micros

GIVEN = ("tier", "topic", "platform", "audience")
"""What a sample can be asked for."""
SETS = {"hashtags": " "}
SEED = 0


@dataclass(frozen=True, slots=True)
class Training:
    """What a training came to."""

    chosen: str
    stopped: str
    quality: float
    c2st: float
    rows: int
    replaced: bool
    """False: the model that was there is better on rows that neither has seen, and stays."""
    previous_c2st: float | None


def blocked_words(home: Path) -> tuple[str, ...]:
    """Words that no idea may hold, one a line of `blocked-words.txt` in the home; `#` begins a comment."""
    try:
        lines = (home / "blocked-words.txt").read_text("utf-8-sig", "replace").splitlines()
    except FileNotFoundError:
        return ()
    return tuple(word for line in lines if (word := line.partition("#")[0].strip().casefold()))


def fingerprint(home: Path) -> str:
    """Of everything beside the data that decides which ideas come: model, decisions, blocked words."""
    digest = hashlib.sha256()
    for path in _decisive(home):
        try:
            digest.update(path.read_bytes())
        except FileNotFoundError:
            digest.update(b"-")
    return digest.hexdigest()[:16]


def _decisive(home: Path) -> tuple[Path, ...]:
    folder = folder_of(home)
    return (folder / "model.json", folder / "progress.json", home / "taste.json", home / "blocked-words.txt")


def read_examples(
    store: Store, horizon: datetime, zone: str, *, with_audiences: bool, period: Period | None = None
) -> list[Example]:
    """The videos of a store that can be learnt from, as of `horizon`; of a period those that were published in it."""
    told = audiences(store, horizon) if with_audiences else {}
    posts = read_posts(store, to_micros(horizon))
    if period is not None and period.start is not None:
        start, end = to_micros(period.start), to_micros(period.end)
        posts = [post for post in posts if post.published is None or start <= post.published < end]
    return examples(posts, zone, told)


def progress_of(home: Path) -> tuple[int, int] | None:
    """Steps made and planned of a training under way; None where there is none."""
    try:
        told = json.loads((folder_of(home) / "progress.json").read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return int(told["step"]), int(told["of"])


def load_model(folder: Path) -> tuple[Synthesizer, dict[str, Any]] | None:
    """The model in a folder with the facts kept beside it; None where there is none. Raises ModelUnusable."""
    found = model_file.load(folder)
    if found is not None:
        found[0].encoding_ = _with_current_platforms(found[0].encoding_)
    return found


def _with_current_platforms(encoding: Encoding) -> Encoding:
    """An encoding that was learnt under former names of platforms, under the names of today."""

    def renamed(levels: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new if (new := FORMER_NAMES.get(name, name)) not in levels else name for name in levels)

    categories = tuple(
        replace(one, levels=renamed(one.levels)) if one.name == "platform" else one for one in encoding.categories
    )
    constants = {
        name: FORMER_NAMES.get(value, value) if name == "platform" else value
        for name, value in encoding.constants.items()
    }
    return replace(encoding, categories=categories, constants=constants)


def train(
    store: Store,
    horizon: datetime,
    trained_at: datetime,
    zone: str = "UTC",
    *,
    seconds: float | None = None,
    progress: Callable[[int, int], None] = lambda _step, _of: None,
    bytecode: Path | None = None,
) -> Training:
    """Train on all videos before `horizon`, and replace the model in the home where the new one is better.

    Raises TooLittleData, TrainingUnderWay, DiskFull.
    """
    folder = folder_of(store.home)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "training.lock", timeout=0):
            rows = read_examples(store, horizon, zone, with_audiences=True)
            if len(rows) < FEWEST_VIDEOS:
                raise TooLittleData("videos", FEWEST_VIDEOS, len(rows))
            return _train(folder, table_of(rows), horizon, trained_at, seconds, progress, bytecode)
    except Timeout:
        raise TrainingUnderWay(str(folder)) from None
    finally:
        if not FileLock(folder / "training.lock").is_locked:
            (folder / "progress.json").unlink(missing_ok=True)


def _train(
    folder: Path,
    table: Table,
    horizon: datetime,
    trained_at: datetime,
    seconds: float | None,
    progress: Callable[[int, int], None],
    bytecode: Path | None,
) -> Training:
    def shown(step: int, of: int) -> None:
        progress(step, of)
        (folder / "progress.json").write_text(json.dumps({"step": step, "of": of}), "utf-8")

    with tempfile.TemporaryDirectory(prefix="reelpulse-") as draft:
        trained = Path(draft, "model.keras")
        made = Synthesizer(
            SEED, discrete=_discrete(table), sets=_sets(table), given=GIVEN, seconds=seconds, bytecode=bytecode
        )
        made.fit(table, shown, trained)
        own = held_out(made, table)
        before = _previous(folder, table)
        found = Training(
            chosen=made.fitted_.chosen,
            stopped=made.fitted_.stopped,
            quality=own["quality"],
            c2st=own["c2st"],
            rows=len(table["tier"]),
            replaced=before is None or own["c2st"] <= before,
            previous_c2st=before,
        )
        facts: dict[str, Any] = {
            **own,
            "rows": found.rows,
            "trained_at": trained_at.isoformat(),
            "horizon": horizon.astimezone(UTC).isoformat(),
            "columns": list(table),
            "generated_by": "ReelPulse",
        }
        if found.replaced:
            model_file.save(made, folder, trained if trained.exists() else None, facts)
    return found


def held_out(synthesizer: Synthesizer, table: Table) -> dict[str, float]:
    """Quality and two-sample test on the rows that fitting held out (all rows where it held out none)."""
    train_rows, held = split(table, np.random.default_rng(synthesizer.seed))
    return _measured(synthesizer, held if len(held["tier"]) >= 15 else train_rows)


def quick_facts(table: Table) -> dict[str, float]:
    """Held-out fidelity of a copula: of one that was fitted to a part of the rows, on the others."""
    train_rows, held = split(table, np.random.default_rng(SEED))
    made = quick(train_rows)
    return _measured(made, held if len(held["tier"]) >= 15 else train_rows)


def _measured(synthesizer: Synthesizer, held: Table) -> dict[str, float]:
    columns = {name: kind for name, kind in column_types(synthesizer.encoding_).items() if name != "hashtags"}
    made = synthesizer.sample(len(held["tier"]), synthesizer.seed)
    quality = (shapes(columns, held, made) + pair_trends(columns, held, made)) / 2
    return {"quality": round(quality, 4), "c2st": round(c2st(columns, held, made, folds=3, iterations=60), 4)}


def _previous(folder: Path, table: Table) -> float | None:
    """The two-sample test of the model before, on rows that the new one has not seen; None: it cannot say."""
    try:
        found = load_model(folder)
    except ModelUnusable:
        return None
    if found is None or set(found[0].encoding_.names) != set(table):
        return None
    held = split(table, np.random.default_rng(SEED))[1]
    return _measured(found[0], held)["c2st"] if len(held["tier"]) >= 15 else None


def _discrete(table: Table) -> list[str]:
    return [
        name
        for name in ("tier", "topic", "platform", "audience", "format", "tone", "music", "weekday")
        if name in table
    ]


def _sets(table: Table) -> dict[str, str]:
    return {name: separator for name, separator in SETS.items() if name in table}


def quick(table: Table) -> Synthesizer:
    """A copula for the table, at once: what serves before the first training."""
    made = Synthesizer(SEED, discrete=_discrete(table), sets=_sets(table), given=GIVEN)
    return made.fit_copula(table)
