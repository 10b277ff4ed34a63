"""One import from file to store: a run, its journal, the rows that it stores, and its result."""
