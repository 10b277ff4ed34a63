"""Meta's posts: life-time totals or days, month first, reels and carousels in one file."""

from __future__ import annotations

import pytest

from analytics.importers.formats import LIFETIME, fold_name
from analytics.importers.parsing.instants import Clock, parse_instant
from tests.analytics.importers.formats.generated import CLOCK, match_header, read_rows, read_texts


def test_life_time_rows_are_told_from_days() -> None:
    schema = match_header("instagram posts")
    row = (
        '18011,1784,ourbrand,Our Brand,"Soup, again #dinner",44,{when},https://www.instagram.com/reel/DAbc123/,'
        "{kind},,{date},1200,900,61,8,4,5,23\n"
    )
    text = "".join(
        row.format(when="10/03/2026 08:31", kind=kind, date=date)
        for kind, date in (("IG reel", "Lifetime"), ("IG carousel", "10/04/2026"))
    )
    total, day = read_rows("instagram posts", text)
    assert schema.format.lifetime == "Date"
    assert "Date" not in schema.mapping
    assert fold_name(total["Date"]) in LIFETIME
    assert fold_name(day["Date"]) not in LIFETIME
    assert [read_texts(schema, row)["format"] for row in (total, day)] == ["video", "image"]
    assert read_texts(schema, total)["account"] == "ourbrand"
    assert schema.left_out["Reach"].code == "reach"


def test_times_are_month_first_unless_the_column_says_otherwise() -> None:
    schema = match_header("instagram posts")
    assert schema.format.day_first is False
    clock = Clock(CLOCK.zone, CLOCK.now, schema.format.day_first)
    assert parse_instant("10/03/2026 08:31", "published", clock) == parse_instant(
        "2026-10-03 08:31", "published", CLOCK
    )


@pytest.mark.parametrize(("word", "kind"), [("Reel", "video"), ("Photo", "image"), ("Text", "text"), ("Live", "live")])
def test_posts_of_a_page_have_our_kinds(word: str, kind: str) -> None:
    schema = match_header("facebook posts")
    assert schema.format.words["format"][fold_name(word)] == kind
    assert (schema.mapping["Page name"], schema.mapping["Reactions"]) == ("account", "likes")
