"""A model that was trained under a former name of a platform serves under the name of today."""

from __future__ import annotations

from analytics.ideas.model_store import _with_current_platforms
from analytics.synthesis.categories import Levels
from analytics.synthesis.encoder import Encoding


def _encoding(levels: Levels, constants: dict[str, str]) -> Encoding:
    return Encoding(
        names=("platform",),
        numbers=(),
        derived=(),
        ratios={},
        bounds=(),
        categories=(levels, Levels("topic", ("wechat", "food"))),
        states=(),
        sets=(),
        constants=constants,
        stratum=None,
        margins=(),
    )


def test_levels_and_constants_of_the_platform_are_renamed() -> None:
    encoding = _encoding(Levels("platform", ("tiktok", "wechat"), (("wechat", 2),)), {"platform": "wechat"})
    current = _with_current_platforms(encoding)
    assert current.categories == (
        Levels("platform", ("tiktok", "channels"), (("channels", 2),)),
        Levels("topic", ("wechat", "food")),
    )
    assert current.constants == {"platform": "channels"}


def test_two_names_of_a_platform_stay_two_levels() -> None:
    encoding = _encoding(Levels("platform", ("channels", "wechat")), {"topic": "wechat"})
    assert _with_current_platforms(encoding) == encoding
