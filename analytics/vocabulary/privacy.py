"""Who may be named: pseudonyms of viewers and the smallest group that is shown."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

PREFIX = "v_"
_BYTES, _LETTERS = 10, 16
PUBLIC_IN_DEGREE = 20
"""An account with this many distinct incoming edges is a public figure and keeps its handle."""


class Policy(BaseModel):
    """What an answer may show; part of the key of every cached result."""

    model_config = ConfigDict(frozen=True)

    minimum_group: int = 20


def pseudonyms(key: bytes, raw_ids: Iterable[str]) -> list[str]:
    """The names under which raw ids appear in every table: `v_` and 80 bits of HMAC-SHA-256 in base32.

    80 bits keep the chance of two of 100 million viewers sharing a name below 1 in 200 million.
    """
    digests = [hmac.digest(key, raw.encode("utf-8", "surrogatepass"), "sha256")[:_BYTES] for raw in raw_ids]
    # Ten bytes are sixteen letters, without padding: all are encoded at once.
    letters = base64.b32encode(b"".join(digests)).decode("ascii").lower()
    return [PREFIX + letters[place : place + _LETTERS] for place in range(0, len(letters), _LETTERS)]


def pseudonym(key: bytes, raw_id: str) -> str:
    """The name of one raw id."""
    return pseudonyms(key, (raw_id,))[0]


def is_pseudonym(name: str) -> bool:
    """Whether `name` has the form that `pseudonym` gives."""
    return (
        len(name) == 18 and name.startswith(PREFIX) and all(c in "abcdefghijklmnopqrstuvwxyz234567" for c in name[2:])
    )
