"""`fit` and `sample`: a GAN for a table where it beats the copula on held-out rows, the copula where it does not."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from analytics.synthesis import copula, network, training_process
from analytics.synthesis.calibration import Calibrated, calibrate, target_of
from analytics.synthesis.columns import Category, Column
from analytics.synthesis.encoder import Codes, Encoded, Encoding, Table, learn
from analytics.synthesis.fidelity import c2st

FEWEST = 100
"""Rows below which no network is trained."""
_HELD = 0.15
_MOST_HELD = 2_000
_STEPS = ((1_000, 2_500), (6_000, 4_000), (10**9, 9_000))
"""Training steps for tables of up to so many rows."""
_RESERVE = 8
"""Of a budget, the time of so many judgements is kept for those to come and for sampling and writing; and a second."""


@dataclass(frozen=True, slots=True)
class GeneratorTrial:
    """One generator that was tried, by its held-out two-sample test."""

    name: str
    c2st: float


@dataclass(frozen=True, slots=True)
class FittedGenerator:
    """What fitting found."""

    chosen: str
    """`gan` or `copula`."""
    stopped: str
    """`steps`, `converged`, `budget`, `diverged`, `died`; `small` or `constant` where nothing was trained."""
    steps: int
    candidates: tuple[GeneratorTrial, ...]
    rows: int
    held: int


@dataclass(slots=True)
class Synthesizer:
    """New rows for any table; settings are stored as given, everything learnt ends in an underscore."""

    seed: int = 0
    discrete: Collection[str] = ()
    sets: Mapping[str, str] = field(default_factory=dict)
    given: Collection[str] = ()
    """Categories that are conditions: sampled as they come in the table, or as told."""
    seconds: float | None = None
    """Wall time for fitting, from `started`."""
    started: float | None = None
    """The monotonic instant from which `seconds` count; None: when fitting starts."""
    steps: int | None = None
    bytecode: Path | None = None
    encoding_: Encoding = field(init=False)
    fitted_: FittedGenerator = field(init=False)
    copula_: copula.Copula = field(init=False)
    gan_: Calibrated | None = field(init=False, default=None)
    codes_: Codes = field(init=False)
    """Codes of the training rows: where conditions are drawn from."""

    def fit(
        self, table: Table, progress: Callable[[int, int], None] = lambda _step, _of: None, keep: Path | None = None
    ) -> Synthesizer:
        """Learn `table` (name -> cells as text, equally long); `keep` receives the network as a `.keras` file."""
        began = self.started if self.started is not None else time.monotonic()
        rng = np.random.default_rng(self.seed)
        train, held = split(table, rng)
        self.encoding_ = learn(train, rng, self.discrete, self.sets)
        encoded = self.encoding_.encode(train, rng)
        self.codes_, self.gan_ = encoded.codes, None
        self.copula_ = copula.fit(encoded, self.encoding_.sizes, rng)
        rows = len(encoded.codes)
        small = rows + _rows(held) < FEWEST
        if small or not (self.encoding_.numbers or self.encoding_.categories):
            self.fitted_ = FittedGenerator("copula", "small" if small else "constant", 0, (), rows, _rows(held))
            return self
        judge = _Judge(self, encoded, held)
        judge.warm()
        judged = time.monotonic()
        base = judge.score(self.copula_.sample)
        reserve = 1.0 + min(_RESERVE * (time.monotonic() - judged), 0.25 * (self.seconds or 0.0))
        trained = self._train(encoded, judge, began - reserve, progress, keep)
        candidates = [GeneratorTrial("copula", base)]
        if trained.weights is not None:
            candidates.append(GeneratorTrial("gan", trained.score))
        if trained.weights is not None and trained.score < base:
            self.gan_ = judge.calibrated(trained.weights)
        chosen = "copula" if self.gan_ is None else "gan"
        self.fitted_ = FittedGenerator(chosen, trained.stopped, trained.steps, tuple(candidates), rows, _rows(held))
        return self

    def fit_copula(self, table: Table) -> Synthesizer:
        """Learn `table` without training anything: all rows, in a fraction of a second."""
        rng = np.random.default_rng(self.seed)
        self.encoding_ = learn(table, rng, self.discrete, self.sets)
        encoded = self.encoding_.encode(table, rng)
        self.codes_, self.gan_ = encoded.codes, None
        self.copula_ = copula.fit(encoded, self.encoding_.sizes, rng)
        self.fitted_ = FittedGenerator("copula", "untrained", 0, (), len(encoded.codes), 0)
        return self

    def sample(self, rows: int, seed: int, conditions: Mapping[str, str] | None = None) -> dict[str, list[str]]:
        """New rows as the table writes them; `conditions`: category -> the level that every row is to have."""
        rng = np.random.default_rng([seed, 0xD1CE])
        return self.encoding_.decode(self.draw(rows, rng, conditions), rng)

    def draw(self, rows: int, rng: np.random.Generator, conditions: Mapping[str, str] | None = None) -> Encoded:
        """New rows, encoded."""
        codes = self.codes_
        for name, level in (conditions or {}).items():
            at = [levels.name for levels in self.encoding_.categories].index(name)
            codes = codes[codes[:, at] == self.encoding_.categories[at].encode([level])[0]]
        if not len(codes):
            codes = self.codes_
        if self.gan_ is not None:
            return self.gan_.sample(_repeated(codes, rows, rng), rng)
        if not conditions:
            return self.copula_.sample(rows, rng)
        return self._copula_given(rows, rng, dict(conditions))

    def _copula_given(self, rows: int, rng: np.random.Generator, conditions: Mapping[str, str]) -> Encoded:
        """Rows of the copula that meet the conditions, by rejection; what is too rare to be drawn is set."""
        wanted = {}
        for at, levels in enumerate(self.encoding_.categories):
            if levels.name in conditions:
                wanted[at] = int(levels.encode([conditions[levels.name]])[0])
        drawn = self.copula_.sample(rows * 20, rng)
        met = np.all([drawn.codes[:, at] == code for at, code in wanted.items()], axis=0)
        kept = np.flatnonzero(met) if met.any() else np.arange(len(drawn.codes))
        kept = kept[np.arange(rows) % len(kept)]
        codes = drawn.codes[kept]
        for at, code in wanted.items():
            codes[:, at] = code
        return Encoded(drawn.scores[kept], codes)

    def _train(
        self,
        encoded: Encoded,
        judge: _Judge,
        began: float,
        progress: Callable[[int, int], None],
        keep: Path | None,
    ) -> training_process.TrainedGenerator:
        left = None
        if self.seconds is not None:
            left = self.seconds - (time.monotonic() - began)
            if left < 3:
                return training_process.TrainedGenerator("budget", 0, None, float("inf"))
        names = [levels.name for levels in self.encoding_.categories]
        plan = training_process.TrainingPlan(
            sizes=self.encoding_.sizes,
            given=tuple(at for at, name in enumerate(names) if name in self.given),
            steps=self.steps or next(steps for rows, steps in _STEPS if len(encoded.codes) <= rows),
            seed=self.seed,
            seconds=left,
        )
        with tempfile.TemporaryDirectory(prefix="reelpulse-") as folder:
            trained = training_process.train(encoded, plan, Path(folder), judge, progress, self.bytecode)
            saved = Path(folder, "model.keras")
            if keep is not None and saved.exists():
                keep.write_bytes(saved.read_bytes())
        return trained


class _Judge:
    """Scores generators by the two-sample test on rows that none of them has seen."""

    def __init__(self, synthesizer: Synthesizer, encoded: Encoded, held: Table) -> None:
        self.encoding, self.encoded, self.held = synthesizer.encoding_, encoded, held
        self.seed, self.given = synthesizer.seed, synthesizer.given
        self.columns = kinds(self.encoding)

    def warm(self) -> None:
        """Import what judging needs, so that its time can be foretold."""
        import sklearn.ensemble
        import sklearn.metrics
        import sklearn.model_selection  # noqa: F401  # imported for later

    def __call__(self, weights: training_process.Weights) -> float:
        own = self.calibrated(weights)
        return self.score(lambda size, rng: own.sample(_repeated(self.encoded.codes, size, rng), rng))

    def score(self, draw: Callable[[int, np.random.Generator], Encoded]) -> float:
        """The area under the curve, at least 0.5."""
        rng = np.random.default_rng([self.seed, 1])
        size = _rows(self.held)
        made = self.encoding.decode(draw(size, rng), rng)
        return max(0.5, c2st(self.columns, self.held, made, self.seed, folds=3, iterations=60))

    def calibrated(self, weights: training_process.Weights) -> Calibrated:
        """The generator with its margins corrected."""
        encoding = self.encoding
        names = [levels.name for levels in encoding.categories]
        given = [at for at, name in enumerate(names) if name in self.given]
        made = network.load(weights, len(encoding.numbers), encoding.sizes, given)
        rng = np.random.default_rng([self.seed, 2])
        target = target_of(self.encoded, encoding.sizes, encoding.stratum, encoding.state_columns)
        return calibrate(made, self.encoded, target, rng)


def _repeated(codes: Codes, rows: int, rng: np.random.Generator) -> Codes:
    """As many rows of `codes` in random order, each as often as the others or once more."""
    rounds = -(-rows // len(codes))
    places = np.concatenate([rng.permutation(len(codes)) for _ in range(rounds)])[:rows]
    found: Codes = codes[places]
    return found


def kinds(encoding: Encoding) -> dict[str, Column]:
    """The table's columns as they are compared: sets of labels and constants are categories."""
    numbers: dict[str, Column] = {number.name: number for number in encoding.numbers}
    numbers |= {number.name: number for number, _, _ in encoding.derived}
    return {name: numbers.get(name, Category(name)) for name in encoding.names}


def split(table: Table, rng: np.random.Generator) -> tuple[dict[str, Sequence[str]], dict[str, Sequence[str]]]:
    """Rows to learn from and rows to judge by."""
    rows = _rows(table)
    held = min(int(rows * _HELD), _MOST_HELD) if rows >= FEWEST else 0
    order = rng.permutation(rows)
    parts = np.sort(order[held:]), np.sort(order[:held])
    return tuple({name: [cells[at] for at in part] for name, cells in table.items()} for part in parts)  # type: ignore[return-value]  # two parts


def _rows(table: Table) -> int:
    return len(next(iter(table.values()), ()))
