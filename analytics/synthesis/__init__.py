"""Synthetic rows for any table of numbers and categories: a GAN, a Gaussian copula, and their fidelity."""

VERSION = 1
"""The version of saved models; models of other versions are not read."""
