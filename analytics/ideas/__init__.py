"""Ideas for videos: plans sampled from high-performing videos, ranked, and written as briefs with evidence.

Its modules are imported where they are used: storing decisions must not import anything that learns.
"""
