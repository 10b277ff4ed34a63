"""A cache folder for bytecode, used if the environment forbids bytecode beside the sources.

With `PYTHONDONTWRITEBYTECODE` set, as in many container images, every start compiles half a million lines: a command
or a worker starts in five seconds instead of one.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def enable() -> None:
    """Let this process and its children read and write bytecode in the cache folder of the user."""
    if not sys.dont_write_bytecode or sys.pycache_prefix:
        return
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    sys.pycache_prefix = str(cache / "reelpulse" / "bytecode")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    sys.dont_write_bytecode = False
