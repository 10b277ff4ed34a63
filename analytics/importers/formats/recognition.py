"""Which kind of file has these columns, and which row of a file is its header."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from analytics.importers.formats.column_names import folded
from analytics.importers.formats.exporters import (
    comments,
    douyin,
    google_analytics,
    influence,
    kuaishou,
    kuaishou_research,
    meta,
    orders,
    tiktok_claims,
    tiktok_scrape,
    tiktok_studio,
    wechat_channels,
    xiaohongshu,
    youtube_daily,
    youtube_studio,
)
from analytics.importers.formats.format import FileFormat, spellings
from analytics.importers.formats.synonyms import by_name, dimension_by_name
from analytics.importers.formats.value_names import ACTIONS, KINDS, PLATFORMS

_ROOMS = (
    *(tiktok_studio, douyin, kuaishou, xiaohongshu, wechat_channels, youtube_studio, meta, google_analytics),
    *(orders, comments, kuaishou_research, tiktok_scrape, influence, youtube_daily, tiktok_claims),
)
FORMATS: tuple[FileFormat, ...] = tuple(
    kind for room in _ROOMS for kind in vars(room).values() if isinstance(kind, FileFormat)
)
"""Every kind of file that is recognised by its headers; of several that fit, the one that knows most columns."""

FOREIGN = FileFormat(
    "canonical",
    words={"format": KINDS, "action": ACTIONS, "platform": PLATFORMS},
    flags={
        "is_click": "click",
        "is_like": "like",
        "is_follow": "follow",
        "is_comment": "comment",
        "is_forward | is_share": "share",
        "is_save | is_collect": "save",
        "is_purchase": "purchase",
        "is_hate | is_hide": "hide",
    },
)
"""A file of ours, or of anybody."""


def recognised(path: str, columns: Sequence[str]) -> FileFormat:
    """The kind of file that has these columns, in the file's own spelling; FOREIGN where it is none of ours."""
    here = {folded(column) for column in columns}
    file = path.casefold()

    def fits(kind: FileFormat) -> bool:
        return (
            all(_has(here, group) for group in kind.signature)
            and not (kind.absent and _has(here, kind.absent))
            and (kind.file_name is None or any(file.endswith(name.casefold()) for name in spellings(kind.file_name)))
        )

    def known(kind: FileFormat) -> tuple[bool, int, int]:
        groups = (*kind.columns.values(), *kind.flags, *kind.left_out)
        return not kind.general, sum(_has(here, group) for group in groups), len(kind.signature)

    return _resolved(max(filter(fits, FORMATS), key=known, default=FOREIGN), columns)


def _has(here: set[str], group: str) -> bool:
    return any(folded(name) in here for name in spellings(group))


def _resolved(kind: FileFormat, columns: Sequence[str]) -> FileFormat:
    """The format with the file's own spelling of its columns, without those that the file lacks."""
    own: dict[str, str] = {}
    for column in columns:
        own.setdefault(folded(column), column)

    def first(group: str | None) -> str | None:
        return next((own[folded(name)] for name in spellings(group or "") if folded(name) in own), None)

    def each(groups: Iterable[str]) -> list[tuple[str, str]]:
        found = ((group, first(name)) for group in groups for name in spellings(group))
        return [(group, column) for group, column in found if column]

    meant: dict[str, str] = {}
    spare: dict[str, tuple[str, ...]] = {}
    for meaning, group in kind.columns.items():
        free = (own[folded(name)] for name in spellings(group) if folded(name) in own)
        unclaimed = [column for column in free if column not in meant.values()]
        if unclaimed:
            meant[meaning] = unclaimed[0]
            if meaning in kind.spread:
                spare[unclaimed[0]] = tuple(unclaimed[1:])
    return replace(
        kind,
        columns=meant,
        spare=spare,
        flags={column: kind.flags[group] for group, column in each(kind.flags)},
        refuse={column: kind.refuse[group] for group, column in each(kind.refuse)},
        scales={column: kind.scales[group] for group, column in each(kind.scales)},
        patterns={column: kind.patterns[group] for group, column in each(kind.patterns)},
        left_out={column: kind.left_out[group] for group, column in each(kind.left_out)},
        percents=frozenset(column for _, column in each(kind.percents)),
        per_view=frozenset(column for _, column in each(kind.per_view)),
        net=frozenset(column for _, column in each(kind.net)),
        totals=first(kind.totals),
        lifetime=first(kind.lifetime),
        refunds=first(kind.refunds),
    )


def header_score(cells: Sequence[str]) -> int:
    """How many of these cells are names of columns that we know: the header of a file scores highest of its rows."""
    return sum(folded(cell) in _known_names() for cell in cells if len(cell) < 80)


@cache
def _known_names() -> frozenset[str]:
    names = {*by_name(), *dimension_by_name()}
    for kind in FORMATS:
        groups = (*kind.signature, *kind.columns.values(), *kind.flags, *kind.left_out)
        names |= {folded(name) for group in groups for name in spellings(group)}
    return frozenset(names - {""})
