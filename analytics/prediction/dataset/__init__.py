"""The training table of videos: outcomes, what was known before posting, and text features."""
