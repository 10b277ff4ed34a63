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


async def _run_doctor(home: Path, **environment: str) -> tuple[int, dict[str, dict[str, Any]]]:
    environment_without_tokens = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "doctor", "--json", "--home", str(home)),
        stdout=subprocess.PIPE,
        env=environment_without_tokens | environment,
    )
    out, _ = await process.communicate()
    document = json.loads(out)
    assert document["ok"] == (process.returncode == 0)
    return process.returncode or 0, {finding["check"]: finding for finding in document["findings"]}


async def test_a_fresh_machine_is_walked_through_getting_the_tokens(home: Path) -> None:
    status, results = await _run_doctor(home)
    assert status == 3
    assert results["bot token"]["state"] == "missing"
    assert "xoxb-" in results["bot token"]["remedy"]
    assert "connections:write" in results["signing secret"]["remedy"]
    assert "reelpulse import" in results["database"]["remedy"]
    assert results["fonts"]["state"] == results["workers"]["state"] == "ok"


async def test_a_good_installation_is_well(brand: Path) -> None:
    async with LocalSlack().running() as slack:
        status, results = await _run_doctor(
            brand, SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_APP_TOKEN=APP_TOKEN, SLACK_API_URL=slack.api_url
        )
    assert status == 0
    assert {finding["state"] for finding in results.values()} == {"ok"}
    assert results["scope chat:write"]["seen"].startswith("to post answers")


async def test_a_scope_that_was_not_granted_is_named_with_its_reason(brand: Path) -> None:
    async with LocalSlack().running() as slack:
        slack.scopes.discard("files:write")
        status, results = await _run_doctor(
            brand, SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_APP_TOKEN=APP_TOKEN, SLACK_API_URL=slack.api_url
        )
    assert status == 3
    assert results["scope files:write"]["state"] == "missing"
    assert "upload charts" in results["scope files:write"]["seen"]
    assert "reinstall" in results["scope files:write"]["remedy"]


async def test_a_token_that_slack_refuses_is_told_in_slacks_words(brand: Path) -> None:
    async with LocalSlack().running() as slack:
        slack.faults.add("auth.test", InjectedFault("account_inactive"))
        status, results = await _run_doctor(
            brand, SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_SIGNING_SECRET="0" * 32, SLACK_API_URL=slack.api_url
        )
    assert status == 3
    assert "account_inactive" in results["bot token"]["seen"]
    assert results["signing secret"]["state"] == "ok"


async def test_a_database_that_is_none_and_a_server_that_is_away_are_told(home: Path) -> None:
    home.mkdir()
    (home / "data.db").write_bytes(b"not a database at all" * 100)
    status, results = await _run_doctor(home, SLACK_BOT_TOKEN="xoxb-1", SLACK_API_URL="http://127.0.0.1:9/api/")
    assert status == 3
    assert results["database"]["state"] == "wrong"
    assert "backup" in results["database"]["remedy"]
    assert "SLACK_API_URL" in results["bot token"]["remedy"]
