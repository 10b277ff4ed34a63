"""Creates, changes, pauses, deletes and tests subscriptions, with the checks of rights and of channel membership."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.access import Person
from bot.blocks import Message
from bot.digests.content import default_request
from bot.digests.errors import ChannelArchived, NoSuchDigest, NotInChannel, NotYours, SlackUnclear
from bot.digests.message import current_issue
from bot.digests.phrases import subscription_line
from bot.digests.publisher import DigestPublisher
from bot.outbox import GaveUp, Outgoing, PostRefused
from bot.outbox.rate_limit import Clock
from bot.requests import Request, parse, write
from bot.schedules import Schedule, check_interval, read_schedule, read_zone
from bot.state.subscriptions import Subscription, Subscriptions

_POST_TIMEOUT = timedelta(minutes=2)
_NOT_MEMBER_CODES = {"not_in_channel", "channel_not_found", "missing_scope"}
_PERSONAL_OPTIONS = {"private"}
"""Options without meaning in a digest, which everyone in the channel sees."""


@dataclass(frozen=True, slots=True)
class SubscriptionOrder:
    """The settings of a subscription, validated."""

    channel: str
    schedule: str
    zone: str
    request: Request
    lang: str
    only_when_changed: bool = False


def read_order(
    channel: str, schedule: str, zone: str, request: str, lang: str, *, only_when_changed: bool = False
) -> SubscriptionOrder:
    """Validate typed settings. Raises NotUnderstood if the schedule, the zone or the request is unreadable."""
    parsed = read_schedule(schedule)
    check_interval(parsed)
    tzinfo = read_zone(zone)
    return SubscriptionOrder(
        channel, parsed.text, tzinfo.key, read_subscription_request(request, parsed), lang, only_when_changed
    )


def read_subscription_request(text: str, schedule: Schedule) -> Request:
    """Read the request of a subscription; an empty text means the default. Raises NotUnderstood."""
    request = parse(text) if text.strip() else default_request(schedule)
    if request.command == "help":
        return default_request(schedule)
    return without_personal_options(request)


def without_personal_options(request: Request) -> Request:
    """The request without options that concern one person only."""
    options = {name: value for name, value in request.options.items() if name not in _PERSONAL_OPTIONS}
    return Request(command=request.command, options=options)


class SubscriptionService:
    """Manages subscriptions on behalf of Slack users."""

    def __init__(
        self, subscriptions: Subscriptions, publisher: DigestPublisher, client: AsyncWebClient, clock: Clock
    ) -> None:
        self._subscriptions, self._publisher, self._client = subscriptions, publisher, client
        self.clock = clock

    async def save(
        self, order: SubscriptionOrder, user: str, person: Person, number: int | None = None
    ) -> Subscription:
        """Store a new subscription, or changes to subscription `number`; the bot must be able to post to the channel.

        Raises NotInChannel, ChannelArchived, SlackUnclear, NoSuchDigest, NotYours.
        """
        current = None if number is None else self.find_owned(number, user, person)
        await self.check_member(order.channel, user)
        subscription = to_subscription(order, user)
        if current is None:
            return self._subscriptions.add(subscription, self.clock())
        changed = replace(subscription, id=current.id, creator=current.creator, last_sent=current.last_sent)
        return self._subscriptions.change(changed, self.clock())

    async def check_member(self, channel: str, user: str) -> None:
        """Check that a digest can be posted. Raises NotInChannel, ChannelArchived, SlackUnclear."""
        try:
            if channel.startswith("D"):
                opened = await self._client.conversations_open(users=user)
                if str(opened["channel"]["id"]) != channel:
                    raise NotInChannel
                return
            channel_info = (await self._client.conversations_info(channel=channel))["channel"]
        except SlackApiError as error:
            code = str(error.response.get("error"))
            raise (NotInChannel() if code in _NOT_MEMBER_CODES else SlackUnclear(code)) from error
        if channel_info.get("is_archived"):
            raise ChannelArchived
        if not channel_info.get("is_member"):
            raise NotInChannel

    def find_owned(self, number: int, user: str, person: Person) -> Subscription:
        """The subscription, if this person may change it. Raises NoSuchDigest, NotYours."""
        subscription = self._subscriptions.find(number)
        if subscription is None:
            raise NoSuchDigest(number)
        if subscription.creator != user and not person.admin:
            raise NotYours(number)
        return subscription

    def list_lines(self, user: str, channel: str, lang: str) -> list[str]:
        """One line for each subscription of this channel and of this person."""
        return [
            subscription_line(lang, subscription, self.clock())
            for subscription in self._subscriptions.visible_to(user, channel)
        ]

    def pause(self, number: int, user: str, person: Person) -> Subscription:
        """Stop sending until resumed."""
        self.find_owned(number, user, person)
        self._subscriptions.pause(number, self.clock())
        return self.find_owned(number, user, person)

    def resume(self, number: int, user: str, person: Person) -> Subscription:
        """Start sending again."""
        self.find_owned(number, user, person)
        self._subscriptions.resume(number, self.clock())
        return self.find_owned(number, user, person)

    def delete(self, number: int, user: str, person: Person) -> Subscription:
        """Delete the subscription; returns it."""
        subscription = self.find_owned(number, user, person)
        self._subscriptions.remove(number)
        return subscription

    async def send_now(self, number: int, user: str, person: Person) -> Subscription:
        """Send one digest now; the schedule is unaffected. Raises the errors of `check_member`."""
        subscription = self.find_owned(number, user, person)
        await self.check_member(subscription.channel, user)
        await self._post(subscription, f"digest {number} now {secrets.token_hex(6)}", "now")
        return subscription

    async def test(self, order: SubscriptionOrder, user: str) -> None:
        """Post a digest marked as a test."""
        await self.check_member(order.channel, user)
        await self._post(to_subscription(order, user), f"digest test {secrets.token_hex(6)}", "test")

    async def preview(self, order: SubscriptionOrder, user: str) -> Message:
        """The digest as it would be posted now."""
        return self._publisher.preview(
            await self._publisher.write(current_issue(to_subscription(order, user), self.clock(), "preview"))
        )

    async def _post(self, subscription: Subscription, key: str, kind: str) -> None:
        draft = await self._publisher.write(current_issue(subscription, self.clock(), kind))
        try:
            await self._publisher.post(draft, Outgoing(key, subscription.channel, self.clock() + _POST_TIMEOUT))
        except (PostRefused, GaveUp) as error:
            raise (NotInChannel() if error.error in _NOT_MEMBER_CODES else SlackUnclear(error.error)) from error


def to_subscription(order: SubscriptionOrder, user: str) -> Subscription:
    """An unsaved subscription, for previews and tests."""
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


def to_order(subscription: Subscription) -> SubscriptionOrder:
    """The settings of a subscription, for editing."""
    return SubscriptionOrder(
        subscription.channel,
        subscription.schedule,
        subscription.zone,
        subscription.parsed_request,
        subscription.lang,
        subscription.only_when_changed,
    )


def request_text(order: SubscriptionOrder) -> str:
    """The request of an order as text."""
    return write(order.request)
