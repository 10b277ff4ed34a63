"""What people type becomes a Request, a Request becomes a Question, and both go back to text."""

from __future__ import annotations

import contextlib
import shlex
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.store import Extent
from analytics.vocabulary.errors import (
    BadValue,
    Contradiction,
    EmptyPeriod,
    NoData,
    NothingInPeriod,
    NotUnderstood,
    PastPlan,
    UnknownOption,
)
from analytics.vocabulary.platforms import typed_platform_synonyms
from analytics.vocabulary.questions import (
    InfluencersQuestion,
    KpisQuestion,
    PredictQuestion,
    Question,
    SegmentsQuestion,
)
from bot.requests import (
    COMMANDS,
    OPTIONS,
    QUESTIONS,
    Option,
    Request,
    command_line,
    digest_words,
    options_of,
    parse,
    presentation,
    resolve,
    write,
)
from bot.texts.formats import data_end

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
EXTENT = Extent(datetime(2026, 5, 1, 6, 0, tzinfo=UTC), datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
TICK = timedelta(microseconds=1)


def options(text: str, command: str = "segments") -> dict[str, object]:
    return dict(parse(text, command).options)


# Commands


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/segments k=4", None),
        ("segments k=4", None),
        ("  SEGMENTS   k=4 ", None),
        ("/reelpulse segments k=4", None),
        ("/reelpulse /segments k=4", None),
        ("/rp_segments k=4", None),
        ("/rp_reelpulse segments k=4", None),
        ("<@U0BOT> segments k=4", None),
        ("<@U0BOT|reelpulse>: segments, k=4", None),
        ("分群 k=4", None),
        ("k=4", "/segments"),
        ("k=4", "/rp_segments"),
        ("k=4", "/devsegments"),
        ("segments k=4", "/reelpulse"),
        ("segments k=4", "/rp_reelpulse"),
    ],
)
def test_one_request_can_be_reached_through_every_door(text: str, command: str | None) -> None:
    assert parse(text, command) == Request(command="segments", options={"k": 4})


@pytest.mark.parametrize("word", [name for command in COMMANDS for name in command.synonyms if command.name != "help"])
def test_every_synonym_of_a_command_is_understood(word: str) -> None:
    canonical = next(command.name for command in COMMANDS if word in command.synonyms)
    if canonical == "digest":
        assert digest_words(f"{word} list") == "list"
    else:
        assert parse(word).command == canonical


@pytest.mark.parametrize(
    ("text", "command", "words"),
    [
        ("weekly mon 9:00 kpis", "/digest", "weekly mon 9:00 kpis"),
        ("list", "/rp_digest", "list"),
        ("digest pause 3", "/reelpulse", "pause 3"),
        ("digest", None, ""),
        ("<@U0REEL> digest now 2", None, "now 2"),
        ("订阅 每周一 9:00", None, "每周一 9:00"),
        ("mon 9:00 kpis platform=&lt;x&gt;", "/digest", "mon 9:00 kpis platform=<x>"),
        ("segments", None, None),
        ("nonsense", None, None),
        ("k=4", "/segments", None),
    ],
)
def test_what_follows_digest_is_handed_on_as_it_was_typed(text: str, command: str | None, words: str | None) -> None:
    """A grammar of its own; through every door that the questions have."""
    assert digest_words(text, command) == words


def test_asked_as_a_question_digest_explains_itself() -> None:
    """On the command line nothing can be subscribed."""
    assert parse("/digest weekly mon 9:00") == Request(command="help", options={"about": "digest"})


@pytest.mark.parametrize(
    ("text", "command", "about"),
    [
        ("", None, None),
        ("   ", None, None),
        ("help", None, None),
        ("帮助", None, None),
        ("/reelpulse", None, None),
        ("", "/reelpulse", None),
        ("help help", None, None),
        ("help segments", None, "segments"),
        ("help", "/segments", "segments"),
        ("?", "/influencers", "influencers"),
        ("k=4 help", "/segments", "segments"),
        ("/segments --help", None, "segments"),
    ],
)
def test_help_is_asked_for_in_many_ways(text: str, command: str | None, about: str | None) -> None:
    assert parse(text, command) == Request(command="help", options={"about": about} if about else {})


