"""Reasons of an import as codes with facts: what it assumed, left out, rejected or could not read."""

from __future__ import annotations

import errno
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

_ASSUMPTIONS: Mapping[str, tuple[str, ...]] = {
    "year": ("column", "first", "last", "today"),
    "year_each": ("column", "first", "last", "today"),
    "year_given": ("column", "first", "last", "year"),
    "day_first": ("column", "example"),
    "month_first": ("column", "example"),
    "decimal_comma": ("column", "example"),
    "percent": ("column", "example"),
    "net": ("columns",),
    "views": (),
    "guessed": ("column", "meaning"),
    "mean_completion": (),
    "period_totals": (),
    "days_of_posts": (),
    "zone": ("zone",),
    "dates_only": ("columns",),
    "account_unnamed": ("account",),
    "account_apart": ("day", "other", "account"),
    "formats_unknown": ("formats",),
    "mapping_recalled": ("mapping",),
    "column_repeated": ("column",),
    "left_alone": ("reason",),
    "simulated_aside": (),
}
_LEFT_OUT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "no_meaning": (),
    "no_meaning_here": (),
    "left_out_as_asked": (),
    "account_by_username": (),
    "author_not_named": (),
    "bullet_comments": (),
    "chart_day": (),
    "chart_counts": (),
    "claim_or_opinion": (),
    "click_rate_alone": (),
    "click_rate_of_impressions": (),
    "comment_key": (),
    "comment_likes": (),
    "comment_replies": (),
    "comment_text": (),
    "description": (),
    "dislikes": (),
    "downloads": (),
    "event_date": (),
    "first_5_seconds": (),
    "first_2_seconds": (),
    "follower_difference": (),
    "goods": (),
    "music_ids_damaged": (),
    "picture_link": (),
    "profile_visits": (),
    "rate_without_counts": (),
    "reach": (),
    "recommendation": (),
    "remark": (),
    "revenue_by_video": (),
    "review_state": (),
    "row_number": (),
    "shares_again": (),
    "user_id_spare": (),
    "web_or_app": (),
}
_REJECTED_ROWS: Mapping[str, tuple[str, ...]] = {
    "found": ("reason", "found"),
    "found_count": ("reason", "found"),
    "found_in_either_order": ("reason", "found"),
    "in_column": ("column", "reason"),
    "expected_number": ("column",),
    "expected_decimal_point": ("column",),
    "expected_decimal_comma": ("column",),
    "expected_exact_number": ("column",),
    "expected_positive": ("column",),
    "expected_days": ("column", "days"),
    "expected_time": ("column", "example"),
    "expected_flag": ("column",),
    "expected_one_of": ("column", "words"),
    "expected_fields": ("fields",),
    "expected_object": (),
    "negative_count": ("column",),
    "before_1990": ("column", "text"),
    "in_future": ("column", "text", "now"),
    "time_rounded": ("column", "text"),
    "no_year": ("column", "text"),
    "no_such_day": ("column", "text"),
    "time_out_of_range": ("column", "text"),
    "nul_character": ("column",),
    "id_too_long": ("column", "characters"),
    "id_damaged": ("text",),
    "missing": ("meaning",),
    "video_unidentified": (),
    "line_too_long": ("bytes",),
    "row_too_long": ("bytes",),
    "row_unreadable": ("message",),
    "quote_open": (),
    "not_utf8": (),
    "header_again": (),
    "header_reordered": (),
    "header_of_another_table": ("line",),
    "invalid_json": ("message",),
    "list_cut_off": (),
    "nested_too_deep": (),
    "lone_surrogate": (),
}
_UNREADABLE_FILES: Mapping[str, tuple[str, ...]] = {
    "no_such_path": (),
    "no_such_data": (),
    "no_such_folder": (),
    "permission_denied": (),
    "is_folder": (),
    "system_error": ("message",),
    "changed_while_read": (),
    "expands_too_far": ("size", "limit"),
    "needs_password": (),
    "folder_without_files": ("suffixes",),
    "archive_without_files": ("suffixes",),
    "archive_damaged": ("message",),
    "archive_unknown": ("message",),
    "archive_too_deep": ("levels",),
    "archive_too_large": ("files",),
    "parquet_incomplete": ("message",),
    "parquet_damaged": ("message",),
    "parquet_rows": ("promised", "rows"),
    "workbook_part_damaged": ("part", "message"),
    "workbook_part_foreign": ("part",),
    "workbook_texts_too_long": ("characters",),
    "workbook_row_too_long": ("bytes",),
    "first_line_too_long": ("bytes",),
    "too_many_columns": ("columns",),
    "no_object": ("reason",),
    "no_list": (),
    "unknown_columns": (),
    "no_header": (),
    "no_table": (),
    "simulated_apart": (),
    "no_columns": (),
    "no_rows": (),
    "empty_file": (),
    "empty_sheet": (),
    "web_page": (),
    "binary": (),
    "pdf": (),
    "picture": (),
    "old_excel": (),
    "database": (),
    "foreign_archive": ("format",),
    "foreign_compression": ("format",),
    "not_csv": ("message",),
    "no_body": (),
    "same_names": (),
    "uneven_row": ("row", "cells", "columns"),
}
_BAD_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "mapping_form": (),
    "unknown_meaning": ("meanings",),
    "unknown_column": ("columns",),
    "unknown_column_everywhere": ("columns",),
    "topics_invalid": ("message",),
    "topic_without_words": ("topic",),
}
REASONS: Mapping[str, frozenset[str]] = {
    code: frozenset(names)
    for codes in (_ASSUMPTIONS, _LEFT_OUT_COLUMNS, _REJECTED_ROWS, _UNREADABLE_FILES, _BAD_OPTIONS)
    for code, names in codes.items()
}
"""Code -> the names of its facts."""
_WITH_VALUE = frozenset({"found", "found_count", "found_in_either_order"})
_OS_CODES = {errno.EACCES: "permission_denied", errno.EISDIR: "is_folder"}


