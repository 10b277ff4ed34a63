"""The meanings of columns: a module for each exporter, and synonyms for all other files.

To add an exporter, copy the module of a similar one, add it to `_EXPORTERS` of `recognition`, and add a genuine header
to the tests' `headers`.
"""

from analytics.importers.formats.column_names import fold_name
from analytics.importers.formats.format import ANY_OTHER, LEAVE_OUT, LIFETIME, TOTALS, FileFormat
from analytics.importers.formats.recognition import FORMATS, header_score
from analytics.importers.formats.schema_match import SchemaMatch, match_schema, meanings_of
from analytics.importers.formats.synonyms import MEANINGS

__all__ = [
    "ANY_OTHER",
    "FORMATS",
    "LEAVE_OUT",
    "LIFETIME",
    "MEANINGS",
    "TOTALS",
    "FileFormat",
    "SchemaMatch",
    "fold_name",
    "header_score",
    "match_schema",
    "meanings_of",
]
