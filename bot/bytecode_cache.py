"""Compiled modules in a folder of our own, where the environment keeps them from lying beside their sources.

With `PYTHONDONTWRITEBYTECODE` set, as images for containers like to, every start compiles half a million lines anew: a
command takes five seconds instead of one, and a worker the same.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def keep() -> None:
    """Let this process and its children read and write compiled modules in the user's cache folder."""
    if not sys.dont_write_bytecode or sys.pycache_prefix:
        return
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    sys.pycache_prefix = str(cache / "reelpulse" / "bytecode")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    sys.dont_write_bytecode = False
