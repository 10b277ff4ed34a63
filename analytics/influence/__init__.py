"""Who should spread it: accounts ranked by PageRank on the graph of attention."""
