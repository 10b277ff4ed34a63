"""The Request: a command and its options as the person asked for them, plain data with a JSON form."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Value = str | int | float | bool


class Request(BaseModel):
    """A command and its options under their canonical names, with values whose form was checked.

    Relative periods stay relative, so that a Request can be stored, edited and scheduled.
    """

    model_config = ConfigDict(frozen=True)

    command: str
    options: dict[str, Value] = {}
