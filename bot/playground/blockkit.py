"""Models of the Block Kit blocks that the bot uses; they refuse unknown fields and apply the documented limits.

Source: docs.slack.dev/reference/block-kit/blocks, November 2026; `msg_blocks_too_long` is undocumented and observed
at about 13,200 characters.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, Self

from pydantic import (
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from bot.playground.elements import (
    AnyText,
    Button,
    Checkboxes,
    ConversationsSelect,
    Element,
    Overflow,
    Plain,
    StaticSelect,
    TextInput,
    TimePicker,
    at_most,
    sized,
)

MAX_BLOCKS = 50
MAX_VIEW_BLOCKS = 100
MAX_CHARACTERS = 13_200
MAX_CHARTS = 2


class _Block(Element):
    block_id: Annotated[str, sized(255)] | None = None


class _Header(_Block):
    type: Literal["header"]
    text: Annotated[Plain, at_most(150)]


class _Section(_Block):
    type: Literal["section"]
    text: AnyText | None = None
    fields: Annotated[list[AnyText], Field(min_length=1, max_length=10)] | None = None
    accessory: Annotated[Button | Overflow | StaticSelect, Field(discriminator="type")] | None = None

    @model_validator(mode="after")
    def _has_text(self) -> Self:
        if self.text is None and self.fields is None:
            raise ValueError("text or fields is required")
        return self


class _Context(_Block):
    type: Literal["context"]
    elements: Annotated[list[AnyText], Field(min_length=1, max_length=10)]


class _Divider(_Block):
    type: Literal["divider"]


class _Actions(_Block):
    type: Literal["actions"]
    elements: Annotated[
        list[Annotated[Button | Overflow | StaticSelect, Field(discriminator="type")]],
        Field(min_length=1, max_length=25),
    ]


class _SlackFile(Element):
    id: Annotated[str, sized(60)]


class _Image(_Block):
    type: Literal["image"]
    alt_text: Annotated[str, sized(2000)]
    title: Annotated[Plain, at_most(2000)] | None = None
    image_url: Annotated[str, sized(3000)] | None = None
    slack_file: _SlackFile | None = None

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        if (self.image_url is None) == (self.slack_file is None):
            raise ValueError("exactly one of image_url and slack_file is required")
        return self


class _Markdown(_Block):
    type: Literal["markdown"]
    text: Annotated[str, sized(12_000)]


class _Cell(Element):
    type: Literal["raw_text", "raw_number"]
    text: Annotated[str, sized(1000)]
    value: float | int | None = None


class _DataTable(_Block):
    type: Literal["data_table"]
    caption: Annotated[str, sized(200)]
    rows: Annotated[
        list[Annotated[list[_Cell], Field(min_length=1, max_length=20)]], Field(min_length=2, max_length=101)
    ]
    page_size: Annotated[int, Field(ge=1, le=100)] | None = None
    row_header_column_index: Annotated[int, Field(ge=0, le=19)] | None = None

    @model_validator(mode="after")
    def _is_rectangular(self) -> Self:
        if len({len(row) for row in self.rows}) != 1:
            raise ValueError("all rows must have as many cells as the first")
        if any(cell.type != "raw_text" for cell in self.rows[0]):
            raise ValueError("the header row takes raw_text only")
        return self


class _Point(Element):
    label: Annotated[str, sized(20)]
    value: float | int


class _Series(Element):
    name: Annotated[str, sized(20)]
    data: Annotated[list[_Point], Field(min_length=1, max_length=20)]


class _Axes(Element):
    categories: Annotated[list[Annotated[str, sized(20)]], Field(min_length=1, max_length=20)]
    x_label: Annotated[str, sized(50)] | None = None
    y_label: Annotated[str, sized(50)] | None = None


class _XY(Element):
    type: Literal["bar", "line", "area"]
    series: Annotated[list[_Series], Field(min_length=1, max_length=6)]
    axis_config: _Axes

    @model_validator(mode="after")
    def _covers_every_category(self) -> Self:
        categories = self.axis_config.categories
        if len(set(categories)) != len(categories):
            raise ValueError("categories must be unique")
        if any([point.label for point in series.data] != categories for series in self.series):
            raise ValueError("labels of every series must equal axis_config.categories")
        return self


class _Pie(Element):
    type: Literal["pie"]
    segments: Annotated[list[_Point], Field(min_length=1, max_length=6)]


class _Chart(_Block):
    type: Literal["data_visualization"]
    title: Annotated[str, sized(50)]
    chart: Annotated[_XY | _Pie, Field(discriminator="type")]


class _InputBlock(_Block):
    type: Literal["input"]
    label: Annotated[Plain, at_most(2000)]
    element: Annotated[
        ConversationsSelect | TextInput | TimePicker | StaticSelect | Checkboxes, Field(discriminator="type")
    ]
    hint: Annotated[Plain, at_most(2000)] | None = None
    optional: bool | None = None
    dispatch_action: bool | None = None


class _View(Element):
    type: Literal["modal"]
    title: Annotated[Plain, at_most(24)]
    blocks: Annotated[
        list[
            Annotated[
                _Header | _Section | _Context | _Divider | _Actions | _Image | _InputBlock, Field(discriminator="type")
            ]
        ],
        Field(max_length=MAX_VIEW_BLOCKS),
    ]
    submit: Annotated[Plain, at_most(24)] | None = None
    close: Annotated[Plain, at_most(24)] | None = None
    callback_id: Annotated[str, sized(255)] | None = None
    private_metadata: Annotated[str, sized(3000, 0)] | None = None
    clear_on_close: bool | None = None
    notify_on_close: bool | None = None

    @model_validator(mode="after")
    def _is_submittable(self) -> Self:
        if self.submit is None and any(isinstance(block, _InputBlock) for block in self.blocks):
            raise ValueError("submit is required where there are inputs")
        identities = [block.block_id for block in self.blocks if block.block_id]
        if len(set(identities)) != len(identities):
            raise ValueError("block_id must be unique")
        return self


_AnyBlock = Annotated[
    _Header | _Section | _Context | _Divider | _Actions | _Image | _Markdown | _DataTable | _Chart,
    Field(discriminator="type"),
]
_BLOCKS: TypeAdapter[list[Any]] = TypeAdapter(list[_AnyBlock])
_UNIONS = {"plain_text", "mrkdwn", "button", "overflow", "static_select", "bar", "line", "area", "pie"}


def block_errors(blocks: object) -> list[str]:
    """Return what Slack would refuse, each error with its JSON pointer; empty if the blocks are valid."""
    try:
        parsed = _BLOCKS.validate_python(blocks)
    except ValidationError as error:
        return [f"{entry['msg']} [json-pointer:{_pointer(entry['loc'])}]" for entry in error.errors()]
    errors = []
    if len(parsed) > MAX_BLOCKS:
        errors.append(f"no more than {MAX_BLOCKS} items allowed [json-pointer:/blocks]")
    if sum(isinstance(block, _Chart) for block in parsed) > MAX_CHARTS:
        errors.append(f"no more than {MAX_CHARTS} charts allowed [json-pointer:/blocks]")
    identities = [block.block_id for block in parsed if block.block_id]
    if len(set(identities)) != len(identities):
        errors.append("block_id must be unique [json-pointer:/blocks]")
    return errors


def view_errors(view: object) -> list[str]:
    """Return what Slack would refuse of a modal; empty if it is valid."""
    try:
        _View.model_validate(view)
    except ValidationError as error:
        return [f"{entry['msg']} [json-pointer:/view/{'/'.join(map(str, entry['loc']))}]" for entry in error.errors()]
    return []


def is_too_long(blocks: object) -> bool:
    """Whether the blocks together exceed the limit of characters."""
    return len(json.dumps(blocks, ensure_ascii=False)) > MAX_CHARACTERS


def file_ids(blocks: list[dict[str, Any]]) -> list[str]:
    """The ids of the uploaded files in image blocks."""
    return [block["slack_file"]["id"] for block in blocks if block["type"] == "image" and block.get("slack_file")]


def _pointer(location: tuple[int | str, ...]) -> str:
    """A JSON pointer from a pydantic location, without the names of union members."""
    keys = [part for index, part in enumerate(location) if not (isinstance(part, str) and _is_member(location, index))]
    return "/blocks" + "".join(f"/{part}" for part in keys)


def _is_member(location: tuple[int | str, ...], index: int) -> bool:
    return (index == 1) or (str(location[index]) in _UNIONS)
