"""The card that every picture is drawn on: paper, ink, type sizes, title above and small print below.

It brings its own background, so that it reads the same on Slack's light and dark themes. Colours are blue and
vermilion of Okabe & Ito (2008), which the colour-blind tell apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text
from PIL.PngImagePlugin import PngInfo

from bot.charts.caption import Caption
from bot.charts.glyphs import FAMILIES, drawable, register
from bot.mrkdwn import shorten
from bot.texts import say

PAPER, INK, SOFT, LINE, TRACK = "#FFFFFF", "#1B1F24", "#59636E", "#D8DEE4", "#EEF1F4"
BLUE, VERMILION, WARNING = "#0072B2", "#D55E00", "#9A3C00"
WIDTH = 8.4
"""Inches; at 200 dots an inch twice the width at which Slack shows it."""

DENSITY = 200
MARGIN = 0.4
HEAD, FOOT = 0.98, 0.62
"""Inches kept above and below the drawing for title, period, sample and freshness."""


@contextmanager
def style() -> Iterator[None]:
    """The fonts and sizes of all pictures, for as long as one is made."""
    register()
    with mpl.rc_context({"font.family": list(FAMILIES), "font.size": 9.5, "text.color": INK, "axes.edgecolor": LINE}):
        yield


class Card:
    """A figure of fixed width in which places are given in inches from the upper left corner."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.figure = Figure(figsize=(WIDTH, height), dpi=DENSITY, facecolor=PAPER)
        FigureCanvasAgg(self.figure)

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """An empty drawing area without frame."""
        box = (left / WIDTH, 1 - (top + height) / self.height, width / WIDTH, height / self.height)
        axes = self.figure.add_axes(box)
        axes.set_axis_off()
        return axes

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        room: float,
        size: float = 9.5,
        color: str = INK,
        weight: str = "normal",
        align: str = "left",
    ) -> Text:
        """Write one line at (x, y) inches, shortened to `room` inches."""
        artist = self.figure.text(
            x / WIDTH, 1 - y / self.height, "", size=size, color=color, weight=weight, ha=align, va="center"
        )
        self._fill(artist, text, room)
        return artist

    def _fill(self, artist: Text, text: str, room: float) -> None:
        longest, shortest = len(text), 0
        artist.set_text(drawable(text, 400))
        if self.width_of(artist) <= room:
            return
        while longest - shortest > 1:
            middle = (longest + shortest) // 2
            artist.set_text(drawable(shorten(text, middle), 400))
            longest, shortest = (longest, middle) if self.width_of(artist) <= room else (middle, shortest)
        artist.set_text(drawable(shorten(text, shortest), 400))

    def width_of(self, artist: Text) -> float:
        """Inches that a text takes."""
        return float(artist.get_window_extent().width) / DENSITY

    def rule(self, y: float) -> None:
        """A hairline across the card."""
        axes = self.axes(MARGIN, y - 0.01, WIDTH - 2 * MARGIN, 0.02)
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.axhline(0.5, color=LINE, linewidth=0.8)

    def frame(self, caption: Caption, lang: str, note: str = "") -> None:
        """Title, period with zone, sample and freshness; the mark of simulated data where it is due."""
        room = WIDTH - 2 * MARGIN
        mark_room = self._mark(say(lang, "chart-simulated")) if caption.simulated else 0.0
        self.write(MARGIN, 0.42, caption.subject, room=room - mark_room, size=16, weight="bold")
        self.write(MARGIN, 0.75, caption.period, room=room, size=10, color=SOFT)
        self.rule(self.height - FOOT + 0.1)
        self.write(MARGIN, self.height - 0.28, caption.small_print, room=room, size=8.5, color=SOFT)
        if note:
            self.write(MARGIN, self.height - FOOT - 0.06, note, room=room, size=8.5, color=SOFT)

    def _mark(self, text: str) -> float:
        artist = self.write(
            WIDTH - MARGIN - 0.1, 0.42, text, room=2.5, size=8.5, color=WARNING, weight="bold", align="right"
        )
        width = self.width_of(artist) + 0.2
        axes = self.axes(WIDTH - MARGIN - width, 0.29, width, 0.26)
        axes.set(xlim=(0, width), ylim=(0, 0.26))
        box = FancyBboxPatch(
            (0.02, 0.02),
            width - 0.04,
            0.22,
            boxstyle="round,pad=0,rounding_size=0.06",
            facecolor="#FFF4E5",
            edgecolor="#E8B27A",
        )
        axes.add_patch(box)
        artist.set_zorder(5)
        return width + 0.1

    def save(self, out: Path, label: Mapping[str, str] | None = None) -> None:
        """Write the PNG, without date or version inside, so that equal pictures are equal bytes.

        `label`: what is written into the file beside the picture, as international text (iTXt).
        """
        if label is None:
            self.figure.savefig(out, format="png", dpi=DENSITY, facecolor=PAPER, metadata={"Software": None})
            return
        metadata = PngInfo()
        for key, text in label.items():
            metadata.add_itxt(key, text)
        self.figure.savefig(out, format="png", dpi=DENSITY, facecolor=PAPER, pil_kwargs={"pnginfo": metadata})
