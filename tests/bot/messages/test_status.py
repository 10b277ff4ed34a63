"""Messages about trouble."""

from __future__ import annotations

from analytics.vocabulary.errors import UnreadablePath
from analytics.vocabulary.reasons import Reason
from bot.messages import error_message


def test_a_message_names_a_file_without_the_folders_of_the_server() -> None:
    message = error_message(UnreadablePath("/srv/secret/inbox/works.csv", Reason("no_such_data")), "en")
    assert "works.csv" in message.text.replace("\u2060", "")
    assert "secret" not in str(message)


def test_a_member_of_an_archive_is_named_with_its_archive() -> None:
    message = error_message(UnreadablePath("/srv/secret/exports.zip/works.csv", Reason("no_such_data")), "en")
    assert "exports.zip/works.csv" in message.text.replace("\u2060", "")
    assert "secret" not in str(message)
