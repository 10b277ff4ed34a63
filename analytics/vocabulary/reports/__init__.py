"""Reports: the results of analyses, as frozen data without sentences in any language.

Presenters turn codes (`Note.code`, `Trait.feature`, `Rank.flags` …) into words. Fields marked `exclude` are not in the
JSON form: there may be as many rows as viewers, and they are exported as CSV.
"""

from __future__ import annotations

from analytics.vocabulary.reports.base import Frozen, Note, Report, Rows, Scope
from analytics.vocabulary.reports.ideas import Brief, Evidence, IdeasReport, Model, Range
from analytics.vocabulary.reports.influencers import InfluencersReport, Rank, Reach
from analytics.vocabulary.reports.kpis import (
    Agreement,
    Cohort,
    Figures,
    Finding,
    GroupFigures,
    KpisReport,
    MetricFigures,
    Point,
    RankedVideo,
    Source,
    Standing,
    Verdict,
    VideoContrast,
    VideoRanking,
)
from analytics.vocabulary.reports.prediction import (
    Best,
    DriversReport,
    Effect,
    Forecast,
    Importance,
    Past,
    PlanForecast,
    PlanReason,
    PredictReport,
    Ranking,
    Trial,
    VideoForecast,
)
from analytics.vocabulary.reports.segments import Candidate, Change, Preference, Quality, Segment, SegmentsReport, Trait

__all__ = [
    "Agreement",
    "Best",
    "Brief",
    "Candidate",
    "Change",
    "Cohort",
    "DriversReport",
    "Effect",
    "Evidence",
    "Figures",
    "Finding",
    "Forecast",
    "Frozen",
    "GroupFigures",
    "IdeasReport",
    "Importance",
    "InfluencersReport",
    "KpisReport",
    "MetricFigures",
    "Model",
    "Note",
    "Past",
    "PlanForecast",
    "PlanReason",
    "Point",
    "PredictReport",
    "Preference",
    "Quality",
    "Range",
    "Rank",
    "RankedVideo",
    "Ranking",
    "Reach",
    "Report",
    "Rows",
    "Scope",
    "Segment",
    "SegmentsReport",
    "Source",
    "Standing",
    "Trait",
    "Trial",
    "Verdict",
    "VideoContrast",
    "VideoForecast",
    "VideoRanking",
]
