"""What the tests of reading share: a score of headers, all that a file gives, and XLSX files written by hand."""

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
    """How many names of columns are among the cells."""
    return sum(cell in NAMES for cell in cells)


@dataclass
class Read:
    """All that one table gave."""

    name: str
    columns: list[str]
    rows: list[tuple[str | None, ...]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    raws: list[str] = field(default_factory=list)
    unreadable: list[tuple[int, str, Reason]] = field(default_factory=list)
    left_out: Mapping[str, int] = field(default_factory=dict)


def read(path: Path) -> list[Read]:
    """All tables of a file."""
    found = []
    with open_tables(path, score) as tables:
        for table in tables:
            one = Read(table.name, table.columns)
            for batch in table.batches:
                assert batch.cells.columns == table.columns
                one.rows += batch.cells.rows()
                one.lines += batch.lines.tolist()
                one.raws += [batch.raw(row) for row in range(batch.cells.height)]
                one.unreadable += [(each.line, each.raw, each.reason) for each in batch.unreadable]
            one.left_out = +table.left_out
            found.append(one)
    return found


def read_one(path: Path, content: bytes | str) -> Read:
    """The only table of a file with this content."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (table,) = read(path)
    return table


_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write_xlsx(
    path: Path, sheets: Mapping[str, Iterable[str]], texts: Sequence[str] = (), styles: str = "", head: str = ""
) -> Path:
    """A workbook of sheets given as rows of XML."""
    names = list(sheets)
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATION}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.xml", f'<workbook {_MAIN} xmlns:r="{_RELATION}">{head}<sheets>{listed}</sheets></workbook>'
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{related}</Relationships>")
        archive.writestr("xl/styles.xml", f"<styleSheet {_MAIN}>{styles}</styleSheet>")
        archive.writestr("xl/sharedStrings.xml", f"<sst {_MAIN}>{''.join(texts)}</sst>")
        for n, rows in enumerate(sheets.values(), 1):
            archive.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f"<worksheet {_MAIN}><sheetData>{''.join(rows)}</sheetData></worksheet>",
            )
    return path


def row_of(number: int, *cells: str) -> str:
    """A row of inline texts."""
    letters = "ABCDEFGH"
    inside = "".join(
        f'<c r="{letters[place]}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        for place, cell in enumerate(cells)
    )
    return f'<row r="{number}">{inside}</row>'
