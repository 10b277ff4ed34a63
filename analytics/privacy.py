"""Who may be named: pseudonyms of viewers and the smallest group that is shown."""

from __future__ import annotations

import base64
import hashlib
import hmac

from pydantic import BaseModel, ConfigDict

PREFIX = "v_"
PUBLIC_IN_DEGREE = 20
"""An account with this many distinct incoming edges is a public figure and keeps its handle."""


class Policy(BaseModel):
    """What an answer may show; part of the key of every cached result."""

    model_config = ConfigDict(frozen=True)

    minimum_group: int = 20


def pseudonym(key: bytes, raw_id: str) -> str:
    """The name under which `raw_id` appears in every table: `v_` and 80 bits of HMAC-SHA-256 in base32.

    80 bits keep the chance of two of 100 million viewers sharing a name below 1 in 200 million.
    """
    digest = hmac.new(key, raw_id.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    return PREFIX + base64.b32encode(digest[:10]).decode("ascii").lower()


def is_pseudonym(name: str) -> bool:
    """Whether `name` has the form that `pseudonym` gives."""
    return (
        len(name) == 18 and name.startswith(PREFIX) and all(c in "abcdefghijklmnopqrstuvwxyz234567" for c in name[2:])
    )
