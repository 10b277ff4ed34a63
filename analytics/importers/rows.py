"""Rows of text -> records of a grain, with values read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analytics.importers.formats import Understanding
from analytics.importers.values import (
    Clock,
    Fault,
    Instant,
    count,
    flag,
    identifier,
    instant,
    is_unknown,
    number,
    positive,
    seconds,
)
from analytics.records import METRICS, Action, Format, Grain

_COUNTS = frozenset({*METRICS, "followers", "profile_views", "viewers", "new_viewers", "returning_viewers"})
_IDS = frozenset({"viewer", "video_id", "source", "target", "account", "handle"})
_TIMES = frozenset({"time", "published", "captured_at"})
_REQUIRED: Mapping[Grain, tuple[str, ...]] = {
    Grain.ACCOUNTS: ("handle",),
    Grain.VIDEOS: (),
    Grain.EVENTS: ("viewer", "time"),
    Grain.EDGES: ("source", "target"),
    Grain.ACCOUNT_DAYS: ("day", "account"),
    Grain.AUDIENCE: ("dimension", "key", "share", "account"),
}
_KINDS = {
    "reel": "video",
    "reels": "video",
    "photo": "image",
    "carousel": "image",
    "images": "image",
    "视频": "video",
    "图文": "image",
    "文字": "text",
    "直播": "live",
}
_ACTIONS = frozenset(map(str, Action))
_FORMATS = frozenset(map(str, Format))

Value = str | int | float | bool | Instant | None


@dataclass(slots=True)
class Parser:
    """Reads the rows of one file; `naive` tells afterwards whether any time had no zone."""

    understood: Understanding
    clock: Clock
    account: str | None = None
    naive: bool = field(default=False, init=False)

    def record(self, cells: Mapping[str, str]) -> dict[str, Value]:
        """Values by meaning; absent and unknown ones are None. Raises Fault."""
        values: dict[str, Value] = {}
        for column, meaning in self.understood.mapping.items():
            values[meaning] = self._value(meaning, cells.get(column, ""), self.understood.format.scales.get(column))
        if values.get("account") is None and self.account:
            values["account"] = self.account
        for meaning in _REQUIRED[self.understood.grain]:
            if values.get(meaning) is None:
                raise Fault(f"{meaning} is missing")
        if (
            self.understood.grain is Grain.VIDEOS
            and values.get("video_id") is None
            and not (values.get("caption") and values.get("published"))
        ):
            raise Fault("a video needs an id, or a caption and the time of publication")
        return values

    def actions(self, values: Mapping[str, Value], cells: Mapping[str, str]) -> list[str]:
        """What the viewer of an events row did."""
        flags = self.understood.format.flags
        if not flags:
            said = str(values.get("action") or "").lower()
            if said not in _ACTIONS:
                raise Fault(f"action: expected one of {', '.join(Action)}, found {said[:60]!r}")
            return [said]
        done = ["impression"]
        if (watched := values.get("watch_seconds")) is not None and isinstance(watched, float) and watched > 0:
            done.append("view")
        return done + [action for column, action in flags.items() if column in cells and flag(cells[column], column)]

    def _value(self, meaning: str, text: str, scale: float | None) -> Value:
        if meaning in _IDS:
            return identifier(text, meaning)
        if meaning in _COUNTS:
            return count(text, meaning)
        if meaning in _TIMES:
            at = instant(text, meaning, self.clock)
            self.naive = self.naive or (at is not None and at.naive)
            return at
        return self._other(meaning, text, scale)

    def _other(self, meaning: str, text: str, scale: float | None) -> Value:
        match meaning:
            case "duration" | "watch_seconds":
                value = positive(text, meaning) if scale else seconds(text, meaning)
                return None if value is None else value * (scale or 1.0)
            case "weight" | "share" | "completion" | "value":
                return number(text, meaning) if meaning == "value" else positive(text, meaning)
            case "ours" | "simulated":
                return flag(text, meaning)
            case "day":
                at = instant(text, meaning, self.clock)
                return None if at is None else text.strip()[:10].replace("/", "-")
            case "format":
                return _format(text)
            case _:
                return None if is_unknown(text) and meaning != "caption" else _clean(text)


def _format(text: str) -> str | None:
    if is_unknown(text):
        return None
    word = text.strip().lower()
    word = _KINDS.get(word, word)
    if word not in _FORMATS:
        raise Fault(f"format: expected one of {', '.join(Format)}, found {text[:60]!r}")
    return word


def _clean(text: str) -> str | None:
    return text.replace("\x00", "").strip() or None
