"""A plan is filled in instead of typed: `/predict plan` opens a window; what is wrong is told in its field."""

from __future__ import annotations

import pytest

from bot.playground import LocalSlack
from tests.features.conftest import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope="module")
ANNA, SOCIAL = "U0ANNA", "C0SOCIAL"


async def test_a_plan_is_picked_corrected_and_foreseen(slack: LocalSlack, app: RunningApp) -> None:
    """At most eight fields at first, pickers for what has few values, and all fields on demand."""
    del app
    assert (await slack.actions.command(ANNA, SOCIAL, "/predict plan")).status == 200
    await slack.workspace.wait_until(lambda: slack.workspace.views.open)
    inputs = [block for block in slack.workspace.views.top(ANNA).view["blocks"] if block["type"] == "input"]
    assert len(inputs) <= 8
    kinds = {block["block_id"]: block["element"]["type"] for block in inputs}
    assert {kinds[name] for name in ("topic", "format", "platform", "weekday", "hour", "account")} == {"static_select"}
    await slack.actions.fill(ANNA, "duration", "soon")
    await slack.actions.fill(ANNA, "hour", "20")
    assert list(await slack.actions.submit(ANNA)) == ["duration"]
    await slack.actions.press(ANNA, "plan_more")
    await slack.workspace.wait_until(
        lambda: any(block.get("block_id") == "hashtags" for block in slack.workspace.views.top(ANNA).view["blocks"])
    )
    await slack.actions.fill(ANNA, "duration", "20")
    await slack.actions.fill(ANNA, "hour", "20")
    assert await slack.actions.submit(ANNA) == {}
    await slack.workspace.wait_until(lambda: [post for post in slack.workspace.messages(SOCIAL) if post.blocks])
    post = slack.workspace.messages(SOCIAL)[-1]
    assert "20:00" in str(post.blocks) or "baseline" in str(post.blocks)
