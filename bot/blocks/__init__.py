"""Slack messages and the blocks they are made of."""

from bot.blocks.message import FilePicture, Message, Picture, text_message

__all__ = ["FilePicture", "Message", "Picture", "text_message"]
