"""What to shoot tomorrow: plans sampled from what high-performing videos look like, ranked and told with evidence.

Its modules are imported where they are used: whoever stores what was kept and dropped needs none that learns.
"""
