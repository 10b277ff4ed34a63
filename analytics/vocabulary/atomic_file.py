"""Files that are written under another name and moved into place, so that a kill leaves a whole file or none."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def draft_beside(path: Path) -> Iterator[Path]:
    """Yield a new hidden name in the folder of `path`, with its suffix; a file left there is removed at the end."""
    draft = path.with_name(f".{secrets.token_hex(8)}{path.suffix}")
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a draft to be written, and replace `path` with it unless an exception is raised.

    A reader finds the old content or the new. Nothing is forced to disk: a power failure may lose the last content.
    """
    with draft_beside(path) as draft:
        yield draft
        draft.replace(path)


def write_atomically(path: Path, content: str) -> None:
    """Replace `path` with a file of `content` in UTF-8, line ends as they are. Raises OSError."""
    with replacing(path) as draft:
        draft.write_text(content, "utf-8", newline="")
