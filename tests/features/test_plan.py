"""A plan is filled in instead of typed: `/predict plan` opens a window; what is wrong is told in its field."""

from __future__ import annotations

import pytest

from bot.playground import LocalSlack
from tests.features.conftest import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope="module")
ANNA, SOCIAL = "U0ANNA", "C0SOCIAL"


async def test_a_plan_is_filled_in_corrected_and_foreseen(slack: LocalSlack, app: RunningApp) -> None:
    del app
    assert (await slack.slack.command(ANNA, SOCIAL, "/predict plan")).status == 200
    await slack.workspace.until(lambda: slack.workspace.views.open)
    await slack.slack.fill(ANNA, "hour", "27")
    assert list(await slack.slack.submit(ANNA)) == ["hour"]
    await slack.slack.fill(ANNA, "hour", "20")
    await slack.slack.fill(ANNA, "duration", "20")
    assert await slack.slack.submit(ANNA) == {}
    await slack.workspace.until(lambda: [post for post in slack.workspace.said(SOCIAL) if post.blocks])
    post = slack.workspace.said(SOCIAL)[-1]
    assert "20:00" in str(post.blocks) or "baseline" in str(post.blocks)
