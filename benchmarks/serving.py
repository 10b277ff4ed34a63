"""The serving process: the time to start, and the time to acknowledge under load.

The peer is the same web server without an application.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from bot.playground import BOT_TOKEN, SIGNING_SECRET

_COMMANDS = 1_000
_IN_FLIGHT = 50
_STARTS = 5
_BARE = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
async def answer(request):
    await request.body()
    return Response()
uvicorn.run(Starlette(routes=[Route("/slack/events", answer, methods=["POST"])]), port=int(sys.argv[1]),
            log_level="error", access_log=False)
"""
_SLACK = """
import asyncio
from bot.playground import LocalSlack
async def main():
    async with LocalSlack().running() as slack:
        print(slack.api_url, flush=True)
        await asyncio.Event().wait()
asyncio.run(main())
"""


def run() -> list[str]:
    """Return two lines: seconds to start, and milliseconds to acknowledge 50 requests at once beside two heavy jobs."""
    return asyncio.run(_run())


async def _run() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        _fill(Path(folder) / "exports", home)
        starts = []
        async with _slack() as api_url:
            for _ in range(_STARTS):
                start = time.perf_counter()
                async with _app(api_url, home) as address:
                    starts.append(time.perf_counter() - start)
            async with _app(api_url, home) as address:
                ours = await _under_load(address, heavy=True)
        async with _bare() as address:
            bare = await _under_load(address, heavy=False)
    return [
        f"serving process up: {statistics.median(starts):.2f} s, median of {_STARTS} (at most 2)",
        f"acknowledgement, {_IN_FLIGHT} in flight and two heavy jobs running: p99 {ours:.0f} ms (below 100), "
        f"a bare web server {bare:.0f} ms, ratio {ours / bare:.1f}",
    ]


def _fill(exports: Path, home: Path) -> None:
    for command in (
        ("simulate", "--users", "6000", "--seed", "1", "--out", str(exports)),
        ("import", str(exports), "--home", str(home)),
    ):
        subprocess.run([sys.executable, "-m", "bot", *command], check=True, capture_output=True)


@asynccontextmanager
async def _slack() -> AsyncIterator[str]:
    """Run the local Slack in a separate process, so that it does not slow the clients."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _SLACK, stdout=subprocess.PIPE)
    assert process.stdout is not None
    yield (await process.stdout.readline()).decode().strip()
    process.kill()
    await process.wait()


@asynccontextmanager
async def _app(api_url: str, home: Path) -> AsyncIterator[str]:
    environment = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": api_url,
        "REELPULSE_JOBS": "1000",
        "REELPULSE_JOBS_PER_USER": "1000",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--port", "0", "--home", str(home)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | environment,
    )
    assert process.stdout is not None
    match = re.search(r"health at (http://\S+)/healthz", (await process.stdout.readline()).decode())
    assert match
    yield match[1]
    process.send_signal(signal.SIGTERM)
    await process.wait()


@asynccontextmanager
async def _bare() -> AsyncIterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _BARE, str(port))
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            break
        except OSError:
            await asyncio.sleep(0.05)
    writer.close()
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    await process.wait()


async def _under_load(address: str, *, heavy: bool) -> float:
    """Return the 99th percentile of the time to acknowledge, in milliseconds."""
    numbers = itertools.count()

    def body(text: str) -> str:
        fields = {"command": "/segments", "text": text, "channel_id": "C0SOCIAL", "user_id": "U0ANNA", "team_id": "T"}
        return urlencode(fields | {"trigger_id": f"{next(numbers)}.{time.time()}"})

    connector = aiohttp.TCPConnector(limit=_IN_FLIGHT)
    async with aiohttp.ClientSession(connector=connector) as session:
        if heavy:
            for k in (5, 6):
                await _post(session, address, body(f"k={k}"))
        return await _percentile(lambda: _post(session, address, body("help")))


async def _percentile(send: Callable[[], Awaitable[None]]) -> float:
    times: list[float] = []

    async def client() -> None:
        while len(times) < _COMMANDS:
            start = time.perf_counter()
            await send()
            times.append((time.perf_counter() - start) * 1000)

    await asyncio.gather(*(client() for _ in range(_IN_FLIGHT)))
    return statistics.quantiles(times, n=100)[98]


async def _post(session: aiohttp.ClientSession, address: str, body: str) -> None:
    timestamp = str(int(time.time()))
    headers = {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": SignatureVerifier(SIGNING_SECRET).generate_signature(timestamp=timestamp, body=body) or "",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    async with session.post(f"{address}/slack/events", data=body, headers=headers) as answer:
        assert answer.status == 200
        await answer.read()
