"""Files shared with the bot: fetched within limits, shown, imported when somebody says so, undone if they regret it."""

from bot.uploads.upload_service import UploadService

__all__ = ["UploadService"]
