"""The first videos of a ranking in words: the best or weakest one, the next two, and what they share."""

from __future__ import annotations

from analytics.vocabulary.reports import KpisReport, RankedVideo, VideoRanking
from bot.blocks.message import Block, Cell, section, table
from bot.mrkdwn import clean, escape, handle, link, plain, plain_handle
from bot.presenters.claim import Claim, Verdict
from bot.texts import say
from bot.texts.formats import UNKNOWN, date, day_label, number, percent, period, to_local
from bot.texts.metric_words import amount, group_name, lower, metric_name

_HEADLINE_CAPTION, _LINE_CAPTION, _LIST_CAPTION, _CELL_CAPTION = 40, 32, 60, 80
_LONGEST_HANDLE = 20
_LISTED, _LONGEST_LIST = 10, 2_900
_USUAL = 0.05
"""A value within this part of the usual one is called usual."""
_NEXT = 2
"""Videos that are named after the first."""


def headline(report: KpisReport, lang: str) -> str:
    """The first video with its value and how many times the usual it is."""
    if not report.videos:
        return say(lang, "headline-videos-none")
    first, way = report.videos[0], _way(report)
    facts = {
        "video": _name(first, report, lang, _HEADLINE_CAPTION, marked=False),
        "value": _value(first, report, lang),
        "metric": _metric(report, lang),
    }
    told = say(lang, f"headline-videos-{way}", whose=_whose(report), **facts)
    times = times_words(first, lang)
    return say(lang, "headline-videos-times", told=told, times=times) if times else told


def _whose(report: KpisReport) -> str:
    """Whose videos were ranked: `ours`, or those of whatever was asked for."""
    return "ours" if report.scope.of == "ours" else "some"


def _way(report: KpisReport) -> str:
    return "flop" if report.question.flop else "top"


def _metric(report: KpisReport, lang: str) -> str:
    return metric_name(lang, report.metrics[0].name, report.metrics[0].unit)


def _value(video: RankedVideo, report: KpisReport, lang: str) -> str:
    """A value with its metric: 41,000 views, or 34% completion rate."""
    figures = report.metrics[0]
    value, metric = amount(lang, video.value, figures.unit), lower(lang, metric_name(lang, figures.name))
    return say(lang, "videos-counted", value=value, metric=metric)


def _name(
    video: RankedVideo, report: KpisReport, lang: str, longest: int, *, marked: bool, linked: bool = False
) -> str:
    """Caption, account and day of a video; `marked`: as mrkdwn, `linked`: with a link."""
    write = escape if marked else plain
    caption = say(lang, "videos-untitled")
    if video.caption:
        caption = say(lang, "videos-caption", caption=write(clean(video.caption, longest), longest))
    if linked and video.link:
        caption = link(video.link, caption)
    account = None
    if video.account:
        account = (handle if marked else plain_handle)(video.account, _LONGEST_HANDLE)
    day = None if video.published is None else day_label(lang, to_local(video.published, report.period.zone).date())
    about = say(lang, "videos-separator").join(part for part in (account, day) if part)
    return say(lang, "videos-named", caption=caption, about=about) if about else caption


def times_words(video: RankedVideo, lang: str) -> str | None:
    """How a value compares with the usual one of its account: 6 times, about as much, 60% below."""
    times = video.times_usual
    if times is None:
        return None
    if abs(times - 1) <= _USUAL:
        return say(lang, "videos-usual")
    if times < 1:
        return say(lang, "videos-below", share=percent(lang, 1 - times, 0))
    return say(lang, "videos-times", times=number(lang, times, 0 if times >= 10 else 1))


def claim(report: KpisReport) -> Claim:
    """The first video, compared with what is usual for its account."""
    figures = report.metrics[0]
    if not report.videos:
        return Claim(metric=figures.name, dimension="video", verdict="too_few")
    first = report.videos[0]
    verdict: Verdict = "none"
    if first.times_usual is not None and abs(first.times_usual - 1) > _USUAL:
        verdict = "up" if first.times_usual > 1 else "down"
    return Claim(
        subject=first.account,
        metric=figures.name,
        dimension="video",
        value=first.video_id,
        current=first.value,
        previous=first.usual,
        change=None if first.usual is None else first.value - first.usual,
        verdict=verdict,
    )


def why(report: KpisReport, lang: str) -> list[str]:
    """The next videos, and what sets the first ones apart."""
    ranking = _ranking(report)
    if not report.videos:
        return [say(lang, "videos-too-small", n=sum(ranking.left_out.values()))] if ranking.left_out else []
    lines = []
    followers = [_follower(video, report, lang) for video in report.videos[1 : 1 + _NEXT]]
    if followers:
        lines.append(say(lang, "videos-next", videos=say(lang, "item-separator").join(followers)))
    lines.append(_contrast(ranking, report, lang))
    return lines


def _follower(video: RankedVideo, report: KpisReport, lang: str) -> str:
    return _told(video, report, lang, _LINE_CAPTION, linked=False)


def _told(video: RankedVideo, report: KpisReport, lang: str, longest: int, *, linked: bool) -> str:
    """A video with its value and how many times the usual it is, in mrkdwn."""
    name, value = _name(video, report, lang, longest, marked=True, linked=linked), _value(video, report, lang)
    times = times_words(video, lang)
    key = "videos-told-times" if times else "videos-told"
    return say(lang, key, video=name, value=value, times=times or "")


