"""Standard errors of the tested effects of each value, and the effects without their strongest unit."""

from __future__ import annotations

import numpy as np

from analytics.kpis.facts import Cells, Facts, Floats, Ints
from analytics.kpis.insights.metric_columns import MetricColumns, ValueSums, sum_by_value
from analytics.kpis.uncertainty import StandardError, cluster_robust_error, degrees_of_freedom, two_way_error


def effect_errors(
    cells: dict[str, Cells], metric: MetricColumns, facts: Facts, viewers: int | None = None
) -> list[StandardError]:
    """Return the standard error of the tested effect of each value, two-way for events with viewers and videos."""
    main, *others = (
        one_way_errors(table, metric, sum_by_value(table, metric), facts, viewers if unit == facts.units[0] else None)
        for unit, table in cells.items()
    )
    if len(facts.units) == 1:
        return main
    by_video, by_row = others
    return [
        two_way_error(viewer, video, row.value**2) for viewer, video, row in zip(main, by_video, by_row, strict=True)
    ]


def one_way_errors(
    cells: Cells, metric: MetricColumns, sums: ValueSums, facts: Facts, viewers: int | None = None
) -> list[StandardError]:
    """Return the standard errors clustered by the units of the cells; `viewers`: their number, if units are groups.

    The groups give the variance around the mean; that of the number of viewers is added.
    """
    own, coefficients = _linearised_deviations(cells, metric, sums)
    unit_sums = _unit_sums(cells, metric)
    if facts.source == "account_days":
        return _errors_over_days(cells, own, coefficients, unit_sums)
    shared = (coefficients[cells.value] * unit_sums[cells.unit]).sum(1)
    within: Floats = np.bincount(cells.value, own**2 + 2 * own * shared, cells.n_values).astype(np.float64)
    squares: Floats = within + np.einsum("vi,ij,vj->v", coefficients, unit_sums.T @ unit_sums, coefficients)
    fourths = np.bincount(cells.value, (own + shared) ** 4, cells.n_values)
    n = len(cells.unit_now)
    is_count = not metric.is_ratio and metric.tested == "effect"
    if facts.fixed_n and is_count:
        for table, totals in ((cells.unit_now, sums.now), (cells.unit_before, sums.before)):
            squares = squares - totals**2 / max(int((table != 0).any(1).sum()), 1)
    if viewers is not None and is_count:
        squares = squares + (sums.now - sums.before) ** 2 * (1 / viewers - 1 / n)
    errors = np.sqrt(np.maximum(squares, 0))
    return [
        StandardError(float(error), degrees_of_freedom(float(square), float(fourth), n))
        for error, square, fourth in zip(errors, squares, fourths, strict=True)
    ]


def _errors_over_days(cells: Cells, own: Floats, coefficients: Floats, unit_sums: Floats) -> list[StandardError]:
    """Return the errors of deviations from the mean day, which are correlated between neighbours."""
    deviations = unit_sums @ coefficients.T
    deviations[cells.unit, cells.value] += own
    deviations -= deviations.mean(0)
    return [
        cluster_robust_error(deviations[:, value], blocks=True, estimated_means=1) for value in range(cells.n_values)
    ]


def _unit_sums(cells: Cells, metric: MetricColumns) -> Floats:
    """Return each unit's trials and sums now, and trials and sums before, over all values (units, 4)."""
    of, over = metric.of, metric.of if metric.over is None else metric.over
    columns = [(cells.unit_now, over), (cells.unit_now, of), (cells.unit_before, over), (cells.unit_before, of)]
    return np.column_stack([table[:, column] for table, column in columns])


def _linearised_deviations(cells: Cells, metric: MetricColumns, sums: ValueSums) -> tuple[Floats, Floats]:
    """Return the first-order contribution of each cell (cells,), and coefficients of the `_unit_sums` (values, 4)."""
    no_coefficients = np.zeros((cells.n_values, 4))
    now, before = cells.now[:, metric.of], cells.before[:, metric.of]
    if metric.over is None:
        return now - before, no_coefficients
    if metric.is_ratio:
        return _deviations_of_ratio(cells, metric, sums)
    over_now, over_before = cells.now[:, metric.over], cells.before[:, metric.over]
    weight = (sums.over_now + sums.over_before) / 2
    deviations_now = _deviations_of_rate(now, over_now, sums.now, sums.over_now, cells.value)
    deviations_before = _deviations_of_rate(before, over_before, sums.before, sums.over_before, cells.value)
    deviations: Floats = weight[cells.value] * (deviations_now - deviations_before)
    return deviations, no_coefficients


def _deviations_of_rate(of: Floats, over: Floats, total: Floats, total_over: Floats, value: Ints) -> Floats:
    rate = np.divide(total, total_over, out=np.zeros(len(total)), where=total_over > 0)[value]
    deviations: Floats = (of - rate * over) / np.maximum(total_over, 1e-300)[value]
    return deviations


def _deviations_of_ratio(cells: Cells, metric: MetricColumns, sums: ValueSums) -> tuple[Floats, Floats]:
    """Differentiate the effect of a value on a ratio: n/D - R d/D now, less the same before.

    n and d are the sums and trials of the value, D all trials, and R the mean of both ratios.
    """
    all_now, all_before = sums.over_now.sum() or 1.0, sums.over_before.sum() or 1.0
    ratio_now, ratio_before = sums.now.sum() / all_now, sums.before.sum() / all_before
    mean_ratio = (ratio_now + ratio_before) / 2
    share_change = (sums.over_now / all_now - sums.over_before / all_before) / 2
    part_now = (sums.now - mean_ratio * sums.over_now) / all_now
    part_before = (sums.before - mean_ratio * sums.over_before) / all_before
    of, over = metric.of, metric.over
    own = (cells.now[:, of] - mean_ratio * cells.now[:, over]) / all_now
    own = own - (cells.before[:, of] - mean_ratio * cells.before[:, over]) / all_before
    coefficients = np.column_stack(
        [
            (share_change * ratio_now - part_now) / all_now,
            -share_change / all_now,
            (share_change * ratio_before + part_before) / all_before,
            -share_change / all_before,
        ]
    )
    return own, coefficients


def drop_strongest_unit(cells: Cells, metric: MetricColumns, sums: ValueSums, value: int) -> ValueSums:
    """Return the sums without the unit (a video or a day) that contributes most to the tested effect of a value."""
    sign = np.sign(sums.tested_effect(metric)[value])
    own, coefficients = _linearised_deviations(cells, metric, sums)
    shared = (coefficients[cells.value] * _unit_sums(cells, metric)[cells.unit]).sum(1)
    contribution = np.where(cells.value == value, sign * (own + shared), -np.inf)
    strongest = int(contribution.argmax())
    amounts = []
    for table in (cells.now, cells.before):
        of = float(table[strongest, metric.of])
        amounts += [of, float(of != 0) if metric.over is None else float(table[strongest, metric.over])]
    return sums.subtract(value, *amounts)
