"""The significant changes among the candidates, and the rows of all tested changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analytics.kpis.facts import Cells, Facts, Floats, unit_of
from analytics.kpis.insights.decomposition import Decomposition
from analytics.kpis.insights.effect_errors import drop_strongest_unit
from analytics.kpis.insights.metric_columns import MetricColumns, ValueSums, sum_by_value
from analytics.kpis.insights.mix import MixEffect, find_mix_effect
from analytics.kpis.uncertainty import ROUNDING_ERROR, StandardError, adjust_p_values
from analytics.vocabulary.reports import Finding, KpisReport, Rows

_FALSE_DISCOVERY_RATE = 0.10
"""The expected share of findings that are due to chance (Benjamini & Hochberg 1995)."""
_GLOBAL_LEVEL = 0.05
"""There are no findings unless Simes' test over all candidates rejects at this level."""


@dataclass(frozen=True, slots=True)
class FindingCandidate:
    """One tested change: a metric, and a value of a dimension."""

    facts: Facts
    metric: MetricColumns
    dimension: str
    value: int
    """The code of the value."""
    label: str
    sums: ValueSums
    parts: Decomposition
    error: StandardError
    n: int
    cells: Mapping[str, Cells]

    @property
    def estimate(self) -> float:
        """The tested effect."""
        return float(self.sums.tested_effect(self.metric)[self.value])

    @property
    def metric_now(self) -> float:
        """The metric over all values in the current period."""
        return self.metric.value(self.sums.now, self.sums.over_now)

    @property
    def metric_before(self) -> float:
        """The metric over all values in the earlier period."""
        return self.metric.value(self.sums.before, self.sums.over_before)

    @property
    def p_value(self) -> float:
        """Two-sided; 1 for a rounding error."""
        size = max(abs(self.metric_now), abs(self.metric_before))
        return 1.0 if abs(self.estimate) <= ROUNDING_ERROR * size else self.error.p_value(self.estimate)

    def relative_without_strongest(self) -> float:
        """Return the tested effect without its strongest video, or day, relative to the earlier metric."""
        cells = self.cells.get("video", self.cells[self.facts.units[0]])
        sums = drop_strongest_unit(cells, self.metric, sum_by_value(cells, self.metric), self.value)
        before = self.metric.value(sums.before, sums.over_before)
        now = self.metric.value(sums.now, sums.over_now)
        return float(sums.tested_effect(self.metric)[self.value]) / abs(before or now or 1.0)


@dataclass(frozen=True, slots=True)
class Remainder:
    """The mix and rate effects of all values of a dimension that are too small to be tested."""

    metric: MetricColumns
    dimension: str
    label: str
    mix: float
    rate: float


@dataclass(frozen=True, slots=True)
class DimensionSearch:
    """The candidates of one source and dimension, and the remainder of each metric."""

    candidates: list[FindingCandidate]
    remainders: list[Remainder]


def with_findings(report: KpisReport, searches: list[DimensionSearch]) -> KpisReport:
    """Add to a report its findings, their number of candidates, and the rows of all candidates."""
    candidates = [candidate for search in searches for candidate in search.candidates]
    p_values = np.array([candidate.p_value for candidate in candidates])
    q_values = adjust_p_values(p_values) if len(p_values) else p_values
    findings = []
    if len(q_values) and q_values.min() <= _GLOBAL_LEVEL:
        for candidate, p, q in zip(candidates, p_values, q_values, strict=True):
            if q > _FALSE_DISCOVERY_RATE:
                continue
            without_strongest = candidate.relative_without_strongest()
            if without_strongest * candidate.estimate > 0:
                mix = find_mix_effect(_decompositions(candidate, candidates), report.question.by)
                findings.append(_finding(candidate, float(p), float(q), without_strongest, mix))
    findings.sort(key=lambda finding: (-abs(finding.relative), finding.p, finding.metric, finding.value))
    rows = _add_rows(report.rows, candidates, p_values, q_values, searches)
    return report.model_copy(update={"findings": tuple(findings), "looked_at": len(candidates), "rows": rows})


def _decompositions(
    total: FindingCandidate, candidates: list[FindingCandidate]
) -> list[tuple[str, Decomposition, ValueSums]]:
    """Return the decompositions of the total change of a ratio over each dimension; none for other candidates."""
    if total.dimension != "total" or not total.metric.is_ratio:
        return []
    by_dimension = {
        candidate.dimension: candidate
        for candidate in candidates
        if candidate.facts is total.facts and candidate.metric == total.metric and candidate.dimension != "total"
    }
    return [(candidate.dimension, candidate.parts, candidate.sums) for candidate in by_dimension.values()]


def _finding(
    candidate: FindingCandidate, p: float, q: float, without_strongest: float, mix_effect: MixEffect | None
) -> Finding:
    now, before = candidate.metric_now, candidate.metric_before
    estimate, half_width = candidate.estimate, candidate.error.half_width
    mix, rate = float(candidate.parts.mix[candidate.value]), float(candidate.parts.rate[candidate.value])
    reason: dict[str, str | bool] = {}
    if mix_effect is not None:
        mix, rate = mix_effect.mix, mix_effect.rate
        mostly = candidate.facts.labels[mix_effect.dimension][mix_effect.value]
        reason = {"split_by": mix_effect.dimension, "mostly": mostly, "mostly_grew": mix_effect.grew}
    return Finding(
        metric=candidate.metric.metric.name,
        unit=unit_of(candidate.metric.metric),
        dimension=candidate.dimension,
        value=candidate.label,
        effect=mix + rate,
        mix=mix,
        rate=rate,
        tested=candidate.metric.tested,
        low=estimate - half_width,
        high=estimate + half_width,
        relative=estimate / abs(before or now or 1.0),
        change=now - before,
        p=p,
        q=q,
        n=candidate.n,
        counted=candidate.facts.counted,
        without_strongest=without_strongest,
        strongest="day" if candidate.facts.counted == "days" else "video",
        **reason,
    )


def _add_rows(
    rows: Rows, candidates: list[FindingCandidate], p_values: Floats, q_values: Floats, searches: list[DimensionSearch]
) -> Rows:
    """Add to the rows of a report all candidates, and then the remainders."""
    columns = {name: list(values) for name, values in rows.columns.items()}
    height = len(columns["metric"])
    columns |= {name: [None] * height for name in ("effect", "mix", "rate", "p", "q")}

    def add(metric: MetricColumns, mix: float, rate: float, **fields: object) -> None:
        fields |= {"metric": metric.metric.name, "unit": unit_of(metric.metric)}
        fields |= {"effect": mix + rate, "mix": mix, "rate": rate}
        for name, values in columns.items():
            values.append(fields.get(name))

    for candidate, p, q in zip(candidates, p_values, q_values, strict=True):
        add(
            candidate.metric,
            *(float(part[candidate.value]) for part in (candidate.parts.mix, candidate.parts.rate)),
            dimension=candidate.dimension,
            value=candidate.label,
            source=candidate.facts.source,
            n=candidate.n,
            counted=candidate.facts.counted,
            p=float(p),
            q=float(q),
        )
    for remainder in (remainder for search in searches for remainder in search.remainders):
        if remainder.mix or remainder.rate:
            add(
                remainder.metric,
                remainder.mix,
                remainder.rate,
                dimension=remainder.dimension,
                value=remainder.label,
            )
    return Rows(columns)
