"""The only place where analyses meet: a Question and a Store in, a Report out."""

from __future__ import annotations

from analytics.catalog import Analysis, analysis_of
from analytics.store import Store
from analytics.store.queries.account_scope import describe_scope, scope_of
from analytics.store.queries.grains import grains
from analytics.vocabulary.errors import MissingGrain, NoData, TooLittleData
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import OwnQuestion, Question
from analytics.vocabulary.reports import Note, Report

_STRICTEST = Policy()


def answer(question: Question, store: Store, policy: Policy = _STRICTEST) -> Report:
    """Answer `question` from `store`; the same question on the same data gives the same report.

    Raises NoData, MissingGrain (with the grain that would help), MissingDimension, MissingMetric, TooLittleData,
    NothingInPeriod, StoreFailed.
    """
    analysis = analysis_of(question.kind)
    _check_needs(analysis, store)
    report, is_widened = _run(analysis, question, store, policy)
    present = {note.code for note in report.notes}
    scope, is_unmarked = describe_scope(report.question, store)
    notes = [Note(code="accounts_unmarked", facts={"n": scope.n})] if is_unmarked else []
    if is_widened and scope.of == "all":
        notes.append(Note(code="too_little_of_ours", facts={"n": scope.n}))
    added = tuple(note for note in (*notes, *_common_notes(question, report)) if note.code not in present)
    if is_widened:
        report = report.model_copy(update={"question": report.question.model_copy(update={"of": "ours"})})
    return report.model_copy(update={"scope": scope, "notes": (*report.notes, *added)})


def _run(analysis: Analysis, question: Question, store: Store, policy: Policy) -> tuple[Report, bool]:
    """Answer a question; from all accounts, where ours have too little data. Return whether that was so."""
    try:
        return analysis.run(question, store, policy), False
    except TooLittleData:
        if not isinstance(question, OwnQuestion) or question.of != "ours" or not scope_of("ours", store).narrowed:
            raise
    return analysis.run(question.model_copy(update={"of": "all"}), store, policy), True


def _check_needs(analysis: Analysis, store: Store) -> None:
    present = grains(store)
    if not present:
        raise NoData
    if not set(analysis.needs) & set(present):
        raise MissingGrain(analysis.kind, analysis.needs, present)


def _common_notes(question: Question, report: Report) -> tuple[Note, ...]:
    notes = []
    if report.simulated:
        notes.append(Note(code="simulated"))
    if question.period.counted_back:
        notes.append(Note(code="counted_back_from_newest", facts={"newest": report.newest.isoformat()}))
    return (*notes, *report.standing_notes())
