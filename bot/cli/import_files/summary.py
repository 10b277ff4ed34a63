"""Summaries of imports in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from analytics.vocabulary.records import METRICS
from bot.texts import knows, say
from bot.texts.reasons import reason_formatter, reason_text, rejection_counts

if TYPE_CHECKING:
    from analytics.importers import ImportResult
    from analytics.store import Store
    from bot.cli.import_files.preview import TablePreview
    from bot.settings import Settings

_MAX_WIDTH = 28
_MAX_COLUMNS = 12
_UNITS = {
    **dict.fromkeys((*METRICS, "followers", "profile_views", "viewers", "new_viewers", "returning_viewers"), "count"),
    **dict.fromkeys(("duration", "watch_seconds"), "seconds"),
    **dict.fromkeys(("completion", "share"), "share"),
    **dict.fromkeys(("time", "published", "captured_at"), "time"),
    "day": "day",
    "weight": "number",
    "value": "amount",
    **dict.fromkeys(("viewer", "video_id", "source", "target", "account", "handle", "order_id"), "name"),
}


def command_language(store: Store, settings: Settings) -> str:
    """The language of the command line: from the environment, else from the home, else English."""
    if "language" in settings.model_fields_set:
        return settings.language
    return store.read_property("language") or settings.language


class ImportSummary:
    """Prints summaries of imports in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def say(self, key: str, **facts: object) -> str:
        """The text for `key`; facts cannot move the cursor, and counts are not abbreviated."""
        return say(
            self.lang,
            key,
            **{name: printable(f"{fact:,}" if isinstance(fact, int) else str(fact)) for name, fact in facts.items()},
        )

    def print(self, result: ImportResult, preview: TablePreview | None, *, dry_run: bool = False) -> None:
        """Print the summary of one file."""
        for line in self.lines(result, preview, dry_run=dry_run):
            typer.echo(line)

    def lines(self, result: ImportResult, preview: TablePreview | None, *, dry_run: bool = False) -> Iterator[str]:
        """The lines of the summary of one file."""
        lang = self.lang
        grains = say(lang, "list-separator").join(self._named("grain", grain) for grain in result.grains)
        kind = result.format or say(lang, "import-not-recognised")
        yield self.say("import-file", path=result.path, kind=kind, grains=grains or "–")
        yield from self._columns(result, preview)
        if result.left_out:
            columns = [f"{column} ({reason_text(lang, reason)})" for column, reason in result.left_out.items()]
            more = [say(lang, "import-more", n=len(columns) - _MAX_COLUMNS)] if len(columns) > _MAX_COLUMNS else []
            yield self.say("import-left-out", columns=say(lang, "list-separator").join(columns[:_MAX_COLUMNS] + more))
        if skipped := +result.skipped:
            kinds = (f"{n:,} {self._named('import-skipped', kind)}" for kind, n in skipped.items())
            yield self.say("import-skipped", rows=say(lang, "list-separator").join(kinds))
        for assumed in result.assumed:
            key = "import-note" if assumed.code == "simulated_aside" else "import-assumed"
            yield self.say(key, what=reason_text(lang, assumed))
        facts = {name: getattr(result, name) for name in ("read", "stored", "repeated", "rejected")}
        yield self.say("import-rows", **facts)
        if result.views["in_file"]:
            yield self.say(
                "import-views",
                read=result.views["in_file"],
                **{name: result.views[name] for name in ("stored", "repeated")},
            )
        for sentence, rows in rejection_counts(lang, result.reasons).most_common(3):
            yield self.say("import-rejected", n=rows, reason=sentence)
        if result.rejected and not dry_run:
            yield self.say("import-rejects", number=f"{result.id}")
        if dry_run:
            yield say(lang, "import-dry-run")

    def _columns(self, result: ImportResult, preview: TablePreview | None) -> Iterator[str]:
        if not result.mapping:
            return
        head = [say(self.lang, f"import-column-{name}") for name in ("name", "meaning", "unit", "examples")]
        rows = [
            [
                printable(column),
                meaning,
                self._unit(column, meaning, preview),
                self._examples(column, preview),
            ]
            for column, meaning in result.mapping.items()
        ]
        yield from aligned([head, *rows])

    def _unit(self, column: str, meaning: str, preview: TablePreview | None) -> str:
        kind = preview.schema.format if preview else None
        if kind and column in kind.flags:
            return say(self.lang, "import-unit-flag")
        is_count = kind is not None and kind.counts_as_shares and meaning == "share"
        unit = say(self.lang, f"import-unit-{'count' if is_count else _UNITS.get(meaning, 'text')}")
        if kind and (factor := kind.scales.get(column, 1.0)) != 1.0:
            return f"{unit} (× {factor:g})"
        return f"{unit} (%)" if kind and column in kind.percents else unit

    def _examples(self, column: str, preview: TablePreview | None) -> str:
        if preview is None:
            return ""
        examples = preview.examples(column)
        if examples is None:
            return say(self.lang, "import-people")
        return " · ".join(clipped(printable(example)) for example in examples)

    def _named(self, family: str, code: str) -> str:
        key = f"{family}-{code.replace('_', '-')}"
        return say(self.lang, key) if knows(self.lang, key) else code

    def print_next(self, store: Store) -> None:
        """Print questions that the data can answer, and the files that would unlock the others."""
        from analytics.catalog import analyses
        from analytics.store.queries.grains import grains
        from bot.uploads.suggested_questions import suggest_questions

        present = set(grains(store))
        questions = suggest_questions(store, present)
        if questions:
            typer.echo(self.say("import-ask", questions=" · ".join(questions)))
        for analysis in analyses():
            if not present & set(analysis.needs):
                files = say(self.lang, "import-or").join(self._named("grain", grain) for grain in analysis.needs)
                typer.echo(self.say("import-unlock", question=analysis.kind, files=files))

    def progress(self, name: str, rows: int, seconds: float, part: float) -> str:
        """The progress line of an import."""
        facts = {"path": name, "rows": rows, "rate": round(rows / max(1e-9, seconds))}
        if part <= 0.01:
            return self.say("import-progress", **facts)
        left = max(1, round(seconds * (1 - part) / part))
        return self.say("import-progress-left", part=f"{part:.0%}", left=f"{left // 60}:{left % 60:02}", **facts)


def result_json(result: ImportResult) -> dict[str, object]:
    """The JSON form that `reelpulse import --json` prints, in English."""
    word = reason_formatter("en")
    return {
        "path": result.path,
        "read": result.read,
        "stored": result.stored,
        "repeated": result.repeated,
        "rejected": result.rejected,
        "grains": result.grains,
        "format": result.format,
        "mapping": result.mapping,
        "left_out": {column: word(reason) for column, reason in result.left_out.items()},
        "skipped": dict(result.skipped),
        "assumed": [word(reason) for reason in result.assumed],
        "reasons": dict(rejection_counts("en", result.reasons)),
        "views": result.views,
        "import": result.id,
    }


def printable(text: str) -> str:
    """Text without characters that move the cursor or turn the direction of writing."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def clipped(text: str, width: int = _MAX_WIDTH) -> str:
    """Text cut to at most `width` cells of a terminal."""
    from rich.cells import cell_len, set_cell_size

    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


def aligned(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Lines of aligned columns; Chinese characters are two cells wide."""
    from rich.cells import cell_len

    clipped_rows = [[clipped(cell) for cell in row[:-1]] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*clipped_rows, strict=True)]
    for cells, row in zip(clipped_rows, rows, strict=True):
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True))
        yield f"  {'  '.join((*padded, row[-1]))}".rstrip()
