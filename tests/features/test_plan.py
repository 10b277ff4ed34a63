"""A plan is filled in instead of typed: `/predict plan` opens a window; what is wrong is told in its field."""

from __future__ import annotations

import pytest

from bot.playground import LocalSlack
from tests.features.conftest import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope="module")
ANNA, SOCIAL = "U0ANNA", "C0SOCIAL"


async def test_a_plan_is_filled_in_corrected_and_foreseen(slack: LocalSlack, app: RunningApp) -> None:
    del app
    assert (await slack.actions.command(ANNA, SOCIAL, "/predict plan")).status == 200
    await slack.workspace.wait_until(lambda: slack.workspace.views.open)
    await slack.actions.fill(ANNA, "hour", "27")
    assert list(await slack.actions.submit(ANNA)) == ["hour"]
    await slack.actions.fill(ANNA, "hour", "20")
    await slack.actions.fill(ANNA, "duration", "20")
    assert await slack.actions.submit(ANNA) == {}
    await slack.workspace.wait_until(lambda: [post for post in slack.workspace.messages(SOCIAL) if post.blocks])
    post = slack.workspace.messages(SOCIAL)[-1]
    assert "20:00" in str(post.blocks) or "baseline" in str(post.blocks)
