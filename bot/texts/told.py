"""What importing says in English (assumptions, reasons, why a column is left out), in the reader's language.

Analytics words these for the log, for JSON and for the rejected rows' file; here they are told again by their pattern.
"""

from __future__ import annotations

import re
from functools import cache

_CHINESE: tuple[tuple[str, str], ...] = (
    # Taken for granted.
    (
        "the dates in {column} name no year: read as {first} to {last}, the latest that puts nothing after {today}",
        "{column} 列的日期没有年份：按 {first} 至 {last} 理解（最近的、且不晚于 {today} 的年份）",
    ),
    (
        "the dates in {column} name no year: each read as the latest that is not after {today} ({first} to {last})",
        "{column} 列的日期没有年份：逐行取不晚于 {today} 的最近年份（{first} 至 {last}）",
    ),
    (
        "the dates in {column} name no year: the newest is put in {year} as asked ({first} to {last})",
        "{column} 列的日期没有年份：按要求把最新的日期放在 {year} 年（{first} 至 {last}）",
    ),
    ("dates such as {example} in {column} are read day first", "{column} 列中 {example} 这样的日期按“日在前”理解"),
    ("dates such as {example} in {column} are read month first", "{column} 列中 {example} 这样的日期按“月在前”理解"),
    ("numbers in {column} are read with a decimal comma ({example})", "{column} 列的数字以逗号为小数点（{example}）"),
    ("numbers in {column} are percentages: {example} means {same} %", "{column} 列是百分数：{example} 即 {same}%"),
    (
        "a negative number in {columns} tells that more was taken back than came: unknown, not 0",
        "{columns} 列的负数表示减少多于新增：记为未知，而不是 0",
    ),
    ("no column says what was done: every row is a view", "没有列说明是什么行为：每行按一次观看计"),
    ("column {column} is taken for {meaning}", "{column} 列按 {meaning} 理解"),
    (
        "completion is the average percentage viewed, which is not the share of complete views",
        "完播率取自平均观看百分比，它不等于完整观看的比例",
    ),
    (
        "the counts are those of the period that was exported, not of the video's whole life",
        "各项数字只属于导出的时间段，并非视频发布以来的累计",
    ),
    (
        "rows of single days tell nothing of a post's life-time totals: only the post itself is taken",
        "按日的行不能说明作品的累计数据：只取作品本身",
    ),
    ("times without a zone are in {zone}", "没有时区的时间按 {zone} 理解"),
    (
        "the file names no account: kept under {account}; --account NAME names it",
        "文件没有写明账号：存入 {account}；可用 --account 名称 指定",
    ),
    (
        "its numbers for {day} are not those stored for {other}: kept apart as an account of its own, {account}; "
        "--account NAME names it",
        "{day} 的数字与 {other} 已存的不一致：另存为独立账号 {account}；可用 --account 名称 指定",
    ),
    ("kinds of posts that are not known are left open: {kinds}", "无法识别的体裁留空：{kinds}"),
    ("the mapping given before for files with these columns: {said}", "沿用之前为同样的列给出的对应关系：{said}"),
    ("column {column} stands more than once: the first counts", "{column} 列出现多次：以第一列为准"),
    ("left alone: {reason}", "未导入：{reason}"),
    # Why a column is left out.
    ("no meaning for this table", "对此表没有含义"),
    ("left out as asked", "按要求不使用"),
    ("{what} have no meaning here yet", "{what}：暂无对应含义"),
    ("{what} has no meaning here yet", "{what}：暂无对应含义"),
    # Why a row is rejected.
    ("{column}: expected a number with a decimal {mark}", "{column}：小数点的写法与该列不一致"),
    ("{column}: expected a number of at most 2^53", "{column}：应为不超过 2^53 的数字"),
    ("{column}: expected a number", "{column}：应为数字"),
    ("{column}: expected at least 0", "{column}：不应小于 0"),
    ("{column}: expected at most {days} days", "{column}：不应超过 {days} 天"),
    ("{column}: a count cannot be negative", "{column}：计数不能为负"),
    ("{column}: expected a time such as {example}", "{column}：应为 {example} 这样的时间"),
    ("{column}: expected yes or no", "{column}：应为是或否"),
    ("{column}: expected one of {words}", "{column}：应为 {words} 之一"),
    ("{column}: {text} is before 1990, so probably no real time", "{column}：{text} 早于 1990 年，应不是真实时间"),
    ("{column}: {text} is in the future (now is {now})", "{column}：{text} 在未来（现在是 {now}）"),
    ("{column}: {text} is in the future {rest}", "{column}：{text} 在未来"),
    (
        "{column}: {text} was rounded by a spreadsheet, so the moment is lost",
        "{column}：{text} 被表格软件舍入，时间已丢失",
    ),
    ("{column}: {text} names no year", "{column}：{text} 没有年份"),
    ("{column}: {text} is no day of the calendar", "{column}：{text} 不是有效日期"),
    ("{column}: {text} is out of range", "{column}：{text} 超出范围"),
    ("{column}: holds a NUL character", "{column}：含有 NUL 字符"),
    ("{column}: {n} characters are too long for an id", "{column}：{n} 个字符，作为 ID 过长"),
    (
        "{column}: the id was damaged by a spreadsheet ({text}){rest}",
        "{column}：ID 被表格软件破坏（{text}），末尾数字已丢失，不能作为标识；请以文本格式重新导出",
    ),
    ("{column}: ids damaged by a spreadsheet or a float{rest}", "{column}：ID 被表格软件或浮点数破坏，不能作为标识"),
    ("ids damaged by a spreadsheet or a float ({text})", "ID 被表格软件或浮点数破坏（{text}）"),
    ("a video needs an id, or a title and the time of publication", "视频需要 ID，或标题加发布时间"),
    ("{meaning} is missing", "缺少 {meaning}"),
    ("a line of more than {n} bytes", "一行超过 {n} 字节"),
    ("not readable as JSON: {why}", "不是有效的 JSON：{why}"),
    ("expected {n} cells", "应有 {n} 个单元格"),
    ("not UTF-8 text", "不是 UTF-8 文本"),
    ("expected a JSON object", "应为 JSON 对象"),
    ("nested too deep", "嵌套过深"),
    # Why a file is.
    ("there is no such file or folder", "没有这个文件或文件夹"),
    ("there is no such folder", "没有这个文件夹"),
    ("Permission denied", "没有访问权限"),
    ("Is a directory", "这是一个文件夹"),
    ("the folder holds no {kinds} file", "文件夹里没有 {kinds} 文件"),
    ("the archive holds no {kinds} file", "压缩包里没有 {kinds} 文件"),
    ("the compressed file is damaged or cut off ({why})", "压缩文件已损坏或不完整（{why}）"),
    ("packed in a way that is not known here ({why})", "压缩方式不受支持（{why}）"),
    ("archives inside of archives, more than {n} deep", "压缩包嵌套超过 {n} 层"),
    ("an archive of more than {n} files is no export", "压缩包里的文件超过 {n} 个，不像导出文件"),
    ("not a whole Parquet file ({why})", "不是完整的 Parquet 文件（{why}）"),
    ("the Parquet file is damaged ({why})", "Parquet 文件已损坏（{why}）"),
    ("its footer promises {rows} rows, it holds {held}", "文件尾声明 {rows} 行，实际只有 {held} 行"),
    ("its part {part} is damaged ({why})", "其中的 {part} 已损坏（{why}）"),
    ("its part {part} is no part of a workbook as spreadsheet programs write it", "其中的 {part} 不是正常的工作簿内容"),
    ("its texts are longer than {n} characters in all", "其中的文本总共超过 {n} 个字符"),
    ("one of its rows is longer than {n} bytes", "其中一行超过 {n} 字节"),
    ("its first line is longer than {n} bytes, so it is no header", "第一行超过 {n} 字节，不是表头"),
    ("{n} columns are more than any export has", "有 {n} 列，超过任何导出文件"),
    ("no record of the file is a JSON object ({why})", "文件里没有 JSON 对象（{why}）"),
    ("no table of ours has these columns", "没有哪种表有这些列"),
    ("no row of it could be a header", "没有一行可以作为表头"),
    ("the file holds no table", "文件里没有表格"),
    ("the file has no columns", "文件没有列"),
    ("the file is empty", "文件是空的"),
    ("the sheet is empty", "工作表是空的"),
    ("the file is a web page: export the table as CSV or XLSX", "文件是网页：请把表格导出为 CSV 或 XLSX"),
    ("the file is not text {hint}", "文件不是文本（应为 .csv、.tsv、.json、.xlsx 或 .parquet 表格）"),
    ("the file is a PDF{rest}", "文件是 PDF：请导出为 CSV 或 XLSX"),
    ("the file is a picture", "文件是图片"),
    ("the file is an old Excel file{rest}", "文件是旧版或加密的 Excel：请另存为不带密码的 .xlsx"),
    ("the file is a database{rest}", "文件是数据库：请把其中的表导出为 CSV"),
    ("the file is a {kind} archive{rest}", "文件是 {kind} 压缩包：请先解压，或改用 ZIP"),
    ("the file is packed with {kind}: {rest}", "文件以 {kind} 压缩：请先解压，或改用 gzip"),
)
"""English sentence -> Chinese; `{name}` stands for whatever stands there."""
_NAMES = re.compile(r"\\\{(\w+)\\\}")
_FOUND = re.compile(r"^(?P<said>.*), found (?P<found>.*)$", re.DOTALL)


def told(lang: str, sentence: str) -> str:
    """A sentence of the importers in a language; one that is not known stays English."""
    if lang != "zh":
        return sentence
    if match := _FOUND.match(sentence):
        said = _worded(match["said"])
        return sentence if said is None else f"{said}，实际是 {match['found']}"
    return _worded(sentence) or sentence


def _worded(sentence: str) -> str | None:
    for pattern, chinese in _patterns():
        if match := pattern.fullmatch(sentence):
            facts = {
                name: _worded(fact) or fact if name == "reason" else fact for name, fact in match.groupdict().items()
            }
            return chinese.format(**facts)
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (
            re.compile(
                _NAMES.sub(r"(?P<\1>.+?)", re.escape(english)).replace("(?P<rest>.+?)", "(?P<rest>.*)"), re.DOTALL
            ),
            chinese,
        )
        for english, chinese in _CHINESE
    )
