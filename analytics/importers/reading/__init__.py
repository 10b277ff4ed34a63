"""Files of any kind -> tables of text cells, every record a row or with the reason why it is none."""

from analytics.importers.reading.opening import SUFFIXES, files_of, open_tables
from analytics.importers.reading.rowwise import Row, Source, open_source
from analytics.importers.reading.tables import Batch, Score, Table, Unreadable

__all__ = [
    "SUFFIXES",
    "Batch",
    "Row",
    "Score",
    "Source",
    "Table",
    "Unreadable",
    "files_of",
    "open_source",
    "open_tables",
]
