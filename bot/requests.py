"""What a person wants, as they said it: the Request, and (below) the one table of options."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Request(BaseModel):
    """A command and its options under their canonical names, values as said and checked for form.

    Relative periods stay relative; plain data with a JSON form: stored, edited and scheduled.
    """

    model_config = ConfigDict(frozen=True)

    command: str
    options: dict[str, str | int | float | bool] = {}
