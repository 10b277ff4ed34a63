"""Google Analytics 4: events of visitors of a site or an app in the BigQuery export, with times in microseconds.

Only actions of viewers are imported; progress, completion, scrolling and sessions are left out, so that a view is
counted once.
"""

from __future__ import annotations

from analytics.importers.formats import links
from analytics.importers.formats.format import ANY_OTHER, LEAVE_OUT, FileFormat
from analytics.vocabulary.records import Grain

_ACTIONS = {
    "impression": ("page_view", "screen_view", "view_item", "view_item_list", "view_promotion", "video_impression"),
    "click": ("select_content", "select_item", "select_promotion", "click", "video_click"),
    "view": ("video_start", "video_view", "video_play"),
    "like": ("like", "video_like", "heart"),
    "comment": ("comment", "video_comment", "post_comment"),
    "share": ("share", "video_share"),
    "save": ("add_to_wishlist", "save", "bookmark", "favorite", "video_save"),
    "follow": ("follow", "subscribe", "join_group"),
    "purchase": ("purchase", "in_app_purchase", "ecommerce_purchase"),
    "hide": ("hide", "not_interested", "dismiss"),
}

EVENTS = FileFormat(
    "google analytics events",
    Grain.EVENTS,
    signature=("event_timestamp", "event_name", "user_pseudo_id | user_id"),
    columns={
        "viewer": "user_pseudo_id | user_id",
        "time": "event_timestamp",
        "action": "event_name",
        "video_id": "video_id | event_params.video_id | content_id | event_params.content_id | video_url"
        " | event_params.video_url | page_location | event_params.page_location",
        "watch_seconds": "video_current_time | event_params.video_current_time | watch_seconds"
        " | event_params.watch_seconds",
        "value": "purchase_revenue | ecommerce.purchase_revenue | event_value | value | event_value_in_usd"
        " | event_params.value",
        "currency": "currency | event_params.currency",
        "order_id": "transaction_id | ecommerce.transaction_id | event_params.transaction_id",
    },
    spread=frozenset({"video_id", "watch_seconds", "value", "currency", "order_id"}),
    own_viewer_ids=True,
    words={
        "action": {
            **{name.replace("_", ""): action for action, names in _ACTIONS.items() for name in names},
            ANY_OTHER: LEAVE_OUT,
        }
    },
    cleaned={"video_id": links.id_or_link},
    left_out={
        "event_date": "event_date",
        "platform": "web_or_app",
        "user_id": "user_id_spare",
    },
)
