"""Reads files of any format as tables of text cells; records that cannot be read have a reason."""

from analytics.importers.reading.file_opener import SUFFIXES, files_of, open_bytes, open_tables
from analytics.importers.reading.tables import Batch, Score, SourceTable, Unreadable

__all__ = [
    "SUFFIXES",
    "Batch",
    "Score",
    "SourceTable",
    "Unreadable",
    "files_of",
    "open_bytes",
    "open_tables",
]
