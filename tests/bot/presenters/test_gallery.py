"""Every chart of the gallery can be read: at both widths, in both languages, light and dark, however hard the case."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from analytics.vocabulary.reports import Report
from bot.charts.caption import Caption
from bot.charts.card import Card, style
from bot.charts.look import DARK, LIGHT, NARROW, WIDE, Look, Theme, look_of
from bot.charts.scale import Scale, from_zero, spread
from bot.presenters import presenter_of
from bot.presenters.gallery import gallery, kpis_report, predict_report
from bot.texts import LANGUAGES

_PHONE, _DESK = 390, 840
"""Pixels at which a narrow and a wide picture are shown."""

_LEAST_TYPE = 9.0
"""Pixels of the smallest type on a phone."""

Box = tuple[str, float, float, float, float]


def _texts(card: Card) -> list[Text]:
    return [text for text in card.figure.texts if text.get_text()]


def _boxes(card: Card) -> list[Box]:
    """Each text with its left, lower, right and upper end, in inches."""
    extents = [(text.get_text(), text.get_window_extent()) for text in _texts(card)]
    dots = card.look.density
    return [(text, box.x0 / dots, box.y0 / dots, box.x1 / dots, box.y1 / dots) for text, box in extents]


def _overlapping(boxes: list[Box]) -> list[tuple[str, str]]:
    """Pairs of texts that cover each other."""
    return [
        (one[0], other[0])
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if min(one[3], other[3]) - max(one[1], other[1]) > 0.005
        and min(one[4], other[4]) - max(one[2], other[2]) > 0.02
    ]


def _outside(card: Card, boxes: list[Box]) -> list[str]:
    """Texts that the edge of the card cuts."""
    return [box[0] for box in boxes if box[1] < 0 or box[2] < 0 or box[3] > card.look.width or box[4] > card.height]


def _compose(report: Report, lang: str, look: Look = NARROW) -> Card:
    return presenter_of(report).compose(report, lang, look)


@pytest.mark.parametrize("look", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_lies_on_another_or_leaves_the_card_or_is_too_small(lang: str, look: Look) -> None:
    shown = _PHONE if look is NARROW else _DESK
    for name, report in gallery().items():
        with style():
            card = _compose(report, lang, look)
            boxes = _boxes(card)
        assert _overlapping(boxes) == [], name
        assert _outside(card, boxes) == [], name
        smallest = min(float(text.get_fontsize()) for text in _texts(card))
        assert smallest * shown / look.width / 72 >= _LEAST_TYPE, name


@pytest.mark.parametrize("look", [NARROW, look_of(wide=False, dark=True)], ids=["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it_and_has_its_glyphs(look: Look) -> None:
    """Measured on the pixels: the contrast of WCAG 2.2 between the ink and the commonest colour behind the text."""
    lang = "en" if look.theme is DARK else "zh"
    for name, report in gallery().items():
        with style(), warnings.catch_warnings():
            warnings.simplefilter("error")
            card = _compose(report, lang, look)
            pixels = _pixels(card)
            for text in _texts(card):
                contrast = _contrast(to_rgb(text.get_color()), _ground(pixels, text))
                assert contrast >= 4.5, (name, text.get_text(), contrast)


def _pixels(card: Card) -> np.ndarray:
    card.figure.set_dpi(72)
    canvas = card.figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    canvas.draw()  # type: ignore[no-untyped-call]
    return np.asarray(canvas.buffer_rgba())[:, :, :3]  # type: ignore[no-untyped-call]


def _ground(pixels: np.ndarray, text: Text) -> tuple[float, ...]:
    """The commonest color of the frame around a text."""
    box, (height, width) = text.get_window_extent(), pixels.shape[:2]
    top, bottom = max(height - int(box.y1) - 1, 0), min(height - int(box.y0), height - 1)
    left, right = max(int(box.x0) - 1, 0), min(int(box.x1) + 1, width - 1)
    part = pixels[top : bottom + 1, left : right + 1]
    frame = np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]]).astype(np.uint32)
    values, counts = np.unique(frame @ np.array([65_536, 256, 1], dtype=np.uint32), return_counts=True)
    commonest = int(values[counts.argmax()])
    return tuple((commonest >> shift & 255) / 255 for shift in (16, 8, 0))


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: tuple[float, ...]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_stand_out_from_the_paper(theme: Theme) -> None:
    for color in (theme.blue, theme.vermilion, theme.past):
        assert _contrast(to_rgb(color), to_rgb(theme.paper)) >= 3


def test_the_checks_see_a_text_over_another_and_one_beyond_the_edge() -> None:
    with style():
        card = Card(NARROW, Caption("Title", "May", "n", simulated=False), "en", 1.0)
        card.write(1.0, 1.2, "first label", room=3)
        card.write(1.3, 1.22, "second label", room=3)
        card.write(4.9, 1.6, "beyond the edge", room=3)
        boxes = _boxes(card)
    assert _overlapping(boxes) == [("first label", "second label")]
    assert _outside(card, boxes) == ["beyond the edge"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axes_have_a_title_and_say_where_they_are_logarithmic(lang: str) -> None:
    logarithmic = {"en": "logarithmic scale", "zh": "对数刻度"}[lang]
    with style():
        views, completion, ideas = (
            " ".join(text.get_text() for text in _texts(_compose(gallery()[name], lang)))
            for name in ("predict-3", "predict-completion", "ideas-10")
        )
        trend, hours = (
            [text.get_text() for text in _texts(_compose(gallery()[name], lang))]
            for name in ("kpis-28", "kpis-by-hour")
        )
    assert logarithmic in views
    assert logarithmic in ideas
    assert logarithmic not in completion
    assert {"en": "Views per day", "zh": "每日播放量"}[lang] in trend
    assert {"en": "Day (UTC+8)", "zh": "日期（UTC+8）"}[lang] in trend
    assert {"en": "Hour of the day", "zh": "一天中的钟点"}[lang] in hours


def test_zero_is_not_drawn_as_one() -> None:
    """On an axis with logarithms as on one without; and a bar of nothing has no length."""
    values = [0.0, 1.0, 2_000.0, 3_000_000.0]
    for scale in (spread(values, logs=True), spread([0.0, 1.0], logs=True), from_zero([0.0, 1.0, 4.0], whole=True)):
        assert scale.at(0) == pytest.approx(0)
        assert scale.at(1) - scale.at(0) > 0.02
    assert Scale(0.0, 1.0).at(0.0) == 0
    with style():
        marks = [text.get_text() for text in _texts(_compose(predict_report(1, scale=0.4, recent=5), "en"))]
    assert {"0", "1", "2"} <= set(marks)


def test_a_day_that_is_not_over_is_drawn_as_such() -> None:
    whole = kpis_report(28)
    open_end = (*whole.daily[:-1], whole.daily[-1].model_copy(update={"unfinished": True}))
    later = whole.model_copy(update={"daily": open_end})
    with style():
        texts = [{text.get_text() for text in _texts(_compose(report, "en"))} for report in (whole, later)]
    assert "day not over yet" not in texts[0]
    assert "day not over yet" in texts[1]


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("dark", [False, True])
def test_a_look_has_its_width_and_its_paper(wide: bool, dark: bool) -> None:
    look = look_of(wide=wide, dark=dark)
    with style():
        card = _compose(gallery()["segments-1"], "en", look)
    assert card.figure.get_figwidth() == (8.4 if wide else 5.2)
    assert to_rgb(card.figure.get_facecolor()) == to_rgb("#1A1D21" if dark else "#FFFFFF")
