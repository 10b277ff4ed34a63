"""Who watches us: K-means on behaviour vectors, and the plain word on whether there are groups at all."""

from analytics.segments.analysis import segments

__all__ = ["segments"]
