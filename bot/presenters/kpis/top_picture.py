"""The picture of a ranking of videos: one bar a video with its caption, and a mark at what is usual for its account."""

from __future__ import annotations

from analytics.vocabulary.reports import KpisReport, RankedVideo
from bot.charts.caption import Caption
from bot.charts.card import NOTHING, SMALL, TEXT, TOP, Card
from bot.charts.legend import Mark, draw_legend
from bot.charts.look import Look
from bot.charts.scale import Scale
from bot.charts.text_layout import fitted, width
from bot.mrkdwn import plain_handle
from bot.presenters.kpis.top_videos import bar_name, times_words
from bot.texts import say
from bot.texts.formats import day_label, to_local
from bot.texts.metric_words import amount

MOST = 15
"""Videos that are drawn; the table has all."""
_HEADS, _ROW, _ABOUT = 0.3, 0.62, 1.9


def compose(report: KpisReport, lang: str, caption: Caption, look: Look) -> Card:
    """Draw the videos one below the other."""
    videos, unit = report.videos[:MOST], report.metrics[0].unit
    more = len(report.videos) - len(videos)
    note = say(lang, "note-more-videos", n=more) if more else ""
    card = Card(look, caption, lang, _HEADS + len(videos) * _ROW if videos else NOTHING, note)
    if not videos:
        card.nothing(lang)
        return card
    usual = [Mark("bar", "chart-videos-usual")] if any(video.usual is not None for video in videos) else []
    draw_legend(card, TOP + 0.1, [Mark("box", f"metric-{report.metrics[0].name.replace('_', '-')}"), *usual], lang)
    scale = Scale(0.0, max(end for video in videos for end in (video.value, video.usual or 0.0)) or 1.0)
    values = max(width(amount(lang, video.value, unit), TEXT, "bold") for video in videos) + 0.1
    times = max(width(times_words(video, lang) or "", SMALL) for video in videos)
    bars = card.room - values - (times + 0.15 if times else 0.0) - 0.05
    for place, video in enumerate(videos):
        y = TOP + _HEADS + place * _ROW
        _names(card, place + 1, video, report.period.zone, y + 0.16, lang)
        _bar(card, video, scale, y + 0.4, bars)
        ink = card.theme.blue_ink
        card.write(
            card.left + bars + 0.1, y + 0.4, amount(lang, video.value, unit), room=values, weight="bold", color=ink
        )
        words, soft = times_words(video, lang) or "", card.theme.soft
        card.write(card.right, y + 0.4, words, room=times + 0.05, size=SMALL, color=soft, align="right")
    return card


def _names(card: Card, place: int, video: RankedVideo, zone: str, y: float, lang: str) -> None:
    """The caption on the left; the account and the day of posting on the right."""
    day = "" if video.published is None else day_label(lang, to_local(video.published, zone).date())
    room = card.room * 0.42
    handle = plain_handle(video.account, 60) if video.account else ""
    ending = f" · {day}" if handle and day else day
    about = fitted(handle, room - width(ending, SMALL), SMALL) + ending
    taken = card.write(card.right, y, about, room=room + 0.1, size=SMALL, color=card.theme.soft, align="right")
    card.write(card.left, y, f"{place}. {bar_name(video, 120)}", room=card.room - taken - 0.15)


def _bar(card: Card, video: RankedVideo, scale: Scale, y: float, room: float) -> None:
    theme = card.theme
    card.box(card.left, y - 0.08, room, 0.16, theme.track)
    card.box(card.left, y - 0.08, room * scale.at(video.value), 0.16, theme.blue)
    if video.usual is not None:
        x = card.left + room * scale.at(video.usual)
        card.line([x, x], [y - 0.12, y + 0.12], theme.past, 2.4)
