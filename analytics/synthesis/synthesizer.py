"""The synthesizer: a GAN where it beats the Gaussian copula on held-out rows of the table, else the copula."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from analytics.synthesis import copula, network, training_process
from analytics.synthesis.calibration import Calibrated, calibrate, fit_target
from analytics.synthesis.categories import Codes, Table
from analytics.synthesis.columns import Category, Column
from analytics.synthesis.encoder import Encoded, Encoding
from analytics.synthesis.encoder_fit import fit_encoding
from analytics.synthesis.fidelity import c2st

MIN_ROWS = 100
"""Tables with fewer rows get no network."""
_HOLDOUT_SHARE = 0.15
_MAX_HOLDOUT = 2_000
_STEPS = ((1_000, 2_500), (6_000, 4_000), (10**9, 9_000))
"""Pairs (rows, steps): training steps for tables of at most this many rows."""
_RESERVED_SCORINGS = 8
"""The time of this many scorings, plus one second, is reserved from the budget for scoring, sampling and writing."""


@dataclass(frozen=True, slots=True)
class GeneratorTrial:
    """The held-out two-sample test of one generator."""

    name: str
    c2st: float


@dataclass(frozen=True, slots=True)
class FittedGenerator:
    """The result of fitting."""

    chosen: str
    """`gan` or `copula`."""
    stopped: str
    """`steps`, `converged`, `budget`, `diverged`, `died`; `small`, `constant` or `untrained` without training."""
    steps: int
    candidates: tuple[GeneratorTrial, ...]
    rows: int
    held: int


@dataclass(slots=True)
class Synthesizer:
    """Generates rows like those of a table. Fitted attributes end in an underscore."""

    seed: int = 0
    discrete: Collection[str] = ()
    sets: Mapping[str, str] = field(default_factory=dict)
    given: Collection[str] = ()
    """Categories that are conditions: sampled from the table, or set by the caller."""
    seconds: float | None = None
    """Wall time for fitting, counted from `started`."""
    started: float | None = None
    """The monotonic time from which `seconds` count; None for the start of fitting."""
    steps: int | None = None
    bytecode: Path | None = None
    encoding_: Encoding = field(init=False)
    fitted_: FittedGenerator = field(init=False)
    copula_: copula.Copula = field(init=False)
    gan_: Calibrated | None = field(init=False, default=None)
    codes_: Codes = field(init=False)
    """Codes of the training rows, from which conditions are drawn."""

    def fit(
        self,
        table: Table,
        progress: Callable[[int, int], None] = lambda _step, _of: None,
        model_path: Path | None = None,
    ) -> Synthesizer:
        """Fit `table` (name -> cells as text, equally long), and write the network to `model_path` (`.keras`)."""
        began = self.started if self.started is not None else time.monotonic()
        rng = np.random.default_rng(self.seed)
        train, holdout = split(table, rng)
        self.encoding_ = fit_encoding(train, rng, self.discrete, self.sets)
        encoded = self.encoding_.encode(train, rng)
        self.codes_, self.gan_ = encoded.codes, None
        self.copula_ = copula.fit(encoded, self.encoding_.sizes, rng)
        rows = len(encoded.codes)
        small = rows + _rows(holdout) < MIN_ROWS
        if small or not (self.encoding_.numbers or self.encoding_.categories):
            self.fitted_ = FittedGenerator("copula", "small" if small else "constant", 0, (), rows, _rows(holdout))
            return self
        scorer = _HoldoutScorer(self, encoded, holdout)
        scorer.import_models()
        scoring_began = time.monotonic()
        copula_score = scorer.score(self.copula_.sample)
        reserve = 1.0 + min(_RESERVED_SCORINGS * (time.monotonic() - scoring_began), 0.25 * (self.seconds or 0.0))
        trained = self._train(encoded, scorer, began - reserve, progress, model_path)
        candidates = [GeneratorTrial("copula", copula_score)]
        if trained.weights is not None:
            candidates.append(GeneratorTrial("gan", trained.score))
        if trained.weights is not None and trained.score < copula_score:
            self.gan_ = scorer.calibrate(trained.weights)
        chosen = "copula" if self.gan_ is None else "gan"
        self.fitted_ = FittedGenerator(chosen, trained.stopped, trained.steps, tuple(candidates), rows, _rows(holdout))
        return self

    def fit_copula(self, table: Table) -> Synthesizer:
        """Fit the copula only, to all rows of `table`, in a fraction of a second."""
        rng = np.random.default_rng(self.seed)
        self.encoding_ = fit_encoding(table, rng, self.discrete, self.sets)
        encoded = self.encoding_.encode(table, rng)
        self.codes_, self.gan_ = encoded.codes, None
        self.copula_ = copula.fit(encoded, self.encoding_.sizes, rng)
        self.fitted_ = FittedGenerator("copula", "untrained", 0, (), len(encoded.codes), 0)
        return self

    def sample(self, rows: int, seed: int, conditions: Mapping[str, str] | None = None) -> dict[str, list[str]]:
        """Generate rows as cells of text; `conditions`: category -> the level of every row."""
        rng = np.random.default_rng([seed, 0xD1CE])
        return self.encoding_.decode(self.draw(rows, rng, conditions), rng)

    def draw(self, rows: int, rng: np.random.Generator, conditions: Mapping[str, str] | None = None) -> Encoded:
        """Generate encoded rows."""
        codes = self.codes_
        for name, level in (conditions or {}).items():
            index = [levels.name for levels in self.encoding_.categories].index(name)
            codes = codes[codes[:, index] == self.encoding_.categories[index].encode([level])[0]]
        if not len(codes):
            codes = self.codes_
        if self.gan_ is not None:
            return self.gan_.sample(_repeat_codes(codes, rows, rng), rng)
        if not conditions:
            return self.copula_.sample(rows, rng)
        return self._sample_copula(rows, rng, dict(conditions))

    def _sample_copula(self, rows: int, rng: np.random.Generator, conditions: Mapping[str, str]) -> Encoded:
        """Rows of the copula that meet the conditions, by rejection sampling; if there are none, the codes are set."""
        required = {}
        for index, levels in enumerate(self.encoding_.categories):
            if levels.name in conditions:
                required[index] = int(levels.encode([conditions[levels.name]])[0])
        drawn = self.copula_.sample(rows * 20, rng)
        matches = np.all([drawn.codes[:, index] == code for index, code in required.items()], axis=0)
        rows_kept = np.flatnonzero(matches) if matches.any() else np.arange(len(drawn.codes))
        rows_kept = rows_kept[np.arange(rows) % len(rows_kept)]
        codes = drawn.codes[rows_kept]
        for index, code in required.items():
            codes[:, index] = code
        return Encoded(drawn.scores[rows_kept], codes)

    def _train(
        self,
        encoded: Encoded,
        scorer: _HoldoutScorer,
        began: float,
        progress: Callable[[int, int], None],
        model_path: Path | None,
    ) -> training_process.TrainedGenerator:
        remaining = None
        if self.seconds is not None:
            remaining = self.seconds - (time.monotonic() - began)
            if remaining < 3:
                return training_process.TrainedGenerator("budget", 0, None, float("inf"))
        names = [levels.name for levels in self.encoding_.categories]
        plan = training_process.TrainingPlan(
            sizes=self.encoding_.sizes,
            given=tuple(index for index, name in enumerate(names) if name in self.given),
            steps=self.steps or next(steps for rows, steps in _STEPS if len(encoded.codes) <= rows),
            seed=self.seed,
            seconds=remaining,
        )
        with tempfile.TemporaryDirectory(prefix="reelpulse-") as folder:
            trained = training_process.train(encoded, plan, Path(folder), scorer, progress, self.bytecode)
            saved = Path(folder, "model.keras")
            if model_path is not None and saved.exists():
                model_path.write_bytes(saved.read_bytes())
        return trained


class _HoldoutScorer:
    """Scores generators by the two-sample test on held-out rows."""

    def __init__(self, synthesizer: Synthesizer, encoded: Encoded, holdout: Table) -> None:
        self.encoding, self.encoded, self.holdout = synthesizer.encoding_, encoded, holdout
        self.seed, self.given = synthesizer.seed, synthesizer.given
        self.columns = column_types(self.encoding)

    def import_models(self) -> None:
        """Import scikit-learn, so that the time of a scoring can be measured."""
        import sklearn.ensemble
        import sklearn.metrics
        import sklearn.model_selection  # noqa: F401  # imported for later

    def __call__(self, weights: training_process.Weights) -> float:
        generator = self.calibrate(weights)
        return self.score(lambda size, rng: generator.sample(_repeat_codes(self.encoded.codes, size, rng), rng))

    def score(self, draw: Callable[[int, np.random.Generator], Encoded]) -> float:
        """The area under the curve, at least 0.5."""
        rng = np.random.default_rng([self.seed, 1])
        size = _rows(self.holdout)
        rows = self.encoding.decode(draw(size, rng), rng)
        return max(0.5, c2st(self.columns, self.holdout, rows, self.seed, folds=3, iterations=60))

    def calibrate(self, weights: training_process.Weights) -> Calibrated:
        """The generator with corrected margins."""
        encoding = self.encoding
        names = [levels.name for levels in encoding.categories]
        given = [index for index, name in enumerate(names) if name in self.given]
        generator = network.load(weights, len(encoding.numbers), encoding.sizes, given)
        rng = np.random.default_rng([self.seed, 2])
        target = fit_target(self.encoded, encoding.sizes, encoding.stratum, encoding.state_columns)
        return calibrate(generator, self.encoded, target, rng)


def _repeat_codes(codes: Codes, rows: int, rng: np.random.Generator) -> Codes:
    """`rows` rows of `codes` in random order; each occurs equally often, or once more."""
    rounds = -(-rows // len(codes))
    indices = np.concatenate([rng.permutation(len(codes)) for _ in range(rounds)])[:rows]
    repeated: Codes = codes[indices]
    return repeated


def column_types(encoding: Encoding) -> dict[str, Column]:
    """The types of the columns in comparisons: tag sets and constants are categories."""
    numbers: dict[str, Column] = {number.name: number for number in encoding.numbers}
    numbers |= {number.name: number for number, _, _ in encoding.derived}
    return {name: numbers.get(name, Category(name)) for name in encoding.names}


def split(table: Table, rng: np.random.Generator) -> tuple[dict[str, Sequence[str]], dict[str, Sequence[str]]]:
    """Split a table into training rows and held-out rows."""
    rows = _rows(table)
    holdout = min(int(rows * _HOLDOUT_SHARE), _MAX_HOLDOUT) if rows >= MIN_ROWS else 0
    order = rng.permutation(rows)
    parts = np.sort(order[holdout:]), np.sort(order[:holdout])
    return tuple({name: [cells[row] for row in part] for name, cells in table.items()} for part in parts)  # type: ignore[return-value]  # two parts


def _rows(table: Table) -> int:
    return len(next(iter(table.values()), ()))
