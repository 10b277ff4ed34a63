"""Metrics of a period: values and changes with intervals, and the smallest detectable change."""

from analytics.kpis.measurement import Measurement, measure

__all__ = ["Measurement", "measure"]
