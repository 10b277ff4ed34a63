"""Helpers of the tests of reading: a header score, the content of files, and XLSX files."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from analytics.importers.reading import open_tables
from analytics.vocabulary.reasons import Reason

NAMES = {"viewer", "video_id", "time", "action", "watch_seconds", "views", "likes", "作品名称", "播放量", "发布时间"}


def score(cells: Sequence[str]) -> int:
    """Count the cells that are names of columns."""
    return sum(cell in NAMES for cell in cells)


@dataclass
class TableContent:
    """The content of a table."""

    name: str
    columns: list[str]
    rows: list[tuple[str | None, ...]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    raws: list[str] = field(default_factory=list)
    unreadable: list[tuple[int, str, Reason]] = field(default_factory=list)
    left_out: Mapping[str, int] = field(default_factory=dict)


def read(path: Path) -> list[TableContent]:
    """Read all tables of a file."""
    contents = []
    with open_tables(path, score) as tables:
        for table in tables:
            content = TableContent(table.name, table.columns)
            for batch in table.batches:
                assert batch.cells.columns == table.columns
                content.rows += batch.cells.rows()
                content.lines += batch.lines.tolist()
                content.raws += [batch.raw(row) for row in range(batch.cells.height)]
                content.unreadable += [(record.line, record.raw, record.reason) for record in batch.unreadable]
            content.left_out = +table.left_out
            contents.append(content)
    return contents


def read_one(path: Path, content: bytes | str) -> TableContent:
    """Write a file with this content and read its only table."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (table,) = read(path)
    return table


_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write_xlsx(
    path: Path, sheets: Mapping[str, Iterable[str]], texts: Sequence[str] = (), styles: str = "", head: str = ""
) -> Path:
    """Write a workbook with sheets of XML rows."""
    names = list(sheets)
    sheet_elements = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATION}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {_MAIN} xmlns:r="{_RELATION}">{head}<sheets>{sheet_elements}</sheets></workbook>',
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{relations}</Relationships>")
        archive.writestr("xl/styles.xml", f"<styleSheet {_MAIN}>{styles}</styleSheet>")
        archive.writestr("xl/sharedStrings.xml", f"<sst {_MAIN}>{''.join(texts)}</sst>")
        for n, rows in enumerate(sheets.values(), 1):
            archive.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f"<worksheet {_MAIN}><sheetData>{''.join(rows)}</sheetData></worksheet>",
            )
    return path


def row_of(number: int, *cells: str) -> str:
    """Return a row of inline texts as XML."""
    letters = "ABCDEFGH"
    cell_elements = "".join(
        f'<c r="{letters[index]}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        for index, cell in enumerate(cells)
    )
    return f'<row r="{number}">{cell_elements}</row>'
