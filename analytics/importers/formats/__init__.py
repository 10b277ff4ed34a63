"""What columns mean: one small file for each exporter, and synonyms for everything else.

To add an exporter, copy the file that is nearest to it, name it among the rooms of `recognition`, and put a genuine
header of it into the tests' `headers`, which walk over all of them.
"""

from analytics.importers.formats.column_names import folded
from analytics.importers.formats.format import ANY_OTHER, LEAVE_OUT, LIFETIME, TOTALS, FileFormat
from analytics.importers.formats.recognition import FORMATS, header_score
from analytics.importers.formats.schema_match import SchemaMatch, meanings_of, understand
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
    "folded",
    "header_score",
    "meanings_of",
    "understand",
]
