"""Topics of videos: columns before keywords, keywords before hashtags, from an editable list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.importers import ImportOptions, import_files
from analytics.store import Store
from analytics.topics import FILE, keyword_file, keywords, retag
from analytics.vocabulary.errors import BadTopics
from analytics.vocabulary.word_lists import WORDS

VIDEOS = (
    "video_id,account,topic,caption,hashtags\n"
    "v1,brand,garden,A recipe for tomatoes,#food\n"
    "v2,brand,,My favourite recipe,#fyp\n"
    "v3,brand,,今天去探店,\n"
    "v4,brand,,Look at this,#fyp #sunset #beach\n"
    "v5,brand,,Recipes everywhere are no recipe-book title,\n"
    "v6,brand,,concatenate,\n"
)


@pytest.fixture
def store(home: Path, tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "videos.csv").write_text(VIDEOS, "utf-8")
    with Store(home) as opened:
        list(import_files(opened, [tmp_path / "videos.csv"], ImportOptions(datetime(2026, 11, 24, tzinfo=UTC))))
        yield opened


def tagged(store: Store) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for video, topic, source in store.connection.execute(
        "SELECT videos.video_id, topics.topic, topics.source FROM topics JOIN videos ON videos.id = topics.video"
        " WHERE topics.topic IS NOT NULL"
    ):
        found.setdefault(video, set()).add((topic, source))
    return found


def test_columns_go_before_keywords_and_keywords_before_hashtags(store: Store) -> None:
    keyword_file(store.home)
    found = retag(store)
    assert tagged(store) == {
        "v1": {("garden", "column")},
        "v2": {("food", "keyword")},
        "v3": {("food", "keyword")},
        "v4": {("sunset", "hashtag"), ("beach", "hashtag")},
        "v5": {("food", "keyword")},
    }
    assert (found.videos, found.untagged) == (6, 1)


def test_without_a_list_hashtags_still_count(store: Store) -> None:
    assert retag(store).untagged == 4
    assert not (store.home / FILE).exists()


def test_an_edited_list_changes_topics_and_the_data_version_and_nothing_twice(store: Store) -> None:
    first = retag(store)
    before = store.data_version
    (store.home / FILE).write_text('[trips]\nen = ["sunset"]\nzh = ["探店"]\n', "utf-8")
    assert retag(store).changed
    assert tagged(store)["v4"] == {("trips", "keyword")}
    assert tagged(store)["v3"] == {("trips", "keyword")}
    after = store.data_version
    assert after != before
    again = retag(store)
    assert not again.changed
    assert store.data_version == after
    assert first.videos == again.videos


def test_the_proposed_list_has_words_of_both_languages_for_every_topic(home: Path) -> None:
    home.mkdir()
    keyword_file(home)
    assert (home / FILE).read_text("utf-8") == (WORDS / "default-topics.toml").read_text("utf-8")
    assert all(any(word.isascii() for word in words) for words in keywords(home).values())
    assert all(any(not word.isascii() for word in words) for words in keywords(home).values())


@pytest.mark.parametrize("text", ["[food", "[food]\nen = 3\n", "food = [1]\n", "\udcff"])
def test_a_list_that_cannot_be_read_is_named(store: Store, text: str) -> None:
    (store.home / FILE).write_bytes(text.encode("utf-8", "surrogateescape"))
    before = tagged(store)
    with pytest.raises(BadTopics, match=r"topics\.toml"):
        retag(store)
    assert tagged(store) == before
