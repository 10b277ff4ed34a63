"""What reading a file took for granted: facts with a code, so that both languages can word them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

WORDINGS: Mapping[str, str] = {
    "year": "the dates in {column!r} name no year: read as {first} to {last},"
    " the latest that puts nothing after {today}",
    "year_each": "the dates in {column!r} name no year: each read as the latest that is not after {today}"
    " ({first} to {last})",
    "year_given": "the dates in {column!r} name no year: the newest is put in {year} as asked ({first} to {last})",
    "day_first": "dates such as {example} in {column!r} are read day first",
    "month_first": "dates such as {example} in {column!r} are read month first",
    "decimal_comma": "numbers in {column!r} are read with a decimal comma ({example})",
    "percent": "numbers in {column!r} are percentages: {example} means {example} %",
    "net": "a negative number in {columns} tells that more was taken back than came: unknown, not 0",
    "views": "no column says what was done: every row is a view",
    "guessed": "column {column!r} is taken for {meaning}",
    "mean_completion": "completion is the average percentage viewed, which is not the share of complete views",
    "period_totals": "the counts are those of the period that was exported, not of the video's whole life",
    "days_of_posts": "rows of single days tell nothing of a post's life-time totals: only the post itself is taken",
}
"""Code -> the English sentence."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """One thing taken for granted; `str` words it in English."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return WORDINGS[self.code].format(**self.facts)
