"""The state of briefs in the message that shows them: kept, dropped, approved, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.blocks.message import Block, context
from bot.texts import say

_STATE = "decided:"


def with_decisions(blocks: Sequence[Block], decisions: Mapping[int, tuple[str, str]], lang: str) -> list[Block]:
    """The blocks of a message with a line under the buttons of each brief that somebody has decided about.

    `decisions`: decision and Slack user by the position of the brief.
    """
    shown: list[Block] = []
    for block in blocks:
        identity = str(block.get("block_id", ""))
        if identity.startswith(_STATE):
            continue
        shown.append(block)
        place = _place(block)
        if place is not None and place in decisions:
            decision, user = decisions[place]
            line = say(lang, f"ideas-state-{decision}", place=place, user=user)
            shown.append(context(line) | {"block_id": f"{_STATE}{place}"})
    return shown


def _place(block: Block) -> int | None:
    """The position of the brief whose buttons a block holds."""
    if block["type"] != "actions" or not str(block["elements"][0].get("action_id", "")).startswith("idea_"):
        return None
    number = str(block["elements"][0].get("value", "")).rpartition(":")[2]
    return int(number) if number.isdigit() else None
