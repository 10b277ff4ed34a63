"""Both languages have the same texts, and texts for every code and every error."""

from __future__ import annotations

import ast
import inspect
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import analytics.vocabulary.errors
import bot.texts
from analytics.vocabulary.errors import BadValue, MissingGrain, ReelPulseError, UnknownOption
from analytics.vocabulary.questions import Period, SegmentsQuestion
from analytics.vocabulary.reports import Quality, Segment, SegmentsReport
from bot.requests import OPTIONS, QUESTIONS
from bot.texts import LANGUAGES, knows, language_of, say
from bot.texts.errors import error_key, error_words
from bot.texts.formats import number, percent, period
from bot.texts.names import difference, quantity, segment_names

TEXTS = Path(bot.texts.__file__).parent


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the visitor's own naming
        self.names.add(node.id.name)


def _messages(lang: str) -> dict[str, set[str]]:
    """Every key and attribute with the variables it uses."""
    sources = [path.read_text("utf-8") for path in sorted((TEXTS / lang).glob("*.ftl"))]
    variables: dict[str, set[str]] = {}
    for entry in (entry for source in sources for entry in FluentParser().parse(source).body):
        assert not isinstance(entry, ftl.Junk), entry.content
        if isinstance(entry, ftl.Message):
            assert entry.id.name not in variables, f"{entry.id.name} twice"
            parts = [(entry.id.name, entry.value)] + [
                (f"{entry.id.name}.{attribute.id.name}", attribute.value) for attribute in entry.attributes
            ]
            for name, pattern in parts:
                visitor = _Variables()
                if pattern is not None:
                    visitor.visit(pattern)
                variables[name] = visitor.names
    return variables


def _tree(root: type[ReelPulseError]) -> list[type[ReelPulseError]]:
    return [root, *(leaf for child in root.__subclasses__() for leaf in _tree(child))]


def _sample(kind: type[ReelPulseError]) -> ReelPulseError:
    values: dict[str, object] = {
        "needed": 50,
        "found": 3,
        "size": 10,
        "limit": 2000,
        "present": ["edges"],
        "columns": ["a<b"],
    }
    names = list(inspect.signature(kind.__init__).parameters)[1:] if inspect.isfunction(kind.__init__) else []
    if kind is MissingGrain:
        return MissingGrain("segments", ["events"], ["edges"])
    return kind(*(values.get(name, "<x>") for name in names))


def test_both_languages_have_the_same_keys_and_variables() -> None:
    """A fact that one language leaves out is a fact its readers never see."""
    assert _messages("en") == _messages("zh")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "kind", [kind for kind in _tree(ReelPulseError) if kind.__module__.startswith(analytics.vocabulary.errors.__name__)]
)
def test_every_error_has_words_that_say_what_to_do(lang: str, kind: type[ReelPulseError]) -> None:
    """Of its own, data escaped, no placeholder left."""
    if kind is not ReelPulseError:
        assert error_key(kind) != "error-unknown"
    words = error_words(lang, _sample(kind))
    assert words.title
    assert words.what
    assert words.remedy
    assert not re.search(r"[<>{}]", words.what + words.remedy)


def test_an_error_of_ours_says_nothing_of_its_insides() -> None:
    """A stack trace or an exception's text never reaches a person."""
    words = error_words("en", ZeroDivisionError("secret/path.py line 3"))
    assert "secret" not in words.what + words.remedy
    assert "our fault" in words.what


def test_a_wrong_value_is_answered_with_the_right_forms_in_the_readers_language() -> None:
    """The table's English wording is for the command line only."""
    assert "2 到 12 的整数" in error_words("zh", BadValue("k", "99", "a whole number from 2 to 12")).remedy
    assert "segments" in error_words("en", UnknownOption("segmnts", "reelpulse", "segments")).remedy


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_option_and_command_is_explained(lang: str) -> None:
    """The option table is the only list of names; help must know them all."""
    assert [option.name for option in OPTIONS if not knows(lang, option.help_key)] == []
    assert [option.name for option in OPTIONS if not knows(lang, option.expects_key)] == []
    assert [name for name in QUESTIONS if not knows(lang, f"help-{name}")] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_that_an_analysis_gives_has_words(lang: str) -> None:
    """Notes and flags are found in the source of the analyses themselves."""
    codes = {("note", code) for code in _constants("Note", "code")}
    missing = [f"{family}-{code}" for family, code in codes if not knows(lang, f"{family}-{code.replace('_', '-')}")]
    assert missing == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_feature_has_a_name_a_meaning_and_words_for_high_and_low(lang: str) -> None:
    """The list of features is the analyses' own."""
    features = pytest.importorskip("analytics.segments.features").FEATURES
    keys = [f"feature-{str(getattr(feature, 'name', feature)).replace('_', '-')}" for feature in features]
    forms = ("", ".means", ".high", ".low", ".who-high", ".who-low")
    assert [key + form for key in keys for form in forms if not knows(lang, key + form)] == []


