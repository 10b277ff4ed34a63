"""Questions for single videos are read as rankings, and questions that only name good videos are not."""

from __future__ import annotations

import pytest

from bot.conversation.digest_command import digest_arguments
from bot.requests import write
from bot.requests.request import Value
from bot.understanding import understand
from bot.understanding.follow_up import follow
from bot.understanding.request_builder import build_request
from tests.bot.understanding.questions import TODAY


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("which video went viral?", "kpis top=5"),
        ("which video was our best this month", "kpis top=5 period=this_month"),
        ("our best videos last month", "kpis top=5 period=last_month"),
        ("top 3 by completion", "kpis top=3 metric=completion"),
        ("what flopped", "kpis flop=5"),
        ("which posts bombed", "kpis flop=5"),
        ("our 3 best cooking videos", "kpis top=3 topic=cooking"),
        ("the 5 most commented videos", "kpis top=5 metric=comments"),
        ("worst videos of @noodle.house", "kpis flop=5 account=@noodle.house"),
        ("weakest videos by completion rate", "kpis flop=5 metric=completion"),
        ("did anything go viral recently", "kpis top=5"),
        ("最近哪条视频爆了", "kpis top=5"),
        ("哪些视频表现最差", "kpis flop=5"),
        ("上个月完播率最高的视频", "kpis top=5 period=last_month metric=completion"),
        ("播放量最高的5条视频", "kpis top=5 metric=views"),
        ("爆款视频有哪些", "kpis top=5"),
        ("上周表现最好的三条视频", "kpis top=3 period=last_week"),
        ("哪条片子凉了", "kpis flop=5"),
        ("小红书最火的笔记", "kpis top=5 platform=xiaohongshu"),
        ("烘焙类视频表现最差的是哪条", "kpis flop=5 topic=烘焙"),
        ("最不受欢迎的视频", "kpis flop=5"),
        ("most viewed video of all time", "kpis top=5 since=1970-01-01 metric=views"),
        ("史上最火的视频是哪条", "kpis top=5 since=1970-01-01"),
        ("our best video so far this month", "kpis top=5 period=this_month"),
    ],
)
def test_single_videos_are_asked_for(text: str, written: str) -> None:
    understood = understand(text, TODAY)
    assert understood.sure
    best = understood.best
    assert write(build_request(best.intent, best.request).request).replace("account=n", "account=@n") == written


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what do our best videos have in common", "drivers"),
        ("what makes the best videos work", "drivers"),
        ("best time to post videos", "drivers"),
        ("best video length for tiktok", "drivers"),
        ("top 5 reasons posts succeed on xiaohongshu", "drivers"),
        ("will our next video go viral", "predict"),
        ("give me ideas from our top videos", "ideas"),
        ("who watches our top videos", "segments"),
        ("who made the best videos about us", "influencers"),
        ("爆款有什么共同点", "drivers"),
        ("播放最高的视频有什么秘诀", "drivers"),
        ("给我5个爆款选题", "ideas"),
    ],
)
def test_questions_about_what_good_videos_are_like_keep_their_intent(text: str, intent: str) -> None:
    best = understand(text, TODAY).best
    assert best.intent == intent
    assert "rank" not in best.request


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("every monday send us our top 3 videos at 9", "weekly mon 9:00 kpis top=3"),
        ("每周一9点发我们最火的3条视频", "weekly mon 9:00 kpis top=3"),
        ("every friday at 17 the weakest videos", "weekly fri 17:00 kpis flop=5"),
    ],
)
def test_a_ranking_is_sent_regularly(text: str, arguments: str) -> None:
    best = understand(text, TODAY).best
    assert best.intent == "digest"
    assert digest_arguments(best, text) == arguments


@pytest.mark.parametrize("text", ["what was our best topic", "which hour got the most views", "哪个话题最火"])
def test_the_best_of_something_else_is_a_breakdown(text: str) -> None:
    request = understand(text, TODAY).best.request
    assert "by" in request
    assert "rank" not in request


def test_a_remark_turns_a_ranking_round_or_makes_it_longer() -> None:
    before: dict[str, Value] = {"rank": "top", "period": "last_month"}
    worst, more = follow("kpis", before, "and the worst?", TODAY), follow("kpis", before, "top 10", TODAY)
    assert worst is not None
    assert worst.slots == {"rank": "flop", "period": "last_month"}
    assert more is not None
    assert write(build_request("kpis", more.slots).request) == "kpis top=10 period=last_month"