class ReasonJson(TypedDict):
    """The JSON form of a reason."""

    code: str
    facts: dict[str, str | int | ReasonJson]


@dataclass(frozen=True, init=False)
class Reason:
    """Why a file, a column or a row was read as it was, or was not read. A fact may be a reason itself."""

    code: str
    facts: Mapping[str, str | int | Reason]

    def __init__(self, code: str, **facts: str | int | Reason) -> None:
        """Raises KeyError for an unknown code, ValueError where `facts` are not those of the code."""
        if REASONS[code] != facts.keys():
            raise ValueError(f"{code} has the facts {sorted(REASONS[code])}, not {sorted(facts)}")
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "facts", facts)

    def __hash__(self) -> int:
        return hash((self.code, frozenset(self.facts.items())))

    @property
    def kind(self) -> Reason:
        """The reason without the value that was found, under which rows are counted."""
        inner = self.facts.get("reason")
        return inner if self.code in _WITH_VALUE and isinstance(inner, Reason) else self

    def as_json(self) -> ReasonJson:
        """Return the JSON form."""
        facts = {name: fact.as_json() if isinstance(fact, Reason) else fact for name, fact in self.facts.items()}
        return {"code": self.code, "facts": facts}

    @classmethod
    def from_json(cls, value: ReasonJson) -> Reason:
        """Read the JSON form. Raises KeyError, TypeError, ValueError."""
        facts = {name: cls.from_json(fact) if isinstance(fact, dict) else fact for name, fact in value["facts"].items()}
        return cls(value["code"], **facts)


def stored_text(reason: Reason) -> str:
    """The text of a reason in the database."""
    return json.dumps(reason.as_json(), ensure_ascii=False)


def read_stored(text: str) -> Reason | str:
    """The reason in a text of the database; earlier releases stored an English sentence, which is returned as it is."""
    try:
        return Reason.from_json(json.loads(text))
    except (KeyError, TypeError, ValueError):
        return text


def reason_of(error: OSError) -> Reason:
    """The reason that the operating system gives."""
    code = _OS_CODES.get(error.errno or 0)
    return Reason(code) if code else Reason("system_error", message=error.strerror or str(error))
