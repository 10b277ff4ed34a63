"""Everything that `python -m bot.presenters` draws and that CI checks: one report for each hard case of each chart."""

from __future__ import annotations

from functools import cache

from analytics.vocabulary.reports import Report
from bot.presenters.ranking_gallery import ranking_report
from bot.presenters.report_gallery import HANDLES, influencers_report, kpis_report, segments_report
from bot.presenters.video_gallery import drivers_report, ideas_report, predict_report

__all__ = [
    "HANDLES",
    "drivers_report",
    "gallery",
    "ideas_report",
    "influencers_report",
    "kpis_report",
    "predict_report",
    "ranking_report",
    "segments_report",
]


@cache
def gallery() -> dict[str, Report]:
    """The reports by the name of their file; a report without anything to draw has a name that ends in `none`."""
    crowd = influencers_report(20, simulated=True)
    wide = tuple(rank.model_copy(update={"handle": "国" * 60, "audience": 9.9e8}) for rank in crowd.ranks)
    return {
        "segments-1": segments_report(1),
        "segments-4": segments_report(4),
        "segments-12-simulated": segments_report(12, simulated=True, n=987_654_321),
        "segments-bands": segments_report(3, structure=False),
        "segments-creators": segments_report(5, of="creators"),
        "segments-none": segments_report(0),
        "influencers-10": influencers_report(10, simulated=True),
        "influencers-20": influencers_report(20),
        "influencers-20-wide": crowd.model_copy(update={"ranks": wide}),
        "influencers-audience": influencers_report(6, rates=False),
        "influencers-none": influencers_report(0),
        "kpis-28": kpis_report(28),
        "kpis-2": kpis_report(2),
        "kpis-7-completion": kpis_report(7, quiet=True, first=2),
        "kpis-365": kpis_report(365),
        "kpis-alone-money": kpis_report(90, compared=False, first=6),
        "kpis-tiny": kpis_report(28, scale=1e-4),
        "kpis-huge": kpis_report(28, scale=1e6, first=6),
        "kpis-zero": kpis_report(28, scale=0.0),
        "kpis-by-platform": kpis_report(28, by="platform"),
        "kpis-by-account-45": kpis_report(28, by="account"),
        "kpis-by-account-huge": kpis_report(28, by="account", scale=1e6, groups=8),
        "kpis-by-hour": kpis_report(28, by="hour"),
        "kpis-by-hour-completion": kpis_report(28, by="hour", first=2, compared=False),
        "kpis-by-platform-one": kpis_report(28, by="platform", groups=1),
        "kpis-by-platform-zero": kpis_report(28, by="platform", scale=0.0),
        "kpis-top-5": ranking_report(5),
        "kpis-top-3-alone": ranking_report(3, usual=False),
        "kpis-flop-20-completion": ranking_report(20, flop=True, first=2),
        "kpis-top-none": ranking_report(0),
        "predict-3": predict_report(3),
        "predict-6-huge": predict_report(6, scale=1e7),
        "predict-1-tiny": predict_report(1, scale=0.4, recent=5),
        "predict-completion": predict_report(2, scale=0.02, unit="share"),
        "predict-growing": predict_report(1, growing=6),
        "predict-unknown": predict_report(2, known=False),
        "drivers-14": drivers_report(14),
        "drivers-2-wide": drivers_report(2, width=9.0),
        "drivers-segment": drivers_report(5, segment="night_share+likes"),
        "drivers-none": drivers_report(0),
        "ideas-10": ideas_report(10),
        "ideas-1": ideas_report(1),
        "ideas-none": ideas_report(0),
    }
