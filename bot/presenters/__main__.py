"""Draw the gallery in both languages: `python -m bot.presenters [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.presenters import presenter_of
from bot.presenters.gallery import gallery
from bot.texts import LANGUAGES


def main() -> None:
    """Draw all pictures into the folder named, or `gallery`."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "gallery")
    folder.mkdir(parents=True, exist_ok=True)
    for name, report in gallery().items():
        for lang in LANGUAGES:
            presenter_of(report).draw(report, lang, folder / f"{name}-{lang}.png")


if __name__ == "__main__":
    main()
