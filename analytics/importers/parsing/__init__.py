"""Parsing: cells of text become values, column by column and row by row."""
