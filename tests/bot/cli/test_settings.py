"""`reelpulse settings` and `reelpulse topics`: what holds for a whole home."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.bot.cli.import_files.test_import_files import ran

EVENTS = "viewer,video_id,time,action\na,v1,2026-05-01 10:00:00,view\n"


def test_the_zone_of_a_home_holds_for_its_imports(tmp_path: Path, home: Path) -> None:
    (tmp_path / "events.csv").write_text(EVENTS)
    assert ran("settings", "zone", "Asia/Shanghai", "--home", home).returncode == 0
    assert json.loads(ran("settings", "--json", "--home", home).stdout)["settings"]["zone"] == "Asia/Shanghai"
    (file,) = json.loads(ran("import", tmp_path / "events.csv", "--json", "--home", home).stdout)["files"]
    assert any("Asia/Shanghai" in assumed for assumed in file["assumed"])
    ran("settings", "zone", "-", "--home", home)
    assert "UTC" in ran("settings", "zone", "--home", home).stdout


def test_the_first_import_sets_the_zone_of_the_home_and_no_later_one(tmp_path: Path, home: Path) -> None:
    (tmp_path / "events.csv").write_text(EVENTS)
    ran("import", tmp_path / "events.csv", "--dry-run", "--zone", "Asia/Tokyo", "--home", home)
    assert "UTC" in ran("settings", "zone", "--home", home).stdout
    assert "Europe/Rome" in ran("settings", "zone", "--home", home, REELPULSE_ZONE="Europe/Rome").stdout
    ran("import", tmp_path / "events.csv", "--zone", "Asia/Shanghai", "--home", home)
    ran("import", tmp_path / "events.csv", "--zone", "Europe/Berlin", "--home", home)
    assert "Asia/Shanghai" in ran("settings", "zone", "--home", home).stdout


def test_weeks_begin_on_the_day_that_is_set(home: Path) -> None:
    assert "monday" in ran("settings", "week_start", "--home", home).stdout
    ran("settings", "week_start", "Sun", "--home", home)
    assert json.loads(ran("settings", "--json", "--home", home).stdout)["settings"]["week_start"] == "sunday"


def test_the_language_of_a_home_is_spoken_unless_the_environment_names_another(tmp_path: Path, home: Path) -> None:
    (tmp_path / "events.csv").write_text(EVENTS)
    ran("settings", "language", "zh", "--home", home)
    assert "读取 1 = 入库 1" in ran("import", tmp_path / "events.csv", "--home", home).stdout
    spoken = ran("import", tmp_path / "events.csv", "--home", home, REELPULSE_LANGUAGE="en").stdout
    assert "1 read = 0 stored + 1 repeated" in spoken


@pytest.mark.parametrize(
    "said", [("zone", "Mars/Base"), ("language", "fr"), ("week_start", "noon"), ("colour", "red")], ids=" ".join
)
def test_a_setting_that_cannot_be_is_explained(home: Path, said: tuple[str, str]) -> None:
    done = ran("settings", *said, "--home", home)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_topics_are_listed_with_where_they_come_from_and_what_has_none(tmp_path: Path, home: Path) -> None:
    (tmp_path / "videos.csv").write_text("video_id,caption\nv1,a recipe\nv2,nothing\n")
    ran("import", tmp_path / "videos.csv", "--home", home)
    said = json.loads(ran("topics", "--json", "--home", home).stdout)
    assert said["topics"] == [{"topic": "food", "source": "keyword", "videos": 1}]
    assert (said["videos"], said["untagged"]) == (2, 1)
    words = ran("topics", "--home", home).stdout
    assert "1 of 2 videos have no topic" in words
    assert "topics.toml" in words


def test_a_broken_list_of_topics_is_told(home: Path) -> None:
    ran("topics", "--home", home)
    (home / "topics.toml").write_text("[food")
    done = ran("topics", "--home", home)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_demo_brand_comes_back_by_a_setting(brand: Path, tmp_path: Path, home: Path) -> None:
    shutil.copytree(brand, home)
    (tmp_path / "own.csv").write_text("account,platform,day,views\nus,tiktok,2026-05-01,10\n")
    assert "演示品牌已收起" in ran("import", tmp_path / "own.csv", "--home", home, REELPULSE_LANGUAGE="zh").stdout
    assert json.loads(ran("settings", "demo", "--json", "--home", home).stdout) == {"settings": {"demo": "off"}}
    assert "SIMULATED" not in ran("ask", "/kpis", "--home", home).stdout
    assert ran("settings", "demo", "on", "--home", home).stdout.split() == ["demo", "on"]
    assert "SIMULATED" in ran("ask", "/kpis", "--home", home).stdout
    assert ran("settings", "demo", "off", "--home", home).stdout.split() == ["demo", "off"]
    assert ran("settings", "demo", "maybe", "--home", home).returncode == 2
