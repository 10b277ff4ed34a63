"""What every report carries: period, sample size, data version, notes, and the rows behind it."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, TextIO

from pydantic import BaseModel, ConfigDict, Field

from analytics.vocabulary.csv_cells import guard
from analytics.vocabulary.questions import Period, Question


class Frozen(BaseModel):
    """Frozen data with a JSON form in which what is not a number is null."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True, ser_json_inf_nan="null")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of every row behind a report: column name -> equally long values, None for unknown."""

    columns: Mapping[str, Sequence[object]] = field(default_factory=dict)

    def write_csv(self, out: TextIO) -> None:
        """Write a header in row 1 and all rows, numbers at full precision, text guarded against formulas."""
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        for row in zip(*self.columns.values(), strict=True):
            writer.writerow([guard(cell) if isinstance(cell, str) else cell for cell in row])


class Note(Frozen):
    """Something the reader must know to read the numbers rightly: a code and its facts."""

    code: str
    facts: dict[str, Any] = {}


class Report(Frozen):
    """What every report carries."""

    kind: str
    question: Question
    period: Period
    """The period that was looked at, with its start filled in from the data."""
    n: int
    """All viewers, creators or accounts that the answer rests on."""
    data_version: str
    newest: datetime
    """The newest record in the data, whatever the period: how fresh the data is."""
    simulated: bool = False
    notes: tuple[Note, ...] = ()
    rows: Annotated[Rows, Field(exclude=True, repr=False)] = Rows()

    def standing_notes(self) -> tuple[Note, ...]:
        """Return notes that follow from the report itself; `analytics.answer` adds those that are missing."""
        return ()

    def generated_content(self) -> dict[str, object] | None:
        """Return what the audit log records of generated content; None where nothing was generated."""
        return None

    @property
    def has_forecasts(self) -> bool:
        """Whether it makes forecasts whose outcome is worth remembering."""
        return False
