"""Explanations of changes: exact decomposition into mix and rate, and the significant changes of all tested."""

from analytics.kpis.insights.decomposition import Decomposition, decompose_change
from analytics.kpis.insights.search import explain_kpis

__all__ = ["Decomposition", "decompose_change", "explain_kpis"]
