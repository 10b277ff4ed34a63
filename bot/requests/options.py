"""The table of options: names, synonyms, types, forms, and the commands that take them.

Parser, help, manifest and tests read it. `Option.help_key` is the key of the help text, `Option.expects_key` that of
the forms of a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analytics.catalog import kinds
from analytics.vocabulary.metrics import DIMENSIONS
from analytics.vocabulary.metrics import NAMES as METRIC_NAMES
from analytics.vocabulary.platforms import typed_platform_synonyms
from analytics.vocabulary.questions import MOST_RANKED, WHOSE
from analytics.vocabulary.records import Format
from analytics.vocabulary.word_lists import WORDS, read_names_and_synonyms
from bot.requests import calendar_periods, option_values, plan_values
from bot.requests.commands import command_named
from bot.requests.request import Value

QUESTIONS = kinds()
"""The commands that ask something of the data."""

INTENTS = (*QUESTIONS, "digest", "help", "out_of_scope")
"""What a question in plain words may ask for."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option under its canonical name."""

    name: str
    commands: tuple[str, ...]
    read: option_values.Reader
    expected: str
    """The forms a value may have, in English, for `BadValue`."""
    example: str
    """As it is typed, for help."""
    synonyms: tuple[str, ...] = ()
    phrase: str | None = None
    """A regular expression of values that may follow a name without a separator: `last 30 days`, `top 5`."""
    spoken: tuple[str, ...] = ()
    """Further names that are read only before such a value: `前7天` and `前5名`."""
    bare: Mapping[str, Value] = field(default_factory=dict)
    """Words that stand for the whole option: `private`, `table`."""

    @property
    def names(self) -> tuple[str, ...]:
        """The canonical name and all others."""
        return (self.name, *self.synonyms)

    @property
    def help_key(self) -> str:
        """The key in `bot/texts` of what the option does."""
        return f"option-{self.name.replace('_', '-')}"

    @property
    def expects_key(self) -> str:
        """The key in `bot/texts` of the forms a value may have."""
        return f"expects-{self.name.replace('_', '-')}"


OF = ("viewers", "creators", *WHOSE)
VS = ("previous", "year", "rivals")
SHOW = ("chart", "table", "csv")
"""The values that these options take."""

_OF = {
    **dict.fromkeys(("viewers", "viewer", "观众", "用户", "粉丝"), "viewers"),
    **dict.fromkeys(("creators", "creator", "创作者", "作者", "达人"), "creators"),
}
_WHOSE = read_names_and_synonyms(WORDS, WHOSE, "whose")
_SHOW = {
    **dict.fromkeys(("chart", "picture", "图", "图表"), "chart"),
    **dict.fromkeys(("table", "list", "表", "表格", "列表"), "table"),
    **dict.fromkeys(("csv", "导出"), "csv"),
}
_PRIVATE = dict.fromkeys(("private", "私密", "仅自己可见", "privately"), True)

_ALL = QUESTIONS

_METRIC = read_names_and_synonyms(WORDS, METRIC_NAMES, "metrics")
_BY = read_names_and_synonyms(WORDS, DIMENSIONS, "dimensions")
_FORMAT = read_names_and_synonyms(WORDS, Format, "formats")
_TOP = ("best", "viral", "winners", "最好", "最佳", "最火", "热门", "爆款", "爆了")
_FLOP = ("worst", "flops", "weakest", "bottom", "最差", "扑街", "垫底")
_RANKED = 5
"""The videos that are ranked where no number is given."""
_VS = {
    **dict.fromkeys(("previous", "before", "prior", "上期", "环比"), "previous"),
    **dict.fromkeys(("year", "last_year", "去年", "同比"), "year"),
    **{word: whose for word, whose in _WHOSE.items() if whose == "rivals"},
}

