"""Reports about people and metrics that are hard to draw: long names, many scripts, many rows, nothing at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Literal

from analytics.vocabulary.questions import InfluencersQuestion, KpisQuestion, Period, SegmentsQuestion
from analytics.vocabulary.reports import (
    Candidate,
    Change,
    Cohort,
    Finding,
    GroupFigures,
    InfluencersReport,
    KpisReport,
    MetricFigures,
    Note,
    Point,
    Preference,
    Quality,
    Rank,
    Reach,
    Segment,
    SegmentsReport,
    Trait,
)

PERIOD = Period(
    start=datetime(2026, 2, 28, 16, tzinfo=UTC), end=datetime(2026, 5, 2, 16, tzinfo=UTC), zone="Asia/Shanghai"
)
NEWEST = datetime(2026, 5, 2, 14, 3, tzinfo=UTC)

HANDLES = (
    "mia.cooks",
    "小红的厨房日记",
    "👩‍👩‍👧‍👦family🇨🇳👍🏽",
    "nguyễn_thị_ẩm_thực_đường_phố",
    "مطبخ_أمي",
    "a" * 60,
    "吃播" * 30,
    "<!channel> *bold* `code`",
    "https://example.com/$x$y",
    "👨🏿‍🚀🧑🏻‍💻❤️‍🔥1️⃣",
    "\u202eevil\u202c",
    "ཀྱེ་ཧོ་𓀀𓂀",
    "한국_요리",
    "ทำอาหาร",
    "v_abcdefghijklmnop",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴‍☠️",
    "кухня_дома",
    "日本の台所",
    "=cmd()|' /C calc'!A0",
    "here",
)
_NAMES = (
    "night_share+likes",
    "watch_seconds+completion",
    "recency+watch_seconds-low",
    "views_per_day+breadth",
    "purchases+saves",
    "shares+comments",
    "follows+active_days",
    "completion-low+likes-low",
    "clicks+night_share-low",
    "hides+breadth-low",
    "night_share+likes",
    "something_new+unheard_of",
)
_NEWCOMERS, _OTHER = 1_204, 37
_UNITS = {
    "night_share": "share",
    "watch_seconds": "seconds",
    "likes": "per_view",
    "recency": "days",
    "views_per_day": "per_day",
}


def segments_report(
    k: int = 4,
    *,
    structure: bool = True,
    simulated: bool = False,
    of: Literal["viewers", "creators"] = "viewers",
    n: int = 20_921,
) -> SegmentsReport:
    """A segments report with `k` groups."""
    quality = Quality(
        k=max(k, 1),
        silhouette=0.412,
        stability=0.981,
        inertia=812.4,
        candidates=tuple(Candidate(k=i, silhouette=0.3 + i / 100, stability=0.9, inertia=900.0 - i) for i in (2, 3, 4)),
    )
    return SegmentsReport(
        question=SegmentsQuestion(period=PERIOD),
        period=PERIOD,
        n=n,
        data_version="0123456789ab",
        newest=NEWEST,
        simulated=simulated,
        of=of,
        structure=structure,
        quality=quality,
        segments=tuple(_segment(index, k, n - _NEWCOMERS - _OTHER) for index in range(k)),
        newcomers=_NEWCOMERS,
        other=_OTHER if k else 0,
        notes=(Note(code="counted_back_from_newest", facts={"newest": NEWEST.isoformat()}),),
    )


def _segment(index: int, k: int, n: int) -> Segment:
    share = 2 * (k - index) / (k * (k + 1))
    values = {
        code: (0.05 + 0.6 * ((index * 7 + offset * 3) % 5) / 5) * (1 if unit in {"share", "per_view"} else 20)
        for offset, (code, unit) in enumerate(_UNITS.items())
    }
    traits = tuple(
        Trait(feature=code, unit=unit, value=values[code], rest=0.2, difference=values[code] - 0.2, low=0.05, high=0.31)
        for code, unit in list(_UNITS.items())[index % 3 : index % 3 + 3]
    )
    return Segment(
        id=f"s{index + 1}",
        name=_NAMES[index % len(_NAMES)],
        size=round(share * n),
        share=share,
        profile=values,
        stands_out=traits,
        prefers=(Preference(dimension="topic", value="美食 & <b>", lift=1.83, low=1.6, high=2.0, n=2331),),
        change=Change(previous_share=share - 0.03, share=share, difference=0.03, low=0.011, high=0.048),
    )


def influencers_report(n: int = 10, *, simulated: bool = False, rates: bool = True) -> InfluencersReport:
    """An influencers report with `n` accounts whose names come from many scripts."""
    return InfluencersReport(
        question=InfluencersQuestion(period=PERIOD, n=max(n, 1)),
        period=PERIOD,
        n=4_812,
        data_version="0123456789ab",
        newest=NEWEST,
        simulated=simulated,
        edges=13_289,
        creator_edges=0,
        iterations=41,
        tolerance=1e-10,
        ranks=tuple(_rank(index, rates) for index in range(n)),
        own=(Rank(handle="ourbrand", score=0.021, audience=1200.0, ours=True),),
        notes=(Note(code="ranking_equals_audience"),),
    )


def _rank(index: int, rates: bool) -> Rank:
    rate = 0.02 + 0.03 * ((index * 5) % 7) / 7 if rates and index % 4 != 3 else None
    return Rank(
        handle=HANDLES[index] if index < len(HANDLES) else f"account_{index}",
        score=0.12 / (index + 1),
        audience=412_000.0 / (index + 1) ** 1.3,
        audience_kind="followers" if index % 2 else "weighted",
        sources=400 - index,
        engagement_rate=rate,
        engagement_low=None if rate is None else rate * 0.9,
        engagement_high=None if rate is None else rate * 1.15,
        engagement_n=4_812,
        reaches=(Reach(dimension="topic", value="烹饪", share=0.42),) if index % 2 else (),
        flags=("unusual_ring",) if index == 2 else (),
    )


_METRICS: tuple[tuple[str, str, float], ...] = (
    ("views", "count", 33_466),
    ("ctr", "share", 0.2941),
    ("completion", "share", 0.0324),
    ("retention", "minutes", 0.805),
    ("likes", "count", 3_738),
    ("engagement", "per_view", 0.2721),
    ("revenue", "CNY", 207_163.2),
    ("revenue", "unspecified", 12.5),
    ("posts", "count", 81),
)


def _figures(unit: str, value: float, verdict: str | None) -> dict[str, object]:
    change = {"up": 0.2, "down": -0.2, "flat": 0.01}.get(verdict or "", 0.0) * value
    figures: dict[str, object] = {
        "value": value,
        "unit": unit,
        "source": "events",
        "low": value * 0.9,
        "high": value * 1.12,
        "n": 1_712,
        "counted": "viewers",
    }
    if verdict:
        figures |= {
            "previous": value - change,
            "change": change,
            "verdict": verdict,
            "smallest_detectable": 0.09 * value,
        }
        figures |= {"change_low": change - 0.06 * value, "change_high": change + 0.06 * value}
    return figures


_GROUPS = {
    "account": (*HANDLES, *(f"another_account_with_a_long_name_{place}" for place in range(25))),
    "hour": tuple(f"{hour:02d}:00" for hour in range(24)),
}


def kpis_report(
    days: int = 28,
    *,
    quiet: bool = False,
    compared: bool = True,
    by: str | None = None,
    first: int = 0,
    scale: float = 1.0,
    groups: int | None = None,
) -> KpisReport:
    """A kpis report over `days` days whose first metric is `_METRICS[first]`; `scale` multiplies all values."""
    start = date(2026, 5, 3) - timedelta(days=days)
    period = Period(start=PERIOD.end - timedelta(days=days), end=PERIOD.end, zone=PERIOD.zone)
    before = Period(
        start=PERIOD.end - timedelta(days=2 * days), end=PERIOD.end - timedelta(days=days), zone=PERIOD.zone
    )
    metrics = []
    for index, (name, unit, value) in enumerate((*_METRICS[first:], *_METRICS[:first])):
        verdict = ("down", "flat", "up")[index % 3] if compared else None
        metrics.append(MetricFigures.model_validate({"name": name, **_figures(unit, value * scale, verdict)}))
    level = metrics[0].value / (days if metrics[0].unit not in {"share", "per_view", "minutes"} else 1)
    points = tuple(
        Point(
            start=start + timedelta(days=index),
            days=1,
            value=None if index == 9 else level * (1 + 0.2 * ((index * 5) % 7 - 3) / 3),
            previous=level * (1.1 + 0.2 * ((index * 3) % 7 - 3) / 3) if compared else None,
        )
        for index in range(days)
    )
    step = -(-days // 20)
    findings = () if quiet or not compared else tuple(_finding(index) for index in range(4))
    names = _GROUPS.get(by or "", ("douyin", "<b>&tiktok", "小红书"))[:groups]
    parts = tuple(
        GroupFigures.model_validate(
            {
                "name": name,
                "dimension": by or "platform",
                "group": group,
                "adjusted": value * 0.95 if unit in {"share", "per_view"} else None,
                **_figures(unit, value * scale * _part(place), ("flat", "up", "down")[place % 3] if compared else None),
            }
        )
        for name, unit, value in _METRICS[:6]
        for place, group in enumerate(names)
    )
    return KpisReport(
        question=KpisQuestion.model_validate({"period": period, "by": by}),
        period=period,
        before=before if compared else None,
        n=1_712,
        data_version="0123456789ab",
        newest=NEWEST,
        metrics=tuple(metrics),
        groups=parts if by else (),
        trend_of=metrics[0].name,
        trend=points[::step],
        daily=points,
        findings=findings,
        looked_at=1_080 if compared else 0,
        cohorts=(Cohort(start=start, size=120, returned=(1.0, 0.5, 0.25), mature=False),),
        notes=(
            Note(code="platform_agrees", facts={"metric": "views", "ours": 8010.0, "platform": 8010.0}),
            Note(code="refunds", facts={"amount": 8080.9, "currency": "CNY"}),
            Note(code="no_comparison", facts={"start": NEWEST.isoformat(), "oldest": NEWEST.isoformat()}),
        ),
    )


def _part(place: int) -> float:
    """A part of the whole; every seventh is nothing."""
    return 0.0 if place % 7 == 6 else 1 / (1 + place % 5)


def _finding(index: int) -> Finding:
    dimension, value = (("total", "all"), ("topic", "美食 & <b>"), ("hour", "20:00"), ("account", HANDLES[7]))[index]
    return Finding(
        metric=("views", "views", "likes", "ctr")[index],
        unit="share" if index == 3 else "count",
        dimension=dimension,
        value=value,
        effect=-0.02 if index == 3 else -1_200.0 / (index + 1),
        mix=-0.005 if index == 3 else -200.0,
        rate=-0.015 if index == 3 else -1_200.0 / (index + 1) + 200,
        tested="rate" if index == 2 else "effect",
        low=-0.03 if index == 3 else -1_500.0 / (index + 1),
        high=-0.01 if index == 3 else -300.0 / (index + 1),
        relative=-0.12 / (index + 1),
        change=-1_200.0,
        p=0.0001,
        q=0.01,
        n=1_203,
        counted="viewers",
        without_strongest=-0.09 / (index + 1),
        strongest="video",
    )
