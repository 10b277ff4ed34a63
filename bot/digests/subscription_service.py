"""Creates, changes, pauses, deletes and tests subscriptions, with the checks of rights and of channel membership."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.access import Person
from bot.blocks import Message
from bot.digests.content import default_request, with_period
from bot.digests.errors import ChannelArchived, NoSuchDigest, NotInChannel, NotYours, SlackUnclear
from bot.digests.message import Coinciding, current_issue, saved_message
from bot.digests.order_words import read_requests, write_requests
from bot.digests.phrases import subscription_line
from bot.digests.publisher import DigestPublisher
from bot.outbox import GaveUp, Outgoing, PostRefused
from bot.outbox.rate_limit import Clock
from bot.requests import Request
from bot.schedules import Schedule, check_interval, due_instants, read_schedule, read_zone
from bot.state.subscriptions import Subscription, Subscriptions, dump_requests

DEFAULT_SCHEDULE = "weekly mon 9:00"
"""Where nobody says when."""
_LOOKAHEAD = timedelta(days=62)
"""How far ahead due times are compared; each month has its day in it."""
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
    requests: tuple[Request, ...]
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
        channel, parsed.text, tzinfo.key, read_subscription_requests(request, parsed), lang, only_when_changed
    )


def read_subscription_requests(text: str, schedule: Schedule) -> tuple[Request, ...]:
    """Read the requests of a subscription; an empty text means the default. Raises NotUnderstood."""
    requests = [request for request in read_requests(text) if request.command != "help"]
    if not requests:
        return (default_request(schedule),)
    fitted = [with_period(without_personal_options(request), schedule) for request in requests]
    return tuple({request.model_dump_json(): request for request in fitted}.values())


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

    def confirmation(self, subscription: Subscription) -> Message:
        """What is said once a subscription is saved; it warns of others that come at the same time."""
        now = self.clock()
        others = self._coinciding(subscription)
        combinable = any(is_same_schedule(subscription, other, now) for other in others)
        coinciding = Coinciding(tuple(other.id for other in others), combinable)
        return saved_message(subscription, now, coinciding)

    def combine(self, number: int, user: str, person: Person) -> Subscription:
        """Make one digest of `number` and those that always come with it. Raises NoSuchDigest, NotYours."""
        subscription, now = self.find_owned(number, user, person), self.clock()
        others = [other for other in self._coinciding(subscription) if is_same_schedule(subscription, other, now)]
        merged = [self.find_owned(other.id, user, person) for other in others]
        requests = [request for each in sorted([subscription, *merged], key=_number) for request in each.requests]
        unique = list({request.model_dump_json(): request for request in requests}.values())
        only_when_changed = all(each.only_when_changed for each in (subscription, *merged))
        changed = replace(subscription, request=dump_requests(unique), only_when_changed=only_when_changed)
        combined = self._subscriptions.change(changed, now)
        for other in merged:
            self._subscriptions.remove(other.id)
        return combined

    def _coinciding(self, subscription: Subscription) -> list[Subscription]:
        """Other subscriptions of the channel with a due time in common within the next weeks."""
        now = self.clock()
        mine = set(due_within(subscription, now))
        others = self._subscriptions.in_channel(subscription.channel)
        return [
            other for other in others if other.id != subscription.id and not mine.isdisjoint(due_within(other, now))
        ]

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

    async def preview(self, order: SubscriptionOrder, user: str) -> list[Message]:
        """The digest as it would be posted now: its message, of a combined one also those of its thread."""
        issue = current_issue(to_subscription(order, user), self.clock(), "preview")
        return await self._publisher.preview(await self._publisher.write(issue))

    async def _post(self, subscription: Subscription, key: str, kind: str) -> None:
        draft = await self._publisher.write(current_issue(subscription, self.clock(), kind))
        try:
            await self._publisher.post(draft, Outgoing(key, subscription.channel, self.clock() + _POST_TIMEOUT))
        except (PostRefused, GaveUp) as error:
            raise (NotInChannel() if error.error in _NOT_MEMBER_CODES else SlackUnclear(error.error)) from error


def due_within(subscription: Subscription, now: datetime) -> list[datetime]:
    """The due times of the next weeks, in UTC."""
    instants = due_instants(subscription.parsed_schedule, subscription.tzinfo, now, now + _LOOKAHEAD)
    return [instant.astimezone(UTC) for instant in instants]


def is_same_schedule(subscription: Subscription, other: Subscription, now: datetime) -> bool:
    """Whether two subscriptions are always due at the same time."""
    return due_within(subscription, now) == due_within(other, now)


def _number(subscription: Subscription) -> int:
    return subscription.id


def to_subscription(order: SubscriptionOrder, user: str) -> Subscription:
    """An unsaved subscription, for previews and tests."""
    return Subscription(
        id=0,
        channel=order.channel,
        creator=user,
        schedule=order.schedule,
        zone=order.zone,
        request=dump_requests(order.requests),
        lang=order.lang,
        only_when_changed=order.only_when_changed,
    )


def to_order(subscription: Subscription) -> SubscriptionOrder:
    """The settings of a subscription, for editing."""
    return SubscriptionOrder(
        subscription.channel,
        subscription.schedule,
        subscription.zone,
        subscription.requests,
        subscription.lang,
        subscription.only_when_changed,
    )


def request_text(order: SubscriptionOrder) -> str:
    """The requests of an order as text."""
    return write_requests(order.requests)
