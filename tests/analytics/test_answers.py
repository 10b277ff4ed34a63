"""Questions find their analysis, refusals come first, and notes common to all answers are added once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

import analytics
from analytics.answers import answer
from analytics.store import Store
from analytics.store.queries.grains import grains
from analytics.vocabulary.errors import MissingGrain, NoData
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import InfluencersQuestion, Period, SegmentsQuestion
from analytics.vocabulary.records import Grain
from analytics.vocabulary.reports import InfluencersReport, Note, Rows

NEWEST = datetime(2026, 9, 1, tzinfo=UTC)
PERIOD = Period(start=None, end=NEWEST, zone="UTC")
QUESTION = InfluencersQuestion(period=PERIOD)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as opened:
        yield opened


def bring_an_edge(store: Store) -> None:
    with store.connection as connection:
        connection.execute("INSERT INTO imports (id, path, digest, started, format) VALUES (1, 'f', 'd', 0, 'csv')")
        connection.execute("INSERT INTO edges (source, target, kind, import) VALUES ('a', 'b', 'follow', 1)")


def bring_an_analysis(monkeypatch: pytest.MonkeyPatch, report: InfluencersReport) -> list[object]:
    """Put an analysis that returns `report` in the place of the real one; the calls are recorded."""
    calls: list[object] = []

    def influencers(question: InfluencersQuestion, store: Store, policy: Policy) -> InfluencersReport:
        calls.append((question, store, policy))
        return report

    module = ModuleType("analytics.influence.analysis")
    module.influencers = influencers  # type: ignore[attr-defined]  # modules take any attribute at run time
    monkeypatch.setitem(sys.modules, "analytics.influence.analysis", module)
    return calls


def report(*, simulated: bool = False, creator_edges: int = 1, notes: tuple[Note, ...] = ()) -> InfluencersReport:
    return InfluencersReport(
        question=QUESTION,
        period=PERIOD,
        n=2,
        data_version="0" * 12,
        newest=NEWEST,
        edges=1,
        creator_edges=creator_edges,
        ranks=(),
        simulated=simulated,
        notes=notes,
        rows=Rows({"handle": ["a", "b"]}),
    )


def test_an_empty_store_is_no_data(store: Store) -> None:
    with pytest.raises(NoData):
        answer(QUESTION, store)


def test_a_refusal_names_the_grain_that_would_help_and_what_there_is(store: Store) -> None:
    bring_an_edge(store)
    with pytest.raises(MissingGrain) as raised:
        answer(SegmentsQuestion(period=PERIOD), store)
    assert raised.value.facts == {"question": "segments", "needed": ("events", "videos"), "present": ("edges",)}


def test_the_analysis_gets_question_store_and_policy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_an_edge(store)
    calls = bring_an_analysis(monkeypatch, report())
    policy = Policy(minimum_group=50)
    assert answer(QUESTION, store, policy) == report()
    assert calls == [(QUESTION, store, policy)]


def test_simulated_data_is_said_to_be_simulated_exactly_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_an_edge(store)
    for told in ((), (Note(code="simulated"),)):
        bring_an_analysis(monkeypatch, report(simulated=True, notes=told))
        assert [note.code for note in answer(QUESTION, store).notes] == ["simulated"]


def test_a_period_counted_back_from_the_newest_record_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_an_edge(store)
    bring_an_analysis(monkeypatch, report())
    asked = InfluencersQuestion(period=PERIOD.model_copy(update={"counted_back": True}))
    found = answer(asked, store)
    assert found.notes == (Note(code="counted_back_from_newest", facts={"newest": "2026-09-01T00:00:00+00:00"}),)
    assert found.rows.columns == {"handle": ["a", "b"]}


def test_a_ranking_without_edges_between_creators_is_said_to_be_audience_size(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_an_edge(store)
    bring_an_analysis(monkeypatch, report(creator_edges=0))
    assert [note.code for note in answer(QUESTION, store).notes] == ["ranking_equals_audience"]


def test_the_grains_of_a_store_are_those_with_a_record(store: Store) -> None:
    assert grains(store) == ()
    bring_an_edge(store)
    assert grains(store) == (Grain.EDGES,)


def test_the_public_names_are_these_and_all_of_them_exist() -> None:
    assert analytics.__all__ == [
        "Extent",
        "InfluencersQuestion",
        "InfluencersReport",
        "KpisQuestion",
        "KpisReport",
        "Note",
        "Period",
        "Policy",
        "Report",
        "SegmentsQuestion",
        "SegmentsReport",
        "Store",
        "answer",
    ]
    for name in analytics.__all__:
        assert getattr(analytics, name).__name__ == name
    assert dir(analytics) == sorted(analytics.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = analytics.nonsense


def test_a_type_costs_no_scikit_learn() -> None:
    """A fresh interpreter that uses questions and reports has loaded no heavy library."""
    program = (
        "import sys, analytics;"
        "analytics.SegmentsQuestion, analytics.SegmentsReport, analytics.Period, analytics.Policy;"
        "print(sorted({'sklearn', 'pandas', 'scipy', 'networkx', 'tensorflow', 'matplotlib'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