def test_a_slash_command_without_text_asks_its_question_rather_than_for_help() -> None:
    assert parse("", "/segments") == Request(command="segments")


@pytest.mark.parametrize(
    ("typo", "meant"), [("segmnts", "segments"), ("/influencer5", "influencers"), ("hlep", "help")]
)
def test_a_typo_in_a_command_gets_a_suggestion(typo: str, meant: str) -> None:
    with pytest.raises(UnknownOption) as raised:
        parse(typo)
    assert raised.value.suggestion == meant


def test_a_word_that_is_close_to_nothing_gets_no_suggestion() -> None:
    with pytest.raises(UnknownOption) as raised:
        parse("segments xylophone")
    assert raised.value.facts == {"option": "xylophone", "command": "segments", "suggestion": None}


# Options


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_example_of_the_option_table_is_understood_under_every_name(option: Option) -> None:
    """The table's own examples, for all commands that take the option."""
    for command in option.commands:
        expected = parse(option.example, command).options
        assert list(expected) == [option.name]
        written = str(expected[option.name]).removesuffix(".0") if expected[option.name] is not True else "yes"
        for name in option.names:
            for said in (name, name.upper()):
                for sign in ("=", ":", "＝", "：", " = ", " "):
                    if sign == " " and written == "yes" and name in option.bare:
                        continue
                    assert parse(f"{said}{sign}{written}", command).options == expected, f"{said}{sign}{written}"


def test_names_and_bare_words_mean_one_thing_within_a_command() -> None:
    for command in QUESTIONS:
        names = [name for option in options_of(command) for name in option.names]
        bare = [word for option in options_of(command) for word in option.bare if word not in option.names]
        assert len(set(names + bare)) == len(names + bare)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("last 30 days", "30 days"),
        ("LAST 1 DAY", "1 day"),
        ("last 2 weeks", "2 weeks"),
        ("last 1 month", "1 month"),
        ("last months", "1 month"),
        ("past 3 months", "3 months"),
        ("last:30days", "30 days"),
        ("last=30 days", "30 days"),
        ('last="30 days"', "30 days"),
        ("last 24h", "24 hours"),
        ("近30天", "30 days"),
        ("近３０天", "30 days"),
        ("最近 7 天", "7 days"),
        ("过去7天", "7 days"),
        ("前7天", "7 days"),
        ("前 7 日", "7 days"),
        ("最近两周", "2 weeks"),
        ("近一个月", "1 month"),
        ("最近十四天", "14 days"),
        ("近一百二十天", "120 days"),
        ("最近三个星期", "3 weeks"),
        ("最近半年", "6 months"),
        ("过去一年", "1 year"),
    ],
)
def test_relative_periods_in_both_languages(text: str, span: str) -> None:
    assert options(text) == {"last": span}
    assert options(f"k=4 {text} private") == {"k": 4, "last": span, "private": True}


@pytest.mark.parametrize(
    "day",
    ["2026-09-01", "2026-9-1", "2026/9/1", "2026.09.01", "20260901", "2026年9月1日", '"2026-09-01"', "“2026-09-01”"],
)
def test_days_in_many_forms(day: str) -> None:
    assert options(f"since:{day}") == {"since": "2026-09-01"}


@pytest.mark.parametrize(
    ("text", "n"), [("top 5", 5), ("top5", 5), ("n=5", 5), ("前5名", 5), ("前 5 个", 5), ("前5", 5), ("n:５", 5)]
)
def test_counts_in_many_forms(text: str, n: int) -> None:
    assert options(text, "influencers") == {"n": n}


