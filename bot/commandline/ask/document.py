"""The JSON form of an answer: the report's numbers at full precision, its codes worded in one language."""

from __future__ import annotations

import json
from typing import Any

from analytics.reports import InfluencersReport, Note, SegmentsReport
from bot.commandline.ask.terminal import plain
from bot.texts import knows, say
from bot.texts.names import segment_names


def document(report: SegmentsReport | InfluencersReport, lang: str) -> dict[str, Any]:
    """Everything the report holds as plain data, in the order in which people read it."""
    data: dict[str, Any] = json.loads(report.model_dump_json())
    period = data.pop("period")
    found: dict[str, Any] = {
        "kind": report.kind,
        "question": data.pop("question"),
        "period": {name: period[name] for name in ("start", "end", "zone")},
        "n": report.n,
        "data_version": report.data_version,
        "notes": [_words(note, lang) for note in report.notes],
        "newest": data["newest"],
        "simulated": report.simulated,
    }
    if isinstance(report, SegmentsReport):
        return found | _segments(report, data, lang)
    return found | _influencers(report, data)


def _segments(report: SegmentsReport, data: dict[str, Any], lang: str) -> dict[str, Any]:
    names = segment_names(lang, report.segments)
    segments = [
        {**segment, "name": plain(names[segment["id"]]), "code": segment["name"]} for segment in data["segments"]
    ]
    kept = {name: data[name] for name in ("of", "structure", "quality")}
    return {**kept, "segments": segments, "newcomers": report.newcomers, "other": report.other}


def _influencers(report: InfluencersReport, data: dict[str, Any]) -> dict[str, Any]:
    # Our own accounts are listed apart in the message; whoever reads `ranks` here finds them at their place too.
    everyone = sorted((*data["ranks"], *data["own"]), key=lambda rank: (-rank["score"], rank["handle"]))
    return {
        "ranks": everyone[: report.question.n],
        "own": data["own"],
        "edges": report.edges,
        "creator_edges": report.creator_edges,
        "iterations": report.iterations,
        "tolerance": report.tolerance,
    }


def _words(note: Note, lang: str) -> str:
    key = f"note-{note.code.replace('_', '-')}"
    return plain(say(lang, key, **note.facts) if knows(lang, key) else say(lang, "note-unknown", code=note.code))
