"""What columns mean: one small file for each exporter, and synonyms for everything else.

To add an exporter, copy the file that is nearest to it, name it among the rooms of `recognition`, and put a genuine
header of it into the tests' `headers`, which walk over all of them.
"""

from analytics.importers.formats.format import ANY_OTHER, LEAVE_OUT, LIFETIME, TOTALS, Format
from analytics.importers.formats.names import folded
from analytics.importers.formats.recognition import FORMATS, header_score
from analytics.importers.formats.synonyms import MEANINGS
from analytics.importers.formats.understanding import Understanding, meanings_of, understand

__all__ = [
    "ANY_OTHER",
    "FORMATS",
    "LEAVE_OUT",
    "LIFETIME",
    "MEANINGS",
    "TOTALS",
    "Format",
    "Understanding",
    "folded",
    "header_score",
    "meanings_of",
    "understand",
]
