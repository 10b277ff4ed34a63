"""What segments of viewers prefer, and a recommender to compare it with."""
