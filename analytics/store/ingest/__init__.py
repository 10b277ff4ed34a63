"""Writes imported records, derives the tables from them, and undoes imports."""
