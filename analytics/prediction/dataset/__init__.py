"""The table of videos: outcomes, statistics known before posting, and text features."""
