"""The description of a file format: its signature, the meanings of its columns, and their units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from analytics.vocabulary.records import Grain

Words = Mapping[str, str]
Derivation = tuple[str, Callable[[str], str | None]]

ANY_OTHER = "*"
"""In `words`: all words that are not listed."""
LEAVE_OUT = "<leave out>"
"""In `words`: rows with this word are left out. An empty word means unknown."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A file format.

    Names of columns are written as in the export, alternatives as "Date | Fecha | 日期"; case, spaces, punctuation,
    accents and a unit in brackets are ignored. In a FileFormat that `match_schema` returns, columns are spelled as in
    the file, and columns that the file lacks are removed.
    """

    name: str
    grain: Grain | None = None
    """What a row is; None if it is inferred from the meanings."""
    signature: tuple[str, ...] = ()
    """Groups of names ("A | B"), of each of which the file must have one."""
    general: bool = False
    """Whether many exporters write this format; a matching format of one exporter takes precedence."""
    absent: str | None = None
    """Names that the file must not have."""
    file_name: str | None = None
    """Possible ends of the path, if the header is not sufficient."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Meaning -> names of its column, in order of preference."""
    platform: str | None = None
    constants: Words = field(default_factory=dict)
    """Meaning -> value for rows without one."""
    one_account: bool = False
    """Whether the file lists the posts of a single account, which it may not name."""
    public: bool = False
    """Whether all ids are public accounts."""
    own_viewer_ids: bool = False
    """Whether ids of viewers and handles of accounts are unrelated, even if they are equal."""
    account_is: str = "account"
    """The meaning of the file's account (`--account`): comments are edges to it."""
    required: tuple[str, ...] = ()
    """Meanings that a row must have, besides those of its grain: order lists have continuation lines."""
    flags: Words = field(default_factory=dict)
    """Column of 0/1 -> action for a 1; a row has several actions, and always an impression."""
    words: Mapping[str, Words] = field(default_factory=dict)
    """Meaning -> word folded by `fold_name` -> our word, `ANY_OTHER` or `LEAVE_OUT`."""
    refuse: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Column -> folded words of rows that are left out: refunded and cancelled orders."""
    cleaned: Mapping[str, Callable[[str], str | None]] = field(default_factory=dict)
    """Meaning -> function that extracts its text from the cell: an id from a link."""
    refunds: str | None = None
    """Column of refunds, which are subtracted from `value`; fully refunded orders are left out."""
    derived: Mapping[str, Derivation] = field(default_factory=dict)
    """Meaning -> (meaning, function of its text) for empty cells: the id in a link."""
    spread: frozenset[str] = frozenset()
    """Meanings with several columns, of which a row uses the first non-empty one."""
    spare: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Column -> further columns of its meaning in the file, for `spread` meanings."""
    scales: Mapping[str, float] = field(default_factory=dict)
    """Column -> factor that converts its unit to ours."""
    percents: frozenset[str] = frozenset()
    """Columns in which 4.2 means 4.2 %."""
    per_view: frozenset[str] = frozenset()
    """Columns of sums over views, which are divided by the row's views."""
    net: frozenset[str] = frozenset()
    """Columns of gains minus losses (such as deleted comments): a negative value is unknown, which is reported
    (assumption `net`)."""
    counts_as_shares: bool = False
    """Whether `share` holds counts, which are divided by their sum over equal `captured_at` and dimension."""
    patterns: Words = field(default_factory=dict)
    """Column of dates -> `strptime` pattern, if it cannot be inferred (`%y.%d.%m`)."""
    day_first: bool | None = None
    """Whether 03/09/2026 is 3 September if the column is ambiguous; None if unknown."""
    list_separator: str | None = None
    """The separator of hashtags, if it is neither a comma nor a space."""
    totals: str | None = None
    """The column whose cell "Total" (`TOTALS`) marks a row of sums; by default the day or else the first column. A
    post with this name has a time of publication."""
    lifetime: str | None = None
    """The column with `Lifetime` (`LIFETIME`) or the day to which the row's numbers are limited."""
    left_out: Words = field(default_factory=dict)
    """Column that is left out -> code of the reason."""
    assumes: tuple[str, ...] = ()
    """Codes of the assumptions about such a file (`vocabulary.reasons`)."""


TOTALS = frozenset({"total", "totals", "合计", "总计", "总和", "汇总", "totalgeneral", "gesamt", "totale", "tongcong"})
"""Folded cells that mark a row of sums."""
LIFETIME = frozenset({"lifetime", "total", "deporvida", "ciclodevida", "vidautil", "生命周期", "累计", "总计"})
"""Folded cells that mark a row of life-time totals."""


def split_names(names: str) -> tuple[str, ...]:
    """Split "A | B" into names."""
    return tuple(name.strip() for name in names.split(" | "))
