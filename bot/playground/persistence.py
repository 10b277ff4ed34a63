"""Saves a workspace to disk: messages, files and Home tabs, without the state that only a running app has."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from analytics.vocabulary.atomic_file import write_atomically
from bot.playground.workspace import ChannelMessage, Conversation, Member, Upload, Workspace

_STATE = "workspace.json"


def save_workspace(workspace: Workspace, folder: Path) -> None:
    """Save the workspace; a kill leaves the old or the new state."""
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
            dataclasses.asdict(conversation) | {"members": sorted(conversation.members)}
            for conversation in workspace.conversations.values()
        ],
        "posts": [dataclasses.asdict(post) for post in workspace.posts],
        "homes": workspace.homes,
        "uploads": [{"id": upload.id, "name": upload.name, "title": upload.title} for upload in uploads],
    }
    write_atomically(folder / _STATE, json.dumps(state, ensure_ascii=False))


def load_workspace(folder: Path) -> Workspace:
    """Load a saved workspace, or create one with two channels and two people."""
    try:
        state = json.loads((folder / _STATE).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return _new_workspace()
    workspace = Workspace(
        [Member(**member) for member in state["members"]],
        [
            Conversation(**(conversation | {"members": set(conversation["members"])}))
            for conversation in state["conversations"]
        ],
        first_number=state["number"],
    )
    workspace.homes = state["homes"]
    workspace.posts = [ChannelMessage(**post) for post in state["posts"]]
    for upload in state["uploads"]:
        content = folder / "files" / upload["id"]
        if content.exists():
            workspace.uploads[upload["id"]] = Upload(
                **upload, content=content.read_bytes(), completed=True, ready_at=0.0
            )
    return workspace


def _new_workspace() -> Workspace:
    default = Workspace()
    people = [default.members[name] for name in ("U0REEL", "U0ANNA", "U0MEI")]
    ids = {person.id for person in people}
    conversations = [default.conversations[name] for name in ("C0SOCIAL", "C0RANDOM", "D0ANNA", "D0MEI")]
    return Workspace(
        people,
        [dataclasses.replace(conversation, members=conversation.members & ids) for conversation in conversations],
    )
