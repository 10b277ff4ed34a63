"""Models of block elements: texts, buttons, menus and the fields of modals, with Slack's limits.

Source: docs.slack.dev/reference/block-kit, November 2026.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator


def sized(longest: int, shortest: int = 1) -> StringConstraints:
    """Text of `shortest` to `longest` characters."""
    return StringConstraints(min_length=shortest, max_length=longest)


class Element(BaseModel):
    """The base class: refuses unknown fields and converts nothing."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Plain(Element):
    """Plain text."""

    type: Literal["plain_text"]
    text: Annotated[str, sized(3000)]
    emoji: bool | None = None


class Mrkdwn(Element):
    """Text with Slack's formatting."""

    type: Literal["mrkdwn"]
    text: Annotated[str, sized(3000)]
    verbatim: bool | None = None


AnyText = Annotated[Plain | Mrkdwn, Field(discriminator="type")]


def at_most(characters: int) -> AfterValidator:
    """Limit plain text to `characters`."""

    def check(plain: Plain) -> Plain:
        if len(plain.text) > characters:
            raise ValueError(f"must be less than {characters + 1} characters")
        return plain

    return AfterValidator(check)


class Confirm(Element):
    """A confirmation dialog."""

    title: Annotated[Plain, at_most(100)]
    text: Annotated[Plain, at_most(300)]
    confirm: Annotated[Plain, at_most(30)]
    deny: Annotated[Plain, at_most(30)]
    style: Literal["primary", "danger"] | None = None


class MenuOption(Element):
    """An option of a menu or of checkboxes."""

    text: Annotated[Plain, at_most(75)]
    value: Annotated[str, sized(150)]


class Filter(Element):
    """The conversations that a picker offers."""

    include: Annotated[list[Literal["im", "mpim", "private", "public"]], Field(min_length=1)] | None = None
    exclude_external_shared_channels: bool | None = None
    exclude_bot_users: bool | None = None


class Button(Element):
    """A button."""

    type: Literal["button"]
    action_id: Annotated[str, sized(255)]
    text: Annotated[Plain, at_most(75)]
    value: Annotated[str, sized(2000, 0)] | None = None
    url: Annotated[str, sized(3000)] | None = None
    style: Literal["primary", "danger"] | None = None
    confirm: Confirm | None = None


class Overflow(Element):
    """An overflow menu."""

    type: Literal["overflow"]
    action_id: Annotated[str, sized(255)]
    options: Annotated[list[MenuOption], Field(min_length=1, max_length=5)]
    confirm: Confirm | None = None


class ConversationsSelect(Element):
    """A picker of conversations."""

    type: Literal["conversations_select"]
    action_id: Annotated[str, sized(255)]
    initial_conversation: Annotated[str, sized(30)] | None = None
    default_to_current_conversation: bool | None = None
    filter: Filter | None = None
    placeholder: Annotated[Plain, at_most(150)] | None = None


class TextInput(Element):
    """A text input."""

    type: Literal["plain_text_input"]
    action_id: Annotated[str, sized(255)]
    initial_value: Annotated[str, sized(3000)] | None = None
    multiline: bool | None = None
    max_length: Annotated[int, Field(ge=1, le=3000)] | None = None
    placeholder: Annotated[Plain, at_most(150)] | None = None


class TimePicker(Element):
    """A time picker."""

    type: Literal["timepicker"]
    action_id: Annotated[str, sized(255)]
    initial_time: Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] | None = None


class StaticSelect(Element):
    """A select menu."""

    type: Literal["static_select"]
    placeholder: Annotated[Plain, at_most(150)] | None = None
    action_id: Annotated[str, sized(255)]
    options: Annotated[list[MenuOption], Field(min_length=1, max_length=100)]
    initial_option: MenuOption | None = None

    @model_validator(mode="after")
    def _check_initial_option(self) -> Self:
        if self.initial_option is not None and self.initial_option not in self.options:
            raise ValueError("initial_option must be one of options")
        return self


class Checkboxes(Element):
    """A group of checkboxes."""

    type: Literal["checkboxes"]
    action_id: Annotated[str, sized(255)]
    options: Annotated[list[MenuOption], Field(min_length=1, max_length=10)]
    initial_options: Annotated[list[MenuOption], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _check_initial_options(self) -> Self:
        if any(option not in self.options for option in self.initial_options or []):
            raise ValueError("initial_options must be among options")
        return self