@pytest.mark.parametrize(
    ("said", "name"), [*typed_platform_synonyms().items(), ("TikTok", "tiktok"), ("BiliBili", "bilibili")]
)
def test_platforms_have_other_names_and_unknown_ones_pass(said: str, name: str) -> None:
    assert options(f'platform="{said}"') == {"platform": name}
    assert options(f"平台：“{said.upper()}”") == {"platform": name}


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("private", {"private": True}),
        ("私密", {"private": True}),
        ("table", {"show": "table"}),
        ("csv", {"show": "csv"}),
        ("chart", {"show": "chart"}),
        ("表格", {"show": "table"}),
        ("图表", {"show": "chart"}),
        ("show=列表", {"show": "table"}),
        ("creators", {"of": "creators"}),
        ("人群=创作者", {"of": "creators"}),
        ("private=no", {}),
        ("private private", {"private": True}),
    ],
)
def test_words_that_stand_for_themselves(word: str, found: dict[str, object]) -> None:
    assert options(word) == found


@pytest.mark.parametrize(
    "text",
    [
        'topic="street food"',
        "topic=“street food”",
        "topic=„street food“",
        "topic=‘street food’",
        "topic='street food'",
        "topic=「street food」",
        "话题：《street food》",
        'topic "street food"',
        'topic = "#street food"',
        'topic="street food", :fire: 🔥',
        "\u2068topic=“street food”\u2069",
    ],
)
def test_quotation_marks_of_all_keyboards_hold_a_value_together(text: str) -> None:
    assert options(text, "influencers") == {"topic": "street food"}


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("account=@brand", "brand"),
        ("account=brand", "brand"),
        ("账号=＠品牌🔥", "品牌🔥"),
        ("account=<@U024BE7LH|brand>", "brand"),
        ("account=<https://brand.com|brand.com>", "brand.com"),
        ("account=R&amp;B", "R&B"),
        ("account=@\u2060brand.\u2060official", "brand.official"),
        ("account=\u00a0@brand\u00a0", "brand"),
        ("account=say:hi", "say:hi"),
        ("account='it''s'", "it's"),
        ("account=it's", "it's"),
    ],
)
def test_accounts_as_slack_sends_them(text: str, account: str) -> None:
    assert options(text) == {"account": account}


def test_a_channel_that_slack_made_of_a_hashtag_is_a_topic_again() -> None:
    assert options("topic=<#C123|cooking>", "influencers") == {"topic": "cooking"}


def test_several_options_with_commas_and_emoji_between_them() -> None:
    text = "🔥 k=4，近30天、平台=抖音, 人群=观众；show=table :+1: 私密"
    assert options(text) == {
        "k": 4,
        "last": "30 days",
        "platform": "douyin",
        "of": "viewers",
        "show": "table",
        "private": True,
    }


# What is wrong


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("k=1", "k"),
        ("k=99", "k"),
        ("k=-4", "k"),
        ("k=4.5", "k"),
        ("k=four", "k"),
        ("k=", "k"),
        ("k", "k"),
        ("k k=4", "k"),
        ("k=4 OR 1=1", None),
        ("last 0 days", "last"),
        ("last -5 days", "last"),
        ("last 1.5 months", "last"),
        ("last 999999999999 days", "last"),
        ("last 5", "last"),
        ("最近", "last"),
        ("近零天", "last"),
        ("since:2026-02-30", "since"),
        ("since:2026-13-01", "since"),
        ("since:0001-01-01", "since"),
        ("since:9999-12-31", "since"),
        ("since:yesteryear", "since"),
        ("until:'2026-01-01; DROP TABLE videos'", "until"),
        ("of=robots", "of"),
        ("show=hologram", "show"),
        ("private=perhaps", "private"),
        ("platform=", "platform"),
        ("account=@", "account"),
        (f"account={'x' * 501}", "account"),
        ('account="a\x00b"', "account"),
        ('account="never closed', "text"),
    ],
)
def test_a_value_of_the_wrong_form_says_what_is_expected(text: str, option: str | None) -> None:
    with pytest.raises(NotUnderstood) as raised:
        options(text)
    if option is not None:
        assert isinstance(raised.value, BadValue)
        assert raised.value.option == option
        assert raised.value.expected
    assert raised.value.exit_status == 2


