"""A workspace on disk: messages, files and pages survive a restart; what only a running app knows does not."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from analytics.vocabulary.atomic_file import write_atomically
from bot.playground.workspace import ChannelMessage, Conversation, Member, Upload, Workspace

_STATE = "workspace.json"


def keep(workspace: Workspace, folder: Path) -> None:
    """Write everything down; a kill leaves the old state or the new one."""
    files = folder / "files"
    files.mkdir(parents=True, exist_ok=True)
    uploads = [upload for upload in workspace.uploads.values() if upload.completed]
    for upload in uploads:
        if not (files / upload.id).exists():
            (files / upload.id).write_bytes(upload.content)
    state = {
        "number": workspace.number(),
        "members": [dataclasses.asdict(member) for member in workspace.members.values()],
        "conversations": [
            dataclasses.asdict(place) | {"members": sorted(place.members)} for place in workspace.conversations.values()
        ],
        "posts": [dataclasses.asdict(post) for post in workspace.posts],
        "homes": workspace.homes,
        "uploads": [{"id": upload.id, "name": upload.name, "title": upload.title} for upload in uploads],
    }
    write_atomically(folder / _STATE, json.dumps(state, ensure_ascii=False))


def kept(folder: Path) -> Workspace:
    """The workspace of an earlier run; where there is none, a new one with two channels and two people."""
    try:
        state = json.loads((folder / _STATE).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return _new()
    made = Workspace(
        [Member(**member) for member in state["members"]],
        [Conversation(**(place | {"members": set(place["members"])})) for place in state["conversations"]],
        begun=state["number"],
    )
    made.homes = state["homes"]
    made.posts = [ChannelMessage(**post) for post in state["posts"]]
    for upload in state["uploads"]:
        content = folder / "files" / upload["id"]
        if content.exists():
            made.uploads[upload["id"]] = Upload(**upload, content=content.read_bytes(), completed=True, ready_at=0.0)
    return made


def _new() -> Workspace:
    everyone = Workspace()
    people = [everyone.members[name] for name in ("U0REEL", "U0ANNA", "U0MEI")]
    ids = {person.id for person in people}
    places = [everyone.conversations[name] for name in ("C0SOCIAL", "C0RANDOM", "D0ANNA", "D0MEI")]
    return Workspace(people, [dataclasses.replace(place, members=place.members & ids) for place in places])
