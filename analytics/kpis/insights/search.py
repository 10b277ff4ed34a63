"""All combinations of metric, dimension and value looked at; the changes that stand out, ranked by effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from analytics.kpis import Measured, measure
from analytics.kpis.facts import UNKNOWN, Cells, Facts, Floats, unit_of
from analytics.kpis.insights.decomposition import Split
from analytics.kpis.insights.fact_tables import Tables, tables_of
from analytics.kpis.insights.mix import Mix, telling
from analytics.kpis.insights.significance import (
    ChangeTest,
    Totals,
    combined,
    noises,
    questions,
    totals,
    units_in,
    without_strongest,
)
from analytics.kpis.uncertainty import DUST, Noise, adjusted
from analytics.store import Store
from analytics.vocabulary.metrics import EXPLAINED_BY
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import KpisQuestion
from analytics.vocabulary.reports import Finding, KpisReport, Rows

FALSE_DISCOVERIES = 0.10
"""Of the findings named, at most this part is expected to be chance (Benjamini & Hochberg 1995)."""
FALSE_ALARM = 0.05
"""Findings are named only where Simes' test over everything looked at rejects at this level: a quiet week stays so."""
_FEWEST = {"videos": 5, "days": 7}
OTHER = "other"


@dataclass(frozen=True, slots=True)
class _FindingCandidate:
    facts: Facts
    question: ChangeTest
    dimension: str
    value: int
    label: str
    sums: Totals
    parts: Split
    noise: Noise
    n: int

    @property
    def estimate(self) -> float:
        return float(self.sums.tested(self.question)[self.value])


@dataclass
class _Looked:
    """Candidates of one source and dimension, and what is left of each metric beside them."""

    candidates: list[_FindingCandidate]
    rest: list[tuple[ChangeTest, str, float, float]]
    tables: dict[str, Cells]


def explained(
    question: KpisQuestion, store: Store, policy: Policy, members: Mapping[str, str] | None = None
) -> KpisReport:
    """A kpis question answered with what stands out.

    Raises MissingDimension, MissingMetric, NotInData, NothingInPeriod.
    """
    measured = measure(question, store, policy, members)
    looked = []
    for facts in measured.facts:
        if facts.source in measured.comparable:
            chosen = {metric.of for metric, made in measured.chosen if made is facts}
            dimensions = _dimensions(facts, question)
            tables = tables_of(facts, dimensions, question.seed)
            looked += [_look(facts, tables, dimension, policy, chosen) for dimension in dimensions]
    return _with_findings(measured, looked)


def _dimensions(facts: Facts, question: KpisQuestion) -> list[str]:
    """The total, and whatever is known and not fixed by the question."""
    known = [name for name in EXPLAINED_BY if _parts(facts, name) > 1 and getattr(question, name, None) is None]
    return ["total", *known]


def _parts(facts: Facts, dimension: str) -> int:
    """How many values a dimension has: of one, the total says it all."""
    if dimension not in facts.rows.columns:
        return 0
    return int(facts.rows.filter(pl.col(dimension) != UNKNOWN)[dimension].n_unique())


def _look(facts: Facts, made: Tables, dimension: str, policy: Policy, chosen: set[str]) -> _Looked:
    asked = [one for one in questions(facts) if one.metric.of in chosen]
    by = None if dimension == "total" else dimension
    tables = made.cells(by)
    main = tables[facts.units[0]]
    labels = ["all"] if by is None else [*facts.labels[by], OTHER]
    fewest = _FEWEST.get(facts.counted, policy.minimum_group)
    people = _people(facts, by, main.values)
    found, rest = [], []
    for one in asked:
        sums = totals(main, one)
        parts = sums.split(one)
        noise = noises(main, one, sums, facts, made.viewers)
        if len(facts.units) > 1:
            over_videos = noises(tables["video"], one, totals(tables["video"], one), facts)
            noise = combined(noise, over_videos, noises(tables["row"], one, totals(tables["row"], one), facts))
        now, before = people if people is not None else units_in(main, one)
        left = np.ones(main.values, bool)
        for value in range(main.values - (by is not None)):
            if _enough(now[value], before[value], fewest, one) and np.isfinite(noise[value].error):
                left[value] = False
                n = int(now[value])
                found.append(
                    _FindingCandidate(facts, one, dimension, value, labels[value], sums, parts, noise[value], n)
                )
        if by is not None:
            rest.append((one, dimension, float(parts.mix[left].sum()), float(parts.rate[left].sum())))
    return _Looked(found, rest, tables)


def _people(facts: Facts, by: str | None, values: int) -> tuple[Floats, Floats] | None:
    """Viewers of each value in both periods; None where none are counted."""
    if facts.counted != "viewers":
        return None
    found = np.zeros((2, values))
    keys = ["when"] if by is None else ["when", by]
    table = (
        facts.rows.filter(pl.col("video") != UNKNOWN)
        .group_by(keys, maintain_order=True)
        .agg(n=pl.col("viewer").n_unique())
    )
    for row in table.iter_rows(named=True):
        code = 0 if by is None else row[by]
        found[row["when"], values - 1 if code == UNKNOWN else code] += row["n"]
    return found[1], found[0]


def _enough(now: float, before: float, fewest: int, question: ChangeTest) -> bool:
    """Enough units in both periods; what is new or gone may be missing from one, where mix is tested too."""
    small, large = sorted((now, before))
    return large >= fewest and (small >= fewest or (small == 0 and question.tested == "effect"))


