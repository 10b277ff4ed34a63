"""A small Slack on this machine: strict where Slack is strict, so that what passes here passes there."""

from bot.playground.faults import Fault
from bot.playground.server import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, LocalSlack

__all__ = ["APP_TOKEN", "BOT_TOKEN", "SIGNING_SECRET", "Fault", "LocalSlack"]
