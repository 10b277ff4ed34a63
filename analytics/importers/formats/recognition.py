"""Finds the format of a file by its columns, and scores rows as headers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from analytics.importers.formats.column_names import fold_name
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
from analytics.importers.formats.format import FileFormat, split_names
from analytics.importers.formats.synonyms import dimensions_by_name, meanings_by_name
from analytics.importers.formats.value_names import ACTIONS, KINDS, PLATFORMS

_EXPORTERS = (
    *(tiktok_studio, douyin, kuaishou, xiaohongshu, wechat_channels, youtube_studio, meta, google_analytics),
    *(orders, comments, kuaishou_research, tiktok_scrape, influence, youtube_daily, tiktok_claims),
)
FORMATS: tuple[FileFormat, ...] = tuple(
    kind for exporter in _EXPORTERS for kind in vars(exporter).values() if isinstance(kind, FileFormat)
)
"""All formats; of several matching ones, the format with most known columns is used."""

GENERIC_FORMAT = FileFormat(
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
"""Our own format, and the format of files of unknown exporters."""


def find_format(path: str, columns: Sequence[str]) -> FileFormat:
    """Find the format of these columns and spell its columns as in the file; GENERIC_FORMAT if none matches."""
    names = {fold_name(column) for column in columns}
    file = path.casefold()

    def matches(kind: FileFormat) -> bool:
        return (
            all(_has_any(names, group) for group in kind.signature)
            and not (kind.absent and _has_any(names, kind.absent))
            and (kind.file_name is None or any(file.endswith(name.casefold()) for name in split_names(kind.file_name)))
        )

    def rank(kind: FileFormat) -> tuple[bool, int, int]:
        groups = (*kind.columns.values(), *kind.flags, *kind.left_out)
        return not kind.general, sum(_has_any(names, group) for group in groups), len(kind.signature)

    return _use_spelling(max(filter(matches, FORMATS), key=rank, default=GENERIC_FORMAT), columns)


def _has_any(names: set[str], group: str) -> bool:
    return any(fold_name(name) in names for name in split_names(group))


def _use_spelling(kind: FileFormat, columns: Sequence[str]) -> FileFormat:
    """Spell the columns of a format as in the file, and remove those that the file lacks."""
    spelling: dict[str, str] = {}
    for column in columns:
        spelling.setdefault(fold_name(column), column)

    def find_column(group: str | None) -> str | None:
        return next(
            (spelling[fold_name(name)] for name in split_names(group or "") if fold_name(name) in spelling), None
        )

    def find_columns(groups: Iterable[str]) -> list[tuple[str, str]]:
        columns = ((group, find_column(name)) for group in groups for name in split_names(group))
        return [(group, column) for group, column in columns if column]

    assigned: dict[str, str] = {}
    spare: dict[str, tuple[str, ...]] = {}
    for meaning, group in kind.columns.items():
        present = (spelling[fold_name(name)] for name in split_names(group) if fold_name(name) in spelling)
        unclaimed = [column for column in present if column not in assigned.values()]
        if unclaimed:
            assigned[meaning] = unclaimed[0]
            if meaning in kind.spread:
                spare[unclaimed[0]] = tuple(unclaimed[1:])
    return replace(
        kind,
        columns=assigned,
        spare=spare,
        flags={column: kind.flags[group] for group, column in find_columns(kind.flags)},
        refuse={column: kind.refuse[group] for group, column in find_columns(kind.refuse)},
        scales={column: kind.scales[group] for group, column in find_columns(kind.scales)},
        patterns={column: kind.patterns[group] for group, column in find_columns(kind.patterns)},
        left_out={column: kind.left_out[group] for group, column in find_columns(kind.left_out)},
        percents=frozenset(column for _, column in find_columns(kind.percents)),
        per_view=frozenset(column for _, column in find_columns(kind.per_view)),
        net=frozenset(column for _, column in find_columns(kind.net)),
        totals=find_column(kind.totals),
        lifetime=find_column(kind.lifetime),
        refunds=find_column(kind.refunds),
    )


def header_score(cells: Sequence[str]) -> int:
    """Count the cells that are known names of columns; the header of a file has the highest score."""
    return sum(fold_name(cell) in _known_names() for cell in cells if len(cell) < 80)


@cache
def _known_names() -> frozenset[str]:
    names = {*meanings_by_name(), *dimensions_by_name()}
    for kind in FORMATS:
        groups = (*kind.signature, *kind.columns.values(), *kind.flags, *kind.left_out)
        names |= {fold_name(name) for group in groups for name in split_names(group)}
    return frozenset(names - {""})
