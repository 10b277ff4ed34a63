"""A drop-down of time zones."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from analytics.vocabulary.word_lists import read_lines
from bot.blocks.message import Block, option

_MAX_OPTIONS = 100


def zone_select(action: str, selected: str, *others: str, prefix: str = "") -> Block:
    """The common time zones and `others`, with `selected` chosen; values are zones behind `prefix`."""
    zones = dict.fromkeys([selected, *others, *_common_zones()])
    options = [option(zone, f"{prefix}{zone}") for zone in zones][:_MAX_OPTIONS]
    return {"type": "static_select", "action_id": action, "options": options, "initial_option": options[0]}


@cache
def _common_zones() -> tuple[str, ...]:
    return tuple(read_lines(Path(__file__).with_name("zones.txt")))
