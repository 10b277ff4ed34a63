"""What changed and why: changes split exactly into mix and rate, and those that stand out of everything looked at."""

from analytics.insights.searching import explained
from analytics.insights.splitting import Split, split

__all__ = ["Split", "explained", "split"]