@pytest.mark.parametrize(
    "text", ["n=0", "n=101", "n=1e9", "n=-1", "damping=1", "damping=nan", "half_life=0", "half_life=inf", "topic=#"]
)
def test_values_out_of_range_are_refused(text: str) -> None:
    with pytest.raises(BadValue):
        options(text, "influencers")


@pytest.mark.parametrize(
    ("text", "command", "suggestion"),
    [
        ("plaform=x", "segments", "platform"),
        ("prvate", "segments", "private"),
        ("tabel", "segments", "table"),
        ("creater", "segments", "creator"),
        ("topics=x", "influencers", "topic"),
        ("k=4", "influencers", None),
        ("topic=x", "segments", None),
        ("; DROP TABLE videos", "segments", None),
        ('"k"', "segments", None),
        ("=", "segments", None),
        (":", "segments", None),
    ],
)
def test_an_unknown_word_is_named_and_the_nearest_one_suggested(
    text: str, command: str, suggestion: str | None
) -> None:
    with pytest.raises(UnknownOption) as raised:
        parse(text, command)
    assert raised.value.command == command
    if suggestion is not None:
        assert raised.value.suggestion == suggestion


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("k=3 k=5", "k=3", "k=5"),
        ("last 7 days since:2026-01-01", "last 7 days", "since=2026-01-01"),
        ("until:today 近7天", "last 7天", "until=today"),
        ("table csv", "table", "csv"),
        ("show=chart table", "show=chart", "table"),
    ],
)
def test_two_options_that_cannot_both_hold_are_both_named(text: str, first: str, second: str) -> None:
    with pytest.raises(Contradiction) as raised:
        options(text)
    assert raised.value.facts == {"first": first, "second": second}


def test_the_same_thing_said_twice_is_no_contradiction() -> None:
    assert options("k=4 k:4 table show=table") == {"k": 4, "show": "table"}


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(EmptyPeriod) as raised:
        options("since:2026-03-01 until:2026-02-28")
    assert raised.value.facts == {"start": "2026-03-01", "end": "2026-02-28"}


@given(st.text(max_size=80))
def test_any_text_is_understood_or_refused_with_a_named_error(text: str) -> None:
    for command in (None, "segments", "influencers"):
        with contextlib.suppress(NotUnderstood):
            assert parse(text, command).command in (*QUESTIONS, "help")


# There and back

