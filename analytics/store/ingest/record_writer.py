"""Writing the records of one table of a file, inside the caller's transaction; each row is told as new or a repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store.database.record_ids import (
    Names,
    contents,
    edge_names,
    event_names,
    hashed,
    hashes,
    mixed,
    told_apart,
    video_key,
)
from analytics.store.database.transaction import RowWriter
from analytics.store.events.column_writer import ColumnWriter, note_moves
from analytics.store.ingest.deduplicate import Deduplicator
from analytics.store.ingest.materialize import UNKNOWN_PLATFORM, fold, open_touched
from analytics.store.ingest.public_handles import settle_names
from analytics.vocabulary.records import METRICS, Action

Bools = npt.NDArray[np.bool_]

_EVENT_COLUMNS: Mapping[str, pl.DataType] = {
    "viewer": pl.String(),
    "video_id": pl.String(),
    "time": pl.Int64(),
    "watch_seconds": pl.Float64(),
    "value": pl.Float64(),
    "currency": pl.String(),
    "order_id": pl.String(),
    "coarse": pl.Boolean(),
}
_EDGE_COLUMNS: Mapping[str, pl.DataType] = {
    "source": pl.String(),
    "target": pl.String(),
    "kind": pl.String(),
    "weight": pl.Float64(),
    "time": pl.Int64(),
    "coarse": pl.Boolean(),
}
_ACTIONS = pl.Enum([str(action) for action in Action])
_CARRIED = ("watch_seconds", "value", "currency", "order_id")
_WHOLE = frozenset((*METRICS, "followers", "profile_views", "viewers", "new_viewers", "returning_viewers"))
RECORD_COLUMNS = (
    *("platform", "account", "name", "ours", "followers", "video_id", "published", "duration", "format", "caption"),
    *("hashtags", "topic", "music", "link", "captured_at", *METRICS, "watch_seconds", "completion", "day"),
    *("profile_views", "viewers", "new_viewers", "returning_viewers", "dimension", "key", "share"),
)


@dataclass(slots=True)
class Ordinals:
    """Counts equal records over a whole file, where their times are coarser than a second."""

    _seen: pl.DataFrame = field(
        default_factory=lambda: pl.DataFrame(schema={"name": pl.Int64, "before": pl.Int64}), init=False
    )

    def of(self, names: npt.NDArray[np.int64], coarse: Bools) -> npt.NDArray[np.int64]:
        """How many equal ones came before each record; 0 for those whose time is exact."""
        ordinals = np.zeros(len(names), np.int64)
        if not coarse.any():
            return ordinals
        mine = pl.DataFrame({"name": names[coarse]}).with_columns(
            among=pl.int_range(pl.len(), dtype=pl.Int64).over("name")
        )
        counted = mine.join(self._seen, on="name", how="left", maintain_order="left")
        ordinals[coarse] = counted.select(pl.col("among") + pl.col("before").fill_null(0)).to_series().to_numpy()
        after = mine.group_by("name").agg(pl.len().cast(pl.Int64).alias("before"))
        self._seen = pl.concat([self._seen, after]).group_by("name").agg(pl.col("before").sum())
        return ordinals


class Ingest:
    """Stores the records of one import.

    `events`, `edges` and `records` take typed columns by meaning (absent ones are unknown), in the order of the file,
    and give for each row whether anything in it was new.
    """

    def __init__(
        self,
        writer: RowWriter,
        number: int,
        key: bytes,
        *,
        platform: str,
        public: bool,
        mirroring: ColumnWriter | None = None,
    ) -> None:
        self._writer, self._number, self._platform, self._public = writer, number, platform, public
        self._names = Names(key, public=public)
        self._ordinals = Ordinals()
        self._sinks: dict[str, Deduplicator] = {}
        self._stubs = pl.DataFrame(schema={"video_id": pl.String, "video": pl.Int64})
        self._targets = pl.DataFrame(schema={"name": pl.String, "handle": pl.String})
        self._handles: pl.DataFrame | None = None
        self._settles_names = False
        self._mirroring = mirroring
        open_touched(writer)

    def _sink(self, table: str, kind: str, *key: str) -> Deduplicator:
        if kind not in self._sinks:
            self._sinks[kind] = Deduplicator(self._writer, table, kind, key, self._number)
        return self._sinks[kind]

    @property
    def fingerprint(self) -> int:
        """The sum of the names of what was stored, as a signed number: the same for the same rows in any order."""
        total = sum(sink.fingerprint for sink in self._sinks.values()) % 2**64
        return total - 2**64 if total >= 2**63 else total

    def named_events(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Events under their names, several for a row with flags (`did_…`): `row` and the columns of the table."""
        told = _with(frame, _EVENT_COLUMNS)
        viewers = self._names.shown(told["viewer"])
        told = told.with_columns(viewers["name"].alias("viewer"), viewers["hash"].alias("viewer_hash"))
        done = [name.removeprefix("did_") for name in frame.columns if name.startswith("did_")]
        if "action" in frame.columns:
            events = told
        else:
            watched = pl.col("watch_seconds") > 0
            parts = [
                told.with_columns(action=pl.lit("impression")),
                told.filter(watched).with_columns(action=pl.lit("view")),
            ]
            parts += [told.filter(pl.col(f"did_{action}")).with_columns(action=pl.lit(action)) for action in done]
            events = pl.concat(parts).sort("row", maintain_order=True)
        bought = pl.col("action") == "purchase"
        events = events.with_columns(
            pl.when(pl.col("action") == "view").then("watch_seconds"),
            *(pl.when(bought).then(name).alias(name) for name in ("value", "currency", "order_id")),
        )
        names = event_names(events)
        names = told_apart(names, self._ordinals.of(names, events["coarse"].to_numpy()))
        told = events.select(
            "row",
            "viewer",
            "viewer_hash",
            "video_id",
            "time",
            pl.col("action").cast(_ACTIONS),
            *_CARRIED,
            pl.Series("id", names),
        )
        # What is nowhere known takes neither memory here nor time there.
        return told.drop(name for name in _CARRIED if told[name].null_count() == told.height)

    def events(self, named: pl.DataFrame) -> Bools:
        """Store what `named_events` made; of each event, whether it was new."""
        videos = self._videos(named["video_id"])
        told = named.with_columns(videos)
        new = self._sink("events", "event", "time", "id").take(told.drop("row", "video_id", "viewer_hash"))
        if self._mirroring is not None:
            self._mirroring.add(told if new.all() else told.filter(pl.Series(new)))
        return new

    def _videos(self, ids: pl.Series) -> pl.Series:
        """The number of the video that each id means; the file is noted as one that knows of them."""
        fresh = ids.unique().drop_nulls().to_frame().join(self._stubs, on="video_id", how="anti")
        if fresh.height:
            stubs = fresh.with_columns(pl.lit(self._platform).alias("platform"))
            known = self._records(stubs, "events")
            self._stubs = pl.concat([self._stubs, known.select("video_id", "video")])
        found = ids.to_frame().join(self._stubs, on="video_id", how="left", maintain_order="left")
        return found["video"]

    def _homes(self, stubs: pl.DataFrame) -> pl.DataFrame:
        """Where videos of no platform are known, on one platform only: their number and platform there."""
        if not self._writer.value("SELECT EXISTS (SELECT 1 FROM records WHERE video_id IS NOT NULL)"):
            return pl.DataFrame(schema={"video_id": pl.String, "home": pl.Int64, "there": pl.String})
        return self._writer.each(
            "SELECT video_id, min(own) AS home, min(platform) AS there FROM records "
            "WHERE video_id = ? AND own = video AND platform <> 'unknown' "
            "GROUP BY video_id HAVING count(DISTINCT own) = 1",
            stubs.select("video_id"),
        ).cast({"video_id": pl.String, "home": pl.Int64, "there": pl.String})

    def edges(self, frame: pl.DataFrame) -> Bools:
        """Store edges under the names that their ends may have so far; `finish` settles them."""
        told = _with(frame, _EDGE_COLUMNS).with_columns(
            pl.col("kind").fill_null("follow"), pl.col("weight").fill_null(1.0)
        )
        ends = {end: self._names.of(told[end])["name"] for end in ("source", "target")}
        told = told.with_columns(ends["source"].alias("source_name"), ends["target"].alias("target_name"))
        names = edge_names(told)
        # Without a time, equal rows are edges of their own as well.
        coarse = told["coarse"] | told["time"].is_null()
        names = told_apart(names, self._ordinals.of(names, coarse.to_numpy()))
        if self._public:
            both = pl.concat([told["source"], told["target"]]).unique().alias("account").to_frame()
            self.records(both.with_columns(pl.lit(self._platform).alias("platform")), "edges", shared_ids=True)
        pairs = pl.DataFrame({"name": ends["target"], "handle": told["target"]}).unique("name")
        self._targets = pl.concat([self._targets, pairs]).unique("name")
        self._settles_names = True
        shown = {end: self._shown(told[end], ends[end]) for end in ends}
        return self._sink("edges", "edge", "id").take(
            told.select(
                pl.Series("id", names),
                shown["source"].alias("source"),
                shown["target"].alias("target"),
                "kind",
                "weight",
                "time",
            )
        )

    def _shown(self, raw: pl.Series, names: pl.Series) -> pl.Series:
        if self._public:
            return raw
        if self._handles is None:
            self._handles = self._writer.table(
                "SELECT viewer AS name, min(handle) AS shown FROM accounts WHERE viewer IS NOT NULL GROUP BY viewer"
            ).cast({"name": pl.String, "shown": pl.String})
        known = pl.DataFrame({"name": names}).join(self._handles, on="name", how="left", maintain_order="left")
        return known.select(pl.coalesce("shown", "name")).to_series()

    def records(self, frame: pl.DataFrame, grain: str, *, shared_ids: bool) -> Bools:
        """Keep rows of videos, accounts, account days or audience shares; `finish` folds the tables from them.

        `shared_ids`: an account may also act as a viewer under the same id.
        """
        columns = [name for name in RECORD_COLUMNS if name in frame.columns]
        told = frame.select(
            columns if grain != "videos" or "coarse" not in frame.columns else [*columns, "coarse"]
        ).with_columns(pl.col(name).cast(pl.Int64) for name in columns if name in _WHOLE or name == "ours")
        if "account" in columns:
            viewers = (
                self._names.of(told["account"])["name"]
                if shared_ids
                else pl.Series([None] * told.height, dtype=pl.String)
            )
            told = told.with_columns(viewers.alias("viewer"))
            self._settles_names = self._settles_names or shared_ids
        return self._records(told, grain)["new"].to_numpy()

    def _records(self, told: pl.DataFrame, grain: str) -> pl.DataFrame:
        said = told.drop("viewer", "coarse", strict=False)
        names = contents(said, grain)
        if grain in {"videos", "events"}:
            told, ordinals = self._identified(told)
            names = told_apart(names, ordinals)
        told = told.drop("coarse", strict=False).with_columns(pl.Series("id", names), pl.lit(grain).alias("grain"))
        new = self._sink("records", "record", "id").take(told)
        self._touch(told)
        return told.with_columns(pl.Series("new", new))

    def _identified(self, told: pl.DataFrame) -> tuple[pl.DataFrame, npt.NDArray[np.int64]]:
        """Videos with the number that they have (`own`), and have where they are known (`video`)."""
        keys = [name for name in ("platform", "video_id", "published", "caption") if name in told.columns]
        rows = told.select(keys).to_dicts() if "video_id" not in told.columns or told["video_id"].null_count() else []
        if not rows:
            identities = told.select(pl.concat_str("platform", pl.lit("|id:"), "video_id")).to_series()
        else:
            identities = pl.Series(
                [
                    video_key(row["platform"], row.get("video_id"), row.get("published"), row.get("caption"))
                    for row in rows
                ]
            )
        own = (hashes(identities) >> np.uint64(1)).view(np.int64)
        ordinals = np.zeros(told.height, np.int64)
        if rows and "coarse" in told.columns:
            # Several posts without a title on one day are several.
            unnamed = (
                pl.Series([row.get("video_id") is None and not row.get("caption") for row in rows]) & told["coarse"]
            )
            ordinals = self._ordinals.of(own, unnamed.to_numpy())
            later = ordinals > 0
            own[later] = (
                mixed(own[later].view(np.uint64), ordinals[later].view(np.uint64)).view(np.uint64) >> np.uint64(1)
            ).view(np.int64)
        told = told.with_columns(pl.Series("own", own), pl.Series("video", own))
        homeless = told.filter(pl.col("platform") == UNKNOWN_PLATFORM)
        if "video_id" in told.columns and homeless.height:
            homes = self._homes(homeless.select("video_id").drop_nulls().unique())
            if homes.height:
                lost = pl.col("platform") == UNKNOWN_PLATFORM
                told = (
                    told.join(homes, on="video_id", how="left", maintain_order="left")
                    .with_columns(
                        video=pl.when(lost).then(pl.coalesce("home", "own")).otherwise("own"),
                        platform=pl.when(lost).then(pl.coalesce("there", "platform")).otherwise("platform"),
                    )
                    .drop("home", "there")
                )
        return told, ordinals

    def _touch(self, told: pl.DataFrame) -> None:
        writer = self._writer
        if "video" in told.columns:
            writer.put_new("touched_videos", told.select("video").unique())
        if "video_id" in told.columns:
            writer.put_new("touched_ids", told.select("video_id").drop_nulls().unique())
        if "account" in told.columns:
            writer.put_new("touched_accounts", told.select("platform", "account").drop_nulls().unique())

    def finish(self) -> None:
        """Fold the tables and settle who is public."""
        note_moves(self._writer, fold(self._writer))
        if self._settles_names:
            settle_names(self._writer, self._targets, self._number, self._platform)
        if self._mirroring is not None:
            self._mirroring.name(self.fingerprint)


def _with(frame: pl.DataFrame, columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in columns.items() if name not in frame.columns]
    return frame.with_columns(absent).with_columns(pl.col("coarse").fill_null(value=False))


__all__ = ["UNKNOWN_PLATFORM", "Ingest", "hashed"]
