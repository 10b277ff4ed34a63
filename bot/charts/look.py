"""Width and colours of pictures.

Blue and vermilion are those of Okabe & Ito (2008), which the colour-blind tell apart. Text colours have a contrast of
4.5 or more against the paper (WCAG 2.2), marks one of 3 or more.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a picture. It brings its own background, because Slack shows one file on white and on dark."""

    paper: str
    ink: str
    soft: str
    """Text that comes second."""
    line: str
    track: str
    """The ground of a bar."""
    past: str
    """Marks of an earlier period or of other videos."""
    blue: str
    vermilion: str
    blue_ink: str
    vermilion_ink: str
    """The same colours for text."""
    warning: str
    warning_ground: str
    neutral: str
    """The middle of a colour scale between vermilion and blue."""


LIGHT = Theme(
    paper="#FFFFFF",
    ink="#1B1F24",
    soft="#59636E",
    line="#D8DEE4",
    track="#EEF1F4",
    past="#868F99",
    blue="#0072B2",
    vermilion="#D55E00",
    blue_ink="#0067A3",
    vermilion_ink="#B04A00",
    warning="#9A3C00",
    warning_ground="#FFF4E5",
    neutral="#F4F6F8",
)
DARK = Theme(
    paper="#1A1D21",
    ink="#E8EAED",
    soft="#ABB3BC",
    line="#3B4148",
    track="#2A2F35",
    past="#87919B",
    blue="#4AA3DF",
    vermilion="#E8792B",
    blue_ink="#6CB8EA",
    vermilion_ink="#F29A5B",
    warning="#F5C08A",
    warning_ground="#3A2A17",
    neutral="#33393F",
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is drawn. The default fits a phone: a message has one file, which is read on phones as well."""

    width: float = 5.2
    """Inches: shown 390 pixels wide, a point is slightly more than a pixel."""
    density: int = 240
    """Dots an inch."""
    theme: Theme = LIGHT

    @property
    def is_wide(self) -> bool:
        """Whether there is room for further columns."""
        return self.width > 7


NARROW = Look()
WIDE = Look(width=8.4, density=200)


def look_of(*, wide: bool, dark: bool) -> Look:
    """The look with this width and these colours."""
    base = WIDE if wide else NARROW
    return Look(base.width, base.density, DARK if dark else LIGHT)
