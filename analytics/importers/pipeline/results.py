"""The options of an import, and the result for each table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from analytics.vocabulary.reasons import Reason


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How files are read. `mapping` is meaning -> column; with `zone` None the zone of the home counts.

    `year` is the year of the newest date where dates name none. `day_first` is the meaning of 03/09 where the file
    leaves it open. With `dry_run` nothing is kept. `without` are columns to leave out.
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
    """Each of several files or tables uses the part of the mapping whose columns it has."""


@dataclass(slots=True)
class ImportResult:
    """The counts of one table: read = stored + repeated + rejected."""

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
    """Column -> the reason why it is left out."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Rows that are not records, by kind: `notice`, `blank`, `total`, `refused`, `refunded`, `other`."""
    assumed: list[Reason] = field(default_factory=list)
    choices: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Column -> possible years of its newest day, where the file leaves a choice; the chosen one comes first."""
    doubts: dict[str, str] = field(default_factory=dict)
    """Column -> an example of its dates, where the file leaves open whether the day or the month comes first."""
    reasons: Counter[Reason] = field(default_factory=Counter)
    """Why rows were rejected (`Reason.kind`), and how many."""
    views: dict[str, int] = field(default_factory=lambda: {"in_file": 0, "stored": 0, "repeated": 0})

    def count_views(self, views: int, stored: int) -> None:
        """Add the views in rows of the file, `stored` of which are new."""
        self.views["in_file"] += views
        self.views["stored"] += stored
        self.views["repeated"] += views - stored
