"""The picture of a ranking of videos: one bar a video with its caption, and a mark at what is usual for its account."""

from __future__ import annotations

from matplotlib.patches import Rectangle

from analytics.vocabulary.reports import KpisReport
from bot.charts.caption import Caption
from bot.charts.card import BLUE, FOOT, HEAD, INK, MARGIN, SOFT, TRACK, VERMILION, WIDTH, Card
from bot.mrkdwn import plain_handle
from bot.presenters.kpis.top_videos import bar_name, times_words
from bot.texts import say
from bot.texts.formats import day_label, to_local
from bot.texts.metric_words import amount

MOST = 15
"""Videos that are drawn; the table has all."""
_ROW, _BAR, _ABOVE, _VALUE, _TIMES = 0.74, 0.2, 0.4, 0.95, 1.5


def compose(report: KpisReport, lang: str, caption: Caption) -> Card:
    """Draw the videos one below the other."""
    videos, unit = report.videos[:MOST], report.metrics[0].unit
    more = len(report.videos) - len(videos)
    top = HEAD + _ABOVE
    card = Card(top + max(len(videos), 1) * _ROW + FOOT + 0.2)
    card.frame(caption, lang, say(lang, "note-more-videos", n=more) if more else "")
    if not videos:
        card.write(MARGIN, top, say(lang, "chart-nothing"), room=WIDTH - 2 * MARGIN, size=11)
        return card
    ends = [value for video in videos for value in (video.value, video.usual) if value is not None]
    longest = max(ends) * 1.02 or 1.0
    has_usual = any(video.usual is not None for video in videos)
    _legend(card, lang, has_usual=has_usual)
    room = WIDTH - 2 * MARGIN
    width = room - _VALUE - _TIMES
    for index, video in enumerate(videos):
        y = top + index * _ROW
        card.write(MARGIN, y + 0.12, f"{index + 1}. {bar_name(video, 80)}", room=room * 0.66, size=10)
        day = "" if video.published is None else day_label(lang, to_local(video.published, report.period.zone).date())
        about = " · ".join(part for part in (plain_handle(video.account, 30) if video.account else "", day) if part)
        card.write(WIDTH - MARGIN, y + 0.12, about, room=room * 0.3, size=8.5, color=SOFT, align="right")
        axes = card.axes(MARGIN, y + 0.3, width, _BAR)
        axes.set(xlim=(0, longest), ylim=(0, 1))
        axes.add_patch(Rectangle((0, 0), longest, 1, facecolor=TRACK))
        axes.add_patch(Rectangle((0, 0), video.value, 1, facecolor=VERMILION if report.question.flop else BLUE))
        if video.usual is not None:
            axes.plot([video.usual] * 2, [0, 1], color=INK, linewidth=2.2, solid_capstyle="butt")
        x = MARGIN + width + 0.12
        value = amount(lang, video.value, unit)
        card.write(x, y + 0.3 + _BAR / 2, value, room=_VALUE - 0.15, size=10, weight="bold")
        words = times_words(video, lang) or ""
        card.write(WIDTH - MARGIN, y + 0.3 + _BAR / 2, words, room=_TIMES - 0.05, size=8.5, color=SOFT, align="right")
    return card


def _legend(card: Card, lang: str, *, has_usual: bool) -> None:
    if not has_usual:
        return
    y = HEAD + 0.1
    axes = card.axes(MARGIN, y - 0.08, 0.06, 0.16)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.plot([0.5, 0.5], [0, 1], color=INK, linewidth=2.2)
    card.write(MARGIN + 0.16, y, say(lang, "chart-videos-usual"), room=4, size=8.5, color=SOFT)
