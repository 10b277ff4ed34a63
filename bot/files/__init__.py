"""Files shared with the bot: fetched within limits, shown, imported when somebody says so, undone if they regret it."""

from bot.files.desk import Desk

__all__ = ["Desk"]
