"""What can be given for a plan, with values from the own data: the answer to `/predict plan` without a window."""

from __future__ import annotations

from analytics.store.queries.plan_choices import PlanChoices
from bot.blocks.message import Message, context, fitted, header, section
from bot.mrkdwn import escape, plain_handle
from bot.texts import say
from bot.texts.metric_words import group_name, platform_name
from bot.texts.topic_words import topic_name

_MOST = 6


def plan_message(choices: PlanChoices, lang: str) -> Message:
    """Say what a plan may hold, and how it is typed."""
    lists = {
        "topic": [topic_name(lang, topic) for topic in choices.topics],
        "format": [group_name(lang, "format", name) for name in choices.formats],
        "platform": [platform_name(lang, name) for name in choices.platforms],
        "account": [plain_handle(handle) for handle in choices.accounts],
    }
    lines = [_line(lang, name, _listed(lang, values)) for name, values in lists.items() if values]
    length = say(lang, "planner-length")
    if choices.seconds is not None:
        length = say(lang, "planner-length-usual", seconds=choices.seconds)
    lines += [
        _line(lang, "duration", length),
        _line(lang, "weekday", say(lang, "planner-weekday-values")),
        _line(lang, "hour", say(lang, "planner-hour-values")),
        _line(lang, "caption", say(lang, "planner-caption-values")),
    ]
    first = typed_example(choices)
    examples = [first, f"{first} or {second_length(choices)}s", "/predict 1:30 at 8pm", "/predict 45s tomorrow evening"]
    if lang == "zh":
        examples[2:] = ["/predict 1分30秒 晚上8点", "/predict 45秒 明晚"]
    title = say(lang, "planner-title")
    blocks = [
        header(title),
        section("\n".join([say(lang, "planner-intro"), *lines])),
        section("\n".join([say(lang, "help-examples"), *(f"`{escape(example, 200)}`" for example in examples)])),
        context(say(lang, "planner-window")),
    ]
    return fitted("\n".join([title, *examples]), blocks)


def typed_example(choices: PlanChoices) -> str:
    """A plan as it is typed, made of the most frequent values of the own videos."""
    parts = [f"{choices.seconds or 25}s", "sat", "at 20:00"]
    if choices.topics and " " not in choices.topics[0]:
        parts.insert(0, f"topic={choices.topics[0]}")
    if choices.platforms:
        parts.append(f"platform={choices.platforms[0]}")
    return f"/predict {' '.join(parts)}"


def second_length(choices: PlanChoices) -> int:
    """Another length to compare with."""
    return 2 * (choices.seconds or 25)


def _line(lang: str, name: str, values: str) -> str:
    return say(lang, "planner-line", name=say(lang, f"planner-{name}"), values=escape(values, 300))


def _listed(lang: str, values: list[str]) -> str:
    shown = say(lang, "list-separator").join(values[:_MOST])
    return f"{shown} …" if len(values) > _MOST else shown
