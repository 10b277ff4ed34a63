"""The tier of a video is its performance against the past of its account; captions have a tone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from analytics.ideas.phrases import is_allowed, opening_sentence
from analytics.ideas.tones import tone_of
from analytics.ideas.training_table import build_examples, build_table
from analytics.store.queries.video_history import Capture, PostRecord
from analytics.vocabulary.records import to_micros

START = datetime(2026, 1, 1, 9, tzinfo=UTC)


def _post(at: int, account: str, views: float, caption: str = "") -> PostRecord:
    published = to_micros(START + timedelta(days=at))
    capture = Capture(published + 7 * 86_400_000_000, False, views, None, None, None, None)
    return PostRecord(at, "tiktok", account, False, published, 20.0, "video", caption, (), None, None, None, (capture,))


def test_a_video_is_compared_with_the_past_of_its_own_account() -> None:
    """A small account's best video is high, although a large account's worst has more views."""
    large = [_post(at, "large", 100_000 if at % 2 else 90_000) for at in range(0, 80, 2)]
    small = [_post(at, "small", 100) for at in range(1, 79, 2)] + [_post(79, "small", 5_000)]
    in_order = sorted([*large, *small], key=lambda post: post.id)
    by_id = {example.post.id: example for example in build_examples(in_order, "UTC")}
    assert by_id[79].tier == "high"
    assert by_id[79].residual == pytest.approx(3.9, abs=0.1)
    assert by_id[78].tier != "high"


def test_a_later_video_changes_nothing_for_an_earlier_one() -> None:
    posts = [_post(at, "a", 100 + at) for at in range(30)]
    before = [example.residual for example in build_examples(posts[:20], "UTC")][:20]
    after = [example.residual for example in build_examples([*posts[:20], _post(99, "a", 10**7)], "UTC")][:20]
    assert before[5:] == pytest.approx(after[5:20])


def test_hours_are_those_of_the_place() -> None:
    (example, *_) = build_examples([_post(at, "a", 100) for at in range(5)], "Asia/Shanghai")
    assert (example.hour, example.weekday) == (17, "thu")
    assert build_table([example])["hour"] == ["17"]


@pytest.mark.parametrize(
    ("caption", "tone"),
    [
        ("How to fold a shirt", "howto"),
        ("三步学会做饭", "howto"),
        ("笑死我了 😂", "humour"),
        ("没想到竟然这样", "surprise"),
        ("I love my mom ❤", "emotion"),
        ("Blue sky", None),
        ("glove", None),
    ],
)
def test_captions_have_the_tone_of_their_words(caption: str, tone: str | None) -> None:
    assert tone_of(caption) == tone


@pytest.mark.parametrize(
    ("caption", "hook"),
    [
        ("Watch this! Then subscribe #fyp", "Watch this"),
        ("With @rival in Paris", ""),
        ("#only #tags", ""),
        ("看完再走！第二句", "看完再走"),
        ("x" * 80, ""),
    ],
)
def test_a_hook_is_the_first_sentence_without_tags_and_names(caption: str, hook: str) -> None:
    assert opening_sentence(caption) == hook


def test_a_blocked_word_is_found_in_any_case() -> None:
    assert not is_allowed(["Great CASINO night"], ["casino"])
    assert is_allowed(["Great night"], ["casino"])
