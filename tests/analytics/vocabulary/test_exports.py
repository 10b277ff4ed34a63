"""What an export is said to bring, a file of it brings; and every export has words."""

from __future__ import annotations

import pytest

from analytics.importers.formats import FORMATS
from analytics.vocabulary.exports import EXPORTS, Export, bringing, of_grain
from analytics.vocabulary.metrics import DIMENSIONS, NAMES
from bot.texts import LANGUAGES, knows

_FOLLOWS_FROM = {
    "posts": {"published"},
    "engagement": {"views", "likes"},
    "shares_comments": {"shares", "comments"},
    "watch_through": {"watch_seconds"},
    "ctr": {"impressions", "views"},
    "topic": {"caption"},
    "hour": {"published"},
}
_ALWAYS = {"platform", "account"}


@pytest.mark.parametrize("export", [export for export in EXPORTS if export.platform], ids=lambda export: export.name)
def test_a_platforms_export_has_a_column_for_everything_it_is_said_to_bring(export: Export) -> None:
    formats = [
        one for one in FORMATS if one.grain == export.grain and export.platform in (one.platform, _platform(one))
    ]
    columns = {name for one in formats for name in one.columns}
    assert formats
    for what in export.brings - _ALWAYS:
        assert _FOLLOWS_FROM.get(what, {what}) <= columns, what


def _platform(format_: object) -> str:
    return str(getattr(format_, "constants", {}).get("platform", ""))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_export_has_words(lang: str) -> None:
    assert [export.name for export in EXPORTS if not knows(lang, f"export-{export.name}")] == []


@pytest.mark.parametrize("what", [name for name in (*NAMES, *DIMENSIONS) if name != "live"])
def test_some_export_brings_everything_that_can_be_asked_for(what: str) -> None:
    assert bringing(what, ())
    assert bringing(what, ("nobody",))


def test_the_platforms_at_hand_come_first() -> None:
    assert bringing("topic", ("tiktok",))[0] == "tiktok-content"
    assert bringing("format", ("douyin",))[0] == "douyin-works"
    assert of_grain("account_days", ("tiktok",)) == ("tiktok-overview",)
