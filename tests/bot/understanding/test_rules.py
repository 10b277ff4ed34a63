"""Kinds of questions that statistics alone took for their neighbours, in several ways each; and those neighbours."""

from __future__ import annotations

import pytest

from bot.understanding import understand
from tests.bot.understanding.questions import TODAY


@pytest.mark.parametrize(
    "text",
    [
        "weekly numbers",
        "weekly numbers please",
        "daily stats",
        "our monthly figures",
        "show me the weekly metrics",
        "weekly views on Douyin",
        "what were the daily results",
        "每周数据",
        "每天的播放量",
        "月度表现怎么样",
    ],
)
def test_numbers_of_each_week_are_asked_for_and_not_subscribed_to(text: str) -> None:
    assert understand(text, TODAY).best.intent == "kpis"


@pytest.mark.parametrize(
    "text",
    [
        "weekly report",
        "weekly numbers at 9am",
        "send the weekly numbers to this channel",
        "daily stats every morning",
        "weekly update",
        "post the monthly figures here",
        "每周一9点发数据",
        "每天推送播放量",
        "每周数据发到群里",
        "周报",
    ],
)
def test_what_is_to_come_by_itself_is_a_subscription(text: str) -> None:
    assert understand(text, TODAY).best.intent == "digest"


@pytest.mark.parametrize(
    "text",
    [
        "best length for our videos?",
        "ideal length of a cooking clip",
        "best duration for completion",
        "optimal posting time on TikTok",
        "what is a good length for reels",
        "right hour for our posts",
        "what influences saves the most",
        "are videos under 20 seconds finished more often",
        "最佳时长是多少",
    ],
)
def test_the_best_length_or_time_is_a_question_of_what_works(text: str) -> None:
    assert understand(text, TODAY).best.intent == "drivers"


@pytest.mark.parametrize(
    "text",
    [
        "观众能看多久",
        "观众一般看几秒就走",
        "用户平均停留多久",
        "大家能看多长时间",
        "粉丝平均看多少秒",
        "看到第几秒就划走了",
        "how long does the average viewer stay",
        "how many seconds do people watch",
    ],
)
def test_how_long_people_watch_is_retention(text: str) -> None:
    best = understand(text, TODAY).best
    assert (best.intent, best.request) == ("kpis", {"metric": "retention"})


def test_no_topic_is_made_of_a_judgement() -> None:
    for word in ("ideal", "perfect", "optimal", "recommended"):
        assert "topic" not in understand(f"{word} video length for completion?", TODAY).best.request


def test_slips_of_the_finger_cost_no_slot() -> None:
    assert understand("comapre platfroms by engagment", TODAY).best.request == {
        "metric": "engagement",
        "by": "platform",
    }


def test_formats_are_compared_also_with_words_between_them() -> None:
    best = understand("图文的收藏率高还是视频的高", TODAY).best
    assert (best.intent, best.request) == ("kpis", {"metric": "saves", "by": "format"})
