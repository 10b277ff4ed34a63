"""Errors about subscriptions; `bot/texts` words them."""

from __future__ import annotations

from analytics.vocabulary.errors import ReelPulseError


class NoSuchDigest(ReelPulseError):
    """No digest with this number is visible to this person."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = str(number)

    def __str__(self) -> str:
        return f"There is no digest {self.number} here."


class NotYours(ReelPulseError):
    """Only the creator of a digest or a workspace administrator may change it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = str(number)

    def __str__(self) -> str:
        return f"Digest {self.number} belongs to someone else."


class NotInChannel(ReelPulseError):
    """The bot is not a member of the channel and cannot post there."""

    def __init__(self) -> None:
        super().__init__()

    def __str__(self) -> str:
        return "ReelPulse is not in that channel: type /invite @ReelPulse there."


class ChannelArchived(ReelPulseError):
    """The channel is archived."""

    def __init__(self) -> None:
        super().__init__()

    def __str__(self) -> str:
        return "That channel is archived."


class SlackUnclear(ReelPulseError):
    """Slack did not tell whether the bot is a member of the channel."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return f"Slack answered {self.code}."
