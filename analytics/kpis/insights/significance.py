"""Every value of a dimension tested for one metric: its part of the change, how far that varies, what holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analytics.kpis.facts import Cells, Facts, Floats, Ints
from analytics.kpis.insights.decomposition import Split, split
from analytics.kpis.uncertainty import Noise, clustered, freedom, two_way
from analytics.vocabulary.metrics import Metric


@dataclass(frozen=True, slots=True)
class ChangeTest:
    """A metric in a table of cells: the columns of its sums, and what is tested of it."""

    metric: Metric
    of: int
    over: int | None
    """What it is a rate of; None for a count of things that are chosen or that come by themselves."""
    tested: Literal["effect", "rate"]

    @property
    def ratio(self) -> bool:
        """Whether the metric itself is a ratio."""
        return self.metric.over is not None


def questions(facts: Facts) -> list[ChangeTest]:
    """What is asked of every metric of the facts; minutes per viewer day have no parts."""
    found = []
    for metric in facts.metrics():
        if metric.name == "retention":
            continue
        over = metric.over or facts.exposure(metric)
        tested: Literal["effect", "rate"] = "rate" if metric.over is None and over else "effect"
        place = None if over is None else facts.sums.index(over)
        found.append(ChangeTest(metric, facts.sums.index(metric.of), place, tested))
    return found


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums by value in both periods, (values,) each."""

    now: Floats
    over_now: Floats
    before: Floats
    over_before: Floats

    def split(self, question: ChangeTest) -> Split:
        """The change in parts."""
        return split(self.now, self.over_now, self.before, self.over_before, ratio=question.ratio)

    def tested(self, question: ChangeTest) -> Floats:
        """What is tested: the effect, or its rate part."""
        made = self.split(question)
        return made.rate if question.tested == "rate" else made.effect

    def without(self, value: int, now: float, over_now: float, before: float, over_before: float) -> Totals:
        """The same less one unit's sums under one value."""
        less = [part.copy() for part in (self.now, self.over_now, self.before, self.over_before)]
        for part, amount in zip(less, (now, over_now, before, over_before), strict=True):
            part[value] -= amount
        return Totals(*less)


def totals(cells: Cells, question: ChangeTest) -> Totals:
    """Add the cells up; where a metric is a rate of nothing, its trials are the units that have any of it."""
    of, over = question.of, question.over
    parts: list[Floats] = []
    for table in (cells.now, cells.before):
        parts.append(np.bincount(cells.value, table[:, of], cells.values).astype(np.float64))
        trials = (table[:, of] != 0).astype(np.float64) if over is None else table[:, over]
        parts.append(np.bincount(cells.value, trials, cells.values).astype(np.float64))
    return Totals(*parts)


def units_in(cells: Cells, question: ChangeTest) -> tuple[Floats, Floats]:
    """How many units each value has in each period."""
    column = question.of if question.over is None else question.over
    now, before = (
        np.bincount(cells.value, table[:, column] != 0, cells.values).astype(np.float64)
        for table in (cells.now, cells.before)
    )
    return now, before


def noises(cells: Cells, question: ChangeTest, sums: Totals, facts: Facts, members: int | None = None) -> list[Noise]:
    """Noise of what is tested, for each value, over the units of the cells; `members`: viewers in these, if groups.

    Groups vary around their mean; how many viewers there are varies by itself.
    """
    own, share = _deviations(cells, question, sums)
    whole = _whole(cells, question)
    if facts.source == "account_days":
        return _by_day(cells, own, share, whole)
    along = (share[cells.value] * whole[cells.unit]).sum(1)
    inside: Floats = np.bincount(cells.value, own**2 + 2 * own * along, cells.values).astype(np.float64)
    squares: Floats = inside + np.einsum("vi,ij,vj->v", share, whole.T @ whole, share)
    fourths = np.bincount(cells.value, (own + along) ** 4, cells.values)
    n = len(cells.all_now)
    if facts.centred and not question.ratio and question.tested == "effect":
        for table, sign in ((cells.all_now, sums.now), (cells.all_before, sums.before)):
            squares = squares - sign**2 / max(int((table != 0).any(1).sum()), 1)
    if members is not None and not question.ratio and question.tested == "effect":
        squares = squares + (sums.now - sums.before) ** 2 * (1 / members - 1 / n)
    errors = np.sqrt(np.maximum(squares, 0))
    return [
        Noise(float(error), freedom(float(square), float(fourth), n))
        for error, square, fourth in zip(errors, squares, fourths, strict=True)
    ]


