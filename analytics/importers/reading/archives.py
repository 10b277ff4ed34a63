"""Lists the members of ZIP archives that may contain tables; members are never written to disk by their names."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from analytics.vocabulary.errors import NeedsPassword, NothingRecognised, UnreadablePath
from analytics.vocabulary.reasons import Reason

_MAX_MEMBERS = 10_000
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


def open_archive(name: str, file: BinaryIO) -> zipfile.ZipFile:
    """Open an archive. Raises UnreadablePath if it is damaged, NothingRecognised if it has too many files."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadablePath(name, Reason("archive_damaged", message=str(error))) from error
    if len(archive.infolist()) > _MAX_MEMBERS:
        raise NothingRecognised(name, (), Reason("archive_too_large", files=_MAX_MEMBERS))
    return archive


def find_members(
    name: str, archive: zipfile.ZipFile, suffixes: tuple[str, ...]
) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Yield the names and infos of members that may contain tables. Raises NeedsPassword."""
    for info in archive.infolist():
        parts = PurePosixPath(_decode_name(info)).parts
        member_path = PurePosixPath(*(part for part in parts if part not in {"/", ".."}))
        is_hidden = any(part.startswith((".", "__MACOSX")) for part in member_path.parts)
        if info.is_dir() or is_hidden or not member_path.name.lower().endswith(suffixes):
            continue
        if info.flag_bits & _ENCRYPTED:
            raise NeedsPassword(f"{name}/{member_path}")
        yield f"{name}/{member_path}", info


def _decode_name(info: zipfile.ZipInfo) -> str:
    """Decode the name of a member; Windows writes Chinese names in GB18030 without declaring it."""
    name = info.filename.replace("\\", "/")
    if info.flag_bits & _UTF8_NAME or name.isascii():
        return name
    raw = name.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
