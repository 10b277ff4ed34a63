"""The attention graph of a store: edges from files, and edges from the events of viewers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analytics.store.database.connection import Store
from analytics.vocabulary.records import to_micros

ACTIONS = ("like", "comment", "share", "save", "follow")
"""Events that count as attention to an account; impressions and views do not."""

_ACTION_LIST = ", ".join(f"'{action}'" for action in ACTIONS)


@dataclass(frozen=True, slots=True)
class AttentionEdges:
    """Parallel arrays with one entry per edge: source and target as indices into `names`, weight, and time (µs)."""

    names: list[str]
    source: npt.NDArray[np.int32]
    target: npt.NDArray[np.int32]
    weight: npt.NDArray[np.float64]
    time: npt.NDArray[np.int64]
    """NO_TIME where the edge has no time."""


NO_TIME = np.iinfo(np.int64).min


def read_edges(store: Store, start: datetime | None, end: datetime, platform: str | None = None) -> AttentionEdges:
    """All edges in [start, end), and all edges without a time.

    With a platform, only file edges to its accounts and event edges from its videos.
    """
    low = -(2**63) if start is None else to_micros(start)
    high = to_micros(end)
    table = pa.concat_tables([_file_edges(store, low, high, platform), _event_edges(store, low, high, platform)])
    source, target = table.column("source"), table.column("target")
    # Encoding a chunked array gives all of its chunks the same dictionary.
    both = pa.chunked_array([*source.chunks, *target.chunks], type=pa.string()).dictionary_encode()
    names, codes = _sorted_codes(both.combine_chunks())
    rows = table.num_rows
    time = table.column("time").to_numpy()
    return AttentionEdges(names, codes[:rows], codes[rows:], table.column("weight").to_numpy(), time)


def _sorted_codes(encoded: pa.DictionaryArray) -> tuple[list[str], npt.NDArray[np.int32]]:
    """The names in sorted order, and the code of each cell; the order of rows does not matter."""
    order = pc.sort_indices(encoded.dictionary).to_numpy()
    position = np.empty(len(order), np.int32)
    position[order] = np.arange(len(order), dtype=np.int32)
    names: list[str] = encoded.dictionary.take(pa.array(order)).to_pylist()
    return names, position[encoded.indices.to_numpy(zero_copy_only=False)]


def _file_edges(store: Store, low: int, high: int, platform: str | None) -> pa.Table:
    condition = " AND target IN (SELECT handle FROM accounts WHERE platform = ?)" if platform else ""
    parameters = [platform] if platform else []
    ((first, last),) = store.rows("SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM edges")
    middle = (int(str(first)) + int(str(last))) // 2
    # Ids are hashes, so both halves are about equally large.
    return store.arrow_parallel(
        "SELECT source, target, weight, coalesce(time, ?) AS time FROM edges NOT INDEXED "
        f"WHERE id BETWEEN ? AND ? AND (time IS NULL OR (time >= ? AND time < ?)){condition}",
        [(int(NO_TIME), *ids, low, high, *parameters) for ids in ((first, middle), (middle + 1, last))],
    ).cast(_SCHEMA)


def _event_edges(store: Store, low: int, high: int, platform: str | None) -> pa.Table:
    condition, parameters = (" AND v.platform = ?", [platform]) if platform else ("", [])
    return store.arrow(
        "SELECT coalesce(a.handle, e.viewer) AS source, v.account AS target, 1.0 AS weight, e.time AS time "
        "FROM events e JOIN videos v ON v.id = e.video "
        "LEFT JOIN (SELECT viewer, min(handle) AS handle FROM accounts WHERE viewer IS NOT NULL GROUP BY viewer) a "
        "ON a.viewer = e.viewer "
        f"WHERE e.action IN ({_ACTION_LIST}) AND v.account IS NOT NULL AND e.time >= ? AND e.time < ?{condition}",
        (low, high, *parameters),
    ).cast(_SCHEMA)


_SCHEMA = pa.schema([("source", pa.string()), ("target", pa.string()), ("weight", pa.float64()), ("time", pa.int64())])


def read_follows(store: Store, start: datetime | None, end: datetime) -> pa.Table:
    """Follows from files with a time in [start, end): source, target and the day, counted from 1970."""
    low, high = -(2**63) if start is None else to_micros(start), to_micros(end)
    return store.arrow(
        "SELECT source, target, time / 86400000000 AS day FROM edges "
        "WHERE kind = 'follow' AND time >= ? AND time < ? ORDER BY target, source, time",
        (low, high),
    ).cast(pa.schema([("source", pa.string()), ("target", pa.string()), ("day", pa.int64())]))


@dataclass(frozen=True, slots=True)
class GraphAccount:
    """A public account."""

    handle: str
    platform: str
    ours: bool
    followers: int | None


def read_accounts(store: Store) -> dict[str, GraphAccount]:
    """Public accounts by handle; a handle on several platforms is ours if any is, and its followers are summed."""
    table = store.arrow(
        "SELECT handle, min(platform) AS platform, max(ours) AS ours, sum(followers) AS followers FROM accounts "
        "GROUP BY handle ORDER BY handle"
    )
    return {
        row["handle"]: GraphAccount(row["handle"], row["platform"], bool(row["ours"]), row["followers"])
        for row in table.to_pylist()
    }


def read_engagement(store: Store, end: datetime) -> pa.Table:
    """Per video: account, views, and likes + comments + shares + saves, from its latest snapshot before `end`.

    Where no snapshot has views, they are counted from events. Unknown counts are left out of the sum; a video without
    any known reaction is left out.
    """
    before = to_micros(end)
    snapshots = store.arrow(
        "SELECT v.account AS account, s.views AS views, coalesce(s.likes, 0) + coalesce(s.comments, 0) "
        "+ coalesce(s.shares, 0) + coalesce(s.saves, 0) AS reactions FROM snapshots s JOIN videos v ON v.id = s.video "
        "JOIN (SELECT video, max(captured_at) AS last FROM snapshots WHERE captured_at < ? OR captured_assumed = 1 "
        "GROUP BY video) l ON l.video = s.video AND l.last = s.captured_at WHERE v.account IS NOT NULL "
        "AND s.views > 0 AND coalesce(s.likes, s.comments, s.shares, s.saves) IS NOT NULL "
        "ORDER BY v.account, v.identity",
        (before,),
    )
    if snapshots.num_rows:
        return snapshots.cast(_ENGAGEMENT)
    return store.arrow(
        "SELECT v.account AS account, sum(e.action = 'view') AS views, "
        "sum(e.action IN ('like', 'comment', 'share', 'save')) AS reactions "
        "FROM events e JOIN videos v ON v.id = e.video WHERE v.account IS NOT NULL AND e.time < ? "
        "GROUP BY v.id HAVING sum(e.action = 'view') > 0 ORDER BY v.account, v.identity",
        (before,),
    ).cast(_ENGAGEMENT)


_ENGAGEMENT = pa.schema([("account", pa.string()), ("views", pa.int64()), ("reactions", pa.int64())])


def read_audience_topics(store: Store, accounts: list[str], start: datetime | None, end: datetime) -> pa.Table:
    """Topics that the fans of each account also react to: account, topic, distinct viewers, number of fans."""
    low, high = -(2**63) if start is None else to_micros(start), to_micros(end)
    placeholders = ", ".join("?" * len(accounts))
    return store.arrow(
        f"WITH fans AS (SELECT DISTINCT v.account AS account, e.viewer AS viewer FROM events e "
        f"JOIN videos v ON v.id = e.video WHERE v.account IN ({placeholders}) AND e.action IN ({_ACTION_LIST}) "
        "AND e.time >= ? AND e.time < ?), "
        "watched AS (SELECT DISTINCT e.viewer AS viewer, t.topic AS topic "
        f"FROM events e JOIN topics t ON t.video = e.video WHERE e.action IN ({_ACTION_LIST}) "
        "AND e.time >= ? AND e.time < ?) "
        "SELECT f.account AS account, w.topic AS topic, count(*) AS viewers, "
        "(SELECT count(*) FROM fans g WHERE g.account = f.account) AS fans "
        "FROM fans f JOIN watched w ON w.viewer = f.viewer GROUP BY f.account, w.topic "
        "ORDER BY f.account, viewers DESC, w.topic",
        (*accounts, low, high, low, high),
    )
