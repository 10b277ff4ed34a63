"""Files of any kind -> tables of text cells, every record a row or with the reason why it is none."""

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
