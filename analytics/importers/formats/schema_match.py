"""Matches the columns of a file to a format, a grain, and a meaning for each column."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from analytics.importers.formats import links
from analytics.importers.formats.column_names import (
    currency_in_name,
    fold_name,
    is_percent_name,
    multiple_in_unit,
    seconds_in_unit,
)
from analytics.importers.formats.format import Derivation, FileFormat
from analytics.importers.formats.recognition import GENERIC_FORMAT, find_format
from analytics.importers.formats.synonyms import MEANINGS, dimensions_by_name, meanings_by_name, remove_count_words
from analytics.importers.formats.value_names import GENDERS, OTHERS
from analytics.vocabulary.errors import BadMapping, NothingRecognised
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import CANONICAL, METRICS, Grain

_DERIVATIONS: Mapping[str, Derivation] = {
    "video_id": ("link", links.video_id),
    "account": ("link", links.handle),
    "platform": ("link", links.platform),
    "format": ("link", links.kind),
    "hashtags": ("caption", links.hashtags),
}

_DURATIONS = frozenset({"duration", "watch_seconds"})
_RATES = frozenset({"completion", "share"})
_COUNTS = frozenset({*METRICS, "followers", "profile_views", "viewers", "new_viewers", "returning_viewers"})
_TIMES = frozenset({"published", "captured_at"})
_MAX_FUZZY_COLUMNS = 300
_MIN_FUZZY_LENGTH = 7
_MIN_FUZZY_SCORE = 90


@dataclass(frozen=True, slots=True)
class SchemaMatch:
    """The format of a file (with the file's own column names), its grain, and column -> meaning."""

    format: FileFormat
    grain: Grain
    mapping: Mapping[str, str]
    left_out: Mapping[str, Reason]
    """Column -> reason why it is left out."""
    assumed: tuple[Reason, ...] = ()
    """Assumptions about the file."""


def match_schema(
    path: str, columns: Sequence[str], given: Mapping[str, str], without: Collection[str] = frozenset()
) -> SchemaMatch:
    """Find the meanings of a file's columns; `given` (meaning -> column) takes precedence, `without` is left out.

    Raises BadMapping, NothingRecognised.
    """
    _check_given(columns, given)
    kind = find_format(path, columns)
    kind = _remove_columns(kind, without)
    known_meanings = {column: meaning for meaning, column in kind.columns.items()}
    senses, guessed = _find_senses([column for column in columns if column not in without], kind, known_meanings)
    grain = _find_grain(kind, senses, given, columns)
    if grain is None:
        raise NothingRecognised(path, columns, Reason("unknown_columns"))
    if grain is Grain.EVENTS and not kind.flags and "action" not in {*kind.constants, *given, *_first_senses(senses)}:
        kind = replace(kind, constants={**kind.constants, "action": "view"}, assumes=(*kind.assumes, "views"))
    if grain is Grain.AUDIENCE:
        kind, senses = _add_dimension(kind, senses, columns)
    mapping = _assign_meanings(columns, senses, given, grain, known_meanings)
    kind = _add_derivations(_add_units(kind, mapping, given, columns), grain, set(mapping.values()))
    used: set[str | None] = {*mapping, *kind.refuse, kind.lifetime, kind.refunds}
    used |= {column for best, others in kind.spare.items() if best in mapping for column in others}
    used |= set(kind.flags) if grain is Grain.EVENTS else set()
    left_out = {
        column: Reason("left_out_as_asked" if column in without else kind.left_out.get(column, "no_meaning"))
        for column in columns
        if column not in used
    }
    return SchemaMatch(kind, grain, mapping, left_out, _list_assumptions(kind, mapping, guessed))


def _remove_columns(kind: FileFormat, without: Collection[str]) -> FileFormat:
    """Remove columns from a format."""
    if not without:
        return kind
    spare = {
        best: tuple(column for column in others if column not in without)
        for best, others in kind.spare.items()
        if best not in without
    }
    return replace(
        kind,
        columns={meaning: column for meaning, column in kind.columns.items() if column not in without},
        flags={column: action for column, action in kind.flags.items() if column not in without},
        spare=spare,
    )


def meanings_of(grain: Grain) -> tuple[str, ...]:
    """Return the meanings that columns of a grain may have, in the order of its canonical file."""
    return tuple(
        meaning for meaning in dict.fromkeys((*CANONICAL[grain], "followers")) if meaning in _allowed_meanings(grain)
    )


def _list_assumptions(kind: FileFormat, mapping: Mapping[str, str], guessed: Mapping[str, str]) -> tuple[Reason, ...]:
    reasons = [Reason(code) for code in kind.assumes if code != "mean_completion" or "completion" in mapping.values()]
    reasons += [
        Reason("guessed", column=column, meaning=meaning)
        for column, meaning in mapping.items()
        if guessed.get(column) == meaning or (meaning in _TIMES and _is_second_sense(column, meaning, kind))
    ]
    return tuple(reasons)


def _is_second_sense(column: str, meaning: str, kind: FileFormat) -> bool:
    return column not in kind.columns.values() and meaning in meanings_by_name().get(fold_name(column), ())[1:]


def _check_given(columns: Sequence[str], given: Mapping[str, str]) -> None:
    for meaning, column in given.items():
        if meaning not in MEANINGS:
            raise BadMapping(meaning, column, Reason("unknown_meaning", meanings=", ".join(sorted(MEANINGS))))
        if column not in columns:
            raise BadMapping(meaning, column, Reason("unknown_column", columns=", ".join(columns)[:300]))


def _find_senses(
    columns: Sequence[str], kind: FileFormat, known_meanings: Mapping[str, str]
) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the possible meanings of each column, most likely first, and the guessed meanings among them."""
    senses: dict[str, tuple[str, ...]] = {}
    guessed: dict[str, str] = {}
    ignored: set[str | None] = {*kind.left_out, *kind.flags, *kind.refuse, kind.lifetime, kind.refunds}
    for column in columns:
        if column in known_meanings:
            senses[column] = (known_meanings[column],)
        elif column in ignored:
            continue
        elif meanings := meanings_by_name().get(fold_name(column), ()):
            senses[column] = meanings
        elif kind is not GENERIC_FORMAT and kind.signature:
            continue
        elif meanings := meanings_by_name().get(remove_count_words(column), ()):
            senses[column] = meanings
        elif len(columns) <= _MAX_FUZZY_COLUMNS and (meanings := _find_similar(column)):
            senses[column] = meanings
            guessed[column] = meanings[0]
    return senses, guessed


def _find_similar(column: str) -> tuple[str, ...]:
    """Find the meanings of a similar long name with one or two wrong letters; other guesses are too often wrong."""
    name = fold_name(column)
    if len(name) < _MIN_FUZZY_LENGTH or not name.isascii():
        return ()
    match = process.extractOne(name, meanings_by_name().keys(), scorer=fuzz.ratio, score_cutoff=_MIN_FUZZY_SCORE)
    return meanings_by_name()[match[0]] if match else ()


def _find_grain(
    kind: FileFormat, senses: Mapping[str, tuple[str, ...]], given: Mapping[str, str], columns: Sequence[str]
) -> Grain | None:
    if kind.grain is not None and set(given) <= _allowed_meanings(kind.grain):
        return kind.grain
    first = _first_senses(
        {column: meanings for column, meanings in senses.items() if column not in given.values()}
    ) | set(given)
    any_sense = {meaning for meanings in senses.values() for meaning in meanings} | set(given)
    has_dimension_column = any(fold_name(column) in dimensions_by_name() for column in columns)
    return _infer_grain(first, any_sense, has_dimension_column=has_dimension_column, has_flags=bool(kind.flags))


def _first_senses(senses: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {meanings[0] for meanings in senses.values()}


def _infer_grain(first: set[str], any_sense: set[str], *, has_dimension_column: bool, has_flags: bool) -> Grain | None:
    if {"source", "target"} <= first:
        return Grain.EDGES
    is_view_log = "viewer" in first and "video_id" in first and not first & set(METRICS)
    if "viewer" in any_sense and "time" in any_sense and ("action" in first or has_flags or is_view_log):
        return Grain.EVENTS
    if {"dimension", "key", "share"} <= first or (
        has_dimension_column and "share" in first and not first & {"video_id", "caption"}
    ):
        return Grain.AUDIENCE
    if first & {"video_id", "link"} or ("caption" in first and any_sense & {"published", "captured_at"}):
        return Grain.VIDEOS
    if first & {"day", "time"} and first & {*METRICS, "followers", "profile_views", "viewers"}:
        return Grain.ACCOUNT_DAYS
    return Grain.ACCOUNTS if "handle" in any_sense and first & {"handle", "followers", "ours", "account"} else None


def _allowed_meanings(grain: Grain) -> set[str]:
    return {*CANONICAL[grain], "simulated", *(("followers",) if grain is Grain.VIDEOS else ())}


def _add_dimension(
    kind: FileFormat, senses: dict[str, tuple[str, ...]], columns: Sequence[str]
) -> tuple[FileFormat, dict[str, tuple[str, ...]]]:
    """Infer the dimension of an audience in a generic format from the name of its column of keys."""
    if "key" in kind.columns or any("dimension" in meanings for meanings in senses.values()):
        return kind, senses
    column = next(column for column in columns if fold_name(column) in dimensions_by_name())
    dimension = dimensions_by_name()[fold_name(column)]
    words = {**kind.words, "key": GENDERS if dimension == "gender" else OTHERS}
    constants = {**kind.constants, "dimension": dimension}
    return replace(kind, constants=constants, words=words), {**senses, column: ("key",)}


def _assign_meanings(
    columns: Sequence[str],
    senses: Mapping[str, tuple[str, ...]],
    given: Mapping[str, str],
    grain: Grain,
    known_meanings: Mapping[str, str],
) -> dict[str, str]:
    """Assign each meaning once: given ones, those of the format, first senses in the file's order, other senses."""
    allowed = _allowed_meanings(grain)
    mapping = {column: meaning for meaning, column in given.items() if meaning in allowed}
    mapping |= {
        column: meaning
        for column, meaning in known_meanings.items()
        if meaning in allowed and meaning not in given and column not in given.values()
    }
    max_depth = max(map(len, senses.values()), default=0)
    for depth in range(max_depth):
        for column in columns:
            meanings = senses.get(column, ())
            if column in mapping or column in given.values() or depth >= len(meanings):
                continue
            meaning = meanings[depth]
            if meaning in allowed and meaning not in mapping.values() and not _is_contradictory(column, meaning):
                mapping[column] = meaning
    return {column: mapping[column] for column in columns if column in mapping}


def _is_contradictory(column: str, meaning: str) -> bool:
    return meaning in _COUNTS and is_percent_name(column)


def _add_units(
    kind: FileFormat, mapping: Mapping[str, str], given: Mapping[str, str], columns: Sequence[str]
) -> FileFormat:
    """Add units in the names of columns, if the format does not define them."""
    scales, percents = dict(kind.scales), set(kind.percents)
    constants = {meaning: value for meaning, value in kind.constants.items() if meaning not in given}
    for column, meaning in mapping.items():
        factor = seconds_in_unit(column)
        if meaning in _DURATIONS and factor not in {None, 1.0} and column not in scales:
            scales[column] = float(factor or 1.0)
        if meaning in _COUNTS and (multiple := multiple_in_unit(column)):
            scales.setdefault(column, multiple)
        if meaning in _RATES and is_percent_name(column):
            percents.add(column)
        if meaning == "value" and "currency" not in mapping.values() and (currency := currency_in_name(column)):
            constants["currency"] = currency
    day = next((column for column, meaning in mapping.items() if meaning == "day"), None)
    return replace(
        kind, totals=kind.totals or day or columns[0], scales=scales, percents=frozenset(percents), constants=constants
    )


def _add_derivations(kind: FileFormat, grain: Grain, meanings: set[str]) -> FileFormat:
    """Add meanings that are derived from links and captions, if no column has them."""
    format_derivations = kind.derived if kind.signature else {}
    general = _DERIVATIONS if grain is Grain.VIDEOS else {}
    derived = {
        meaning: derivation
        for meaning, derivation in {**general, **format_derivations}.items()
        if derivation[0] in meanings
        and (meaning in format_derivations or meaning == "video_id" or meaning not in meanings)
    }
    if kind.platform:
        derived.pop("platform", None)
    return replace(kind, derived=derived)
