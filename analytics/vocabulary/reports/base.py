"""The fields that all reports have: period, sample size, data version, notes and rows."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal, TextIO

from pydantic import BaseModel, ConfigDict, Field

from analytics.vocabulary.csv_cells import guard
from analytics.vocabulary.questions import Period, Question


class Frozen(BaseModel):
    """Frozen data with a JSON form in which NaN and infinity are null."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True, ser_json_inf_nan="null")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of all rows behind a report: equally long columns by name, None for unknown."""

    columns: Mapping[str, Sequence[object]] = field(default_factory=dict)

    def write_csv(self, out: TextIO) -> None:
        """Write a header and all rows, numbers at full precision, text guarded against formulas."""
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        for row in zip(*self.columns.values(), strict=True):
            writer.writerow([guard(cell) if isinstance(cell, str) else cell for cell in row])


class Note(Frozen):
    """Something that the reader must know to understand the numbers: a code and its facts."""

    code: str
    facts: dict[str, Any] = {}


class Scope(Frozen):
    """The accounts that a report is about."""

    of: Literal["ours", "all", "account", "rivals"] = "all"
    accounts: tuple[str, ...] = ()
    """Their handles, sorted, at most 50."""
    n: int = 0
    """The number of all of them."""


class Report(Frozen):
    """The base class of all reports."""

    kind: str
    question: Question
    period: Period
    """The analysed period; a missing start is taken from the data."""
    n: int
    """The number of viewers, creators or accounts that the answer is based on."""
    data_version: str
    newest: datetime
    """The newest record in the data, in any period."""
    simulated: bool = False
    scope: Scope = Scope()
    notes: tuple[Note, ...] = ()
    rows: Annotated[Rows, Field(exclude=True, repr=False)] = Rows()

    def standing_notes(self) -> tuple[Note, ...]:
        """Return notes that follow from the report itself; `analytics.answer` adds those that are missing."""
        return ()

    def generated_content(self) -> dict[str, object] | None:
        """Return the audit log's entry for generated content; None if nothing was generated."""
        return None

    @property
    def has_forecasts(self) -> bool:
        """Whether it has forecasts whose outcomes should be recorded."""
        return False