_tricky = st.text("\"“”„＂'’「」&;<>|ampltgk=:：,，\\@# ", min_size=1, max_size=12)
_plain = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf")), min_size=1, max_size=30)
_texts = st.one_of(_plain, _tricky, st.sampled_from(["R&amp;B", "&lt;b&gt;", "<@U1|ann>", 'a" b"', "“"])).map(str.strip)
_values = {
    "period": st.sampled_from(["last_month", "yesterday", "this_week"]),
    "last": st.builds(lambda n: f"{n} days" if n != 1 else "1 day", st.integers(1, 400)),
    "platform": st.sampled_from(["douyin", "tiktok", "some where"]),
    "account": _texts.map(lambda text: text.lstrip("@＠ ").strip()).filter(bool),
    "topic": _texts.map(lambda text: text.strip("#＃ ").strip()).filter(lambda text: text and text[0] not in "#＃ "),
    "of": st.sampled_from(["ours", "all", "rivals"]),
    "k": st.integers(2, 12),
    "n": st.integers(1, 100),
    "half_life": st.floats(0, 1e6, exclude_min=True, exclude_max=True),
    "damping": st.floats(0, 0.99, exclude_min=True, exclude_max=True),
    "metric": st.sampled_from(["views", "watch_through", "shares_comments"]),
    "top": st.integers(1, 50),
    "flop": st.integers(1, 50),
    "by": st.sampled_from(["hour", "segment", "duration"]),
    "vs": st.sampled_from(["previous", "year", "rivals"]),
    "format": st.sampled_from(["video", "live"]),
    "target": st.sampled_from(["views", "completion", "shares_comments"]),
    "duration": st.floats(0.5, 86_400).map(lambda seconds: round(seconds, 1)),
    "length": st.sampled_from(["<20", ">60", "15-30", "7.5"]),
    "hour": st.integers(0, 23),
    "weekday": st.sampled_from(["mon", "sun"]),
    "date": st.sampled_from(["tomorrow", "2026-12-24"]),
    "caption": _texts.filter(bool),
    "hashtags": st.sampled_from(["noodles", "a,b,美食"]),
    "music": _texts.map(lambda text: text.lstrip("♪ ").strip()).filter(bool),
    "or": st.sampled_from(["weekday=sat hour=11", 'topic="street food" or hour=9', 'hashtags="a,b"']),
    "score": st.just(value=True),
    "segment": st.sampled_from(["night_share", "s1", "likes-low"]),
    "show": st.sampled_from(["chart", "table", "csv"]),
    "private": st.just(value=True),
}
_days = st.dates(datetime(1970, 1, 1).date(), datetime(2199, 12, 31).date()).map(str)  # noqa: DTZ001 - days have no zone


@st.composite
def requests(draw: st.DrawFn) -> Request:
    command = draw(st.sampled_from(QUESTIONS))
    names = [option.name for option in options_of(command)]
    kept = draw(st.lists(st.sampled_from(names), unique=True))
    since, until = sorted((draw(_days), draw(_days)))
    dates = {"since": since, "until": until}
    if "last" in kept:
        kept = [name for name in kept if name not in dates]
    if "top" in kept or "flop" in kept:
        ranked = "top" if "top" in kept else "flop"
        kept = [name for name in kept if name not in {"top", "flop", "by"} or name == ranked]
    if "period" in kept:
        kept = [name for name in kept if name not in {"last", *dates}]
    strategies = {**_values, "of": st.sampled_from(["viewers", "creators"])} if command == "segments" else _values
    found = {name: dates[name] if name in dates else draw(strategies[name]) for name in kept}
    return Request(command=command, options=found)


@given(requests())
def test_a_request_written_out_parses_to_itself(request: Request) -> None:
    assert parse(write(request)) == request
    assert Request.model_validate_json(request.model_dump_json()) == request


@given(requests())
def test_the_reproducing_line_survives_a_shell(request: Request) -> None:
    words = shlex.split(command_line(request, NOW, "Asia/Shanghai"))
    assert words[:2] == ["reelpulse", "ask"]
    assert parse(words[2]) == request
    assert words[3:] == ["--now", "2026-11-24T03:00:00Z", "--zone", "Asia/Shanghai"]


def test_the_reproducing_line_reads_as_a_person_would_type_it() -> None:
    line = command_line(Request(command="segments", options={"k": 4, "last": "30 days"}), NOW, home="/srv/my brand")
    expected = "reelpulse ask '/segments k=4 last 30 days' --now 2026-11-24T03:00:00Z --zone UTC --home '/srv/my brand'"
    assert line == expected


# Absolute terms


def question(text: str, zone: str = "UTC", now: datetime = NOW) -> Question:
    return resolve(parse(text), now, zone, EXTENT)


def test_no_period_means_all_data_up_to_the_newest_record() -> None:
    period = question("segments").period
    assert (period.start, period.end) == (None, EXTENT.newest + TICK)


def test_options_become_fields_of_the_question() -> None:
    asked = question("segments k=4 of=creators platform=抖音 account=@brand show=table private", "Asia/Shanghai")
    assert isinstance(asked, SegmentsQuestion)
    assert (asked.k, asked.of, asked.platform, asked.account) == (4, "creators", "douyin", "brand")
    assert asked.period.zone == "Asia/Shanghai"
    ranked = question("influencers top 5 topic=cooking half_life=90 damping=0.5")
    assert isinstance(ranked, InfluencersQuestion)
    assert (ranked.n, ranked.topic, ranked.half_life, ranked.damping) == (5, "cooking", 90.0, 0.5)