def _by_day(cells: Cells, own: Floats, share: Floats, whole: Floats) -> list[Noise]:
    """Days in order, around their mean: neighbours are alike."""
    dense = whole @ share.T
    dense[cells.unit, cells.value] += own
    dense -= dense.mean(0)
    return [clustered(dense[:, value], blocks=True, spent=1) for value in range(cells.values)]


def _whole(cells: Cells, question: ChangeTest) -> Floats:
    """Each unit over all values: trials and sums now, trials and sums before; (units, 4)."""
    of, over = question.of, question.of if question.over is None else question.over
    columns = [(cells.all_now, over), (cells.all_now, of), (cells.all_before, over), (cells.all_before, of)]
    return np.column_stack([table[:, column] for table, column in columns])


def _deviations(cells: Cells, question: ChangeTest, sums: Totals) -> tuple[Floats, Floats]:
    """What each cell adds to what is tested in the first order, and what each unit adds over all values.

    The second is (values, 4), to be multiplied with `_whole`.
    """
    value = cells.value
    none = np.zeros((cells.values, 4))
    now, before = cells.now[:, question.of], cells.before[:, question.of]
    if question.over is None:
        return now - before, none
    over_now, over_before = cells.now[:, question.over], cells.before[:, question.over]
    if not question.ratio:
        middle = (sums.over_now + sums.over_before) / 2
        apart = _of_rate(now, over_now, sums.now, sums.over_now, value)
        past = _of_rate(before, over_before, sums.before, sums.over_before, value)
        made: Floats = middle[value] * (apart - past)
        return made, none
    return _of_part(cells, question, sums)


def _of_rate(of: Floats, over: Floats, total: Floats, total_over: Floats, value: Ints) -> Floats:
    rate = np.divide(total, total_over, out=np.zeros(len(total)), where=total_over > 0)[value]
    made: Floats = (of - rate * over) / np.maximum(total_over, 1e-300)[value]
    return made


def _of_part(cells: Cells, question: ChangeTest, sums: Totals) -> tuple[Floats, Floats]:
    """The effect of a ratio is N/D - R·d/D now less the same before, R the middle of both ratios: its derivative."""
    all_now, all_before = sums.over_now.sum() or 1.0, sums.over_before.sum() or 1.0
    ratio_now, ratio_before = sums.now.sum() / all_now, sums.before.sum() / all_before
    middle = (ratio_now + ratio_before) / 2
    moved = (sums.over_now / all_now - sums.over_before / all_before) / 2
    part_now = (sums.now - middle * sums.over_now) / all_now
    part_before = (sums.before - middle * sums.over_before) / all_before
    of, over = question.of, question.over
    own = (cells.now[:, of] - middle * cells.now[:, over]) / all_now
    own = own - (cells.before[:, of] - middle * cells.before[:, over]) / all_before
    share = np.column_stack(
        [
            (moved * ratio_now - part_now) / all_now,
            -moved / all_now,
            (moved * ratio_before + part_before) / all_before,
            -moved / all_before,
        ]
    )
    return own, share


def combined(first: list[Noise], second: list[Noise], rows: list[Noise]) -> list[Noise]:
    """Viewers and videos together, value by value."""
    return [two_way(one, other, both.error**2) for one, other, both in zip(first, second, rows, strict=True)]


def without_strongest(cells: Cells, question: ChangeTest, sums: Totals, value: int) -> Totals:
    """The sums without the unit (a video, or a day) that pushes what is tested most to where it went."""
    sign = np.sign(sums.tested(question)[value])
    own, share = _deviations(cells, question, sums)
    push = sign * (own + (share[cells.value] * _whole(cells, question)[cells.unit]).sum(1))
    push = np.where(cells.value == value, push, -np.inf)
    strongest = int(push.argmax())
    over = question.over
    gone = [
        cells.now[strongest, question.of],
        float(cells.now[strongest, question.of] != 0) if over is None else cells.now[strongest, over],
        cells.before[strongest, question.of],
        float(cells.before[strongest, question.of] != 0) if over is None else cells.before[strongest, over],
    ]
    return sums.without(value, *(float(amount) for amount in gone))
