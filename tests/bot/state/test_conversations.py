"""Where threads stand, whom the bot has met, which files were offered: all of it there again after a restart."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.vocabulary.errors import BadValue
from bot.conversation.digest_command import digest_arguments
from bot.state import Conversations, StateDatabase, ThreadState, UploadOffer, UploadOffers
from bot.understanding import understand, warm
from bot.understanding.request_builder import build_request, describe_request
from tests.bot.understanding.questions import TODAY

_NOW = datetime(2026, 11, 24, tzinfo=UTC)


def test_a_thread_stands_where_its_author_left_it_and_nobody_elses(tmp_path: Path) -> None:
    state = StateDatabase(tmp_path)
    Conversations(state.connection).save_thread_state("C1", "1.1", "U1", ThreadState("kpis", {"days": 30}), _NOW)
    state.close()
    again = Conversations(StateDatabase(tmp_path).connection)
    assert again.thread_state("C1", "1.1", "U1") == ThreadState("kpis", {"days": 30})
    assert again.thread_state("C1", "1.1", "U2") is None
    assert again.thread_state("C1", "2.2", "U1") is None


def test_people_are_met_once(tmp_path: Path) -> None:
    conversations = Conversations(StateDatabase(tmp_path).connection)
    assert conversations.register_contact("U1")
    assert not conversations.register_contact("U1")
    assert conversations.register_contact("U2")


def test_a_file_is_known_again_by_its_content_once_it_was_imported(tmp_path: Path) -> None:
    offers = UploadOffers(StateDatabase(tmp_path).connection)
    offers.save(UploadOffer("a", "U1", "x.csv", "d1", "2026", columns=[("播放量", "views")]))
    assert offers.find_imported("d1") is None
    offers.save(UploadOffer("a", "U1", "x.csv", "d1", "2026", imports=[3]))
    offer = offers.find_imported("d1")
    assert offer is not None
    assert offer.imports == [3]
    built = UploadOffer(
        "b", "U1", "y.csv", "d2", "2026", without=["x"], grains=["videos"], year=2025, day_first=True, zone="UTC"
    )
    offers.save(built)
    assert offers.find("b") == built
    offers.delete("a")
    assert offers.find("a") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("send me the views every Monday at 9am", "weekly mon 9:00 kpis metric=views"),
        ("每天8点推送数据", "daily 8:00 kpis"),
        ("show my subscriptions", "list"),
        ("取消日报", "list"),
        ("subscribe this channel to a weekly report", None),
    ],
)
def test_a_wish_for_regular_answers_becomes_a_schedule_or_a_question_for_one(text: str, words: str | None) -> None:
    assert digest_arguments(understand(text, TODAY).best, text) == words


def test_what_a_command_has_no_option_for_is_left_out_and_told() -> None:
    built = build_request("segments", {"k": 4, "days": 30, "topic": "cooking"})
    assert built.request.options == {"k": 4, "last": "30 days"}
    assert built.unused == {"topic": "cooking"}
    assert describe_request(built.request, "en") == "Viewer segments · last 30 days · 4 groups"
    with pytest.raises(BadValue):
        build_request("segments", {"k": 40})


def test_the_app_is_up_before_the_grammar_is_compiled() -> None:
    """numpy and the patterns of what people say take half a second that nobody waits for at the start."""
    heavy = "'numpy', 'bot.understanding.interpretation', 'bot.understanding.slots', 'bot.understanding.lexicon'"
    code = f"import sys, bot.app; print([name for name in ({heavy}) if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    warm()
    assert "bot.understanding.slots" in sys.modules
