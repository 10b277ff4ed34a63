"""What people may do with subscriptions: make, change, pause, delete, try out; who may, and whether it can work."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.access import Person
from bot.blocks import Message
from bot.digests.content import default_request
from bot.digests.errors import ChannelArchived, NoSuchDigest, NotInChannel, NotYours, SlackUnclear
from bot.digests.message import Issue
from bot.digests.phrases import one_line
from bot.digests.publisher import DigestPublisher
from bot.outbox import GaveUp, Outgoing, PostRefused
from bot.outbox.rate_limit import Clock
from bot.requests import Request, parse, write
from bot.schedules import Schedule, check_pauses, next_due, read, read_zone
from bot.state.subscriptions import Subscription, Subscriptions

_TRYING = timedelta(minutes=2)
_ABSENT = {"not_in_channel", "channel_not_found", "missing_scope"}
_PERSONAL = {"private"}
"""Options that mean nothing in a digest: it is posted for everyone."""


@dataclass(frozen=True, slots=True)
class SubscriptionOrder:
    """A subscription as someone wants it, checked for form."""

    channel: str
    schedule: str
    zone: str
    request: Request
    lang: str
    only_when_changed: bool = False


def ordered(
    channel: str, schedule: str, zone: str, request: str, lang: str, *, only_when_changed: bool = False
) -> SubscriptionOrder:
    """Check what was typed. Raises NotUnderstood: the schedule, the zone or the request cannot be read."""
    when = read(schedule)
    check_pauses(when)
    place = read_zone(zone)
    return SubscriptionOrder(channel, when.text, place.key, standing(request, when), lang, only_when_changed)


def standing(text: str, schedule: Schedule) -> Request:
    """A request that can stand in a subscription; nothing at all means the default. Raises NotUnderstood."""
    request = parse(text) if text.strip() else default_request(schedule)
    if request.command == "help":
        return default_request(schedule)
    return stripped(request)


def stripped(request: Request) -> Request:
    """The request without what concerns one person only."""
    kept = {name: value for name, value in request.options.items() if name not in _PERSONAL}
    return Request(command=request.command, options=kept)


class SubscriptionService:
    """Does it; errors are named facts."""

    def __init__(
        self, subscriptions: Subscriptions, writer: DigestPublisher, client: AsyncWebClient, clock: Clock
    ) -> None:
        self._subscriptions, self._writer, self._client = subscriptions, writer, client
        self.clock = clock

    async def save(
        self, order: SubscriptionOrder, user: str, person: Person, number: int | None = None
    ) -> Subscription:
        """Keep a new subscription, or what was changed of number `number`; the bot must be able to post there.

        Raises NotInChannel, ChannelArchived, SlackUnclear, NoSuchDigest, NotYours.
        """
        before = None if number is None else self.owned(number, user, person)
        await self.check_member(order.channel, user)
        wanted = as_subscription(order, user)
        if before is None:
            return self._subscriptions.add(wanted, self.clock())
        changed = replace(wanted, id=before.id, creator=before.creator, last_sent=before.last_sent)
        return self._subscriptions.change(changed, self.clock())

    async def check_member(self, channel: str, user: str) -> None:
        """Raises NotInChannel, ChannelArchived or SlackUnclear where a digest could not be posted."""
        try:
            if channel.startswith("D"):
                opened = await self._client.conversations_open(users=user)
                if str(opened["channel"]["id"]) != channel:
                    raise NotInChannel
                return
            found = (await self._client.conversations_info(channel=channel))["channel"]
        except SlackApiError as error:
            code = str(error.response.get("error"))
            raise (NotInChannel() if code in _ABSENT else SlackUnclear(code)) from error
        if found.get("is_archived"):
            raise ChannelArchived
        if not found.get("is_member"):
            raise NotInChannel

    def owned(self, number: int, user: str, person: Person) -> Subscription:
        """The subscription, for someone who may change it. Raises NoSuchDigest, NotYours."""
        kept = self._subscriptions.find(number)
        if kept is None:
            raise NoSuchDigest(number)
        if kept.creator != user and not person.admin:
            raise NotYours(number)
        return kept

    def listed(self, user: str, channel: str, lang: str) -> list[str]:
        """The subscriptions of this channel and of this person, a line each."""
        return [one_line(lang, kept, self.clock()) for kept in self._subscriptions.shown_to(user, channel)]

    def pause(self, number: int, user: str, person: Person) -> Subscription:
        """Send nothing until it is resumed."""
        self.owned(number, user, person)
        self._subscriptions.pause(number, self.clock())
        return self.owned(number, user, person)

    def resume(self, number: int, user: str, person: Person) -> Subscription:
        """Send again."""
        self.owned(number, user, person)
        self._subscriptions.resume(number, self.clock())
        return self.owned(number, user, person)

    def delete(self, number: int, user: str, person: Person) -> Subscription:
        """Delete it; as it was."""
        kept = self.owned(number, user, person)
        self._subscriptions.remove(number)
        return kept

    async def send_now(self, number: int, user: str, person: Person) -> Subscription:
        """Send one at once; the schedule goes on as before. Raises what can keep it from being posted."""
        kept = self.owned(number, user, person)
        await self.check_member(kept.channel, user)
        await self._post(kept, f"digest {number} now {secrets.token_hex(6)}", "now")
        return kept

    async def test(self, order: SubscriptionOrder, user: str) -> None:
        """Post a digest that says it is a test."""
        await self.check_member(order.channel, user)
        await self._post(as_subscription(order, user), f"digest test {secrets.token_hex(6)}", "test")

    async def preview(self, order: SubscriptionOrder, user: str) -> Message:
        """The digest as it would be posted now."""
        return self._writer.preview(await self._writer.write(self._issue(as_subscription(order, user), "preview")))

    async def _post(self, kept: Subscription, key: str, kind: str) -> None:
        draft = await self._writer.write(self._issue(kept, kind))
        try:
            await self._writer.post(draft, Outgoing(key, kept.channel, self.clock() + _TRYING))
        except (PostRefused, GaveUp) as failed:
            raise (NotInChannel() if failed.error in _ABSENT else SlackUnclear(failed.error)) from failed

    def _issue(self, kept: Subscription, kind: str) -> Issue:
        now: datetime = self.clock()
        return Issue(kept, now.astimezone(kept.place), now, next_due(kept.when, kept.place, now), kind=kind)


def as_subscription(order: SubscriptionOrder, user: str) -> Subscription:
    """A subscription that is not kept, to see what it would say."""
    return Subscription(
        id=0,
        channel=order.channel,
        creator=user,
        schedule=order.schedule,
        zone=order.zone,
        request=order.request.model_dump_json(),
        lang=order.lang,
        only_when_changed=order.only_when_changed,
    )


def order_of(kept: Subscription) -> SubscriptionOrder:
    """A subscription as it was ordered, to be edited."""
    return SubscriptionOrder(kept.channel, kept.schedule, kept.zone, kept.wanted, kept.lang, kept.only_when_changed)


def request_text(order: SubscriptionOrder) -> str:
    """What is to be answered, as it is typed."""
    return write(order.request)
