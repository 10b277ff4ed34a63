"""Files shared with the bot: download, preview, import on request, and undo."""

from bot.uploads.upload_service import UploadService

__all__ = ["UploadService"]
