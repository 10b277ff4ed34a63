"""What happened: metrics of a period with change, interval and the smallest change that could have been seen."""

from analytics.kpis.measurement import Measured, measure

__all__ = ["Measured", "measure"]
