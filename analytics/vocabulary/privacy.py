"""Pseudonyms of viewers, and the smallest group that is shown."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

PREFIX = "v_"
_BYTES, _LETTERS = 10, 16
PUBLIC_IN_DEGREE = 20
"""An account with this many distinct incoming edges is public and keeps its handle."""


class Policy(BaseModel):
    """What an answer may show; part of the key of every cached result."""

    model_config = ConfigDict(frozen=True)

    minimum_group: int = 20


def pseudonyms(key: bytes, raw_ids: Iterable[str]) -> list[str]:
    """Return the pseudonyms of raw ids: `v_` and 80 bits of HMAC-SHA-256 in base32.

    With 80 bits the probability that any two of 100 million viewers have the same pseudonym is below 1 in 200 million.
    """
    digests = [hmac.digest(key, raw.encode("utf-8", "surrogatepass"), "sha256")[:_BYTES] for raw in raw_ids]
    # Ten bytes are exactly sixteen letters, so all digests can be encoded at once.
    letters = base64.b32encode(b"".join(digests)).decode("ascii").lower()
    return [PREFIX + letters[index : index + _LETTERS] for index in range(0, len(letters), _LETTERS)]


def pseudonym(key: bytes, raw_id: str) -> str:
    """Return the pseudonym of one raw id."""
    return pseudonyms(key, (raw_id,))[0]


def is_pseudonym(name: str) -> bool:
    """Whether `name` has the form of a pseudonym."""
    return (
        len(name) == 18 and name.startswith(PREFIX) and all(c in "abcdefghijklmnopqrstuvwxyz234567" for c in name[2:])
    )
