"""The optional language model: asked only when unsure, held to our schema, never trusted."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.conversation.language_model import Endpoint
from bot.settings import Settings
from bot.understanding import Reading, Understanding
from tests.bot.understanding.questions import TODAY

_UNSURE = Understanding(Reading("kpis", 0.3), (Reading("segments", 0.2),))
_SURE = Understanding(Reading("kpis", 0.9))


@dataclass
class _Served:
    url: str = ""
    asked: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)


@contextlib.asynccontextmanager
async def _serving(content: str, status: int = 200) -> AsyncIterator[_Served]:
    served = _Served()

    async def complete(request: web.Request) -> web.Response:
        served.asked.append((dict(request.headers), await request.json()))
        return web.json_response({"choices": [{"message": {"content": content}}]}, status=status)

    app = web.Application()
    app.router.add_post("/v1/chat/completions", complete)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    served.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield served
    finally:
        await runner.cleanup()


def _endpoint(home: Path, url: str | None) -> Endpoint:
    given = {"REELPULSE_HOME": home, "REELPULSE_LLM_URL": url, "REELPULSE_LLM_KEY": "k", "REELPULSE_LLM_MODEL": "m"}
    return Endpoint(Settings.model_validate(given))


async def test_an_unsure_reading_is_improved_by_a_valid_proposal(tmp_path: Path) -> None:
    proposal = {"intent": "influencers", "request": {"topic": "cooking", "n": 5}}
    async with _serving(json.dumps(proposal)) as served:
        found = await _endpoint(tmp_path, served.url).improved("who, cooking, five?", _UNSURE, TODAY)
    assert (found.best.intent, found.best.request) == ("influencers", {"topic": "cooking", "n": 5})
    headers, body = served.asked[0]
    assert headers["Authorization"] == "Bearer k"
    assert body["messages"][-1] == {"role": "user", "content": "who, cooking, five?"}


async def test_a_sure_reading_is_not_sent_anywhere_and_without_an_address_nothing_is(tmp_path: Path) -> None:
    async with _serving("{}") as served:
        assert await _endpoint(tmp_path, served.url).improved("kpis", _SURE, TODAY) is _SURE
    assert not served.asked
    assert await _endpoint(tmp_path, None).improved("kpis", _UNSURE, TODAY) is _UNSURE


@pytest.mark.parametrize(
    "content",
    [
        "I cannot do that",
        '{"intent": "delete_everything"}',
        '{"intent": "kpis", "request": {"sql": "DROP TABLE videos"}}',
        '{"intent": "kpis", "request": {"platform": "myspace"}}',
        '{"intent": "segments", "request": {"k": "many"}}',
        "[]",
    ],
)
async def test_what_breaks_the_schema_is_not_used(tmp_path: Path, content: str) -> None:
    async with _serving(content) as served:
        assert await _endpoint(tmp_path, served.url).improved("hm", _UNSURE, TODAY) is _UNSURE


async def test_an_endpoint_that_fails_or_is_not_there_changes_nothing(tmp_path: Path) -> None:
    async with _serving("{}", status=500) as served:
        assert await _endpoint(tmp_path, served.url).improved("hm", _UNSURE, TODAY) is _UNSURE
    assert await _endpoint(tmp_path, "http://127.0.0.1:9/v1").improved("hm", _UNSURE, TODAY) is _UNSURE
