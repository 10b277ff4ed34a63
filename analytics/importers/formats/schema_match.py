"""The columns of a file -> which kind of file it is, what a row is, and what each column means."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from analytics.importers.formats import links
from analytics.importers.formats.column_names import (
    currency_in,
    folded,
    multiple_in_unit,
    says_percent,
    seconds_in_unit,
)
from analytics.importers.formats.format import Derivation, FileFormat
from analytics.importers.formats.recognition import FOREIGN, recognised
from analytics.importers.formats.synonyms import MEANINGS, by_name, dimension_by_name, stripped
from analytics.importers.formats.value_names import GENDERS, OTHERS
from analytics.vocabulary.errors import BadMapping, NothingRecognised
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import CANONICAL, METRICS, Grain

_IN_LINKS: Mapping[str, Derivation] = {
    "video_id": ("link", links.video_id),
    "account": ("link", links.handle),
    "platform": ("link", links.platform),
    "format": ("link", links.kind),
    "hashtags": ("caption", links.hashtags),
}

_DURATIONS = frozenset({"duration", "watch_seconds"})
_RATES = frozenset({"completion", "share"})
_COUNTS = frozenset({*METRICS, "followers", "profile_views", "viewers", "new_viewers", "returning_viewers"})
_MOMENTS = frozenset({"published", "captured_at"})
_MANY = 300
_FUZZY_FROM = 7
_FUZZY_SCORE = 90


@dataclass(frozen=True, slots=True)
class SchemaMatch:
    """A file's columns understood: its format (with the file's own column names), grain, and column -> meaning."""

    format: FileFormat
    grain: Grain
    mapping: Mapping[str, str]
    left_out: Mapping[str, Reason]
    """Column -> why it is left out."""
    assumed: tuple[Reason, ...] = ()
    """What understanding it took for granted."""


def understand(
    path: str, columns: Sequence[str], given: Mapping[str, str], without: Collection[str] = frozenset()
) -> SchemaMatch:
    """Say what a file's columns mean; `given` (meaning -> column) wins over everything else, `without` is left out.

    Raises BadMapping, NothingRecognised.
    """
    _check_given(columns, given)
    kind = recognised(path, columns)
    kind = _without(kind, without)
    known = {column: meaning for meaning, column in kind.columns.items()}
    senses, guessed = _senses([column for column in columns if column not in without], kind, known)
    grain = _grain_of(kind, senses, given, columns)
    if grain is None:
        raise NothingRecognised(path, columns, Reason("unknown_columns"))
    if grain is Grain.EVENTS and not kind.flags and "action" not in {*kind.constants, *given, *_firsts(senses)}:
        kind = replace(kind, constants={**kind.constants, "action": "view"}, assumes=(*kind.assumes, "views"))
    if grain is Grain.AUDIENCE:
        kind, senses = _with_dimension(kind, senses, columns)
    mapping = _assigned(columns, senses, given, grain, known)
    kind = _with_derivations(_with_units(kind, mapping, given, columns), grain, set(mapping.values()))
    used: set[str | None] = {*mapping, *kind.refuse, kind.lifetime, kind.refunds}
    used |= {column for best, others in kind.spare.items() if best in mapping for column in others}
    used |= set(kind.flags) if grain is Grain.EVENTS else set()
    left_out = {
        column: Reason("left_out_as_asked" if column in without else kind.left_out.get(column, "no_meaning"))
        for column in columns
        if column not in used
    }
    return SchemaMatch(kind, grain, mapping, left_out, _assumed(kind, mapping, guessed))


def _without(kind: FileFormat, without: Collection[str]) -> FileFormat:
    """The format of a file of which some columns are not wanted."""
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
    """What a column of such a table may mean, as its canonical file orders it."""
    return tuple(meaning for meaning in dict.fromkeys((*CANONICAL[grain], "followers")) if meaning in _allowed(grain))


def _assumed(kind: FileFormat, mapping: Mapping[str, str], guessed: Mapping[str, str]) -> tuple[Reason, ...]:
    said = [Reason(code) for code in kind.assumes if code != "mean_completion" or "completion" in mapping.values()]
    said += [
        Reason("guessed", column=column, meaning=meaning)
        for column, meaning in mapping.items()
        if guessed.get(column) == meaning or (meaning in _MOMENTS and _is_second_sense(column, meaning, kind))
    ]
    return tuple(said)


def _is_second_sense(column: str, meaning: str, kind: FileFormat) -> bool:
    return column not in kind.columns.values() and meaning in by_name().get(folded(column), ())[1:]


def _check_given(columns: Sequence[str], given: Mapping[str, str]) -> None:
    for meaning, column in given.items():
        if meaning not in MEANINGS:
            raise BadMapping(meaning, column, Reason("unknown_meaning", meanings=", ".join(sorted(MEANINGS))))
        if column not in columns:
            raise BadMapping(meaning, column, Reason("unknown_column", columns=", ".join(columns)[:300]))


def _senses(
    columns: Sequence[str], kind: FileFormat, known: Mapping[str, str]
) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Column -> what it may mean, the likeliest first; and the guesses among them."""
    senses: dict[str, tuple[str, ...]] = {}
    guessed: dict[str, str] = {}
    silent: set[str | None] = {*kind.left_out, *kind.flags, *kind.refuse, kind.lifetime, kind.refunds}
    for column in columns:
        if column in known:
            senses[column] = (known[column],)
        elif column in silent:
            continue
        elif found := by_name().get(folded(column), ()):
            senses[column] = found
        elif kind is not FOREIGN and kind.signature:
            continue
        elif found := by_name().get(stripped(column), ()):
            senses[column] = found
        elif len(columns) <= _MANY and (found := _resembling(column)):
            senses[column] = found
            guessed[column] = found[0]
    return senses, guessed


