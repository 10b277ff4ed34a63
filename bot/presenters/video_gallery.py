"""Reports about videos that are hard to draw: forecasts over powers of ten, long contrasts, briefs in two languages."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from analytics.vocabulary.questions import DriversQuestion, IdeasQuestion, Plan, PredictQuestion
from analytics.vocabulary.reports import (
    Brief,
    DriversReport,
    Effect,
    IdeasReport,
    Model,
    Past,
    PlanForecast,
    PredictReport,
    Range,
    Trial,
    VideoForecast,
)
from bot.presenters.report_gallery import HANDLES, NEWEST, PERIOD

_PLANS = (
    Plan(topic="cooking", duration=25, hour=20, weekday="sat"),
    Plan(topic="美食探店与家常菜做法大全", duration=90, hour=7, weekday="mon", platform="douyin"),
    Plan(account=HANDLES[3], format="video", hashtags=("a", "b"), music="🎵 nhạc nền ẩm thực đường phố"),
    Plan(hour=23),
    Plan(duration=3_600, caption="Why nobody tells you how to sear a steak in a pan that is far too cold"),
    Plan(topic=HANDLES[2], weekday="sun"),
)


def predict_report(
    plans: int = 3,
    *,
    scale: float = 10_000.0,
    unit: str = "count",
    known: bool = True,
    growing: int = 0,
    recent: int = 60,
) -> PredictReport:
    """A predict report whose outcomes spread from 0 to a hundred times `scale`."""
    outcomes = tuple(
        Past(
            published=NEWEST - timedelta(days=recent - place),
            value=0.0 if place % 9 == 0 else scale * 10 ** (((place * 7) % 20 - 10) / 6),
        )
        for place in range(recent)
    )
    middles = [scale * (1 + place) for place in range(max(plans, growing))]
    forecasts = tuple(
        PlanForecast(
            plan=Plan() if growing else _PLANS[place],
            median=middles[place] if known else None,
            low=middles[place] / 8 if known else None,
            high=middles[place] * 6 if known else None,
        )
        for place in range(plans)
    )
    young = tuple(
        VideoForecast(
            video=f"v{place}",
            account=HANDLES[place],
            caption=("How to sear a steak", "一锅到底的番茄牛腩，下班二十分钟就能吃上")[place % 2],
            published=NEWEST,
            median=middles[place],
            low=middles[place] / 3,
            high=middles[place] * 2,
            age=1.2,
            current=middles[place] / 4,
        )
        for place in range(growing)
    )
    return PredictReport(
        question=PredictQuestion(
            period=PERIOD,
            target="views" if unit == "count" else "completion",
            plans=() if growing else tuple(forecast.plan for forecast in forecasts),
        ),
        period=PERIOD,
        n=recent,
        data_version="0123456789ab",
        newest=NEWEST,
        target="views" if unit == "count" else "completion",
        unit=unit,
        median=middles[0] if known and middles else None,
        low=None,
        high=None,
        level=0.8,
        chosen="gradient_boosting" if known else "baseline",
        models=(_trial("gradient_boosting", 0.6), _trial("linear", 0.7)),
        baselines=(_trial("account_median", 0.8),),
        plans=forecasts,
        videos=young,
        way="age",
        age=7.0,
        margin=0.1,
        margin_error=0.02,
        recent=outcomes,
    )


def _trial(name: str, error: float) -> Trial:
    return Trial(name=name, mae_log=error, spearman=0.4, r2=0.2, coverage=0.79, width=2.1, folds=5)


_CONTRASTS = (
    ("duration", "15-30 s vs 60+ s"),
    ("hour", "18-22 vs 06-12"),
    ("topic", "美食探店与家常菜做法大全 vs rest"),
    ("weekday", "weekend vs workday"),
    ("format", "image vs video"),
    ("hashtags", "5+ vs 0"),
    ("music", "original vs track"),
)


def drivers_report(n: int = 7, *, segment: str | None = None, width: float = 0.2) -> DriversReport:
    """A drivers report with `n` contrasts; `width`: that of the widest interval."""
    effects = tuple(
        Effect(
            feature=_CONTRASTS[place % len(_CONTRASTS)][0],
            contrast=_CONTRASTS[place % len(_CONTRASTS)][1],
            effect=middle,
            low=middle - spread / 2,
            high=middle + spread,
            n=120 + place,
            verdict="up" if middle - spread / 2 > 0 else "down" if middle + spread < 0 else "too_few",
        )
        for place in range(n)
        for middle in [(0.4 - place * 0.07) / (5 if segment else 1)]
        for spread in [width * (1 + place % 3) / (5 if segment else 1)]
    )
    return DriversReport(
        question=DriversQuestion(period=PERIOD),
        period=PERIOD,
        n=812,
        data_version="0123456789ab",
        newest=NEWEST,
        simulated=True,
        target="completion" if segment else "views",
        unit="share" if segment else "count",
        effects=effects,
        accounts=4,
        clustered_by="account",
        way="age",
        segment=segment,
        size=1_200 if segment else None,
    )


def ideas_report(n: int = 10, *, scale: float = 1_000.0) -> IdeasReport:
    """An ideas report with `n` briefs, the first of which may reach nobody."""
    tones: tuple[Literal["humour", "surprise", "emotion", "howto"], ...] = ("humour", "surprise", "emotion", "howto")
    briefs = tuple(
        Brief(
            id=f"b{place}",
            tone=tones[place % 4],
            phrase=0,
            topic=(None, "cooking", "美食探店与家常菜做法大全", "a" * 40)[place % 4],
            platform="douyin",
            format="video",
            duration=25,
            weekday="sat",
            hour=20,
            similar=Range(
                low=0.0 if place == 0 else scale * 3**place / 4, median=scale * 3**place, high=scale * 3**place * 5
            ),
            similar_n=40,
            evidence=(),
            novelty=0.4,
        )
        for place in range(n)
    )
    return IdeasReport(
        question=IdeasQuestion(period=PERIOD, n=max(n, 1)),
        period=PERIOD,
        n=812,
        data_version="0123456789ab",
        newest=NEWEST,
        model=Model(chosen="gan", quality=0.8, c2st=0.6, rows=812, trained_at=NEWEST),
        briefs=briefs,
        candidates=400,
        refused=3,
        typical_low=100.0,
        ranked_by="similar",
    )