def test_how_an_answer_is_shown_is_not_part_of_the_question() -> None:
    assert question("segments table private") == question("segments")
    assert presentation(parse("segments table private")) == ("table", True)
    assert presentation(parse("segments")) == (None, False)


def test_the_last_days_are_counted_back_from_the_newest_record() -> None:
    period = question("segments last 30 days").period
    assert (period.start, period.end) == (EXTENT.newest - timedelta(days=30), EXTENT.newest + TICK)
    assert not period.counted_back


@pytest.mark.parametrize(
    ("newest", "now", "end"),
    [
        ("2026-10-25T23:53", "2026-10-26T09:00", "2026-10-26"),
        ("2026-10-25T23:00", "2026-10-26T00:00", "2026-10-26"),
        ("2026-10-25T22:59", "2026-10-26T09:00", "2026-10-25"),
        ("2026-10-25T23:53", "2026-10-25T23:55", "2026-10-25"),
        ("2026-10-26T00:00", "2026-10-26T09:00", "2026-10-26"),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Asia/Shanghai"])
def test_a_day_with_a_record_in_its_last_hour_is_full_once_it_is_over(
    newest: str, now: str, end: str, zone: str
) -> None:
    place = ZoneInfo(zone)
    until, asked, over = (datetime.fromisoformat(said).replace(tzinfo=place) for said in (newest, now, end))
    period = resolve(parse("kpis"), asked, zone, Extent(until - timedelta(days=56), until)).period
    assert (period.start, period.end) == ((over - timedelta(days=28)).astimezone(UTC), over.astimezone(UTC))


def test_a_period_knows_when_the_data_ends_long_before_the_asking() -> None:
    assert question("segments last 30 days", now=NOW + timedelta(days=3)).period.counted_back
    assert not question("segments", now=NOW + timedelta(days=3)).period.counted_back


def test_as_of_an_earlier_moment_later_records_are_invisible() -> None:
    then = datetime(2026, 8, 1, tzinfo=UTC)
    assert question("segments", now=then).period.end == then + TICK
    assert question("segments last 7 days", now=then).period.start == then - timedelta(days=7)


@pytest.mark.parametrize(
    ("now", "span", "start"),
    [
        ("2026-03-31T12:00", "1 month", "2026-02-28T12:00"),
        ("2026-03-31T12:00", "3 months", "2025-12-31T12:00"),
        ("2028-02-29T12:00", "1 year", "2027-02-28T12:00"),
        ("2026-12-15T12:00", "12 months", "2025-12-15T12:00"),
        ("2026-01-31T12:00", "2 weeks", "2026-01-17T12:00"),
        ("2026-01-31T12:00", "36 hours", "2026-01-30T00:00"),
    ],
)
def test_months_and_years_end_on_the_same_day_or_the_last_of_the_month(now: str, span: str, start: str) -> None:
    instant = datetime.fromisoformat(now).replace(tzinfo=UTC)
    extent = Extent(datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC))
    period = resolve(parse(f"segments last {span}"), instant, "UTC", extent).period
    assert period.start == datetime.fromisoformat(start).replace(tzinfo=UTC)


def test_days_begin_and_end_in_the_persons_zone_and_the_last_one_is_included() -> None:
    period = question("segments since:2026-09-01 until:2026-09-30", "Asia/Shanghai").period
    assert period.start == datetime(2026, 8, 31, 16, tzinfo=UTC)
    assert period.end == datetime(2026, 9, 30, 16, tzinfo=UTC)


def test_a_day_in_autumn_can_have_25_hours() -> None:
    period = question("segments since:2026-10-25 until:2026-10-25", "Europe/Berlin").period
    assert period.start is not None
    assert period.end - period.start == timedelta(hours=25)


def test_today_and_yesterday_stay_relative_until_they_are_resolved() -> None:
    request = parse("segments since:yesterday until:今天")
    assert request.options == {"since": "yesterday", "until": "today"}
    period = resolve(request, NOW, "Asia/Shanghai", EXTENT).period
    assert period.start == datetime(2026, 11, 22, 16, tzinfo=UTC)


def test_a_relative_start_after_the_end_is_refused() -> None:
    with pytest.raises(EmptyPeriod):
        question("segments since:today until:2026-11-01")


@pytest.mark.parametrize(
    "text", ["segments since:2027-01-01", "segments until:2026-04-01", "influencers since:2026-11-24"]
)
def test_a_period_outside_the_data_names_the_datas_own_extent(text: str) -> None:
    with pytest.raises(NothingInPeriod) as raised:
        question(text, "Asia/Shanghai")
    assert raised.value.oldest == "2026-05-01"
    assert raised.value.newest == "2026-11-23"
    assert raised.value.exit_status == 3


def test_an_empty_calendar_month_is_named_to_its_own_end_and_not_to_today() -> None:
    ended = Extent(EXTENT.oldest, EXTENT.oldest + timedelta(days=30))
    with pytest.raises(NothingInPeriod) as raised:
        resolve(parse("kpis period=last_month"), NOW, "UTC", ended)
    assert (raised.value.start, raised.value.end) == ("2026-10-01", "2026-10-31")


def test_an_empty_store_has_no_answer() -> None:
    with pytest.raises(NoData):
        resolve(parse("segments"), NOW, "UTC", None)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Asia", "\x00"])
def test_a_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(BadValue) as raised:
        question("segments", zone)
    assert raised.value.option == "zone"


def test_a_stored_request_that_was_edited_badly_is_refused_with_what_is_expected() -> None:
    with pytest.raises(BadValue) as raised:
        resolve(Request(command="segments", options={"k": 99}), NOW, "UTC", EXTENT)
    assert raised.value.facts == {"option": "k", "value": "99", "expected": "a whole number from 2 to 12"}


def test_a_request_for_help_is_no_question() -> None:
    with pytest.raises(UnknownOption):
        resolve(Request(command="help"), NOW, "UTC", EXTENT)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("tuesday 20:00 or saturday 11:00", {"weekday": "tue", "hour": 20, "or": "weekday=sat hour=11"}),
        ("周二 晚上8点 还是 周六 上午11点", {"weekday": "tue", "hour": 20, "or": "weekday=sat hour=11"}),
        ("at 8pm topic=food or at 9pm", {"hour": 20, "topic": "food", "or": "hour=21"}),
        ("hashtags=#a #b", {"hashtags": "a,b"}),
        ("duration=1:30", {"duration": 90.0}),
        ("时长=1分30秒 周六", {"duration": 90.0, "weekday": "sat"}),
        ("completion", {"target": "completion"}),
        ("score", {"score": True}),
    ],
)
def test_plans_are_said_in_many_ways(text: str, options: dict[str, object]) -> None:
    assert parse(text, "predict").options == options


