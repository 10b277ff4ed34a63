"""Analyses of one module each; one that grows gets a room of its own."""
