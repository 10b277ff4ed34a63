"""The card that every picture is drawn on: paper, ink, type sizes, title above and small print below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.transforms import Affine2D
from PIL.PngImagePlugin import PngInfo

from bot.charts.caption import Caption
from bot.charts.glyphs import FAMILIES, drawable, register
from bot.charts.look import Look
from bot.charts.text_layout import fitted, width, wrapped
from bot.texts import say

Dash = Literal["-", "--", ":"]
FIGURE, TEXT, SMALL = 14.0, 10.0, 9.0
"""Sizes of type in points."""
_TITLES = (15.0, 13.5, 12.0)
"""A long title is smaller before it is shortened."""

MARGIN = 0.3
TOP = 0.92
"""Inches from the upper edge to the drawing."""

NOTHING = 0.4
"""Inches for the drawing where there is nothing to draw."""
LINE = 0.17
"""Inches from one line of small type to the next."""


@contextmanager
def style() -> Iterator[None]:
    """The fonts of all pictures, for as long as one is made."""
    register()
    with mpl.rc_context({"font.family": list(FAMILIES)}):
        yield


class Card:
    """A figure on which places are given in inches from the upper left corner.

    `body`: inches for the drawing between title and small print. `note`: what must be known to read the drawing.
    """

    def __init__(self, look: Look, caption: Caption, lang: str, body: float, note: str = "") -> None:
        self.look, self.theme = look, look.theme
        self.left, self.right = MARGIN, look.width - MARGIN
        self.room = self.right - self.left
        notes = wrapped(note, self.room, SMALL, 2)
        small_print = wrapped(caption.small_print, self.room, SMALL, 2)
        note_top = TOP + body + 0.1
        rule = note_top + LINE * len(notes) + (0.1 if notes else 0.0)
        self.height = rule + 0.12 + LINE * len(small_print) + 0.12
        self.figure = Figure(figsize=(look.width, self.height), dpi=look.density, facecolor=self.theme.paper)
        FigureCanvasAgg(self.figure)
        # Axes would cost half of the time of a picture, and nothing here needs theirs.
        self._inches = Affine2D().scale(1, -1).translate(0, self.height) + self.figure.dpi_scale_trans
        self._head(caption, lang)
        self.lines(self.left, note_top + LINE / 2, notes)
        self.line([self.left, self.right], [rule, rule], self.theme.line, 0.8)
        self.lines(self.left, rule + 0.12 + LINE / 2, small_print)

    def _head(self, caption: Caption, lang: str) -> None:
        size = next((size for size in _TITLES if width(caption.subject, size, "bold") <= self.room), _TITLES[-1])
        self.write(self.left, 0.36, caption.subject, room=self.room, size=size, weight="bold")
        mark = self._mark(say(lang, "chart-simulated")) if caption.simulated else 0.0
        self.write(self.left, 0.66, caption.period, room=self.room - mark, size=SMALL, color=self.theme.soft)

    def _mark(self, text: str) -> float:
        """A badge on the right; return the inches that it takes."""
        across = width(text, SMALL, "bold") + 0.18
        left, theme = self.right - across, self.theme
        badge = FancyBboxPatch(
            (left, 0.555),
            across,
            0.22,
            boxstyle="round,pad=0,rounding_size=0.06",
            facecolor=theme.warning_ground,
            edgecolor=theme.warning,
            linewidth=0.8,
        )
        self._add(badge)
        self.write(
            left + across / 2,
            0.66,
            text,
            room=across,
            size=SMALL,
            color=theme.warning,
            weight="bold",
            align="center",
        )
        return across + 0.1

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        room: float,
        size: float = TEXT,
        color: str | None = None,
        weight: str = "normal",
        align: str = "left",
    ) -> float:
        """Write one line with its middle at height y, shortened to `room` inches; return how wide it is."""
        shown = fitted(text, room, size, weight)
        self.figure.text(
            x,
            y,
            drawable(shown, 400),
            size=size,
            color=color or self.theme.ink,
            weight=weight,
            ha=align,
            va="center",
            transform=self._inches,
        )
        return width(shown, size, weight)

    def lines(
        self,
        x: float,
        y: float,
        texts: Sequence[str],
        *,
        size: float = SMALL,
        color: str | None = None,
        align: str = "left",
    ) -> None:
        """Write lines below each other, the middle of the first one at height y."""
        for place, text in enumerate(texts):
            self.write(
                x, y + place * LINE, text, room=self.look.width, size=size, color=color or self.theme.soft, align=align
            )

    def lines_around(
        self, x: float, y: float, texts: Sequence[str], *, size: float = TEXT, color: str | None = None
    ) -> None:
        """Write lines below each other whose middle is at height y."""
        self.lines(x, y - LINE * (len(texts) - 1) / 2, texts, size=size, color=color or self.theme.ink)

    def name(self, y: float, text: str, *, room: float, left: float | None = None, color: str | None = None) -> None:
        """Write the name of a row: in one line where it fits, else in two of small type."""
        size = TEXT if width(text, TEXT) <= room else SMALL
        texts = wrapped(text, room, size, 2)
        self.lines_around(self.left if left is None else left, y, texts, size=size, color=color)

    def heading(self, x: float, bottom: float, text: str, *, room: float, align: str = "left", lines: int = 2) -> None:
        """The title of an axis or column, in lines that end above `bottom`."""
        texts = wrapped(text, room, SMALL, lines)
        self.lines(x, bottom - 0.11 - LINE * (len(texts) - 1), texts, align=align)

    def nothing(self, lang: str) -> None:
        """Say that there is nothing to draw."""
        self.write(self.left, TOP + 0.2, say(lang, "chart-nothing"), room=self.room)

    def _add(self, artist: Artist) -> None:
        artist.set_transform(self._inches)
        self.figure.add_artist(artist)

    def box(self, x: float, y: float, across: float, down: float, color: str | tuple[float, ...]) -> None:
        """Fill a rectangle."""
        self._add(Rectangle((x, y), across, down, facecolor=color, edgecolor="none"))

    def line(
        self,
        x: Sequence[float],
        y: Sequence[float],
        color: str,
        thickness: float,
        *,
        dash: Dash = "-",
        alpha: float = 1.0,
    ) -> None:
        """Draw a line, with a gap where a place is not a number."""
        line = Line2D(x, y, color=color, linewidth=thickness, linestyle=dash, alpha=alpha, solid_capstyle="round")
        self._add(line)

    def dots(
        self,
        x: Sequence[float],
        y: Sequence[float],
        color: str,
        size: float,
        *,
        hollow: bool = False,
        alpha: float = 1.0,
    ) -> None:
        """Draw dots; hollow ones are filled with paper."""
        fill = self.theme.paper if hollow else color
        self._add(
            Line2D(
                x,
                y,
                color=color,
                marker="o",
                markersize=size,
                linestyle="none",
                markerfacecolor=fill,
                markeredgewidth=1.4 if hollow else 0.0,
                alpha=alpha,
                zorder=3,
            )
        )

    def save(self, out: Path, label: Mapping[str, str] | None = None) -> None:
        """Write the PNG, without date or version inside, so that equal pictures are equal bytes.

        `label`: what is written into the file beside the picture, as international text (iTXt).
        """
        metadata = PngInfo()
        for key, text in (label or {}).items():
            metadata.add_itxt(key, text)
        options = {"pnginfo": metadata} if label else {}
        self.figure.savefig(
            out,
            format="png",
            dpi=self.look.density,
            facecolor=self.theme.paper,
            metadata=None if label else {"Software": None},
            pil_kwargs=options,
        )