def _constants(call: str, keyword: str) -> set[str]:
    """String constants given as `keyword` (or first) to calls of `call` anywhere in analytics."""
    found = set()
    for path in Path(analytics.vocabulary.errors.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == call:
                values = [given.value for given in node.keywords if given.arg == keyword] + node.args[:1]
                found |= {v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)}
    return found


@pytest.mark.parametrize(
    ("lang", "value", "written"),
    [
        ("en", 4812, "4,812"),
        ("en", 3_800_000, "3.8M"),
        ("zh", 9_999, "9,999"),
        ("zh", 94_784, "9.5万"),
        ("zh", 123_456_789, "1.2亿"),
        ("en", 0.0123, "0.0123"),
        ("en", float("nan"), "–"),
        ("zh", None, "–"),
    ],
)
def test_counts_are_written_as_people_write_them(lang: str, value: float | None, written: str) -> None:
    """万 and 亿 in Chinese, no nan in either."""
    assert number(lang, value) == written


def test_plurals_are_right_in_both_languages() -> None:
    """One viewer, two viewers; 位 for either."""
    assert say("en", "sample-viewers", n=1) == "1 viewer"
    assert say("en", "sample-viewers", n=4812) == "4,812 viewers"
    assert say("zh", "sample-viewers", n=20_921) == "2.1万位观众"


def test_a_half_open_period_is_written_with_its_last_whole_day_and_its_zone() -> None:
    """16:00 UTC is midnight in Shanghai: the day that begins there is outside."""
    span = Period(
        start=datetime(2026, 2, 28, 16, tzinfo=UTC), end=datetime(2026, 3, 31, 16, tzinfo=UTC), zone="Asia/Shanghai"
    )
    assert period("en", span).replace("\u2009", " ") == "Mar 1 – 31, 2026 (Asia/Shanghai, UTC+8)"
    assert period("zh", span) == "2026年3月1日至31日（Asia/Shanghai, UTC+8）"


def test_quantities_carry_units_and_differences_carry_signs() -> None:
    """Shares differ by points, times by seconds."""
    assert quantity("en", 0.0412, "per_view") == "4.1%"
    assert quantity("zh", 12.0, "days") == "12 天"
    assert difference("en", 0.081, "share") == "+8.1 points"
    assert difference("en", -3.44, "seconds") == "\N{MINUS SIGN}3.4 s"
    assert percent("en", float("nan")) == "–"


def _of(whom: Literal["viewers", "creators"], *codes: str) -> SegmentsReport:
    segments = tuple(
        Segment(id=f"s{place}", name=code, size=20, share=0.1, profile={}, stands_out=())
        for place, code in enumerate(codes)
    )
    now = datetime(2026, 11, 24, tzinfo=UTC)
    return SegmentsReport(
        question=SegmentsQuestion(period=Period(start=None, end=now)),
        period=Period(start=None, end=now),
        n=20,
        data_version="x",
        newest=now,
        of=whom,
        structure=True,
        quality=Quality(k=2, silhouette=0, stability=0, inertia=0, candidates=()),
        segments=segments,
    )


@pytest.mark.parametrize(
    ("lang", "code", "name"),
    [
        ("en", "night_share+likes", "Night owls"),
        ("zh", "night_share+likes", "夜猫子"),
        ("en", "made_up+other_thing", "made up, other thing"),
    ],
)
def test_codes_of_segments_become_human_names(lang: str, code: str, name: str) -> None:
    """What is new to the texts stays readable."""
    assert segment_names(lang, _of("viewers", code)) == {"s0": name}


def test_creators_are_named_by_what_viewers_do_to_them() -> None:
    assert segment_names("en", _of("creators", "saves+likes-low", "saves+likes")) == {
        "s0": "Much-saved creators whom viewers hardly like",
        "s1": "Much-saved creators whom viewers like",
    }


def test_names_are_distinct_within_a_report() -> None:
    """By a third trait where there is one, else by number."""
    codes = ["likes+shares+breadth", "likes+shares+saves", "hides", "hides"]
    names = segment_names("en", _of("viewers", *codes))
    assert len(set(names.values())) == 4
    assert names["s0"] == "Likers who share and who watch all sorts"


def test_the_language_follows_the_slack_locale() -> None:
    """With the workspace's default for languages we do not speak."""
    assert [language_of(locale) for locale in ("zh-CN", "zh_TW", "en-GB", "de-DE", None)] == [
        "zh",
        "zh",
        "en",
        "en",
        "en",
    ]
    assert language_of("fr-FR", "zh") == "zh"
