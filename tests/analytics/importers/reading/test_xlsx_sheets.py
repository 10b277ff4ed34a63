"""Workbooks: cells are the text of a CSV export, and hostile files are refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from analytics.vocabulary.errors import UnreadablePath
from tests.analytics.importers.reading.reading import read, row_of, write_xlsx

HEADER = row_of(1, "viewer", "time", "views")


def test_a_sheet_has_its_rows_with_their_numbers(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "b.xlsx", {"One": [HEADER, row_of(2, "a", "t", "1"), row_of(7, "b", "u", "2")]})
    (table,) = read(path)
    assert table.name.endswith("b.xlsx/One")
    assert table.rows == [("a", "t", "1"), ("b", "u", "2")]
    assert table.lines == [2, 7]


def test_the_notice_above_the_header_is_counted(tmp_path: Path) -> None:
    rows = [
        row_of(1, "最多导出排序后前1000条笔记"),
        row_of(2, "作品名称", "发布时间", "播放量"),
        row_of(3, "x", "y", "1"),
    ]
    (table,) = read(write_xlsx(tmp_path / "b.xlsx", {"笔记": rows}))
    assert table.columns == ["作品名称", "发布时间", "播放量"]
    assert table.left_out == {"notice": 1}
    assert table.lines == [3]


def test_each_sheet_that_has_a_table_is_one(tmp_path: Path) -> None:
    sheets = {"A": [HEADER, row_of(2, "a", "t", "1")], "Empty": [], "B": [HEADER, row_of(2, "b", "t", "1")]}
    assert [table.rows[0][0] for table in read(write_xlsx(tmp_path / "b.xlsx", sheets))] == ["a", "b"]


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="[h]:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd;@"/>'
    '<numFmt numFmtId="166" formatCode="#,##0.00 &quot;days&quot;"/>'
    '<numFmt numFmtId="167" formatCode="yyyy/m/d hh:mm:ss"/>'
    "</numFmts><cellXfs>" + "".join(f'<xf numFmtId="{n}"/>' for n in (0, 14, 22, 164, 165, 166, 167)) + "</cellXfs>"
)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A2"><v>41</v></c>', "41"),
        ('<c r="A2"><v>41.0</v></c>', "41"),
        ('<c r="A2"><v>0.10000000000000001</v></c>', "0.1"),
        ('<c r="A2"><v>4.2E-2</v></c>', "0.042"),
        ('<c r="A2"><v>7.4699801234567E+18</v></c>', "7.4699801234567E+18"),
        ('<c r="A2"><v>7469980123456789123</v></c>', "7469980123456789123"),
        ('<c r="A2"><v>1753500000123456</v></c>', "1753500000123456"),
        ('<c r="A2" t="b"><v>1</v></c>', "1"),
        ('<c r="A2" t="e"><v>#N/A</v></c>', None),
        ('<c r="A2" t="str"><v>a &lt; b &#20013;_x000D_</v></c>', "a < b 中\r"),
        ('<c r="A2" t="s"><v>0</v></c>', "shared & <sound>"),
        ('<c r="A2" t="s"><v>1</v></c>', "two runs"),
        ('<c r="A2" t="s"><v>2</v></c>', "日本"),
        ('<c t="s" s="0" r="A2"><v>0</v></c>', "shared & <sound>"),
        ('<c r="A2" t="s"><v>99</v></c>', None),
        ('<c r="A2" t="inlineStr"><is><r><t xml:space="preserve">a </t></r><r><t>b</t></r></is></c>', "a b"),
        ('<c r="A2" t="d"><v>2026-05-01T10:00:00</v></c>', "2026-05-01T10:00:00"),
        ('<c r="A2" s="1"><v>46143</v></c>', "2026-05-01"),
        ('<c r="A2" s="1"><v>46143.5</v></c>', "2026-05-01 12:00"),
        ('<c r="A2" s="2"><v>46143.4375</v></c>', "2026-05-01 10:30"),
        ('<c r="A2" s="6"><v>46143.4375</v></c>', "2026-05-01 10:30:00"),
        ('<c r="A2" s="4"><v>46143</v></c>', "2026-05-01"),
        ('<c r="A2" s="3"><v>0.00035879629629</v></c>', "0:00:31"),
        ('<c r="A2" s="3"><v>1.5</v></c>', "36:00:00"),
        ('<c r="A2" s="5"><v>46143</v></c>', "46143"),
        ('<c r="A2" s="1"><v>1E+300</v></c>', "1E+300"),
        ('<c r="A2" s="99"><v>5</v></c>', "5"),
        ('<x:c r="A2"><x:v>5</x:v></x:c>', "5"),
        ("<c><v>5</v></c>", "5"),
    ],
)
def test_a_cell_is_read_as_what_it_means(tmp_path: Path, cell: str, text: str | None) -> None:
    texts = [
        "<si><t>shared &amp; &lt;sound&gt;</t></si>",
        "<si><r><t>two </t></r><r><rPr/><t>runs</t></r></si>",
        "<si><t>日本</t><rPh sb='0' eb='2'><t>ニホン</t></rPh></si>",
    ]
    beside = '<c r="B2" t="inlineStr"><is><t>here</t></is></c>' if 'r="' in cell else "<c><v>1</v></c>"
    rows = [HEADER, f'<row r="2">{cell}{beside}</row>']
    (table,) = read(write_xlsx(tmp_path / "b.xlsx", {"S": rows}, texts, STYLES))
    assert table.rows[0][0] == text


def test_days_may_count_from_1904(tmp_path: Path) -> None:
    rows = [HEADER, '<row r="2"><c r="A2" s="1"><v>44681</v></c></row>']
    path = write_xlsx(tmp_path / "b.xlsx", {"S": rows}, styles=STYLES, head='<workbookPr date1904="1"/>')
    assert read(path)[0].rows[0][0] == "2026-05-01"


def test_a_million_empty_columns_cost_nothing(tmp_path: Path) -> None:
    empty = "".join(f'<c r="{a}{b}{c}3" s="1"/>' for a in "ABC" for b in "ABCDEFGHIJ" for c in "ABCDEFGHIJ") * 3_000
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = write_xlsx(tmp_path / "b.xlsx", {"S": [HEADER, row_of(2, "a", "t", "1"), f'<row r="3">{empty}</row>', far]})
    (table,) = read(path)
    assert table.rows == [("a", "t", "1")]
    assert table.columns == ["viewer", "time", "views"]


def test_a_row_without_an_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.importers.reading.xlsx_workbook._PART_LIMIT", 1 << 20)
    path = write_xlsx(tmp_path / "b.xlsx", {"S": [HEADER, '<row r="2">' + '<c r="A2"/>' * 2_000_000]})
    with pytest.raises(UnreadablePath, match="workbook_row_too_long"):
        read(path)


def test_links_to_other_files_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(f"<sheetData>{HEADER}{row_of(2, 'leaked', 't', '1')}</sheetData>")
    path = write_xlsx(tmp_path / "b.xlsx", {"S": [HEADER, row_of(2, "a", "t", "1")], "Other": [HEADER]})
    rewritten = tmp_path / "c.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(rewritten, "w") as new:
        for part in old.namelist():
            text = old.read(part).decode()
            if part.endswith("workbook.xml.rels"):
                text = text.replace('Target="worksheets/sheet2.xml"', f'Target="file://{secret}" TargetMode="External"')
            new.writestr(part, text)
        new.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    (table,) = read(rewritten)
    assert table.rows == [("a", "t", "1")]


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>')
    with pytest.raises(UnreadablePath, match=r"workbook\.xml"):
        read(path)
