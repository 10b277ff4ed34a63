"""`reelpulse doctor` finds what is wrong and says how to mend it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from bot.playground import APP_TOKEN, BOT_TOKEN, InjectedFault, LocalSlack


async def _examined(home: Path, **environment: str) -> tuple[int, dict[str, dict[str, Any]]]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "doctor", "--json", "--home", str(home)),
        stdout=subprocess.PIPE,
        env=kept | environment,
    )
    out, _ = await process.communicate()
    said = json.loads(out)
    assert said["ok"] == (process.returncode == 0)
    return process.returncode or 0, {finding["check"]: finding for finding in said["findings"]}


async def test_a_fresh_machine_is_walked_through_getting_the_tokens(home: Path) -> None:
    status, found = await _examined(home)
    assert status == 3
    assert found["bot token"]["state"] == "missing"
    assert "xoxb-" in found["bot token"]["remedy"]
    assert "connections:write" in found["signing secret"]["remedy"]
    assert "reelpulse import" in found["database"]["remedy"]
    assert found["fonts"]["state"] == found["workers"]["state"] == "ok"


async def test_a_good_installation_is_well(brand: Path) -> None:
    async with LocalSlack().running() as slack:
        status, found = await _examined(
            brand, SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_APP_TOKEN=APP_TOKEN, SLACK_API_URL=slack.api_url
        )
    assert status == 0
    assert {finding["state"] for finding in found.values()} == {"ok"}
    assert found["scope chat:write"]["seen"].startswith("to post answers")


async def test_a_scope_that_was_not_granted_is_named_with_its_reason(brand: Path) -> None:
    async with LocalSlack().running() as slack:
        slack.scopes.discard("files:write")
        status, found = await _examined(
            brand, SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_APP_TOKEN=APP_TOKEN, SLACK_API_URL=slack.api_url
        )
    assert status == 3
    assert found["scope files:write"]["state"] == "missing"
    assert "upload charts" in found["scope files:write"]["seen"]
    assert "reinstall" in found["scope files:write"]["remedy"]


async def test_a_token_that_slack_refuses_is_told_in_slacks_words(brand: Path) -> None:
    async with LocalSlack().running() as slack:
        slack.faults.add("auth.test", InjectedFault("account_inactive"))
        status, found = await _examined(
            brand, SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_SIGNING_SECRET="0" * 32, SLACK_API_URL=slack.api_url
        )
    assert status == 3
    assert "account_inactive" in found["bot token"]["seen"]
    assert found["signing secret"]["state"] == "ok"


async def test_a_database_that_is_none_and_a_server_that_is_away_are_told(home: Path) -> None:
    home.mkdir()
    (home / "data.db").write_bytes(b"not a database at all" * 100)
    status, found = await _examined(home, SLACK_BOT_TOKEN="xoxb-1", SLACK_API_URL="http://127.0.0.1:9/api/")
    assert status == 3
    assert found["database"]["state"] == "wrong"
    assert "backup" in found["database"]["remedy"]
    assert "SLACK_API_URL" in found["bot token"]["remedy"]
