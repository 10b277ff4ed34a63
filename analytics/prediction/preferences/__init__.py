"""What a segment of viewers prefers, and recommenders of videos to viewers."""
