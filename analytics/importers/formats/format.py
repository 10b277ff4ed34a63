"""One kind of file as a table of data: how it is recognised, what its columns mean and in which units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from analytics.vocabulary.records import Grain

Words = Mapping[str, str]
Derivation = tuple[str, Callable[[str], str | None]]

ANY_OTHER = "*"
"""In `words`: whatever is not listed."""
LEAVE_OUT = "<leave out>"
"""In `words`: a row with this word is none of ours, and is left out. An empty word is unknown."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One kind of file.

    Names of columns are written as the exporter writes them, several of them as "Date | Fecha | 日期"; case, spaces,
    punctuation, accents and a unit in brackets make no difference. In a Format that `understand` returns, whatever is
    keyed by a column is keyed by the file's own spelling of it, and columns that the file lacks are gone.
    """

    name: str
    grain: Grain | None = None
    """What a row is; None: what the meanings say."""
    signature: tuple[str, ...] = ()
    """Of each of these groups of names ("A | B") the file has one."""
    general: bool = False
    """Anybody's list of its kind: an exporter's own format that fits goes before it."""
    absent: str | None = None
    """The file has none of these names."""
    file_name: str | None = None
    """Names of the file, where headers alone do not tell; its path ends in one of them."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Meaning -> names of its column, the best first."""
    platform: str | None = None
    constants: Words = field(default_factory=dict)
    """Meaning -> value that the kind of file implies where a row says none."""
    one_account: bool = False
    """It lists the posts of the one account that it was exported for, which it may not name."""
    public: bool = False
    """All ids in it are public accounts."""
    own_viewer_ids: bool = False
    """Viewers' ids are of another kind than accounts' handles: equal ones are different people."""
    account_is: str = "account"
    """The meaning that the file's account has (`--account`): comments are edges towards it."""
    required: tuple[str, ...] = ()
    """Meanings without which a row is none, beside those of its grain: order lists have continuation lines."""
    flags: Words = field(default_factory=dict)
    """Column of 0/1 -> the action that a 1 stands for; a row holds several actions, and an impression always."""
    words: Mapping[str, Words] = field(default_factory=dict)
    """Meaning -> spelling (folded: `names.folded`) -> our word; `ANY_OTHER`, `LEAVE_OUT`."""
    refuse: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Column -> folded words whose rows are left out: refunded and cancelled orders."""
    cleaned: Mapping[str, Callable[[str], str | None]] = field(default_factory=dict)
    """Meaning -> function that takes its text out of the cell's: an id or a link to it."""
    refunds: str | None = None
    """Column of money paid back, to be taken off `value`; an order of which nothing is left is left out."""
    derived: Mapping[str, Derivation] = field(default_factory=dict)
    """Meaning -> (meaning, function of its text): the id inside a link; used where the cell itself says nothing."""
    spread: frozenset[str] = frozenset()
    """Meanings of which a row uses one of several columns: where the best is empty, the next counts."""
    spare: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Column -> further columns of its meaning, for `spread` meanings of the file at hand."""
    scales: Mapping[str, float] = field(default_factory=dict)
    """Column -> factor that turns its unit into ours."""
    percents: frozenset[str] = frozenset()
    """Columns whose plain 4.2 means 4.2 %."""
    per_view: frozenset[str] = frozenset()
    """Columns that hold a sum over views, to be divided by the row's views."""
    net: frozenset[str] = frozenset()
    """Columns of gains less losses (comments that were taken back): a negative one tells no gains, so it is unknown,
    which is reported (assumption `net`)."""
    counts_as_shares: bool = False
    """`share` holds counts, to be divided by their sum over the rows with equal `captured_at` and dimension."""
    patterns: Words = field(default_factory=dict)
    """Column of dates -> its `strptime` pattern, where only the exporter knows it (`%y.%d.%m`)."""
    day_first: bool | None = None
    """How the exporter writes 03/09/2026 where the column does not tell; None: not known."""
    list_separator: str | None = None
    """What separates hashtags, where it is neither a comma nor a space."""
    totals: str | None = None
    """The column whose cell "Total" (`TOTALS`) marks a row that sums the others; where the file's kind names none, its
    day or else its first column. A post that is called so has a time of publication."""
    lifetime: str | None = None
    """The column that says `Lifetime` (`LIFETIME`); where it holds a day, the row's numbers are that day's alone."""
    left_out: Words = field(default_factory=dict)
    """Column that is known and left out, and the code of the reason."""
    assumes: tuple[str, ...] = ()
    """Codes of what reading such a file takes for granted (`vocabulary.reasons`)."""


TOTALS = frozenset({"total", "totals", "合计", "总计", "总和", "汇总", "totalgeneral", "gesamt", "totale", "tongcong"})
"""Folded cells that mark a row which sums the others."""
LIFETIME = frozenset({"lifetime", "total", "deporvida", "ciclodevida", "vidautil", "生命周期", "累计", "总计"})
"""Folded cells that say of a row that its numbers are life-time totals."""


def spellings(names: str) -> tuple[str, ...]:
    """The single names in "A | B"."""
    return tuple(name.strip() for name in names.split(" | "))