@pytest.mark.parametrize(
    ("said", "length"),
    [
        ("<20", "<20"),
        ("<=20s", "0-20"),
        ("&lt;20", "<20"),
        ("短于20秒", "<20"),
        ("15-30", "15-30"),
        ("15~30秒", "15-30"),
        ("1-2min", "60-120"),
        (">1:00", ">60"),
        ("超过1分钟", ">60"),
        ("20", "20"),
    ],
)
def test_kpis_of_videos_of_some_lengths_are_asked_for_in_many_ways(said: str, length: str) -> None:
    request = parse(f"kpis duration={said}")
    assert request.options == {"length": length}
    assert parse(write(request)) == request
    question = resolve(request, NOW, "Asia/Shanghai", EXTENT)
    assert isinstance(question, KpisQuestion)
    assert question.length == length
    assert parse("predict duration=20").options == {"duration": 20.0}


@pytest.mark.parametrize("said", ["30-15", "<15-30", "short", "<0", "-5", "9e9"])
def test_lengths_that_cannot_be_are_refused(said: str) -> None:
    with pytest.raises(BadValue):
        parse(f"kpis duration={said}")


@pytest.mark.parametrize(
    "text",
    ["hour=27", "hour=13pm", "duration=0", "weekday=someday", f"hashtags={','.join(f't{n}' for n in range(5_000))}"],
)
def test_a_plan_that_cannot_be_is_a_bad_value(text: str) -> None:
    with pytest.raises(BadValue):
        parse(text, "predict")


