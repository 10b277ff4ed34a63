"""What is said in chat beside answers: how a question was read, choices between readings, refusals, greetings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.blocks.message import Block, Message, button, context, fitted, section
from bot.mrkdwn import escape
from bot.texts import say
from bot.texts.metric_words import metric_meaning, metric_name

ASK = "chat_ask"
"""Buttons whose value is a question; a number follows, because names within a block differ."""


def framed(message: Message, answer_id: str, lang: str, understood: str, lines: Sequence[str] = ()) -> Message:
    """An answer that begins with how the question was read, and ends with Edit and the two thumbs."""
    opening = say(lang, "chat-understood", words=understood)
    actions: Block = {
        "type": "actions",
        "block_id": f"chat:{answer_id}",
        "elements": [
            button("chat_edit", say(lang, "chat-edit"), answer_id),
            button("chat_good", say(lang, "feedback-good"), answer_id),
            button("chat_bad", say(lang, "feedback-bad"), answer_id),
        ],
    }
    blocks = [context(opening, *lines), *message.blocks, actions]
    return replace(message, text=f"{opening}\n{message.text}", blocks=blocks)


def asking(lines: Sequence[str], questions: Sequence[tuple[str, str]], name: str = "ask") -> Message:
    """Sentences, and a button for each question: its label and what is asked when it is pressed."""
    blocks = [section(line) for line in lines if line]
    if questions:
        elements = [button(f"{ASK}_{index}", label, value[:1900]) for index, (label, value) in enumerate(questions)]
        blocks.append({"type": "actions", "block_id": f"chat-{name}", "elements": elements})
    return fitted("\n".join([*lines, *(f"• {escape(label)}" for label, _ in questions)]), blocks)


def glossary(names: Sequence[str], lang: str) -> Message:
    """What metrics mean."""
    lines = [f"*{escape(metric_name(lang, name))}* — {escape(metric_meaning(lang, name))}" for name in names]
    return fitted("\n".join(lines), [section("\n".join(lines[at : at + 6])) for at in range(0, len(lines), 6)])
