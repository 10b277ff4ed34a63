"""The methods of Slack's Web API that the bot uses, with the same scopes, error codes and side effects.

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
"""How long an uploaded file has no type."""


class ApiError(Exception):
    """A call that Slack answers with `ok: false`; `facts` are added to the answer."""

    def __init__(self, error: str, **facts: object) -> None:
        super().__init__(error)
        self.answer: Body = {"ok": False, "error": error, **facts}


class Api:
    """The API methods; each takes the arguments of a call and returns the answer without `ok`. Raises ApiError."""

    def __init__(self, workspace: Workspace, address: Callable[[], str]) -> None:
        self.workspace = workspace
        self._address = address
        self.scopes: set[str] = set()
        """The scopes of the token; set by the server."""
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
            "conversations.info": ("channels:read", self._channel_info),
            "conversations.open": ("im:write", self._open_direct),
            "conversations.replies": (None, self._replies),
            "files.completeUploadExternal": ("files:write", self._complete_upload),
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
        conversation = self.workspace.conversations.get(str(body.get("channel")))
        if conversation is None:
            raise ApiError("channel_not_found")
        return conversation

    def _writable(self, body: Body) -> Conversation:
        conversation = self._conversation(body)
        if BOT not in conversation.members:
            # A private channel without the bot is invisible to it.
            raise ApiError("not_in_channel" if conversation.id[0] == "C" else "channel_not_found")
        if conversation.archived:
            raise ApiError("is_archived")
        return conversation

    def _blocks(self, body: Body) -> list[Body]:
        blocks: list[Body] = body.get("blocks") or []
        errors = blockkit.block_errors(blocks)
        if errors:
            raise ApiError("invalid_blocks", errors=errors, response_metadata={"messages": errors})
        if blockkit.is_too_long(blocks):
            raise ApiError("msg_blocks_too_long")
        for name in blockkit.file_ids(blocks):
            upload = self.workspace.uploads.get(name)
            if upload is None or not upload.ready:
                raise ApiError("invalid_blocks", errors=["invalid slack file [json-pointer:/blocks]"])
        return blocks

    def _text_and_blocks(self, body: Body) -> tuple[str, list[Body]]:
        text, blocks = str(body.get("text") or ""), self._blocks(body)
        if not text and not blocks:
            raise ApiError("no_text")
        if len(text) > 40_000:
            raise ApiError("msg_too_long")
        return text, blocks

    def create_message(self, channel: str, body: Body, only: str | None = None) -> ChannelMessage:
        """Create a message of the bot from the arguments of a call. Raises ApiError."""
        text, blocks = self._text_and_blocks(body)
        metadata = body.get("metadata")
        if metadata is not None and not (
            metadata.get("event_type") and isinstance(metadata.get("event_payload"), dict)
        ):
            raise ApiError("invalid_metadata_format")
        message = ChannelMessage(self.workspace.new_ts(), channel, BOT, text, blocks, body.get("thread_ts"), only)
        message.metadata = metadata
        return message

    async def _post_message(self, body: Body) -> Body:
        channel = self._writable(body).id
        post = await self.workspace.add(self.create_message(channel, body))
        return {"channel": channel, "ts": post.ts, "message": post.as_json()}

    async def _post_ephemeral(self, body: Body) -> Body:
        conversation = self._writable(body)
        if body.get("user") not in conversation.members:
            raise ApiError("user_not_in_channel")
        post = await self.workspace.add(self.create_message(conversation.id, body, only=str(body["user"])))
        return {"message_ts": post.ts}

    def _own_message(self, body: Body, refusal: str) -> ChannelMessage:
        conversation = self._conversation(body)
        post = self.workspace.find(conversation.id, str(body.get("ts")))
        if post is None or post.only:
            raise ApiError("message_not_found")
        if post.user != BOT:
            raise ApiError(refusal)
        return post

    async def _update(self, body: Body) -> Body:
        post = self._own_message(body, "cant_update_message")
        post.text, post.blocks = self._text_and_blocks(body)
        await self.workspace.notify()
        return {"channel": post.channel, "ts": post.ts, "text": post.text}

    async def _delete(self, body: Body) -> Body:
        post = self._own_message(body, "cant_delete_message")
        self.workspace.posts.remove(post)
        await self.workspace.notify()
        return {"channel": post.channel, "ts": post.ts}

    async def _channel_info(self, body: Body) -> Body:
        conversation = self._conversation(body)
        if conversation.id[0] == "G" and BOT not in conversation.members:
            raise ApiError("channel_not_found")
        channel = {
            "id": conversation.id,
            "name": conversation.name,
            "is_member": BOT in conversation.members,
            "is_archived": conversation.archived,
        }
        return {"channel": channel}

    def _readable(self, body: Body) -> Conversation:
        conversation = self._conversation(body)
        if BOT not in conversation.members:
            raise ApiError("not_in_channel" if conversation.id[0] == "C" else "channel_not_found")
        scope = {"C": "channels:history", "G": "groups:history", "D": "im:history"}[conversation.id[0]]
        if scope not in self.scopes:
            raise ApiError("missing_scope", needed=scope, provided=",".join(sorted(self.scopes)))
        return conversation

    async def _history(self, body: Body) -> Body:
        channel = self._readable(body).id
        posts = [post for post in self.workspace.posts if post.channel == channel and not post.thread_ts]
        return self._page(body, [post for post in posts if not post.only][::-1])

    async def _replies(self, body: Body) -> Body:
        channel, root = self._readable(body).id, str(body.get("ts"))
        posts = [post for post in self.workspace.posts if post.channel == channel and root in {post.ts, post.thread_ts}]
        if not posts:
            raise ApiError("thread_not_found")
        return self._page(body, [post for post in posts if not post.only])

    @staticmethod
    def _page(body: Body, posts: list[ChannelMessage]) -> Body:
        """Return one page: without `oldest` unless `inclusive`, with metadata only on request, as documented."""
        true_values = {"1", "true"}
        oldest, inclusive = float(body.get("oldest") or 0), str(body.get("inclusive")).lower() in true_values
        matches = [post for post in posts if float(post.ts) > oldest or (inclusive and float(post.ts) == oldest)]
        start, limit = int(body.get("cursor") or 0), min(int(body.get("limit") or 100), 999)
        metadata = str(body.get("include_all_metadata")).lower() in true_values
        page = matches[start : start + limit]
        answer: Body = {"messages": [post.as_json(metadata=metadata) for post in page], "has_more": False}
        if start + limit < len(matches):
            answer |= {"has_more": True, "response_metadata": {"next_cursor": str(start + limit)}}
        return answer

    async def _view_open(self, body: Body) -> Body:
        return await self._apply_to_modals(
            lambda views: views.push(str(body.get("trigger_id")), body["view"], root=True)
        )

    async def _view_publish(self, body: Body) -> Body:
        view = body["view"]
        errors = blockkit.block_errors(view.get("blocks"))
        if view.get("type") != "home" or errors:
            raise ApiError("invalid_arguments", response_metadata={"messages": errors})
        self.workspace.homes[str(body["user_id"])] = view
        await self.workspace.notify()
        return {"view": view}

    async def _view_push(self, body: Body) -> Body:
        return await self._apply_to_modals(
            lambda views: views.push(str(body.get("trigger_id")), body["view"], root=False)
        )

    async def _view_update(self, body: Body) -> Body:
        return await self._apply_to_modals(
            lambda views: views.update(str(body.get("view_id")), body["view"], body.get("hash"))
        )

    async def _apply_to_modals(self, call: Callable[[Modals], OpenModal]) -> Body:
        try:
            modal = call(self.workspace.views)
        except ModalRefused as refusal:
            raise ApiError(refusal.error, response_metadata={"messages": refusal.errors}) from None
        await self.workspace.notify()
        return {"view": modal.as_json()}

    async def _open_direct(self, body: Body) -> Body:
        users = str(body.get("users") or "")
        if users not in self.workspace.members:
            raise ApiError("user_not_found")
        conversation = self.workspace.direct_with(users)
        if conversation is None:
            raise ApiError("cannot_dm_bot")
        return {"channel": {"id": conversation.id}}

    async def _user_info(self, body: Body) -> Body:
        member = self.workspace.members.get(str(body.get("user")))
        if member is None:
            raise ApiError("user_not_found")
        user = {
            "id": member.id,
            "name": member.name,
            "real_name": member.real_name,
            "tz": member.tz,
            "is_bot": member.is_bot,
            "is_admin": member.is_admin,
        }
        if str(body.get("include_locale")).lower() in {"1", "true"}:
            user["locale"] = member.locale
        return {"user": user}

    async def _upload_url(self, body: Body) -> Body:
        if not body.get("filename") or int(body.get("length") or 0) <= 0:
            raise ApiError("invalid_arguments")
        upload = Upload(f"F{self.workspace.number():08d}", str(body["filename"]))
        self.workspace.uploads[upload.id] = upload
        return {"upload_url": f"{self._address()}upload/{upload.id}", "file_id": upload.id}

    async def _complete_upload(self, body: Body) -> Body:
        channel = self._writable({"channel": body["channel_id"]}).id if body.get("channel_id") else None
        uploads = []
        for item in body.get("files") or []:
            upload = self.workspace.uploads.get(item.get("id"))
            if upload is None or not upload.content:
                raise ApiError("file_not_found")
            upload.title, upload.completed = str(item.get("title") or upload.name), True
            upload.ready_at = time.monotonic() + PROCESSING_SECONDS
            uploads.append(upload)
        if channel:
            files = [upload.id for upload in uploads]
            message = ChannelMessage(self.workspace.new_ts(), channel, BOT, "", [], body.get("thread_ts"), files=files)
            await self.workspace.add(message)
        return {"files": [{"id": upload.id, "title": upload.title} for upload in uploads]}

    async def _file_info(self, body: Body) -> Body:
        upload = self.workspace.uploads.get(str(body.get("file")))
        if upload is None or not upload.completed:
            raise ApiError("file_not_found")
        if upload.deleted:
            raise ApiError("file_deleted")
        mimetype = "image/png" if upload.name.endswith(".png") else "text/csv"
        file: Body = {"id": upload.id, "title": upload.title, "mimetype": mimetype if upload.ready else ""}
        file |= {"name": upload.name, "size": upload.claimed or len(upload.content)}
        return {"file": {**file, "url_private_download": f"{self._address()}download/{upload.id}"}}
