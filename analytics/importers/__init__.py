"""Files as their platforms give them -> records: formats as tables of data, one place for each value's spelling."""

from analytics.importers.importing import ImportOptions, ImportResult, files_of, import_files, interrupted

__all__ = ["ImportOptions", "ImportResult", "files_of", "import_files", "interrupted"]
