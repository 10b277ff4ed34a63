"""One metric over one set of facts: value, change, interval, verdict, smallest change that could have been seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from analytics.kpis.facts import UNKNOWN, Cells, Facts, Floats, cells, unit_of
from analytics.kpis.uncertainty import DUST, Noise, around, clustered, draws, interval, newcombe, two_way
from analytics.vocabulary.confidence import wilson_interval
from analytics.vocabulary.metrics import Metric
from analytics.vocabulary.reports import Verdict

_MIN_WEEKDAY_DAYS = 14
"""Days from which each weekday has a mean of its own: with fewer it would be the mean of one day."""
_SAMPLED_ROWS = 300_000
"""Rows from which the variance over single rows is taken; beyond, a seeded sample stands for all."""


@dataclass(frozen=True, slots=True)
class MetricSums:
    """Sums of a metric in both periods for each cluster: numerators, and denominators (ones for a count)."""

    now: Floats
    now_over: Floats | None
    before: Floats
    before_over: Floats | None

    @property
    def value(self) -> float:
        """The metric now."""
        return _ratio(self.now.sum(), None if self.now_over is None else self.now_over.sum())

    @property
    def previous(self) -> float:
        """The metric before."""
        return _ratio(self.before.sum(), None if self.before_over is None else self.before_over.sum())


def _ratio(of: float, over: float | None) -> float:
    if over is None:
        return float(of)
    return float(of / over) if over else float("nan")


@dataclass
class Estimator:
    """Estimates metrics from facts; cluster sums are made once for all metrics."""

    facts: Facts
    seed: int
    compare: bool
    where: tuple[str, int] | None = None
    """Only rows with this code in this dimension."""
    _cells: dict[str, Cells] = field(default_factory=dict)
    _drawn: dict[str, Floats] = field(default_factory=dict)
    _rows: tuple[Floats, Floats] | None = None

    def __post_init__(self) -> None:
        """Narrow the rows."""
        if self.where is not None:
            name, code = self.where
            rows = self.facts.rows.filter(pl.col(name) == code)
            self.facts = Facts(**{**_fields(self.facts), "rows": rows})

    def n(self, metric: Metric, when: int = 1) -> int:
        """Viewers, videos or days with anything of the metric in a period."""
        made = self._of(self.facts.units[0])
        place = self.facts.sums.index(metric.over or metric.of)
        table = made.all_now if when else made.all_before
        return int((table[:, place] != 0).sum()) if self.facts.source != "account_days" else self._day_count(when)

    def _day_count(self, when: int) -> int:
        return int(self.facts.rows.filter(pl.col("when") == when)["day"].n_unique())

    def _of(self, unit: str) -> Cells:
        if unit not in self._cells:
            facts = self.facts
            if unit == "video":
                facts = Facts(**{**_fields(facts), "rows": facts.rows.filter(pl.col("video") != UNKNOWN)})
            self._cells[unit] = cells(facts, unit, None)
        return self._cells[unit]

    def sums(self, metric: Metric, unit: str) -> MetricSums:
        """The metric's sums for each cluster of a kind."""
        made = self._of(unit)
        of = self.facts.sums.index(metric.of)
        if metric.over is None:
            return MetricSums(made.all_now[:, of], None, made.all_before[:, of], None)
        over = self.facts.sums.index(metric.over)
        return MetricSums(made.all_now[:, of], made.all_now[:, over], made.all_before[:, of], made.all_before[:, over])

    def figures(self, metric: Metric) -> dict[str, Any]:
        """What `reports.Figures` takes, and how the interval was made."""
        main = self.sums(metric, self.facts.units[0])
        value = main.value
        found: dict[str, Any] = {
            "value": value,
            "unit": unit_of(metric),
            "per_1000": self._per_1000(metric),
            "source": self.facts.source,
            "n": self.n(metric),
            "counted": self.facts.counted,
            "interval": "bootstrap",
        }
        trials = self._one_trial_each(metric, main)
        drawn = self._draws(metric)
        if trials:
            low, high = wilson_interval(float(main.now.sum()), float(main.now_over.sum()))  # type: ignore[union-attr]
            found |= {"low": low, "high": high, "interval": "wilson"}
        else:
            noise = self.noise(metric, part="now")
            low, high = interval(value, drawn[0], noise, lowest=0.0)
            found |= {"low": _finite(low), "high": _finite(high)} if np.isfinite(noise.error) else _NO_INTERVAL
        if self.compare and np.isfinite(main.previous):
            found |= self._change(metric, main, drawn, one_trial=trials)
        return found

    def _change(self, metric: Metric, main: MetricSums, drawn: Floats, *, one_trial: bool) -> dict[str, Any]:
        change = main.value - main.previous
        noise = self.noise(metric, part="change")
        if one_trial and self._one_trial_before(main):
            now = float(main.now.sum()), float(main.now_over.sum())  # type: ignore[union-attr]
            past = float(main.before.sum()), float(main.before_over.sum())  # type: ignore[union-attr]
            low, high = newcombe(now, past)
        elif self.facts.source == "account_days":
            # A bootstrap of so few blocks of days knows less of how days hang together than their weighted variance.
            low, high = change - noise.reach, change + noise.reach
        else:
            # Skewness of two periods cancels mostly: the bootstrap's standard error, with t's reach.
            low, high = around(change, drawn[1], noise)
        known = np.isfinite(noise.error) and abs(change) > DUST * max(abs(main.value), abs(main.previous))
        return {
            "previous": main.previous,
            "change": change,
            "change_low": _finite(low),
            "change_high": _finite(high),
            "verdict": verdict(low, high) if known else "flat",
            "smallest_detectable": _finite(noise.detectable),
        }

    def _per_1000(self, metric: Metric) -> float | None:
        exposure = self.facts.exposure(metric)
        if exposure is None:
            return None
        table = self._of(self.facts.units[0]).all_now.sum(0)
        views = float(table[self.facts.sums.index(exposure)])
        return 1000 * float(table[self.facts.sums.index(metric.of)]) / views if views else None

    def _one_trial_each(self, metric: Metric, main: MetricSums) -> bool:
        return (
            metric.bounded
            and self.facts.source == "events"
            and main.now_over is not None
            and float(main.now_over.max(initial=0)) <= 1
            and float(main.now_over.sum()) > 0
            and bool((main.now <= main.now_over).all())
        )

    @staticmethod
    def _one_trial_before(main: MetricSums) -> bool:
        over = main.before_over
        return (
            over is not None
            and float(over.max(initial=0)) <= 1
            and not bool(((over > 0) & (main.now_over > 0)).any())  # type: ignore[operator]
            and bool((main.before <= over).all())
        )

    def noise(self, metric: Metric, *, part: str) -> Noise:
        """Noise of the value (`now`) or of the change."""
        units = self.facts.units if metric.name != "retention" else self.facts.units[:1]
        found = [self._noise(metric, unit, part) for unit in units]
        if len(found) == 1:
            return found[0]
        rows = self._row_variance(metric, part)
        return two_way(found[0], found[1], rows)

    def _noise(self, metric: Metric, unit: str, part: str) -> Noise:
        sums = self.sums(metric, unit)
        if self.facts.source == "account_days":
            return self._day_noise(sums, part)
        now = _centred(_deviations(sums.now, sums.now_over), fixed=self.facts.centred and metric.over is None)
        if part == "now":
            return clustered(now)
        before = _deviations(sums.before, sums.before_over)
        before = _centred(before, fixed=self.facts.centred and metric.over is None)
        return clustered(now - before)

    def _day_noise(self, sums: MetricSums, part: str) -> Noise:
        """Days of the same weekday are compared; their differences vary around their mean."""
        now = _deviations(sums.now, sums.now_over)
        if part == "now":
            return clustered(*_off_weekdays(now, self._weekdays()), blocks=True)
        apart = now - _deviations(sums.before, sums.before_over)
        return clustered(apart - apart.mean(), blocks=True, spent=1)

    def _weekdays(self) -> Floats:
        return np.unique(self.facts.rows["day"].to_numpy()) % 7

    def _row_variance(self, metric: Metric, part: str) -> float:
        """Variance over single rows: what viewers and videos have in common."""
        main = self.sums(metric, self.facts.units[0])
        scale = max(self.facts.rows.height / _SAMPLED_ROWS, 1.0)
        when, table = self._sample()
        of = table[:, self.facts.sums.index(metric.of)]
        total = 0.0
        for code, tops, overs in ((1, main.now, main.now_over), (0, main.before, main.before_over)):
            if part == "now" and code == 0:
                continue
            here = when == code
            if metric.over is None or overs is None:
                total += float((of[here] ** 2).sum())
            elif overs.sum():
                over = table[here, self.facts.sums.index(metric.over)]
                rate = tops.sum() / overs.sum()
                total += float((((of[here] - rate * over) / overs.sum()) ** 2).sum())
        return total * scale

    def _sample(self) -> tuple[Floats, Floats]:
        """Period and sums of single rows, of very many a seeded sample."""
        if self._rows is None:
            rows = self.facts.rows
            if rows.height > _SAMPLED_ROWS:
                rows = rows.sample(_SAMPLED_ROWS, seed=self.seed)
            self._rows = rows["when"].to_numpy(), rows.select(self.facts.sums).to_numpy().astype(np.float64)
        return self._rows

    def _draws(self, metric: Metric) -> Floats:
        """Bootstrap values and changes (2, draws), with videos' part added to viewers'."""
        made = [self._bootstrap(metric, unit) for unit in self.facts.units[: 1 if metric.name == "retention" else 2]]
        if len(made) == 1:
            return made[0]
        main = self.sums(metric, self.facts.units[0])
        centre = np.array([[main.value], [main.value - main.previous]])
        found = made[0].copy()
        for row, part in enumerate(("now", "change")):
            over_videos = self._noise(metric, self.facts.units[1], part).error ** 2
            more = max(over_videos - self._row_variance(metric, part), 0.0)
            if over_videos > 0 and more > 0:
                found[row] += np.sqrt(more / over_videos) * (made[1][row] - centre[row])
        return found

    def _bootstrap(self, metric: Metric, unit: str) -> Floats:
        drawn = self._all_draws(unit)
        k = len(self.facts.sums)
        of = self.facts.sums.index(metric.of)
        now, before = drawn[:, of], drawn[:, k + of]
        if metric.over is not None:
            over = self.facts.sums.index(metric.over)
            with np.errstate(invalid="ignore", divide="ignore"):
                now, before = now / drawn[:, over], before / drawn[:, k + over]
        return np.stack([now, now - before])

    def _all_draws(self, unit: str) -> Floats:
        if unit not in self._drawn:
            made = self._of(unit)
            both = np.hstack([made.all_now, made.all_before])
            is_day = self.facts.source == "account_days"
            chosen = self.facts.centred and not is_day
            if chosen:
                # The two periods have videos of their own, each as many as were published.
                self._drawn[unit] = _drawn_apart(made, self.seed)
            else:
                self._drawn[unit] = draws(both, self.seed, blocks=is_day)
        return self._drawn[unit]


