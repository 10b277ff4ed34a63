"""Draw the gallery in both languages, widths and themes: `python -m bot.presenters [FOLDER]`."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

from bot.charts.look import look_of
from bot.presenters import presenter_of
from bot.presenters.gallery import gallery
from bot.texts import LANGUAGES


def main() -> None:
    """Draw all pictures into the folder named, or `gallery`."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "gallery")
    folder.mkdir(parents=True, exist_ok=True)
    for name, report in gallery().items():
        for lang, wide, dark in product(LANGUAGES, (False, True), (False, True)):
            look = f"{'wide' if wide else 'narrow'}-{'dark' if dark else 'light'}"
            out = folder / f"{name}-{lang}-{look}.png"
            presenter_of(report).draw(report, lang, out, look_of(wide=wide, dark=dark))


if __name__ == "__main__":
    main()
