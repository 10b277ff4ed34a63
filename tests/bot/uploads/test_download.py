"""Downloads from Slack: limits for wrong announced sizes, and downloads that stall."""

from __future__ import annotations

from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import BOT_TOKEN, LocalSlack
from bot.playground.faults import InjectedFault
from bot.playground.workspace import Upload
from bot.uploads import download
from bot.uploads.download import DownloadTimeouts, download_file
from bot.uploads.errors import FileGone, FileNotTaken, FileStalled, FileTooLarge


def _file(slack: LocalSlack, name: str, content: bytes = b"a,b\n1,2\n", claimed: int = 0) -> dict[str, str]:
    upload = Upload("F1", name, name, content, completed=True, ready_at=0.0, claimed=claimed)
    slack.workspace.uploads["F1"] = upload
    return {"id": "F1", "name": name}


async def _download(
    slack: LocalSlack, file: dict[str, str], folder: Path, timeouts: DownloadTimeouts | None = None
) -> bytes:
    client = AsyncWebClient(token=BOT_TOKEN, base_url=slack.api_url)
    return (await download_file(client, file, folder, slack.api_url, timeouts)).path.read_bytes()


async def test_a_file_arrives_whole_under_a_name_that_stays_in_its_folder(tmp_path: Path) -> None:
    async with LocalSlack().running() as slack:
        content = await _download(slack, _file(slack, "../../etc/x.csv"), tmp_path / "in")
    assert content == b"a,b\n1,2\n"
    assert [path.parent for path in tmp_path.rglob("*.csv")] == [tmp_path / "in"]


async def test_a_file_that_is_announced_too_large_is_not_fetched(tmp_path: Path) -> None:
    async with LocalSlack().running() as slack:
        with pytest.raises(FileTooLarge):
            await _download(slack, _file(slack, "a.csv", claimed=2 << 30), tmp_path)


async def test_a_file_larger_than_announced_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "MAX_MEGABYTES", 1)
    async with LocalSlack().running() as slack:
        with pytest.raises(FileTooLarge):
            await _download(slack, _file(slack, "a.csv", b"0" * (3 << 20), claimed=10), tmp_path)


async def test_a_kind_that_is_not_read_is_refused(tmp_path: Path) -> None:
    async with LocalSlack().running() as slack:
        with pytest.raises(FileNotTaken):
            await _download(slack, _file(slack, "virus.exe"), tmp_path)


async def test_a_file_deleted_before_the_download_is_told_as_such(tmp_path: Path) -> None:
    async with LocalSlack().running() as slack:
        file = _file(slack, "a.csv")
        slack.workspace.uploads["F1"].deleted = True
        with pytest.raises(FileGone):
            await _download(slack, file, tmp_path)


async def test_a_download_that_stalls_is_given_up_and_leaves_nothing(tmp_path: Path) -> None:
    async with LocalSlack().running() as slack:
        slack.faults.add("download", InjectedFault(hang=True))
        with pytest.raises(FileStalled):
            await _download(slack, _file(slack, "a.csv"), tmp_path, DownloadTimeouts(total=1.0, idle=0.2))
    assert not list(tmp_path.rglob("*.csv"))


def test_the_token_goes_to_slack_only() -> None:
    own = "http://127.0.0.1:9/api/"
    assert download._is_slack_url("https://files.slack.com/files-pri/T1-F1/download/a.csv", own)
    assert download._is_slack_url("http://127.0.0.1:9/download/F1", own)
    for url in (
        "https://evil.com/a.csv",
        "http://files.slack.com/a",
        "https://slack.com.evil.com/a",
        "file:///etc/passwd",
    ):
        assert not download._is_slack_url(url, own)