def _resembling(column: str) -> tuple[str, ...]:
    """Only long names, and only where a letter or two are wrong: a wrong guess costs more than a question."""
    name = folded(column)
    if len(name) < _FUZZY_FROM or not name.isascii():
        return ()
    near = process.extractOne(name, by_name().keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY_SCORE)
    return by_name()[near[0]] if near else ()


def _grain_of(
    kind: FileFormat, senses: Mapping[str, tuple[str, ...]], given: Mapping[str, str], columns: Sequence[str]
) -> Grain | None:
    if kind.grain is not None and set(given) <= _allowed(kind.grain):
        return kind.grain
    first = _firsts({c: found for c, found in senses.items() if c not in given.values()}) | set(given)
    any_sense = {meaning for found in senses.values() for meaning in found} | set(given)
    keyed = any(folded(column) in dimension_by_name() for column in columns)
    return _grain(first, any_sense, keyed=keyed, flagged=bool(kind.flags))


def _firsts(senses: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {found[0] for found in senses.values()}


def _grain(first: set[str], any_sense: set[str], *, keyed: bool, flagged: bool) -> Grain | None:
    if {"source", "target"} <= first:
        return Grain.EDGES
    watched = "viewer" in first and "video_id" in first and not first & set(METRICS)
    if "viewer" in any_sense and "time" in any_sense and ("action" in first or flagged or watched):
        return Grain.EVENTS
    if {"dimension", "key", "share"} <= first or (keyed and "share" in first and not first & {"video_id", "caption"}):
        return Grain.AUDIENCE
    if first & {"video_id", "link"} or ("caption" in first and any_sense & {"published", "captured_at"}):
        return Grain.VIDEOS
    if first & {"day", "time"} and first & {*METRICS, "followers", "profile_views", "viewers"}:
        return Grain.ACCOUNT_DAYS
    return Grain.ACCOUNTS if "handle" in any_sense and first & {"handle", "followers", "ours", "account"} else None


def _allowed(grain: Grain) -> set[str]:
    return {*CANONICAL[grain], "simulated", *(("followers",) if grain is Grain.VIDEOS else ())}


def _with_dimension(
    kind: FileFormat, senses: dict[str, tuple[str, ...]], columns: Sequence[str]
) -> tuple[FileFormat, dict[str, tuple[str, ...]]]:
    """The one column of keys of a foreign audience names the dimension."""
    if "key" in kind.columns or any("dimension" in found for found in senses.values()):
        return kind, senses
    column = next(column for column in columns if folded(column) in dimension_by_name())
    dimension = dimension_by_name()[folded(column)]
    words = {**kind.words, "key": GENDERS if dimension == "gender" else OTHERS}
    constants = {**kind.constants, "dimension": dimension}
    return replace(kind, constants=constants, words=words), {**senses, column: ("key",)}


def _assigned(
    columns: Sequence[str],
    senses: Mapping[str, tuple[str, ...]],
    given: Mapping[str, str],
    grain: Grain,
    known: Mapping[str, str],
) -> dict[str, str]:
    """Each meaning once: what was given, what the format knows, then first senses in the file's order, then others."""
    allowed = _allowed(grain)
    mapping = {column: meaning for meaning, column in given.items() if meaning in allowed}
    mapping |= {
        column: meaning
        for column, meaning in known.items()
        if meaning in allowed and meaning not in given and column not in given.values()
    }
    depth = max(map(len, senses.values()), default=0)
    for place in range(depth):
        for column in columns:
            found = senses.get(column, ())
            if column in mapping or column in given.values() or place >= len(found):
                continue
            meaning = found[place]
            if meaning in allowed and meaning not in mapping.values() and not _absurd(column, meaning):
                mapping[column] = meaning
    return {column: mapping[column] for column in columns if column in mapping}


def _absurd(column: str, meaning: str) -> bool:
    return meaning in _COUNTS and says_percent(column)


def _with_units(
    kind: FileFormat, mapping: Mapping[str, str], given: Mapping[str, str], columns: Sequence[str]
) -> FileFormat:
    """Units that the names of columns mention, where the format says nothing of them."""
    scales, percents = dict(kind.scales), set(kind.percents)
    constants = {meaning: value for meaning, value in kind.constants.items() if meaning not in given}
    for column, meaning in mapping.items():
        factor = seconds_in_unit(column)
        if meaning in _DURATIONS and factor not in {None, 1.0} and column not in scales:
            scales[column] = float(factor or 1.0)
        if meaning in _COUNTS and (multiple := multiple_in_unit(column)):
            scales.setdefault(column, multiple)
        if meaning in _RATES and says_percent(column):
            percents.add(column)
        if meaning == "value" and "currency" not in mapping.values() and (currency := currency_in(column)):
            constants["currency"] = currency
    day = next((column for column, meaning in mapping.items() if meaning == "day"), None)
    return replace(
        kind, totals=kind.totals or day or columns[0], scales=scales, percents=frozenset(percents), constants=constants
    )


def _with_derivations(kind: FileFormat, grain: Grain, meanings: set[str]) -> FileFormat:
    """What links and captions tell where no column does."""
    own = kind.derived if kind.signature else {}
    general = _IN_LINKS if grain is Grain.VIDEOS else {}
    derived = {
        meaning: derivation
        for meaning, derivation in {**general, **own}.items()
        if derivation[0] in meanings and (meaning in own or meaning == "video_id" or meaning not in meanings)
    }
    if kind.platform:
        derived.pop("platform", None)
    return replace(kind, derived=derived)
