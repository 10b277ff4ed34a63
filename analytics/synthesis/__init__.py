"""New rows like real ones, for any table of numbers and categories: a GAN, a copula, and how close they come."""

VERSION = 1
"""Of kept models: one of another version is not read."""
