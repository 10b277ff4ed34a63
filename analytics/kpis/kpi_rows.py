"""The rows of a kpis report as columns of a CSV file."""

from __future__ import annotations

from analytics.vocabulary.reports import GroupFigures, MetricFigures

_FIELDS = (
    *("unit", "source", "per_1000", "low", "high", "n", "counted", "previous"),
    *("change", "change_low", "change_high", "verdict", "smallest_detectable", "adjusted"),
)


def kpi_rows(metrics: tuple[MetricFigures, ...], groups: tuple[GroupFigures, ...]) -> dict[str, list[object]]:
    """Return the totals under the dimension `total`, then the groups."""
    rows: list[tuple[str, str, MetricFigures | GroupFigures]] = [("total", "all", figures) for figures in metrics]
    rows += [(figures.dimension, figures.group, figures) for figures in groups]
    columns: dict[str, list[object]] = {
        "metric": [figures.name for _, _, figures in rows],
        "dimension": [dimension for dimension, _, _ in rows],
        "value": [value for _, value, _ in rows],
        "amount": [figures.value for _, _, figures in rows],
    }
    return columns | {name: [getattr(figures, name, None) for _, _, figures in rows] for name in _FIELDS}
