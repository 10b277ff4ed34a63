"""Downloads shared files with limits on size, type and time; the token is sent to hosts of Slack only."""

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
MAX_MEGABYTES = 200
EXTENSIONS = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".parquet", ".zip", ".gz")
_CHUNK_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class DownloadTimeouts:
    """Seconds that a download may take in total, and without receiving data."""

    total: float = 300.0
    idle: float = 20.0


@dataclass(frozen=True, slots=True)
class DownloadedFile:
    """A downloaded file and the SHA-256 of its content."""

    name: str
    path: Path
    digest: str


async def download_file(
    client: AsyncWebClient, file: dict[str, Any], folder: Path, api_url: str, timeouts: DownloadTimeouts | None = None
) -> DownloadedFile:
    """Download a file into `folder`. Raises FileTooLarge, FileNotTaken, FileGone, FileStalled."""
    metadata = await _file_metadata(client, file)
    name = _safe_name(str(metadata.get("name") or file.get("name") or "file"))
    if not name.lower().endswith(EXTENSIONS):
        raise FileNotTaken(name)
    size = int(metadata.get("size") or 0)
    if size > MAX_MEGABYTES * MEGABYTE:
        raise FileTooLarge(name, round(size / MEGABYTE), MAX_MEGABYTES)
    url = str(metadata.get("url_private_download") or metadata.get("url_private") or "")
    if not _is_slack_url(url, api_url):
        raise FileGone(name)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    try:
        digest = await _stream_to_file(client, url, name, path, timeouts or DownloadTimeouts())
    except TimeoutError:
        path.unlink(missing_ok=True)
        raise FileStalled(name) from None
    except aiohttp.ClientError:
        path.unlink(missing_ok=True)
        raise FileGone(name) from None
    return DownloadedFile(name, path, digest)


async def _file_metadata(client: AsyncWebClient, file: dict[str, Any]) -> dict[str, Any]:
    try:
        answer = await client.files_info(file=str(file["id"]))
    except SlackApiError as error:
        if error.response.get("error") in {"file_not_found", "file_deleted", "not_visible", "access_denied"}:
            raise FileGone(_safe_name(str(file.get("name") or "file"))) from None
        raise
    metadata: dict[str, Any] = answer.get("file") or {}
    if metadata.get("mode") == "tombstone":
        raise FileGone(_safe_name(str(metadata.get("name") or file.get("name") or "file")))
    return metadata


async def _stream_to_file(client: AsyncWebClient, url: str, name: str, path: Path, timeouts: DownloadTimeouts) -> str:
    """Download into `path`; returns the SHA-256 of the content."""
    timeout = aiohttp.ClientTimeout(total=timeouts.total, sock_read=timeouts.idle, sock_connect=timeouts.idle)
    headers, digest, size = {"Authorization": f"Bearer {client.token}"}, hashlib.sha256(), 0
    async with (
        aiohttp.ClientSession(timeout=timeout, auto_decompress=True) as session,
        # Slack redirects to its login page if the scope or the file is missing.
        session.get(url, headers=headers, allow_redirects=False) as answer,
    ):
        if answer.status != 200 or answer.content_type == "text/html":
            raise FileGone(name)
        with path.open("wb") as target:
            async for chunk in answer.content.iter_chunked(_CHUNK_BYTES):
                size += len(chunk)
                if size > MAX_MEGABYTES * MEGABYTE:  # the announced size may be wrong
                    raise FileTooLarge(name, round(size / MEGABYTE), MAX_MEGABYTES)
                digest.update(chunk)
                target.write(chunk)
    return digest.hexdigest()


def _is_slack_url(url: str, api_url: str) -> bool:
    parts, api = urlsplit(url), urlsplit(api_url)
    if (parts.scheme, parts.netloc) == (api.scheme, api.netloc):
        return True
    host = parts.hostname or ""
    return parts.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))


def _safe_name(name: str) -> str:
    """Return a file name that cannot leave its folder."""
    characters = (char if char.isprintable() and char not in '/\\:*?"<>|' else "_" for char in name)
    stem, dot, extension = "".join(characters).strip(". ").rpartition(".")
    return f"{stem[-80:]}{dot}{extension[-10:]}" or "file"
