"""The log of everything that was generated: one JSON line each in the home, without a person's name."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

FILE = "audit.jsonl"


def write(home: Path, what: str, facts: Mapping[str, object]) -> None:
    """Append one line: when, what, and the facts. A line is written in one piece, whoever else writes."""
    line = json.dumps({"at": datetime.now(UTC).isoformat(), "what": what, **facts}, ensure_ascii=False) + "\n"
    descriptor = os.open(home / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)
