"""The catalogue of analyses: one entry per kind of question, with its types, its needs and its function."""

from __future__ import annotations

import importlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import (
    DriversQuestion,
    IdeasQuestion,
    InfluencersQuestion,
    KpisQuestion,
    PredictQuestion,
    Question,
    SegmentsQuestion,
)
from analytics.vocabulary.records import Grain
from analytics.vocabulary.reports import (
    DriversReport,
    IdeasReport,
    InfluencersReport,
    KpisReport,
    PredictReport,
    Report,
    SegmentsReport,
)

if TYPE_CHECKING:
    from analytics.store import Store


@dataclass(frozen=True, slots=True)
class Analysis:
    """One kind of question.

    `function` and `state` are written `module:function` and imported when they are first used, so that a process
    that only needs the types loads neither scikit-learn nor SciPy.
    """

    question: type[Question]
    report: type[Report]
    needs: tuple[Grain, ...]
    """The grains of which at least one must be present, the most informative first."""
    function: str
    """Takes a question, a store and a policy; returns the report."""
    state: str | None = None
    """Takes the home's folder; returns a digest of what decides the answer beside data and question."""

    @property
    def kind(self) -> str:
        """The name of the question, the command and the report."""
        return str(self.question.model_fields["kind"].default)

    def run(self, question: Question, store: Store, policy: Policy) -> Report:
        """Answer `question`."""
        report: Report = _imported(self.function)(question, store, policy)
        return report

    def state_digest(self, home: Path) -> str:
        """Return the digest of the state beside the data; empty where there is none."""
        return "" if self.state is None else str(_imported(self.state)(home))

    @property
    def module(self) -> str:
        """The module that holds the function, to be imported ahead of the first question."""
        return self.function.partition(":")[0]


def _imported(path: str) -> Any:  # noqa: ANN401 - a function whose types the entry's contract gives
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)


_BUILT_IN = (
    Analysis(SegmentsQuestion, SegmentsReport, (Grain.EVENTS, Grain.VIDEOS), "analytics.segments.analysis:segments"),
    Analysis(
        InfluencersQuestion,
        InfluencersReport,
        (Grain.EDGES, Grain.EVENTS),
        "analytics.influence.analysis:influencers",
    ),
    Analysis(
        KpisQuestion,
        KpisReport,
        (Grain.EVENTS, Grain.ACCOUNT_DAYS, Grain.VIDEOS),
        "analytics.kpis.analysis:kpis",
    ),
    Analysis(PredictQuestion, PredictReport, (Grain.VIDEOS,), "analytics.prediction.analysis:predict"),
    Analysis(
        DriversQuestion, DriversReport, (Grain.VIDEOS, Grain.EVENTS), "analytics.prediction.drivers_analysis:drivers"
    ),
    Analysis(
        IdeasQuestion,
        IdeasReport,
        (Grain.VIDEOS,),
        "analytics.ideas.analysis:ideas",
        state="analytics.ideas.model_store:fingerprint",
    ),
)
_ANALYSES: dict[str, Analysis] = {analysis.kind: analysis for analysis in _BUILT_IN}


def analyses() -> tuple[Analysis, ...]:
    """All analyses, in the order in which help and imports list them."""
    return tuple(_ANALYSES.values())


def kinds() -> tuple[str, ...]:
    """The kinds of all analyses."""
    return tuple(_ANALYSES)


def analysis_of(kind: str) -> Analysis:
    """Return the analysis of a kind. Raises KeyError for an unknown kind."""
    return _ANALYSES[kind]


def register(analysis: Analysis) -> None:
    """Add an analysis. Raises ValueError where its kind is taken by another one."""
    if _ANALYSES.setdefault(analysis.kind, analysis) != analysis:
        raise ValueError(f"there is already an analysis {analysis.kind!r}")


def unregister(kind: str) -> None:
    """Take an analysis out again."""
    del _ANALYSES[kind]


def read_question(data: str | bytes | dict[str, Any]) -> Question:
    """Return the question that JSON text or plain data holds. Raises pydantic's ValidationError, KeyError."""
    fields = data if isinstance(data, dict) else json.loads(data)
    return analysis_of(fields["kind"]).question.model_validate(fields)


def read_report(kind: str, text: str | bytes) -> Report:
    """Return the report of a kind that JSON text holds. Raises pydantic's ValidationError, KeyError (unknown kind)."""
    return analysis_of(kind).report.model_validate_json(text)
