"""A plan without an account gets the only possible one, if there is exactly one."""

from __future__ import annotations

import pytest

from analytics.prediction.dataset.plan_owner import with_owner
from analytics.vocabulary.questions import Plan

POSTING = {"tiktok|brand", "youtube|brand.tv", "tiktok|rival", "youtube|rival"}


@pytest.mark.parametrize(
    ("ours", "platform", "account"),
    [
        ({"tiktok|brand"}, None, "brand"),
        ({"tiktok|brand", "youtube|brand.tv"}, None, None),
        ({"tiktok|brand", "youtube|brand.tv"}, "youtube", "brand.tv"),
        ({"tiktok|brand"}, "youtube", None),
        ({"douyin|silent"}, None, None),
        (set(), None, None),
    ],
)
def test_ours_is_taken_where_it_is_the_only_one(ours: set[str], platform: str | None, account: str | None) -> None:
    assert with_owner(Plan(hour=20, platform=platform), POSTING, ours).account == account


def test_the_only_account_is_taken_though_none_is_marked() -> None:
    assert with_owner(Plan(), {"unknown|solo"}, set()).account == "solo"


def test_one_handle_on_several_platforms_is_one_account() -> None:
    assert with_owner(Plan(), {"tiktok|brand", "douyin|brand"}, set()).account == "brand"


def test_an_account_that_was_named_stays() -> None:
    assert with_owner(Plan(account="rival"), POSTING, {"tiktok|brand"}).account == "rival"
