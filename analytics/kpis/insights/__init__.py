"""What changed and why: changes split exactly into mix and rate, and those that stand out of everything looked at."""

from analytics.kpis.insights.decomposition import Split, split
from analytics.kpis.insights.search import explained

__all__ = ["Split", "explained", "split"]
