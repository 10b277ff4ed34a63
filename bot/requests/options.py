"""The one table of commands and options: names, synonyms, types, forms, and which command takes which.

Parsing, help, manifest and tests read it; nothing else knows a name. Help texts are keyed by `Option.help_key`,
the forms a value may have by `Option.expects_key`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.requests import values
from bot.requests.request import Value


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be asked; `usage` is the hint that Slack shows while it is typed."""

    name: str
    synonyms: tuple[str, ...]
    usage: str


COMMANDS: tuple[Command, ...] = (
    Command(
        "segments",
        ("segment", "分群", "人群", "受众", "观众分群"),
        "[k=4] [last 30 days] [platform=…] [of=creators] [private] | help",
    ),
    Command(
        "influencers",
        ("influencer", "达人", "红人", "网红", "影响力"),
        "[n=10] [topic=…] [since:2026-09-01] [private] | help",
    ),
    Command(
        "digest",
        ("digests", "subscribe", "订阅", "日报", "周报", "月报", "简报"),
        "weekly mon 9:00 [request…] | list | pause N | resume N | now N | edit N | delete N | help",
    ),
    Command("reelpulse", (), "segments … | influencers … | digest … | help"),
    Command("help", ("帮助", "?", "-h", "--help", "usage"), ""),
)
"""`reelpulse` is the door to the others: `/reelpulse segments k=4` equals `/segments k=4`."""

QUESTIONS = ("segments", "influencers")
"""The commands that ask something of the data."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option under its canonical name."""

    name: str
    commands: tuple[str, ...]
    read: values.Reader
    expected: str
    """The forms a value may have, in English, for `BadValue`."""
    example: str
    """As it is typed, for help."""
    synonyms: tuple[str, ...] = ()
    phrase: str | None = None
    """A regular expression of values that may follow a name without a sign between: `last 30 days`, `top 5`."""
    spoken: tuple[str, ...] = ()
    """Further names, understood only before such a value: `前7天` and `前5名`."""
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


_OF = {
    **dict.fromkeys(("viewers", "viewer", "观众", "用户", "粉丝"), "viewers"),
    **dict.fromkeys(("creators", "creator", "创作者", "作者", "达人"), "creators"),
}
_SHOW = {
    **dict.fromkeys(("chart", "picture", "图", "图表"), "chart"),
    **dict.fromkeys(("table", "list", "表", "表格", "列表"), "table"),
    **dict.fromkeys(("csv", "导出"), "csv"),
}
_PRIVATE = dict.fromkeys(("private", "私密", "仅自己可见", "privately"), True)

PLATFORMS = {
    "抖音": "douyin",
    "快手": "kuaishou",
    "kwai": "kuaishou",
    "小红书": "xiaohongshu",
    "rednote": "xiaohongshu",
    "red": "xiaohongshu",
    "视频号": "channels",
    "微信视频号": "channels",
    "wechat channels": "channels",
    "reels": "instagram",
    "instagram reels": "instagram",
    "ig": "instagram",
    "shorts": "youtube",
    "youtube shorts": "youtube",
    "油管": "youtube",
}
"""Other names of platforms -> the name used in the data. Unlisted platforms pass as they are, in lower case."""

_BOTH = QUESTIONS

OPTIONS: tuple[Option, ...] = (
    Option(
        "last",
        _BOTH,
        values.span,
        "a number and a unit, such as 30 days, 2 weeks or 3 months",
        "last 30 days",
        ("past", "最近", "近", "过去"),
        values.SPAN,
        ("前",),
    ),
    Option(
        "since",
        _BOTH,
        values.day,
        "a day such as 2026-09-01",
        "since:2026-09-01",
        ("from", "after", "自", "从", "开始"),
    ),
    Option(
        "until",
        _BOTH,
        values.day,
        "a day such as 2026-09-30",
        "until:2026-09-30",
        ("to", "till", "至", "到", "截至", "结束"),
    ),
    Option(
        "platform",
        _BOTH,
        values.renamed(PLATFORMS),
        "a platform such as douyin, tiktok or youtube",
        "platform=douyin",
        ("平台",),
    ),
    Option(
        "account",
        ("segments",),
        values.free_text("@＠"),
        "an account such as @brand",
        "account=@brand",
        ("账号", "帐号", "账户"),
    ),
    Option(
        "k",
        ("segments",),
        values.whole(2, 12),
        "a whole number from 2 to 12",
        "k=4",
        ("groups", "clusters", "组数", "群数", "分组"),
    ),
    Option(
        "of",
        ("segments",),
        values.words(_OF),
        "viewers or creators",
        "of=creators",
        ("who", "人群", "对象"),
        bare=_OF,
    ),
    Option(
        "n",
        ("influencers",),
        values.whole(1, 100),
        "a whole number from 1 to 100",
        "top 5",
        ("top", "limit", "数量", "人数"),
        values.COUNT,
        ("前",),
    ),
    Option(
        "topic",
        ("influencers",),
        values.tag,
        "a topic such as cooking",
        "topic=cooking",
        ("about", "tag", "话题", "主题", "标签"),
    ),
    Option(
        "half_life",
        ("influencers",),
        values.between(0, 1e6),
        "days, more than 0 and below 1,000,000",
        "half_life=90",
        ("halflife", "half-life", "半衰期"),
    ),
    Option(
        "damping",
        ("influencers",),
        values.between(0, 1),
        "a number between 0 and 1, such as 0.85",
        "damping=0.9",
        ("阻尼", "阻尼系数"),
    ),
    Option("show", _BOTH, values.words(_SHOW), "chart, table or csv", "show=table", ("as", "显示", "展示"), bare=_SHOW),
    Option("private", _BOTH, values.flag, "yes or no", "private", ("私密",), bare=_PRIVATE),
)
"""Every option there is, in the order in which help shows them."""


def options_of(command: str) -> tuple[Option, ...]:
    """The options that a command takes, in the order of help."""
    return tuple(option for option in OPTIONS if command in option.commands)


def option_named(name: str) -> Option:
    """The option with this canonical name; KeyError if there is none."""
    for option in OPTIONS:
        if option.name == name:
            return option
    raise KeyError(name)
