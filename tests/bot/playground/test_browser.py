"""The page in the repository is the one that its sources make."""

from __future__ import annotations

import hashlib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent.parent


def test_the_built_page_belongs_to_its_sources() -> None:
    """`npm ci --prefix page && npm run build --prefix page` after every change of a source."""
    page = ROOT / "page"
    digest = hashlib.sha256()
    for name in ["build.mjs", "package-lock.json", *sorted(f"src/{path.name}" for path in (page / "src").iterdir())]:
        digest.update(f"{name}\n".encode() + (page / name).read_bytes())
    assert (ROOT / "bot" / "playground" / "built" / "sources.sha256").read_text().strip() == digest.hexdigest()


def test_the_built_page_asks_nobody_else() -> None:
    """No address of another machine from which a script, a style or a font would be loaded."""
    index = (ROOT / "bot" / "playground" / "built" / "index.html").read_text("utf-8")
    assert "http" not in index
    styles = (ROOT / "bot" / "playground" / "built" / "page.css").read_text("utf-8")
    assert "url(http" not in styles
    assert "@import" not in styles
