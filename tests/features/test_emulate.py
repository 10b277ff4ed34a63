"""The same conversation against a Slack that others wrote: emulate, from npm."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import shutil
import socket
import subprocess
import time
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest
import pytest_asyncio

from bot.playground import SIGNING_SECRET
from tests.features.conftest import running_app

PACKAGES = Path(__file__).parents[1] / "node" / "node_modules"
EMULATE = PACKAGES / ".bin" / "emulate"

pytestmark = pytest.mark.node


def _needed(reason: str) -> None:
    if os.environ.get("REELPULSE_NEEDS_NODE") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest_asyncio.fixture
async def emulated() -> AsyncIterator[str]:
    """The address of emulate's Slack."""
    if shutil.which("node") is None:
        _needed("needs Node.js 20")
    if not EMULATE.exists():
        _needed("needs emulate: npm ci --prefix tests/node")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        *(str(EMULATE), "--service", "slack", "--port", str(port)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        async with asyncio.timeout(60):
            while not await _is_up(address):
                await asyncio.sleep(0.1)  # it announces itself in colours that change; the port is the sign
        yield address
    finally:
        os.killpg(process.pid, 15)
        await process.wait()


async def _is_up(address: str) -> bool:
    try:
        async with aiohttp.ClientSession() as session, session.post(f"{address}/api/auth.test") as answer:
            return answer.status < 500
    except aiohttp.ClientError:
        return False


async def _call(address: str, method: str, **arguments: str) -> dict[str, object]:
    headers = {"Authorization": "Bearer xoxb-test"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(f"{address}/api/{method}", json=arguments) as answer,
    ):
        body: dict[str, object] = await answer.json()
        return body


async def _posted(address: str, channel: str) -> list[dict[str, object]]:
    said = await _call(address, "conversations.history", channel=channel)
    messages = said["messages"]
    assert isinstance(messages, list)
    return [message for message in messages if message.get("blocks")]


async def test_a_command_is_answered_once_with_a_chart(emulated: str, brand: Path, tmp_path: Path) -> None:
    """200 at once, one message; a repeat changes nothing; what is not signed is refused."""
    listed = await _call(emulated, "conversations.list")
    channels = listed["channels"]
    assert isinstance(channels, list)
    channel = channels[0]["id"]
    users = (await _call(emulated, "users.list"))["members"]
    assert isinstance(users, list)
    body = urlencode(
        {
            "command": "/segments",
            "text": "",
            "team_id": "T1",
            "channel_id": channel,
            "user_id": users[0]["id"],
            "trigger_id": "1.2",
        }
    )
    async with running_app(brand, f"{emulated}/api/", tmp_path / "log") as app, aiohttp.ClientSession() as session:

        async def send(stamp: int, secret: str = SIGNING_SECRET, **more: str) -> int:
            digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
            headers = {
                "X-Slack-Request-Timestamp": str(stamp),
                "X-Slack-Signature": f"v0={digest}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
            async with session.post(f"{app.address}/slack/events", data=body, headers=headers | more) as answer:
                return answer.status

        now = int(time.time())
        assert await send(now - 360) == 401
        assert await send(now, secret="another") == 401
        assert await _posted(emulated, channel) == []
        assert await send(now) == 200
        async with asyncio.timeout(60):
            while not await _posted(emulated, channel):
                await asyncio.sleep(0.2)  # emulate tells nobody when something was posted
        assert await send(now, **{"X-Slack-Retry-Num": "1"}) == 200
        await asyncio.sleep(1)  # what must not happen sends no sign
        (message,) = await _posted(emulated, channel)
    blocks = message["blocks"]
    assert isinstance(blocks, list)
    assert "data_visualization" in [block["type"] for block in blocks]
