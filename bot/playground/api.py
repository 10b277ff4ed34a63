"""Slack's Web API, as far as the bot uses it: the same methods, scopes, error codes and side effects.

Source: docs.slack.dev/reference/methods, November 2026.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground import blockkit
from bot.playground.modals import ModalRefused, Modals, OpenModal
from bot.playground.workspace import BOT, TEAM, ChannelMessage, Conversation, Upload, Workspace

Body = dict[str, Any]
PROCESSING_SECONDS = 0.3
"""How long an uploaded file has no type yet."""


class ApiError(Exception):
    """A call that Slack answers with `ok: false`; `facts` go into the answer."""

    def __init__(self, error: str, **facts: object) -> None:
        super().__init__(error)
        self.answer: Body = {"ok": False, "error": error, **facts}


class Api:
    """The methods; each takes the arguments of a call and returns its answer without `ok`. Raises Refused."""

    def __init__(self, workspace: Workspace, address: Callable[[], str]) -> None:
        self.workspace = workspace
        self._address = address
        self.scopes: set[str] = set()
        """What the token was granted; set by the server."""
        self.tickets: set[str] = set()
        self.methods: dict[str, tuple[str | None, Callable[[Body], Awaitable[Body]]]] = {
            "apps.connections.open": (None, self._connections_open),
            "auth.test": (None, self._auth_test),
            "blocks.validate": (None, self._validate),
            "chat.delete": ("chat:write", self._delete),
            "chat.postEphemeral": ("chat:write", self._post_ephemeral),
            "chat.postMessage": ("chat:write", self._post_message),
            "chat.update": ("chat:write", self._update),
            "conversations.history": (None, self._history),
            "conversations.info": ("channels:read", self._info),
            "conversations.open": ("im:write", self._open),
            "conversations.replies": (None, self._replies),
            "files.completeUploadExternal": ("files:write", self._complete),
            "files.getUploadURLExternal": ("files:write", self._upload_url),
            "files.info": ("files:read", self._file_info),
            "users.info": ("users:read", self._user_info),
            "views.open": (None, self._view_open),
            "views.publish": (None, self._view_publish),
            "views.push": (None, self._view_push),
            "views.update": (None, self._view_update),
        }

    async def _auth_test(self, body: Body) -> Body:
        del body
        return {"url": self._address(), "team": "Local", "user": "reelpulse", "team_id": TEAM, "user_id": BOT}

    async def _connections_open(self, body: Body) -> Body:
        del body
        ticket = secrets.token_hex(8)
        self.tickets.add(ticket)
        return {"url": f"{self._address().replace('http', 'ws', 1)}link?ticket={ticket}"}

    async def _validate(self, body: Body) -> Body:
        self._blocks(body)
        return {}

    def _conversation(self, body: Body) -> Conversation:
        found = self.workspace.conversations.get(str(body.get("channel")))
        if found is None:
            raise ApiError("channel_not_found")
        return found

    def _writable(self, body: Body) -> Conversation:
        found = self._conversation(body)
        if BOT not in found.members:
            # A private channel without the bot does not exist for it.
            raise ApiError("not_in_channel" if found.id[0] == "C" else "channel_not_found")
        if found.archived:
            raise ApiError("is_archived")
        return found

    def _blocks(self, body: Body) -> list[Body]:
        blocks: list[Body] = body.get("blocks") or []
        said = blockkit.complaints(blocks)
        if said:
            raise ApiError("invalid_blocks", errors=said, response_metadata={"messages": said})
        if blockkit.too_long(blocks):
            raise ApiError("msg_blocks_too_long")
        for name in blockkit.files_shown(blocks):
            upload = self.workspace.uploads.get(name)
            if upload is None or not upload.ready:
                raise ApiError("invalid_blocks", errors=["invalid slack file [json-pointer:/blocks]"])
        return blocks

    def _content(self, body: Body) -> tuple[str, list[Body]]:
        text, blocks = str(body.get("text") or ""), self._blocks(body)
        if not text and not blocks:
            raise ApiError("no_text")
        if len(text) > 40_000:
            raise ApiError("msg_too_long")
        return text, blocks

    def make_post(self, channel: str, body: Body, only: str | None = None) -> ChannelMessage:
        """A message of the bot out of the arguments of a call. Raises Refused."""
        text, blocks = self._content(body)
        metadata = body.get("metadata")
        if metadata is not None and not (
            metadata.get("event_type") and isinstance(metadata.get("event_payload"), dict)
        ):
            raise ApiError("invalid_metadata_format")
        made = ChannelMessage(self.workspace.new_ts(), channel, BOT, text, blocks, body.get("thread_ts"), only)
        made.metadata = metadata
        return made

    async def _post_message(self, body: Body) -> Body:
        channel = self._writable(body).id
        post = await self.workspace.add(self.make_post(channel, body))
        return {"channel": channel, "ts": post.ts, "message": post.as_json()}

    async def _post_ephemeral(self, body: Body) -> Body:
        found = self._writable(body)
        if body.get("user") not in found.members:
            raise ApiError("user_not_in_channel")
        post = await self.workspace.add(self.make_post(found.id, body, only=str(body["user"])))
        return {"message_ts": post.ts}

    def _own(self, body: Body, refusal: str) -> ChannelMessage:
        found = self._conversation(body)
        post = self.workspace.find(found.id, str(body.get("ts")))
        if post is None or post.only:
            raise ApiError("message_not_found")
        if post.user != BOT:
            raise ApiError(refusal)
        return post

    async def _update(self, body: Body) -> Body:
        post = self._own(body, "cant_update_message")
        post.text, post.blocks = self._content(body)
        await self.workspace.touch()
        return {"channel": post.channel, "ts": post.ts, "text": post.text}

    async def _delete(self, body: Body) -> Body:
        post = self._own(body, "cant_delete_message")
        self.workspace.posts.remove(post)
        await self.workspace.touch()
        return {"channel": post.channel, "ts": post.ts}

    async def _info(self, body: Body) -> Body:
        found = self._conversation(body)
        if found.id[0] == "G" and BOT not in found.members:
            raise ApiError("channel_not_found")
        shown = {"id": found.id, "name": found.name, "is_member": BOT in found.members, "is_archived": found.archived}
        return {"channel": shown}

    def _readable(self, body: Body) -> Conversation:
        found = self._conversation(body)
        if BOT not in found.members:
            raise ApiError("not_in_channel" if found.id[0] == "C" else "channel_not_found")
        needed = {"C": "channels:history", "G": "groups:history", "D": "im:history"}[found.id[0]]
        if needed not in self.scopes:
            raise ApiError("missing_scope", needed=needed, provided=",".join(sorted(self.scopes)))
        return found

    async def _history(self, body: Body) -> Body:
        channel = self._readable(body).id
        told = [post for post in self.workspace.posts if post.channel == channel and not post.thread_ts]
        return self._page(body, [post for post in told if not post.only][::-1])

    async def _replies(self, body: Body) -> Body:
        channel, root = self._readable(body).id, str(body.get("ts"))
        told = [post for post in self.workspace.posts if post.channel == channel and root in {post.ts, post.thread_ts}]
        if not told:
            raise ApiError("thread_not_found")
        return self._page(body, [post for post in told if not post.only])

    @staticmethod
    def _page(body: Body, posts: list[ChannelMessage]) -> Body:
        """As documented: `oldest` is left out unless `inclusive`; metadata comes only where it is asked for."""
        yes = {"1", "true"}
        oldest, inclusive = float(body.get("oldest") or 0), str(body.get("inclusive")).lower() in yes
        kept = [post for post in posts if float(post.ts) > oldest or (inclusive and float(post.ts) == oldest)]
        begun, limit = int(body.get("cursor") or 0), min(int(body.get("limit") or 100), 999)
        metadata = str(body.get("include_all_metadata")).lower() in yes
        page = kept[begun : begun + limit]
        answer: Body = {"messages": [post.as_json(metadata=metadata) for post in page], "has_more": False}
        if begun + limit < len(kept):
            answer |= {"has_more": True, "response_metadata": {"next_cursor": str(begun + limit)}}
        return answer

    async def _view_open(self, body: Body) -> Body:
        return await self._viewed(lambda views: views.push(str(body.get("trigger_id")), body["view"], root=True))

    async def _view_publish(self, body: Body) -> Body:
        view = body["view"]
        said = blockkit.complaints(view.get("blocks"))
        if view.get("type") != "home" or said:
            raise ApiError("invalid_arguments", response_metadata={"messages": said})
        self.workspace.homes[str(body["user_id"])] = view
        await self.workspace.touch()
        return {"view": view}

    async def _view_push(self, body: Body) -> Body:
        return await self._viewed(lambda views: views.push(str(body.get("trigger_id")), body["view"], root=False))

    async def _view_update(self, body: Body) -> Body:
        return await self._viewed(lambda views: views.update(str(body.get("view_id")), body["view"], body.get("hash")))

    async def _viewed(self, call: Callable[[Modals], OpenModal]) -> Body:
        try:
            shown = call(self.workspace.views)
        except ModalRefused as refused:
            raise ApiError(refused.error, response_metadata={"messages": refused.said}) from None
        await self.workspace.touch()
        return {"view": shown.as_json()}

    async def _open(self, body: Body) -> Body:
        users = str(body.get("users") or "")
        if users not in self.workspace.members:
            raise ApiError("user_not_found")
        found = self.workspace.direct_with(users)
        if found is None:
            raise ApiError("cannot_dm_bot")
        return {"channel": {"id": found.id}}

    async def _user_info(self, body: Body) -> Body:
        member = self.workspace.members.get(str(body.get("user")))
        if member is None:
            raise ApiError("user_not_found")
        shown = {
            "id": member.id,
            "name": member.name,
            "real_name": member.real_name,
            "tz": member.tz,
            "is_bot": member.is_bot,
            "is_admin": member.is_admin,
        }
        if str(body.get("include_locale")).lower() in {"1", "true"}:
            shown["locale"] = member.locale
        return {"user": shown}

    async def _upload_url(self, body: Body) -> Body:
        if not body.get("filename") or int(body.get("length") or 0) <= 0:
            raise ApiError("invalid_arguments")
        made = Upload(f"F{self.workspace.number():08d}", str(body["filename"]))
        self.workspace.uploads[made.id] = made
        return {"upload_url": f"{self._address()}upload/{made.id}", "file_id": made.id}

    async def _complete(self, body: Body) -> Body:
        channel = self._writable({"channel": body["channel_id"]}).id if body.get("channel_id") else None
        done = []
        for item in body.get("files") or []:
            upload = self.workspace.uploads.get(item.get("id"))
            if upload is None or not upload.content:
                raise ApiError("file_not_found")
            upload.title, upload.completed = str(item.get("title") or upload.name), True
            upload.ready_at = time.monotonic() + PROCESSING_SECONDS
            done.append(upload)
        if channel:
            files = [upload.id for upload in done]
            shared = ChannelMessage(self.workspace.new_ts(), channel, BOT, "", [], body.get("thread_ts"), files=files)
            await self.workspace.add(shared)
        return {"files": [{"id": upload.id, "title": upload.title} for upload in done]}

    async def _file_info(self, body: Body) -> Body:
        upload = self.workspace.uploads.get(str(body.get("file")))
        if upload is None or not upload.completed:
            raise ApiError("file_not_found")
        if upload.deleted:
            raise ApiError("file_deleted")
        kind = "image/png" if upload.name.endswith(".png") else "text/csv"
        shown: Body = {"id": upload.id, "title": upload.title, "mimetype": kind if upload.ready else ""}
        shown |= {"name": upload.name, "size": upload.claimed or len(upload.content)}
        return {"file": {**shown, "url_private_download": f"{self._address()}download/{upload.id}"}}