OPTIONS: tuple[Option, ...] = (
    Option(
        "period",
        _ALL,
        calendar_periods.read_period,
        "a period of the calendar such as last_week, this_month or yesterday",
        "last month",
        ("时期", "期间"),
        calendar_periods.TWO_WORD_NAMES,
        ("",),
        bare=calendar_periods.PERIOD_WORDS,
    ),
    Option(
        "last",
        _ALL,
        option_values.read_span,
        "a number and a unit, such as 30 days, 2 weeks or 3 months",
        "last 30 days",
        ("past", "最近", "近", "过去"),
        option_values.SPAN,
        ("前",),
    ),
    Option(
        "since",
        _ALL,
        option_values.read_day,
        "a day such as 2026-09-01",
        "since:2026-09-01",
        ("from", "after", "自", "从", "开始"),
    ),
    Option(
        "until",
        _ALL,
        option_values.read_day,
        "a day such as 2026-09-30",
        "until:2026-09-30",
        ("to", "till", "至", "到", "截至", "结束"),
    ),
    Option(
        "platform",
        _ALL,
        option_values.synonym_reader(typed_platform_synonyms()),
        "a platform such as douyin, tiktok or youtube",
        "platform=douyin",
        ("平台",),
    ),
    Option(
        "account",
        ("segments", "kpis", "predict", "drivers"),
        option_values.read_accounts,
        "an account such as @brand",
        "account=@brand",
        ("账号", "帐号", "账户"),
    ),
    Option(
        "k",
        ("segments",),
        option_values.whole_number(2, 12),
        "a whole number from 2 to 12",
        "k=4",
        ("groups", "clusters", "组数", "群数", "分组"),
    ),
    Option(
        "of",
        ("segments",),
        option_values.choice(_OF),
        "viewers or creators",
        "of=creators",
        ("who", "人群", "对象"),
        bare=_OF,
    ),
    Option(
        "of",
        ("kpis", "predict", "drivers", "ideas"),
        option_values.choice(_WHOSE),
        "ours, all or rivals",
        "of=all",
        ("whose", "accounts", "谁的", "范围"),
        bare={word: whose for word, whose in _WHOSE.items() if whose == "rivals"},
    ),
    Option(
        "n",
        ("influencers", "ideas"),
        option_values.whole_number(1, 100),
        "a whole number from 1 to 100",
        "top 5",
        ("top", "limit", "数量", "人数"),
        option_values.COUNT,
        ("前",),
    ),
    Option(
        "topic",
        ("influencers", "kpis", "predict", "drivers", "ideas"),
        option_values.read_tag,
        "a topic such as cooking",
        "topic=cooking",
        ("about", "tag", "话题", "主题", "标签"),
    ),
    Option(
        "metric",
        ("kpis",),
        option_values.choices(_METRIC),
        "a metric such as views, ctr, likes or revenue, or several with commas between them",
        "metric=likes",
        ("kpi", "指标"),
        bare=_METRIC,
    ),
    Option(
        "top",
        ("kpis",),
        option_values.whole_number(1, MOST_RANKED),
        "a whole number from 1 to 50",
        "top 3",
        _TOP,
        option_values.COUNT,
        ("前",),
        bare=dict.fromkeys(("top", *_TOP), _RANKED),
    ),
    Option(
        "flop",
        ("kpis",),
        option_values.whole_number(1, MOST_RANKED),
        "a whole number from 1 to 50",
        "flop 3",
        _FLOP,
        option_values.COUNT,
        ("后", "倒数"),
        bare=dict.fromkeys(("flop", *_FLOP), _RANKED),
    ),
    Option(
        "by",
        ("kpis",),
        option_values.choice(_BY),
        "platform, account, topic, format, duration, hour or segment",
        "by=platform",
        ("per", "split", "按", "维度"),
    ),
    Option(
        "vs",
        ("kpis",),
        option_values.choice(_VS),
        "previous, year or rivals",
        "vs=year",
        ("versus", "against", "对比", "比较"),
        bare={"环比": "previous", "同比": "year"},
    ),
    Option(
        "format",
        ("kpis", "predict", "drivers"),
        option_values.choice(_FORMAT),
        "video, image, text or live",
        "format=video",
        ("体裁", "形式"),
    ),
    Option(
        "length",
        ("kpis",),
        plan_values.read_lengths,
        "lengths such as <20, 15-30 or >60 (seconds), or 1:30",
        "duration=<20",
        ("duration", "seconds", "时长", "长度"),
    ),
    Option(
        "target",
        ("predict", "drivers"),
        option_values.choice(_METRIC),
        "a metric such as views, completion, shares or engagement",
        "target=completion",
        ("metric", "kpi", "目标", "指标"),
        bare=_METRIC,
    ),
    Option(
        "duration",
        ("predict",),
        plan_values.read_duration,
        "a length such as 25, 25s or 1:30, up to a day",
        "duration=25",
        ("length", "seconds", "时长", "长度"),
        plan_values.SECONDS,
    ),
    Option(
        "hour",
        ("predict",),
        plan_values.read_hour,
        "an hour from 0 to 23, such as 20 or 20:00",
        "hour=20",
        ("at", "time", "小时", "时间", "时段"),
        plan_values.CLOCK,
    ),
    Option(
        "weekday",
        ("predict",),
        option_values.choice(plan_values.WEEKDAYS),
        "a day of the week such as tue",
        "weekday=tue",
        ("星期", "周几"),
        bare=plan_values.WEEKDAYS,
    ),
    Option(
        "date",
        ("predict",),
        plan_values.read_day,
        "a day to come, such as 2026-12-24 or tomorrow",
        "date=tomorrow",
        ("on", "日期", "发布日期"),
    ),
    Option(
        "caption",
        ("predict",),
        option_values.free_text(),
        "a text of up to 500 characters, in quotation marks",
        "caption=Noodles",
        ("title", "text", "标题", "文案"),
    ),
    Option(
        "hashtags",
        ("predict",),
        plan_values.read_hashtags,
        "up to 30 hashtags, such as #food,#noodles",
        "hashtags=#noodles",
        ("hashtag", "标签词", "话题标签"),
    ),
    Option(
        "music",
        ("predict",),
        option_values.free_text("♪"),
        "the name of a sound",
        "music=Sunrise",
        ("sound", "音乐", "配乐"),
    ),
    Option(
        "or",
        ("predict",),
        plan_values.read_alternative,
        "another plan, such as weekday=sat hour=11",
        "or weekday=sat",
        ("或", "或者", "还是"),
    ),
    Option(
        "score",
        ("predict",),
        option_values.read_flag,
        "yes or no",
        "score",
        ("scorecard", "成绩", "战绩"),
        bare=dict.fromkeys(("score", "scorecard", "成绩", "战绩", "准确率"), True),
    ),
    Option(
        "segment",
        ("drivers", "ideas"),
        plan_values.read_segment,
        "a segment such as “night owls”, as /segments names it",
        'segment="night owls"',
        ("for", "audience", "人群", "分群", "群体"),
    ),
    Option(
        "half_life",
        ("influencers",),
        option_values.number_between(0, 1e6),
        "days, more than 0 and below 1,000,000",
        "half_life=90",
        ("halflife", "half-life", "半衰期"),
    ),
    Option(
        "damping",
        ("influencers",),
        option_values.number_between(0, 0.99),
        "a number between 0 and 0.99, such as 0.85",
        "damping=0.9",
        ("阻尼", "阻尼系数"),
    ),
    Option(
        "show",
        _ALL,
        option_values.choice(_SHOW),
        "chart, table or csv",
        "show=table",
        ("as", "显示", "展示"),
        bare=_SHOW,
    ),
    Option("private", _ALL, option_values.read_flag, "yes or no", "private", ("私密",), bare=_PRIVATE),
)
"""All options in the order of help."""


def options_of(command: str) -> tuple[Option, ...]:
    """Return the options that a command takes, in the order of help."""
    named = command_named(command).options
    return tuple(option for option in OPTIONS if command in option.commands or option.name in named)


def option_named(name: str, command: str | None = None) -> Option:
    """Return the option with this canonical name, of a command if several differ. Raises KeyError."""
    for option in OPTIONS:
        if option.name == name and (command is None or command in option.commands):
            return option
    raise KeyError(name)
