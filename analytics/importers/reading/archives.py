"""ZIP archives: the members that may hold tables, never written anywhere, whatever their names say."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from analytics.vocabulary.errors import NeedsPassword, NothingRecognised, UnreadablePath
from analytics.vocabulary.reasons import Reason

_MOST_MEMBERS = 10_000
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


def open_archive(name: str, file: BinaryIO) -> zipfile.ZipFile:
    """Open an archive. Raises UnreadablePath where it is damaged, NothingRecognised where it holds too many files."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadablePath(name, Reason("archive_damaged", message=str(error))) from error
    if len(archive.infolist()) > _MOST_MEMBERS:
        raise NothingRecognised(name, (), Reason("archive_too_large", files=_MOST_MEMBERS))
    return archive


def members(name: str, archive: zipfile.ZipFile, suffixes: tuple[str, ...]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files of an archive that may hold tables, with the names they are told by. Raises NeedsPassword."""
    for info in archive.infolist():
        inside = PurePosixPath(*(part for part in PurePosixPath(_spelled(info)).parts if part not in {"/", ".."}))
        hidden = any(part.startswith((".", "__MACOSX")) for part in inside.parts)
        if info.is_dir() or hidden or not inside.name.lower().endswith(suffixes):
            continue
        if info.flag_bits & _ENCRYPTED:
            raise NeedsPassword(f"{name}/{inside}")
        yield f"{name}/{inside}", info


def _spelled(info: zipfile.ZipInfo) -> str:
    """A member's name; Windows writes Chinese ones in GB18030 and does not say so."""
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
