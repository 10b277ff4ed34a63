"""Events, comments and orders: what people did, each counted once."""

from __future__ import annotations

import pytest

from analytics.importers.formats import LEAVE_OUT, SchemaMatch, fold_name, match_schema
from analytics.importers.parsing.instants import parse_instant
from analytics.importers.parsing.values import parse_money
from analytics.vocabulary.records import Action, Grain
from tests.analytics.importers.formats.generated import CLOCK, match_header, read_rows, read_texts


@pytest.mark.parametrize(
    ("event", "action"),
    [
        ("video_start", "view"),
        ("page_view", "impression"),
        ("select_content", "click"),
        ("share", "share"),
        ("purchase", "purchase"),
        ("add_to_wishlist", "save"),
        ("video_progress", LEAVE_OUT),
        ("session_start", LEAVE_OUT),
    ],
)
def test_events_of_analytics_are_actions_or_left_out(event: str, action: str) -> None:
    schema = match_header("google analytics events")
    text = f"20260726,1785043860000000,{event},123.456,7531345990947851551,4.5,USD,12,T1,WEB\n"
    (row,) = read_rows("google analytics events", text)
    texts = read_texts(schema, row)
    assert texts["action"] == action
    at = parse_instant(texts["time"] or "", "time", CLOCK)
    assert at is not None
    assert at.micros == 1785043860000000
    assert (texts["viewer"], texts["order_id"]) == ("123.456", "T1")


def test_every_action_that_a_format_names_is_one_of_ours() -> None:
    for name in ("google analytics events", "kuaishou log"):
        schema = match_header(name).format
        named = {*schema.words.get("action", {}).values(), *schema.flags.values()} - {LEAVE_OUT}
        assert named <= set(map(str, Action))


def test_a_page_that_shows_a_video_names_it() -> None:
    columns = ["event_timestamp", "event_name", "user_pseudo_id", "page_location"]
    schema = match_schema("ga.csv", columns, {})
    link = "https://brand.example/watch?video_id=abc123"
    assert read_texts(schema, dict(zip(columns, ["1", "page_view", "7", link], strict=True)))["video_id"] == "abc123"
    shop = "https://brand.example/shop"
    assert read_texts(schema, dict(zip(columns, ["1", "page_view", "7", shop], strict=True))).get("video_id") is None


def test_a_comment_on_a_video_is_an_event_and_one_on_an_account_an_edge_towards_it() -> None:
    on_video, on_account = match_header("comments on videos"), match_header("comments on an account")
    assert (on_video.grain, on_video.format.constants) == (Grain.EVENTS, {"action": "comment"})
    assert (on_account.grain, on_account.format.constants) == (Grain.EDGES, {"kind": "comment"})
    assert on_account.format.account_is == "target"
    assert "text" in on_video.left_out
    assert "like_count" in on_video.left_out


def is_refused(schema: SchemaMatch, row: dict[str, str]) -> bool:
    return any(fold_name(row[column]) in words for column, words in schema.format.refuse.items())


def test_orders_are_purchases_and_those_that_came_to_nothing_are_left_out() -> None:
    text = (
        "576,Completed,1,Soup,1,25.99,0,10/03/2026 08:00:00 PM,10/03/2026 08:31:00 PM,fan_1\n"
        "577,Canceled,1,Soup,1,25.99,25.99,10/03/2026 08:00:00 PM,,fan_2\n"
    )
    schema = match_header("tiktok shop orders")
    bought, gone = read_rows("tiktok shop orders", text)
    assert (is_refused(schema, bought), is_refused(schema, gone)) == (False, True)
    texts = read_texts(schema, bought)
    assert (texts["action"], texts["viewer"], texts["order_id"]) == ("purchase", "fan_1", "576")
    assert parse_money(texts["value"] or "", "value") == 25.99
    assert schema.format.refunds == "Order Refund Amount"


def test_further_lines_of_an_order_are_none_of_their_own() -> None:
    schema = match_header("shopify orders")
    assert schema.format.required == ("value",)
    assert (schema.mapping["Name"], schema.mapping["Total"]) == ("order_id", "value")


def test_chinese_orders_are_read_in_yuan_by_their_smallest_part() -> None:
    schema = match_header("douyin shop orders")
    assert schema.mapping["子订单编号"] == "order_id"
    assert schema.format.constants == {"action": "purchase", "currency": "CNY"}
    assert set(schema.format.refuse) == {"订单状态", "售后状态"}


def test_a_currency_that_the_file_names_is_not_implied() -> None:
    columns = ["子订单编号", "买家昵称", "实付金额", "支付时间", "币种"]
    assert match_schema("订单.csv", columns, {}).mapping["币种"] == "currency"
