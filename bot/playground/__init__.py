"""A local emulation of Slack for tests and the demo, as strict as Slack itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.playground.faults import InjectedFault
    from bot.playground.server import LocalSlack

__all__ = ["APP_TOKEN", "BOT_TOKEN", "SIGNING_SECRET", "InjectedFault", "LocalSlack"]

SIGNING_SECRET = "local-signing-secret"  # noqa: S105 - the server is reachable from this machine only
BOT_TOKEN = "xoxb-local"  # noqa: S105 - as above
APP_TOKEN = "xapp-local"  # noqa: S105 - as above


def __getattr__(name: str) -> object:
    # Imported on first use: the demo starts the app, which needs only the tokens, before it imports a web server.
    if name == "InjectedFault":
        from bot.playground.faults import InjectedFault

        return InjectedFault
    if name == "LocalSlack":
        from bot.playground.server import LocalSlack

        return LocalSlack
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
