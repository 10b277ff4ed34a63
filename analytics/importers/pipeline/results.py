"""What was asked of an import, and what became of each table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from analytics.vocabulary.reasons import Reason


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How files are to be read. `mapping` is meaning -> column; `zone` None means the home's own.

    `year` is that of the newest date where dates name none, `day_first` what 03/09 means where the file does not tell.
    With `dry_run` everything is done, and nothing kept. `without` are columns that are to be left out.
    """

    now: datetime
    mapping: Mapping[str, str] = field(default_factory=dict)
    account: str | None = None
    zone: str | None = None
    public: bool = False
    year: int | None = None
    day_first: bool | None = None
    dry_run: bool = False
    without: frozenset[str] = frozenset()
    lenient: bool = False
    """Of several files or tables, each takes of the mapping what it has columns for."""


@dataclass(slots=True)
class ImportResult:
    """One table accounted for: read = stored + repeated + rejected."""

    path: str
    id: int = 0
    read: int = 0
    stored: int = 0
    repeated: int = 0
    rejected: int = 0
    grains: list[str] = field(default_factory=list)
    format: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, Reason] = field(default_factory=dict)
    """Column -> why it is left out."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Rows that are no records of ours, by kind: `notice`, `blank`, `total`, `refused`."""
    assumed: list[Reason] = field(default_factory=list)
    choices: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Column -> years that its newest day may be in, where the file leaves a choice."""
    doubts: dict[str, str] = field(default_factory=dict)
    """Column -> a date of it of which the file does not tell whether the day or the month comes first."""
    reasons: Counter[Reason] = field(default_factory=Counter)
    """Why rows were rejected (`Reason.kind`), and how many."""
    views: dict[str, int] = field(default_factory=lambda: {"in_file": 0, "stored": 0, "repeated": 0})

    def count_views(self, views: int, stored: int) -> None:
        """Views that rows of the file tell of, and how many of them were stored now."""
        self.views["in_file"] += views
        self.views["stored"] += stored
        self.views["repeated"] += views - stored
