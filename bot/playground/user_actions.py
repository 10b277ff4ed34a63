"""The actions of Slack users, delivered to the app: commands, clicks, modals, files and messages."""

from __future__ import annotations

import json
import secrets
import time
from typing import Any

from bot.playground.api import Body
from bot.playground.event_delivery import DeliveryResult, EventDelivery
from bot.playground.modals import OpenModal, empty_fields, fill
from bot.playground.workspace import BOT, TEAM, ChannelMessage, Upload


class UserActions(EventDelivery):
    """Performs user actions as the clients of Slack do."""

    async def command(self, user: str, channel: str, text: str) -> DeliveryResult:
        """Type a slash command."""
        name, _, rest = text.partition(" ")
        body = {
            "command": name,
            "text": rest,
            "team_id": TEAM,
            "channel_id": channel,
            "channel_name": self.workspace.conversations[channel].name,
            "user_id": user,
            "trigger_id": self.workspace.views.create_trigger(user, channel),
            "response_url": self.response_url(channel, user),
        }
        return await self.send("slash_commands", body)

    async def click(
        self, user: str, post: ChannelMessage, action: str, value: str = "", within: str = ""
    ) -> DeliveryResult:
        """Press a button or choose an option in a message; `within`: the block id, if several have the action."""
        block, element = _find_element(post, action, within)
        payload: Body = {
            "type": element["type"],
            "action_id": action,
            "block_id": block["block_id"],
            "action_ts": self.workspace.new_ts(),
        }
        if element["type"] in {"overflow", "static_select"}:
            payload["selected_option"] = next(option for option in element["options"] if option["value"] == value)
        else:
            payload["value"] = element.get("value", "")
        body = {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "channel": {"id": post.channel, "name": self.workspace.conversations[post.channel].name},
            "container": {
                "type": "message",
                "message_ts": post.ts,
                "channel_id": post.channel,
                "is_ephemeral": bool(post.only),
            },
            "trigger_id": self.workspace.views.create_trigger(user, post.channel),
            "response_url": self.response_url(post.channel, user, post),
            "actions": [payload],
        }
        if not post.only:
            body["message"] = post.as_json()
        return await self.send("interactive", body)

    async def press_home(self, user: str, action: str, value: str = "") -> DeliveryResult:
        """Press a button or choose an option in the Home tab."""
        view = self.workspace.homes[user]
        for block in view["blocks"]:
            for element in block.get("elements", []):
                if element.get("action_id") == action:
                    payload: Body = {"type": element["type"], "action_id": action, "block_id": block["block_id"]}
                    if element["type"] == "static_select":
                        payload["selected_option"] = next(
                            option for option in element["options"] if option["value"] == value
                        )
                    else:
                        payload["value"] = element.get("value", "")
                    body = {
                        "type": "block_actions",
                        "team": {"id": TEAM},
                        "user": {"id": user, "team_id": TEAM},
                        "container": {"type": "view", "view_id": f"V{user}"},
                        "trigger_id": self.workspace.views.create_trigger(user, None),
                        "view": view,
                        "actions": [{**payload, "action_ts": self.workspace.new_ts()}],
                    }
                    return await self.send("interactive", body)
        raise LookupError(f"no {action} in the Home tab")

    async def open_home(self, user: str, tab: str = "home") -> DeliveryResult:
        """Open the app's Home or Messages tab."""
        direct = self.workspace.direct_with(user)
        channel = direct.id if direct else ""
        return await self._event({"type": "app_home_opened", "user": user, "channel": channel, "tab": tab})

    async def share(
        self,
        user: str,
        channel: str,
        name: str,
        content: bytes,
        text: str = "",
        *,
        size: int = 0,
        deleted: bool = False,
    ) -> ChannelMessage:
        """Share a file in a conversation; `size`: the reported size, `deleted`: gone when the app reads it."""
        number = f"F{self.workspace.number():08d}"
        upload = Upload(number, name, name, content, completed=True, ready_at=0.0, claimed=size, deleted=deleted)
        self.workspace.uploads[number] = upload
        post = ChannelMessage(self.workspace.new_ts(), channel, user, text, files=[number])
        await self.workspace.add(post)
        conversation = self.workspace.conversations[channel]
        if BOT in conversation.members:
            event = post.as_json() | {
                "channel": channel,
                "subtype": "file_share",
                "channel_type": conversation.channel_type,
            }
            event["files"] = [{"id": number, "name": name}]
            await self._event(event)
        return post

    async def shortcut(self, user: str, post: ChannelMessage, callback: str) -> DeliveryResult:
        """Use a message shortcut."""
        body = {
            "type": "message_action",
            "callback_id": callback,
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "channel": {"id": post.channel, "name": self.workspace.conversations[post.channel].name},
            "message": post.as_json(),
            "message_ts": post.ts,
            "action_ts": self.workspace.new_ts(),
            "trigger_id": self.workspace.views.create_trigger(user, post.channel),
            "response_url": self.response_url(post.channel, user, post),
        }
        return await self.send("interactive", body)

    async def fill(self, user: str, field: str, value: str | list[str]) -> None:
        """Fill in a field of the top modal; the app is notified if the field dispatches actions."""
        modal = self.workspace.views.top(user)
        block = fill(modal, field, value)
        if block.get("dispatch_action"):
            action = block["element"]["action_id"]
            await self._act(modal, {**modal.state[field][action], "action_id": action, "block_id": field})

    async def press(self, user: str, action: str) -> DeliveryResult:
        """Press a button in the top modal."""
        modal = self.workspace.views.top(user)
        for block in modal.view["blocks"]:
            for element in block.get("elements", []):
                if element.get("action_id") == action:
                    return await self._act(
                        modal,
                        {
                            "type": "button",
                            "action_id": action,
                            "block_id": block["block_id"],
                            "value": element.get("value", ""),
                        },
                    )
        raise LookupError(f"no {action} in this modal")

    async def _act(self, modal: OpenModal, action: Body) -> DeliveryResult:
        body = {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": modal.user, "team_id": TEAM},
            "container": {"type": "view", "view_id": modal.id},
            "trigger_id": self.workspace.views.create_trigger(modal.user, None),
            "view": modal.as_json(),
            "actions": [{**action, "action_ts": self.workspace.new_ts()}],
        }
        return await self.send("interactive", body)

    async def submit(self, user: str) -> dict[str, str]:
        """Submit the top modal; returns the errors of the app by field, or closes the modal."""
        modal = self.workspace.views.top(user)
        empty = empty_fields(modal)
        if empty:
            raise LookupError(f"Slack lets nobody send this: {empty} must be filled in")
        body = {
            "type": "view_submission",
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "trigger_id": self.workspace.views.create_trigger(user, None),
            "view": modal.as_json(),
            "response_urls": [],
        }
        result = await self.send("interactive", body)
        if result.status != 200:
            raise LookupError(f"Slack says: we had trouble connecting ({result.status})")
        answer = json.loads(result.body or "{}")
        if answer.get("response_action") == "errors":
            errors: dict[str, str] = answer["errors"]
            unknown = set(errors) - set(modal.state)
            if unknown:
                raise LookupError(f"errors for fields that do not exist: {unknown}")
            return errors
        if modal in self.workspace.views.open:
            self.workspace.views.open.remove(modal)
        await self.workspace.notify()
        return {}

    async def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> DeliveryResult:
        """Post a message; the app receives events for direct messages and its channels."""
        post = ChannelMessage(self.workspace.new_ts(), channel, user, text, thread_ts=thread_ts)
        await self.workspace.add(post)
        conversation = self.workspace.conversations[channel]
        event = post.as_json() | {"channel": channel}
        if conversation.channel_type == "im":
            return await self._event(event | {"channel_type": "im"})
        if BOT not in conversation.members:
            return DeliveryResult(200, "", 0.0)
        # A mention arrives twice: as a mention and as a message of the channel.
        result = await self._event(event | {"channel_type": conversation.channel_type})
        return await self._event(event | {"type": "app_mention"}) if f"<@{BOT}>" in text else result

    async def _event(self, event: Body) -> DeliveryResult:
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A0REEL",
            "event": event,
            "event_id": f"Ev{secrets.token_hex(5).upper()}",  # unique across restarts of the server
            "event_time": int(time.time()),
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }
        return await self.send("events_api", body)


def _find_element(post: ChannelMessage, action: str, within: str) -> tuple[dict[str, Any], dict[str, Any]]:
    for block in post.blocks:
        if within not in {"", block.get("block_id")}:
            continue
        for element in [*block.get("elements", []), block.get("accessory") or {}]:
            if element.get("action_id") == action:
                return block, element
    raise LookupError(f"no {action} under this message")
