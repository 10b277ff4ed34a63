"""The audit log of generated content: one JSON line per event in the home, without names of persons."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

FILE = "audit.jsonl"


def write(home: Path, kind: str, facts: Mapping[str, object]) -> None:
    """Append one line with time, kind and facts; each line is one write, so that lines of processes do not mix."""
    line = json.dumps({"at": datetime.now(UTC).isoformat(), "what": kind, **facts}, ensure_ascii=False) + "\n"
    descriptor = os.open(home / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)
