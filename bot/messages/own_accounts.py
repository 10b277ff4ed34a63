"""The question which accounts are ours: a button for each of the likeliest, a menu for the others."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.message import Block, Message, button, context, fitted, option, section
from bot.mrkdwn import escape, plain_handle
from bot.texts import say

BUTTONS = 8
_OPTIONS = 100


def own_accounts_message(accounts: Sequence[tuple[str, bool]], lang: str) -> Message:
    """Return the question with the accounts in order: handle, and whether it is marked as ours."""
    marked = [handle for handle, ours in accounts if ours]
    text = say(lang, "ours-which", n=len(accounts))
    names = say(lang, "list-separator").join(escape(plain_handle(handle, 40)) for handle in marked[:20])
    state = say(lang, "ours-marked", names=names) if marked else say(lang, "ours-none")
    blocks: list[Block] = [section(text)]
    elements: list[Block] = [
        button(f"ours_{index}", _label(handle, ours), handle, style="primary" if ours else None)
        for index, (handle, ours) in enumerate(accounts[:BUTTONS])
    ]
    others = accounts[BUTTONS : BUTTONS + _OPTIONS]
    if others:
        options = [option(_label(handle, ours), handle) for handle, ours in others if len(handle) <= 150]
        placeholder = {"type": "plain_text", "text": say(lang, "ours-more")}
        elements.append(
            {"type": "static_select", "action_id": "ours_more", "placeholder": placeholder, "options": options}
        )
    blocks += [{"type": "actions", "block_id": "ours", "elements": elements}, context(state)]
    return fitted(text, blocks)


def _label(handle: str, ours: bool) -> str:
    return f"{'✓ ' if ours else ''}{plain_handle(handle, 40)}"
