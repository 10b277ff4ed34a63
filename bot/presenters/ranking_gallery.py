"""Rankings of videos that are hard to draw: long captions in many scripts, no caption, no date, nothing usual."""

from __future__ import annotations

from datetime import timedelta

from analytics.vocabulary.reports import KpisReport, RankedVideo, Scope, VideoContrast, VideoRanking
from bot.presenters.report_gallery import HANDLES, PERIOD, kpis_report

_CAPTIONS = (
    "三分钟学会红烧肉，厨房小白也能做出饭店的味道，建议收藏 #美食 #家常菜",
    "Noodles <b>& more</b> — you *won't* believe <!channel> what happens next when I add this one thing",
    "👩‍👩‍👧‍👦🇨🇳👍🏽 family",
    "nguyễn thị ẩm thực đường phố",
    "مطبخ أمي",
)


def ranking_report(n: int = 5, *, flop: bool = False, first: int = 0, usual: bool = True) -> KpisReport:
    """A report with a ranking of `n` videos by the metric `_METRICS[first]`, with captions that are hard to draw."""
    report = kpis_report(28, compared=False, first=first)
    scale = report.metrics[0].value
    videos = tuple(
        RankedVideo(
            video_id=f"71780{index:04}",
            platform="douyin",
            account=HANDLES[index % len(HANDLES)],
            caption=None if index == 2 else f"{_CAPTIONS[index % len(_CAPTIONS)]} {index}",
            link=f"https://example.com/v/{index}?a=1&b=<2>" if index % 3 else None,
            published=None if index == 3 else PERIOD.end - timedelta(days=3 + index),
            value=scale / (n - index if flop else index + 1),
            usual=scale / 4 if usual and index != 1 else None,
            times_usual=4 / (n - index if flop else index + 1) if usual and index != 1 else None,
            usual_of="age" if usual and index != 1 else None,
            compared=31,
            topic="美食 & <b>",
            seconds=31.5,
        )
        for index in range(n)
    )
    contrast = VideoContrast(dimension="topic", value="美食 & <b>", n=4, of=5, rest=0.2) if usual else None
    ranking = VideoRanking(
        values="gained",
        ranked=max(n, 1) * 8,
        least=120 if report.metrics[0].unit == "share" else None,
        left_out={"young": 3} if flop else {"few_viewers": 4},
        contrast=contrast,
        contrast_verdict="found" if contrast else "none",
    )
    question = report.question.model_copy(update={"top": max(n, 1), "flop": flop})
    return report.model_copy(
        update={
            "question": question,
            "scope": Scope(of="ours", accounts=HANDLES[:3], n=3),
            "n": ranking.ranked,
            "metrics": report.metrics[:1],
            "videos": videos,
            "ranking": ranking,
        }
    )
