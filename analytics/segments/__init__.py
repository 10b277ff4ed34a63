"""Segments: groups of viewers or creators by K-means on behaviour vectors, and whether such groups exist at all."""

from analytics.segments.analysis import segments

__all__ = ["segments"]