def video_list(report: KpisReport, lang: str) -> list[Block]:
    """The first videos with their links, one a line."""
    lines = [
        say(lang, "videos-line", place=place, video=_told(video, report, lang, _LIST_CAPTION, linked=True))
        for place, video in enumerate(report.videos[:_LISTED], 1)
    ]
    while len("\n".join(lines)) > _LONGEST_LIST:
        lines.pop()
    return [section("\n".join(lines))] if lines else []


def _contrast(ranking: VideoRanking, report: KpisReport, lang: str) -> str:
    contrast, way = ranking.contrast, _way(report)
    if contrast is None:
        return say(lang, f"videos-contrast-{ranking.contrast_verdict.replace('_', '-')}", n=ranking.ranked, way=way)
    rest = percent(lang, contrast.rest, 0)
    return say(
        lang, "videos-contrast", n=contrast.n, all=contrast.of, rest=rest, way=way, what=escape(_kind(ranking, lang))
    )


def _kind(ranking: VideoRanking, lang: str) -> str:
    """The kind of video that a contrast is about, such as: about cooking."""
    if ranking.contrast is None:
        return ""
    dimension, value = ranking.contrast.dimension, ranking.contrast.value
    if dimension == "daytime":
        first, _, last = value.partition("-")
        return say(lang, "videos-kind-daytime", first=f"{int(first):02}:00", last=f"{int(last):02}:00")
    return say(lang, f"videos-kind-{dimension}", value=group_name(lang, dimension, value))


def next_step(report: KpisReport, lang: str) -> str | None:
    """More of what the best share, less of what the weakest share; else look at the first one."""
    ranking, way = _ranking(report), _way(report)
    if not report.videos:
        return None
    if ranking.contrast is not None:
        step = say(lang, f"videos-try-{way}", what=escape(_kind(ranking, lang)))
    else:
        first, words = report.videos[0], say(lang, "videos-first")
        step = say(lang, f"videos-watch-{way}", video=link(first.link, words) if first.link else words)
    return say(lang, "next-step", what=step)


def tables(report: KpisReport, lang: str) -> list[Block]:
    """Every listed video with its link."""
    if not report.videos:
        return []
    figures = report.metrics[0]
    keys = (
        "column-video",
        "dimension-account",
        "column-posted",
        "",
        "column-usual",
        "column-times-usual",
        "column-link",
    )
    head = [say(lang, key) if key else _metric(report, lang) for key in keys]
    rows: list[list[Cell]] = []
    for place, video in enumerate(report.videos, 1):
        times = video.times_usual
        rows.append(
            [
                f"{place}. {plain(video.caption or video.video_id, _CELL_CAPTION)}",
                plain_handle(video.account) if video.account else UNKNOWN,
                date(lang, video.published, report.period.zone) if video.published else UNKNOWN,
                (video.value, amount(lang, video.value, figures.unit)),
                UNKNOWN if video.usual is None else (video.usual, amount(lang, video.usual, figures.unit)),
                UNKNOWN if times is None else (times, say(lang, "videos-factor", times=number(lang, times, 1))),
                plain(video.link, 200) if video.link else UNKNOWN,
            ]
        )
    caption = say(lang, f"caption-videos-{_way(report)}", metric=_metric(report, lang))
    return [table(f"{caption} · {period(lang, report.period)}", head, rows)]


def footnotes(report: KpisReport, lang: str) -> list[str]:
    """What the values are of, what they are compared with, and what is left out."""
    ranking = _ranking(report)
    lines = [say(lang, f"videos-values-{ranking.values}")]
    kinds = dict.fromkeys(video.usual_of for video in report.videos if video.usual_of)
    lines += [say(lang, f"videos-usual-{kind}") for kind in kinds]
    if report.question.flop and kinds:
        lines.append(say(lang, "videos-order-flop"))
    if ranking.least is not None:
        sized = "impressions" if report.metrics[0].name == "ctr" else "views"
        lines.append(say(lang, f"videos-least-{sized}", n=ranking.least))
    lines += [say(lang, f"videos-left-{reason.replace('_', '-')}", n=n) for reason, n in ranking.left_out.items()]
    return lines


def details(report: KpisReport, lang: str) -> list[Block]:
    """The table, and how the ranking was made."""
    lines = "\n".join(f"• {line}" for line in [*footnotes(report, lang), say(lang, "videos-method")])
    return [*tables(report, lang), section(lines)]


def key_figures(report: KpisReport, lang: str) -> list[tuple[str, str]]:
    """The listed videos with their values."""
    unit = report.metrics[0].unit
    return [(_name(video, report, lang, 40, marked=False), amount(lang, video.value, unit)) for video in report.videos]


def bar_name(video: RankedVideo, longest: int) -> str:
    """The name of a video in a picture: its caption, else its id."""
    return plain(video.caption or video.video_id, longest)


def alt_text(report: KpisReport, lang: str) -> str:
    """The picture in words: each video with its value."""
    unit = report.metrics[0].unit
    items = [
        say(lang, "alt-item", name=bar_name(video, 60), share=amount(lang, video.value, unit))
        for video in report.videos
    ]
    listed = say(lang, "list-separator").join(items)
    return say(lang, "alt-videos", metric=_metric(report, lang), period=period(lang, report.period), items=listed)


def subject(report: KpisReport, lang: str) -> str:
    """Best or weakest videos, and the metric."""
    return say(lang, f"chart-videos-{_way(report)}", metric=_metric(report, lang))


def _ranking(report: KpisReport) -> VideoRanking:
    if report.ranking is None:
        raise ValueError("a report without a ranking")
    return report.ranking
