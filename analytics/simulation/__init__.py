"""Simulates a brand with viewers of known types, accounts, videos, events and a graph, as canonical CSV files.

The same arguments give the same bytes: one PCG64 stream per part, basic draws only, fixed number formats.
The counts of videos and account days are those of everybody; the events are those of a sample of viewers.
"""

from analytics.simulation.csv_files import MARKER, SimulationResult, simulate
from analytics.simulation.viewer_types import TYPE_NAMES, TYPES

__all__ = ["MARKER", "TYPES", "TYPE_NAMES", "SimulationResult", "simulate"]
