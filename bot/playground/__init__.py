"""A small Slack on this machine: strict where Slack is strict, so that what passes here passes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.playground.faults import InjectedFault
    from bot.playground.server import LocalSlack

__all__ = ["APP_TOKEN", "BOT_TOKEN", "SIGNING_SECRET", "InjectedFault", "LocalSlack"]

SIGNING_SECRET = "local-signing-secret"  # noqa: S105 - of a server that only this machine can reach
BOT_TOKEN = "xoxb-local"  # noqa: S105 - as above
APP_TOKEN = "xapp-local"  # noqa: S105 - as above


def __getattr__(name: str) -> object:
    # Imported when first used: the demo starts the app, which needs the tokens only, before it loads a web server.
    if name == "InjectedFault":
        from bot.playground.faults import InjectedFault

        return InjectedFault
    if name == "LocalSlack":
        from bot.playground.server import LocalSlack

        return LocalSlack
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
