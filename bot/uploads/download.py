"""A shared file onto this machine: limits on size, kind and time; the token goes to Slack's own hosts only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.uploads.errors import FileGone, FileNotTaken, FileStalled, FileTooLarge

MEGABYTE = 1 << 20
LARGEST_MB = 200
KINDS = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".parquet", ".zip", ".gz")
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that a download may take in all, and without a byte coming."""

    total: float = 300.0
    silence: float = 20.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file on this machine, and the SHA-256 of its content."""

    name: str
    path: Path
    digest: str


async def fetch(
    client: AsyncWebClient, file: dict[str, Any], folder: Path, api_url: str, patience: Patience | None = None
) -> Fetched:
    """Fetch a file into `folder`. Raises FileTooLarge, FileNotTaken, FileGone, FileStalled."""
    about = await _described(client, file)
    name = _safe(str(about.get("name") or file.get("name") or "file"))
    if not name.lower().endswith(KINDS):
        raise FileNotTaken(name)
    size = int(about.get("size") or 0)
    if size > LARGEST_MB * MEGABYTE:
        raise FileTooLarge(name, round(size / MEGABYTE), LARGEST_MB)
    url = str(about.get("url_private_download") or about.get("url_private") or "")
    if not _is_slacks(url, api_url):
        raise FileGone(name)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    try:
        return Fetched(name, path, await _download(client, url, name, path, patience or Patience()))
    except TimeoutError:
        path.unlink(missing_ok=True)
        raise FileStalled(name) from None
    except aiohttp.ClientError:
        path.unlink(missing_ok=True)
        raise FileGone(name) from None


async def _described(client: AsyncWebClient, file: dict[str, Any]) -> dict[str, Any]:
    try:
        answer = await client.files_info(file=str(file["id"]))
    except SlackApiError as error:
        if error.response.get("error") in {"file_not_found", "file_deleted", "not_visible", "access_denied"}:
            raise FileGone(_safe(str(file.get("name") or "file"))) from None
        raise
    about: dict[str, Any] = answer.get("file") or {}
    if about.get("mode") == "tombstone":
        raise FileGone(_safe(str(about.get("name") or file.get("name") or "file")))
    return about


async def _download(client: AsyncWebClient, url: str, name: str, path: Path, patience: Patience) -> str:
    """Download into `path`; the SHA-256 of the content."""
    timeout = aiohttp.ClientTimeout(total=patience.total, sock_read=patience.silence, sock_connect=patience.silence)
    headers, digest, taken = {"Authorization": f"Bearer {client.token}"}, hashlib.sha256(), 0
    async with (
        aiohttp.ClientSession(timeout=timeout, auto_decompress=True) as session,
        # Slack answers with its login page, by a redirect, where the scope or the file is missing.
        session.get(url, headers=headers, allow_redirects=False) as answer,
    ):
        if answer.status != 200 or answer.content_type == "text/html":
            raise FileGone(name)
        with path.open("wb") as out:
            async for piece in answer.content.iter_chunked(_PIECE):
                taken += len(piece)
                if taken > LARGEST_MB * MEGABYTE:  # whatever size was announced
                    raise FileTooLarge(name, round(taken / MEGABYTE), LARGEST_MB)
                digest.update(piece)
                out.write(piece)
    return digest.hexdigest()


def _is_slacks(url: str, api_url: str) -> bool:
    parts, own = urlsplit(url), urlsplit(api_url)
    if (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
        return True
    host = parts.hostname or ""
    return parts.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))


def _safe(name: str) -> str:
    """A file name without ways out of its folder."""
    plain = "".join(sign if sign.isprintable() and sign not in '/\\:*?"<>|' else "_" for sign in name).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[-80:]}{dot}{ending[-10:]}" or "file"