@pytest.mark.parametrize("text", ["hour=20 hour=21", "weekday=tue weekday=sat", "hour=20 or target=likes"])
def test_a_plan_that_contradicts_itself_says_so(text: str) -> None:
    with pytest.raises(Contradiction):
        parse(text, "predict")


def test_a_day_in_the_past_and_a_day_that_is_another_weekday_are_told() -> None:
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    extent = Extent(now - timedelta(days=90), now)
    with pytest.raises(PastPlan):
        resolve(parse("date=2026-11-01", "predict"), now, "UTC", extent)
    with pytest.raises(Contradiction):
        resolve(parse("date=2026-11-27 weekday=mon", "predict"), now, "UTC", extent)
    question = resolve(parse("date=tomorrow hour=9 or weekday=sat", "predict"), now, "UTC", extent)
    assert isinstance(question, PredictQuestion)
    assert [(plan.weekday, plan.hour) for plan in question.plans] == [("thu", 9), ("sat", 9)]


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "UTC", "Asia/Shanghai"])
def test_the_day_of_a_daily_total_is_the_same_in_every_zone(zone: str) -> None:
    """West of UTC the newest day would otherwise be dropped."""
    extent = Extent(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 28, tzinfo=UTC) - TICK)
    place = ZoneInfo(zone)
    period = resolve(parse("kpis"), datetime(2026, 3, 1, 12, tzinfo=UTC), zone, extent).period
    assert period.end == datetime(2026, 2, 28, tzinfo=place)
    assert (period.end.astimezone(place) - timedelta(days=1)).date().isoformat() == "2026-02-27"
    early = resolve(parse("kpis"), datetime(2026, 2, 27, 15, tzinfo=UTC), zone, extent).period
    assert early.end == datetime(2026, 2, 27, tzinfo=place)
    week = resolve(parse("kpis last 7 days"), datetime(2026, 3, 1, 12, tzinfo=UTC), zone, extent).period
    assert (week.start, week.end) == (datetime(2026, 2, 21, tzinfo=UTC), datetime(2026, 2, 28, tzinfo=UTC))


def test_a_daily_total_is_shown_as_a_day_and_not_as_its_last_minute() -> None:
    total = datetime(2026, 2, 28, tzinfo=UTC) - TICK
    assert data_end("en", total, "Asia/Shanghai") == "Feb 27, 2026"
    assert data_end("en", total - TICK, "Asia/Shanghai") == "Feb 28, 2026 07:59"


def test_an_empty_period_is_told_in_the_askers_days() -> None:
    with pytest.raises(NothingInPeriod) as raised:
        resolve(parse("kpis until:2020-01-01"), NOW, "America/Los_Angeles", EXTENT)
    assert raised.value.end == "2020-01-01"
    assert raised.value.start <= raised.value.end


@pytest.mark.parametrize("mark", ["?", " ?", "？", "??"])
def test_a_question_may_end_with_its_mark(mark: str) -> None:
    assert parse(f"/predict Tuesday 20:00 or Saturday 11:00{mark}") == parse("/predict tue 20:00 or sat 11:00")
    assert parse(f'/predict caption="why not{mark}"').options["caption"] == f"why not{mark}"
