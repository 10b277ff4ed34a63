"""What can go wrong with a subscription, as named facts; worded in `bot/texts`."""

from __future__ import annotations

from analytics.vocabulary.errors import ReelPulseError


class NoSuchDigest(ReelPulseError):
    """There is no digest of this number that this person can see."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = str(number)

    def __str__(self) -> str:
        return f"There is no digest {self.number} here."


class NotYours(ReelPulseError):
    """Only who made a digest, or an administrator of the workspace, may change it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = str(number)

    def __str__(self) -> str:
        return f"Digest {self.number} belongs to someone else."


class NotInChannel(ReelPulseError):
    """The bot is not in the channel, so it could not post there."""

    def __init__(self) -> None:
        super().__init__()

    def __str__(self) -> str:
        return "ReelPulse is not in that channel: type /invite @ReelPulse there."


class ChannelArchived(ReelPulseError):
    """Nobody can post in an archived channel."""

    def __init__(self) -> None:
        super().__init__()

    def __str__(self) -> str:
        return "That channel is archived."


class SlackUnclear(ReelPulseError):
    """Slack did not say whether the bot is in the channel."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return f"Slack answered {self.code}."
