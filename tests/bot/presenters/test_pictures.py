"""Pictures hold any name, say what they show, and come out the same every time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from matplotlib.text import Text

from analytics.vocabulary.reports import Report
from bot.charts.card import Card, style
from bot.charts.glyphs import PLACEHOLDER, drawable
from bot.charts.look import NARROW, Look
from bot.presenters import presenter_of
from bot.presenters.gallery import HANDLES, gallery, influencers_report, kpis_report, ranking_report, segments_report
from bot.texts import LANGUAGES


def test_what_no_font_draws_becomes_a_visible_box() -> None:
    """And what only joins other glyphs goes."""
    assert drawable("a𓀀b") == f"a{PLACEHOLDER}b"
    assert drawable("👍🏽❤️") == "👍❤"
    assert drawable("小红") == "小红"
    assert drawable("$x$") == r"\$x\$"


def _composed(report: Report, lang: str, look: Look = NARROW) -> Card:
    return presenter_of(report).compose(report, lang, look)


def test_names_of_groups_are_broken_and_not_cut() -> None:
    """What a group is called matters more than an even left edge."""
    with style():
        card = _composed(segments_report(12, of="creators"), "en")
    written = [text.get_text() for text in card.figure.findobj(Text) if isinstance(text, Text)]
    assert not [text for text in written if text.endswith("…")]
    assert "Night owls whom" in written
    assert "viewers like (1)" in written


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    """No clock, no version, no random order inside."""
    for name in ("a.png", "b.png"):
        presenter_of(segments_report()).draw(segments_report(), "zh", tmp_path / name)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", gallery())
def test_native_charts_keep_slacks_limits(name: str, lang: str) -> None:
    """Title 50, labels 20 and distinct, 20 categories, labels of the series equal to the categories."""
    report = gallery()[name]
    block = presenter_of(report).native_chart(report, lang)
    if block is None:
        assert name.endswith("none") or not presenter_of(report).has_native_chart
        return
    chart = block["chart"]
    categories = chart["axis_config"]["categories"]
    assert len(block["title"]) <= 50
    assert len(categories) == len(set(categories)) <= 20
    assert all(0 < len(label) <= 20 for label in categories)
    assert len(chart["axis_config"]["x_label"]) <= 20
    assert len(chart["axis_config"]["y_label"]) <= 20
    assert all([point["label"] for point in series["data"]] == categories for series in chart["series"])


def test_what_has_more_names_than_fit_below_bars_is_drawn() -> None:
    """Slack's own chart writes the name of each bar below it, over the next one's where there are many."""
    drawn = (
        segments_report(12),
        influencers_report(20),
        kpis_report(28, by="account"),
        kpis_report(28, by="hour"),
        ranking_report(3),
    )
    native = (segments_report(4), influencers_report(5), kpis_report(28, by="platform"), kpis_report(28))
    assert all(presenter_of(report).is_drawn_only(report) for report in drawn)
    assert not any(presenter_of(report).is_drawn_only(report) for report in native)


def test_title_and_description_say_what_and_when() -> None:
    """Also for those who do not see the picture."""
    report = segments_report(simulated=True)
    assert "2026" in presenter_of(report).title(report, "en")
    assert "simulated" in presenter_of(report).title(report, "en")
    assert "UTC+8" in presenter_of(report).alt_text(report, "en")
    assert "Night owls 40%" in presenter_of(report).alt_text(report, "en")
    assert "夜猫子 40%" in presenter_of(report).alt_text(report, "zh")


def test_labels_that_are_cut_to_the_same_text_are_told_apart() -> None:
    """Twenty handles that differ only behind the twentieth character."""
    report = influencers_report(20)
    ranks = tuple(rank.model_copy(update={"handle": "a" * 30 + str(place)}) for place, rank in enumerate(report.ranks))
    block = presenter_of(report.model_copy(update={"ranks": ranks})).native_chart(
        report.model_copy(update={"ranks": ranks}), "en"
    )
    assert block is not None
    assert len(set(block["chart"]["axis_config"]["categories"])) == 20
    assert len(HANDLES) == 20


def test_words_cost_no_plotting_library() -> None:
    """The serving process imports blocks; matplotlib and pandas belong to the workers."""
    code = "import sys, bot.messages; print([m for m in ('matplotlib', 'pandas', 'sklearn') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_groups_are_drawn_side_by_side_and_not_the_total_alone(lang: str) -> None:
    report = kpis_report(28, by="platform")
    with style():
        card = _composed(report, lang)
    written = [text.get_text() for text in card.figure.findobj(Text) if isinstance(text, Text)]
    for group in ("Douyin" if lang == "en" else "抖音", "小红书"):
        assert group in written
        assert group in presenter_of(report).alt_text(report, lang)
    block = presenter_of(report).native_chart(report, lang)
    assert block is not None
    assert block["chart"]["type"] == "bar"
    assert block["chart"]["axis_config"]["categories"][0] in {"Douyin", "抖音"}


def test_at_most_twelve_groups_are_drawn_and_the_rest_is_counted() -> None:
    report = kpis_report(28, by="topic")
    first = next(one for one in report.groups if one.name == report.metrics[0].name)
    many = tuple(first.model_copy(update={"group": f"topic {place}", "dimension": "topic"}) for place in range(15))
    with style():
        card = _composed(report.model_copy(update={"groups": many}), "en")
    written = [text.get_text() for text in card.figure.findobj(Text) if isinstance(text, Text)]
    assert sum(text.startswith("topic ") for text in written) == 12
    assert "3 smaller groups are not listed." in written
