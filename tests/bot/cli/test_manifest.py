"""The manifest is printed as Slack takes it, with other names or for HTTP where wanted."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from analytics.vocabulary.errors import BadValue
from bot.cli import build
from bot.manifest import commands, manifest, scopes, variant
from bot.requests import COMMANDS

NAMES = tuple(command.name for command in COMMANDS if command.name != "help")


def test_the_manifest_is_printed_unchanged_and_uses_socket_mode() -> None:
    ran = CliRunner().invoke(build(), ["manifest"])
    assert ran.exit_code == 0
    assert ran.stdout == manifest()
    assert commands() == NAMES
    assert "socket_mode_enabled: true" in ran.stdout
    assert "slack/events" not in ran.stdout


def test_a_prefix_renames_every_command_and_nothing_else() -> None:
    ran = CliRunner().invoke(build(), ["manifest", "--prefix", "rp_"])
    assert commands(ran.stdout) == tuple(f"rp_{name}" for name in NAMES)
    assert ran.stdout.replace("command: /rp_", "command: /") == manifest()


def test_over_http_every_command_events_and_clicks_have_the_address() -> None:
    text = variant("rp_", "https://bot.example.com/")
    url = '"https://bot.example.com/slack/events"'
    assert len(re.findall(rf"^      url: {url}$", text, re.MULTILINE)) == len(NAMES)
    assert f"  event_subscriptions:\n    request_url: {url}\n" in text
    assert f"  interactivity:\n    is_enabled: true\n    request_url: {url}\n" in text
    assert "socket_mode_enabled: false" in text


def test_an_address_that_already_names_the_events_is_not_doubled() -> None:
    assert variant(http="https://a.example/slack/events") == variant(http="https://a.example")


@pytest.mark.parametrize(
    "address", ["http://bot.example.com", "bot.example.com", "", "https://", "https://a b", 'https://a"\nx: y']
)
def test_an_address_that_slack_could_not_reach_is_refused(address: str) -> None:
    with pytest.raises(BadValue) as raised:
        variant(http=address)
    assert raised.value.option == "--http"


@pytest.mark.parametrize("prefix", ["RP_", "r p", "x" * 21, "数据_", "a\nb"])
def test_a_prefix_that_slack_would_refuse_is_refused(prefix: str) -> None:
    with pytest.raises(BadValue) as raised:
        variant(prefix)
    assert raised.value.option == "--prefix"


def test_every_scope_says_in_one_line_why_it_is_needed() -> None:
    reasons = scopes()
    assert {"commands", "chat:write", "files:write", "im:write", "users:read"} <= set(reasons)
    assert all(10 < len(why) < 100 for why in reasons.values())


def test_every_command_keeps_within_slacks_limits() -> None:
    for limit, key in ((1000, "usage_hint"), (2000, "description")):
        assert all(len(value) <= limit for value in re.findall(rf"{key}: (.*)", manifest()))
    assert all(len(name) < 32 for name in commands(variant("x" * 20)))
