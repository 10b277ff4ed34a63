"""What a person wants, as they said it: a command and its options, plain data with a JSON form."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

Value = str | int | float | bool


class Request(BaseModel):
    """A command and its options under their canonical names, values as said and checked for form.

    Relative periods stay relative, so that a Request can be stored, edited and scheduled.
    """

    model_config = ConfigDict(frozen=True)

    command: str
    options: dict[str, Value] = {}
