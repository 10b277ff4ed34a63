"""Influence: accounts ranked by PageRank on the graph of attention."""
