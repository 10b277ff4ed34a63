"""The table of commands: names, synonyms, usage hints and examples."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.catalog import kinds

COMMON_OPTIONS = ("period", "last", "since", "until", "platform", "show", "private")
"""The options that every question takes."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be asked under a name of its own."""

    name: str
    synonyms: tuple[str, ...]
    usage: str
    """The hint that Slack shows while it is typed."""
    examples: tuple[str, ...] = ()
    """As typed, for help."""
    options: tuple[str, ...] = ()
    """Names of options that it takes beside those whose entry in the option table lists it."""
    covers_full_days: bool = False
    """Without a period it covers the last 28 full days, not all data."""


COMMANDS: tuple[Command, ...] = (
    Command(
        "segments",
        ("segment", "分群", "人群", "受众", "观众分群"),
        "[k=4] [last 30 days] [platform=…] [of=creators] [private] | help",
        ("segments", "segments k=4 last 30 days", "segments of=creators show=table private"),
    ),
    Command(
        "influencers",
        ("influencer", "达人", "红人", "网红", "影响力"),
        "[n=10] [topic=…] [since:2026-09-01] [private] | help",
        ("influencers", "influencers top 5 last 90 days", "influencers half_life=90 show=table private"),
    ),
    Command(
        "kpis",
        ("kpi", "metrics", "指标", "数据", "战报"),
        "[last 30 days] [top 5] [flop 5] [metric=likes] [by=platform] [vs=year] [of=all] [private] | help",
        (
            *("kpis", "kpis last 7 days by=platform", "kpis metric=likes topic=cooking vs=year private"),
            *("kpis top 3 last month", "kpis flop 5 metric=completion"),
        ),
        covers_full_days=True,
    ),
    Command(
        "predict",
        ("prediction", "forecast", "预测", "预估"),
        "[views] [duration=20] [hour=20] [weekday=sat] [topic=…] [or weekday=tue …] | plan | score | help",
        (
            "predict weekday=tue hour=20 or weekday=sat hour=11",
            "predict completion duration=20 topic=cooking",
            "predict",
            "predict score",
        ),
    ),
    Command(
        "drivers",
        ("driver", "effects", "驱动", "驱动因素", "什么有效"),
        "[completion] [topic=…] [segment=…] [last 90 days] [of=all] [private] | help",
        ("drivers", "drivers completion last 90 days", 'drivers segment="night owls"'),
    ),
    Command(
        "ideas",
        ("idea", "briefs", "brief", "创意", "选题", "灵感", "点子"),
        "[topic=…] [platform=…] [segment=…] [n=5] [private] | help",
        ("ideas", "ideas topic=cooking n=3", "ideas platform=douyin private"),
    ),
    Command(
        "digest",
        ("digests", "subscribe", "订阅", "日报", "周报", "月报", "简报"),
        "weekly mon 9:00 [request…] | list | pause N | resume N | now N | edit N | delete N | help",
        (
            *("digest weekly mon 9:00", "digest daily 9:00 influencers top 5", "digest monthly 31 9:00"),
            *("digest 0 9 * * 1", "digest list", "digest pause 3", "digest"),
        ),
    ),
    Command(
        "reelpulse",
        (),
        "kpis … | predict … | drivers … | ideas … | segments … | influencers … | digest … | help",
        ("kpis last 7 days", "segments last 30 days", "segments k=4 show=table", "influencers top 5", "ideas n=3"),
    ),
    Command("help", ("帮助", "?", "-h", "--help", "usage"), ""),
)
"""`reelpulse` is the door to the others: `/reelpulse segments k=4` equals `/segments k=4`."""

_REGISTERED: dict[str, Command] = {command.name: command for command in COMMANDS}


def commands() -> tuple[Command, ...]:
    """All commands."""
    return tuple(_REGISTERED.values())


def command_named(name: str) -> Command:
    """The command with this canonical name. Raises KeyError."""
    return _REGISTERED[name]


def questions() -> tuple[str, ...]:
    """The names of the commands that ask something of the data: one per analysis."""
    return kinds()


def register(command: Command) -> None:
    """Add a command. Raises ValueError where its name is taken."""
    if _REGISTERED.setdefault(command.name, command) != command:
        raise ValueError(f"there is already a command {command.name!r}")


def unregister(name: str) -> None:
    """Take a command out again."""
    del _REGISTERED[name]
