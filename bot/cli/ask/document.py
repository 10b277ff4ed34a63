"""The JSON form of an answer: the report's numbers at full precision, its codes worded in one language."""

from __future__ import annotations

import json
from typing import Any

from analytics.synthesis.labels import GENERATED_BY
from analytics.vocabulary.reports import (
    AnyReport,
    DriversReport,
    IdeasReport,
    InfluencersReport,
    KpisReport,
    PredictReport,
    SegmentsReport,
)
from bot.blocks import ideas
from bot.blocks.answer import note_text
from bot.cli.ask.terminal import plain
from bot.requests import narrowed_request, write
from bot.texts import say
from bot.texts.names import segment_names


def document(report: AnyReport, lang: str) -> dict[str, Any]:
    """Everything the report holds as plain data, in the order in which people read it."""
    data: dict[str, Any] = json.loads(report.model_dump_json())
    period = data.pop("period")
    found: dict[str, Any] = {
        "kind": report.kind,
        "question": data.pop("question"),
        "period": {name: period[name] for name in ("start", "end", "zone")},
        "n": report.n,
        "data_version": report.data_version,
        "notes": [plain(note_text(note, lang)) for note in report.notes],
        "newest": data["newest"],
        "simulated": report.simulated,
    }
    if isinstance(report, SegmentsReport):
        return found | _segments(report, data, lang)
    if isinstance(report, KpisReport):
        return found | _kpis(report, data)
    if isinstance(report, PredictReport | DriversReport):
        told = {*found, "kind", "simulated", "notes"}
        return found | {name: value for name, value in data.items() if name not in told}
    if isinstance(report, IdeasReport):
        return found | _ideas(report, data, lang)
    return found | _influencers(report, data, lang)


def _segments(report: SegmentsReport, data: dict[str, Any], lang: str) -> dict[str, Any]:
    names = segment_names(lang, report)
    segments = [
        {**segment, "name": plain(names[segment["id"]]), "code": segment["name"]} for segment in data["segments"]
    ]
    kept = {name: data[name] for name in ("of", "structure", "quality")}
    return {**kept, "segments": segments, "newcomers": report.newcomers, "other": report.other}


def _kpis(report: KpisReport, data: dict[str, Any]) -> dict[str, Any]:
    findings = [
        {**told, "request": f"/{write(narrowed_request(finding, report))}"}
        for told, finding in zip(data["findings"], report.findings, strict=True)
    ]
    kept = ("before", "metrics", "groups", "trend_of", "trend", "cohorts", "agreement", "suppressed", "looked_at")
    return {**{name: data[name] for name in kept}, "findings": findings}


def _ideas(report: IdeasReport, data: dict[str, Any], lang: str) -> dict[str, Any]:
    briefs = [
        {
            "title": ideas.title(brief, lang),
            "hook": ideas.hook(brief, lang),
            **{name: value for name, value in told.items() if name not in {"phrase", "similar", "similar_n"}},
            "audience": plain(ideas.audience(brief, lang)),
            "similar": {**told["similar"], "n": brief.similar_n},
            "label": say(lang, "ideas-label"),
        }
        for told, brief in zip(data["briefs"], report.briefs, strict=True)
    ]
    kept = ("model", "candidates", "refused", "typical_low", "ranked_by", "training")
    label = say(lang, "ideas-label-long")
    return {"generated_by": GENERATED_BY, "label": label, "briefs": briefs, **{name: data[name] for name in kept}}


def _influencers(report: InfluencersReport, data: dict[str, Any], lang: str) -> dict[str, Any]:
    # Our own accounts are listed apart in the message; whoever reads `ranks` here finds them at their place too.
    everyone = sorted((*data["ranks"], *data["own"]), key=lambda rank: (-rank["score"], rank["handle"]))
    audience = [note for note in report.notes if note.code == "ranking_equals_audience"]
    return {
        "note": plain(note_text(audience[0], lang)) if audience else None,
        "ranks": everyone[: report.question.n],
        "own": data["own"],
        "edges": report.edges,
        "creator_edges": report.creator_edges,
        "iterations": report.iterations,
        "tolerance": report.tolerance,
    }