def _with_findings(measured: Measured, looked: list[_Looked]) -> KpisReport:
    candidates = [candidate for one in looked for candidate in one.candidates]
    report = measured.report
    ps = np.array([_p(candidate) for candidate in candidates])
    qs = adjusted(ps) if len(ps) else ps
    findings = []
    if len(qs) and qs.min() <= FALSE_ALARM:
        holder = {id(candidate): one.tables for one in looked for candidate in one.candidates}
        for candidate, p, q in zip(candidates, ps, qs, strict=True):
            if q > FALSE_DISCOVERIES:
                continue
            left = _without_strongest(candidate, holder[id(candidate)])
            if left * candidate.estimate > 0:
                mix = telling(_divided(candidate, candidates), measured.report.question.by)
                findings.append(_finding(candidate, float(p), float(q), left, mix))
    findings.sort(key=lambda finding: (-abs(finding.relative), finding.p, finding.metric, finding.value))
    rows = _rows(report, candidates, ps, qs, looked)
    return report.model_copy(update={"findings": tuple(findings), "looked_at": len(candidates), "rows": rows})


def _divided(total: _FindingCandidate, candidates: list[_FindingCandidate]) -> list[tuple[str, Split, Totals]]:
    """The change of a whole ratio over each dimension: its parts by value and their sums; of a part, none."""
    if total.dimension != "total" or not total.question.ratio:
        return []
    same = [
        other
        for other in candidates
        if other.facts is total.facts and other.question == total.question and other.dimension != "total"
    ]
    return [(one.dimension, one.parts, one.sums) for one in {other.dimension: other for other in same}.values()]


def _p(candidate: _FindingCandidate) -> float:
    sums, question = candidate.sums, candidate.question
    size = max(
        abs(_metric_value(sums.now, sums.over_now, question)),
        abs(_metric_value(sums.before, sums.over_before, question)),
    )
    return 1.0 if abs(candidate.estimate) <= DUST * size else candidate.noise.p(candidate.estimate)


def _without_strongest(candidate: _FindingCandidate, tables: Mapping[str, Cells]) -> float:
    """What was tested as a part of the earlier value, without the video, or the day, that pushes it most."""
    table, question = tables.get("video", tables[candidate.facts.units[0]]), candidate.question
    left = without_strongest(table, question, totals(table, question), candidate.value)
    before = _metric_value(left.before, left.over_before, question)
    now = _metric_value(left.now, left.over_now, question)
    return float(left.tested(question)[candidate.value]) / abs(before or now or 1.0)


def _finding(candidate: _FindingCandidate, p: float, q: float, left: float, over: Mix | None = None) -> Finding:
    sums, value, question = candidate.sums, candidate.value, candidate.question
    before = _metric_value(sums.before, sums.over_before, question)
    now = _metric_value(sums.now, sums.over_now, question)
    estimate, reach = candidate.estimate, candidate.noise.reach
    mix, rate = float(candidate.parts.mix[value]), float(candidate.parts.rate[value])
    told: dict[str, str | bool] = {}
    if over is not None:
        mix, rate = over.mix, over.rate
        mostly = candidate.facts.labels[over.dimension][over.value]
        told = {"split_by": over.dimension, "mostly": mostly, "mostly_grew": over.grew}
    return Finding(
        metric=question.metric.name,
        unit=unit_of(question.metric),
        dimension=candidate.dimension,
        value=candidate.label,
        effect=mix + rate,
        mix=mix,
        rate=rate,
        tested=question.tested,
        low=estimate - reach,
        high=estimate + reach,
        relative=estimate / abs(before or now or 1.0),
        change=now - before,
        p=p,
        q=q,
        n=candidate.n,
        counted=candidate.facts.counted,
        without_strongest=left,
        strongest="day" if candidate.facts.counted == "days" else "video",
        **told,
    )


def _metric_value(of: Floats, over: Floats, question: ChangeTest) -> float:
    return float(of.sum() / over.sum()) if question.ratio and over.sum() else float(of.sum())


def _rows(
    report: KpisReport,
    candidates: list[_FindingCandidate],
    ps: Floats,
    qs: Floats,
    looked: list[_Looked],
) -> Rows:
    """The report's rows and, below, every part of every change; what was too small to test stands under `other`."""
    columns = {name: list(values) for name, values in report.rows.columns.items()}
    height = len(columns["metric"])
    columns |= {name: [None] * height for name in ("effect", "mix", "rate", "p", "q")}

    def add(question: ChangeTest, **told: object) -> None:
        told |= {"metric": question.metric.name, "unit": unit_of(question.metric)}
        for name, values in columns.items():
            values.append(told.get(name))

    for candidate, p, q in zip(candidates, ps, qs, strict=True):
        mix, rate = (float(part[candidate.value]) for part in (candidate.parts.mix, candidate.parts.rate))
        add(
            candidate.question,
            dimension=candidate.dimension,
            value=candidate.label,
            source=candidate.facts.source,
            n=candidate.n,
            counted=candidate.facts.counted,
            effect=mix + rate,
            mix=mix,
            rate=rate,
            p=float(p),
            q=float(q),
        )
    for one in looked:
        for question, dimension, mix, rate in one.rest:
            if mix or rate:
                add(question, dimension=dimension, value=OTHER, effect=mix + rate, mix=mix, rate=rate)
    return Rows(columns)
