"""Simulates a brand with viewers of known types, accounts, videos, events and a graph, as canonical CSV files.

The same arguments give the same bytes: one PCG64 stream per part, basic draws only, fixed number formats.
There are no other viewers: the last snapshot of a video counts exactly its events.
"""

from analytics.simulation.csv_files import MARKER, SimulationResult, simulate
from analytics.simulation.viewers import TYPE_NAMES, TYPES

__all__ = ["MARKER", "TYPES", "TYPE_NAMES", "SimulationResult", "simulate"]