def _drawn_apart(made: Cells, seed: int) -> Floats:
    parts = []
    for place, table in enumerate((made.all_now, made.all_before)):
        mine = table[(table != 0).any(1)]
        parts.append(draws(mine, seed + place, chosen=True) if len(mine) else np.zeros((1000, table.shape[1])))
    return np.hstack(parts)


_NO_INTERVAL: dict[str, float | None] = {"low": None, "high": None}


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _deviations(of: Floats, over: Floats | None) -> Floats:
    """What each cluster adds to a sum, or to a ratio in the first order."""
    if over is None:
        return of
    total = over.sum()
    if not total:
        return np.zeros(len(of))
    deviations: Floats = (of - of.sum() / total * over) / total
    return deviations


def _centred(deviations: Floats, *, fixed: bool) -> Floats:
    """Around their mean where the number of clusters was chosen; clusters that have nothing in the period stay out."""
    present = deviations != 0
    if not fixed or not present.any():
        return deviations
    centred: Floats = np.where(present, deviations - deviations[present].mean(), 0.0)
    return centred


def _off_weekdays(deviations: Floats, weekdays: Floats) -> tuple[Floats]:
    """Days around the mean of their weekday where there are two weeks, else around the mean of all."""
    if len(deviations) < _MIN_WEEKDAY_DAYS:
        return (deviations - deviations.mean(),)
    found = deviations.astype(np.float64).copy()
    for weekday in range(7):
        mine = weekdays == weekday
        if mine.any():
            found[mine] -= deviations[mine].mean()
    # Seven means were taken off.
    return (found * np.sqrt(len(found) / (len(found) - 7)),)


def verdict(low: float, high: float) -> Verdict:
    """Whether the interval of a change leaves out no change."""
    return "up" if low > 0 else "down" if high < 0 else "flat"


def _fields(facts: Facts) -> Mapping[str, Any]:
    return {name: getattr(facts, name) for name in Facts.__dataclass_fields__}
