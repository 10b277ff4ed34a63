"""`reelpulse ask` gives the same answer as Slack: JSON, message, chart, CSV, and errors with their exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from analytics.store import Store
from analytics.vocabulary.errors import TooLittleData
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import Question, SegmentsQuestion
from analytics.vocabulary.records import to_micros
from analytics.vocabulary.reports import Note, Report
from bot.cli import build
from bot.cli.ask.terminal import render
from bot.mrkdwn import without_markup
from bot.presenters.gallery import influencers_report, segments_report

NEWEST = datetime(2026, 5, 2, 14, 3, tzinfo=UTC)
NOW = "2026-06-01T00:00Z"


@dataclass
class RequestedFiles:
    """As in `bot.workers`."""

    csv: bool
    chart_lang: str | None
    wide: bool = False
    dark: bool = False


@dataclass
class JobResult:
    """As in `bot.workers`."""

    report: Report
    csv: Path | None = None
    chart: Path | None = None
    cached: bool = False


@dataclass
class JobPool:
    """Stands in for `bot.workers`: gives a report made beforehand, and files as wanted."""

    folder: Path
    report: Report | Exception
    calls: list[tuple[Path, Question, RequestedFiles]] = field(default_factory=list)

    def run_job(self, home: Path, question: Question, policy: Policy, files: RequestedFiles) -> JobResult:
        assert policy == Policy()
        self.calls.append((home, question, files))
        if isinstance(self.report, Exception):
            raise self.report
        csv, chart = self.folder / "rows.csv", self.folder / "chart.png"
        csv.write_text("user,segment\nv_a,1\n")
        chart.write_bytes(b"\x89PNG\r\n\x1a\n")
        return JobResult(self.report, csv if files.csv else None, chart if files.chart_lang else None)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose newest record is of 2 May 2026."""
    folder = tmp_path / "home"
    with Store(folder) as store, store.connection as connection:
        connection.execute("INSERT INTO imports (id, path, digest, started, format) VALUES (1, 'f', 'd', 0, 'csv')")
        connection.execute(
            "INSERT INTO edges (source, target, kind, time, import) VALUES ('a', 'b', 'follow', ?, 1)",
            (to_micros(NEWEST),),
        )
    return folder


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Report | Exception], JobPool]:
    def stand_in(report: Report | Exception) -> JobPool:
        pool = JobPool(tmp_path, report)
        module = ModuleType("bot.workers")
        module.__dict__.update(run_job=pool.run_job, RequestedFiles=RequestedFiles, JobResult=JobResult)
        monkeypatch.setitem(sys.modules, "bot.workers", module)
        return pool

    return stand_in


def ask(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(build(), ["ask", *arguments, "--home", str(home), "--now", NOW])


Stand = Callable[[Report | Exception], JobPool]


def test_the_question_is_put_with_zone_and_moment(home: Path, jobs: Stand) -> None:
    """The zone is that of the workspace, whoever asks."""
    pool = jobs(segments_report())
    with Store(home) as store:
        store.write_property("zone", "Asia/Shanghai")
    ran = ask(home, "/segments k=4 last 7 days", "--zone", "America/New_York", "--json")
    assert ran.exit_code == 0, ran.stderr
    ((where, question, files),) = pool.calls
    assert where == home
    assert isinstance(question, SegmentsQuestion)
    assert (question.k, question.period.zone, question.period.counted_back) == (4, "Asia/Shanghai", True)
    assert files == RequestedFiles(csv=False, chart_lang=None)


def test_segments_as_json_have_human_names_and_full_precision(home: Path, jobs: Stand) -> None:
    report = segments_report()
    jobs(report)
    document = json.loads(ask(home, "/segments", "--json").stdout)
    assert document["kind"] == "segments"
    assert list(document["period"]) == ["start", "end", "zone"]
    assert (document["n"], document["data_version"], document["structure"]) == (
        report.n,
        report.data_version,
        report.structure,
    )
    assert set(document["quality"]) == {"k", "silhouette", "stability", "inertia", "candidates"}
    assert document["quality"]["silhouette"] == report.quality.silhouette
    first, segment = report.segments[0], document["segments"][0]
    assert {"id", "name", "size", "share", "profile", "stands_out", "prefers", "change"} <= set(segment)
    assert (segment["id"], segment["size"], segment["share"], segment["code"]) == (
        first.id,
        first.size,
        first.share,
        first.name,
    )
    assert segment["name"] != first.name
    assert "_" not in segment["name"]
    assert (document["newcomers"], document["other"]) == (report.newcomers, report.other)


def test_names_and_notes_are_in_the_language_asked_for(home: Path, jobs: Stand) -> None:
    jobs(segments_report().model_copy(update={"notes": (Note(code="continuum"),), "simulated": True}))
    english = json.loads(ask(home, "/segments", "--json", "--lang", "en").stdout)
    chinese = json.loads(ask(home, "/segments", "--json", "--lang", "zh").stdout)
    assert "no separate groups" in english["notes"][0]
    assert "没有" in chinese["notes"][0]
    assert english["segments"][0]["name"].isascii()
    assert not chinese["segments"][0]["name"].isascii()
    assert english["simulated"] is True


def test_ranks_hold_our_own_accounts_at_their_place_and_apart(home: Path, jobs: Stand) -> None:
    report = influencers_report(6)
    ours = report.ranks[1].model_copy(update={"handle": "ourbrand", "ours": True})
    report = report.model_copy(update={"question": report.question.model_copy(update={"n": 6}), "own": (ours,)})
    jobs(report)
    document = json.loads(ask(home, "/influencers n=6", "--json").stdout)
    assert len(document["ranks"]) == 6
    assert [rank["score"] for rank in document["ranks"]] == sorted(
        (r["score"] for r in document["ranks"]), reverse=True
    )
    assert [rank["handle"] for rank in document["ranks"] if rank["ours"]] == ["ourbrand"]
    assert [rank["handle"] for rank in document["own"]] == ["ourbrand"]
    assert {"handle", "score", "audience", "engagement_rate", "ours", "flags"} <= set(document["ranks"][0])


def test_the_note_says_when_the_ranking_equals_audience(home: Path, jobs: Stand) -> None:
    jobs(influencers_report(3).model_copy(update={"notes": (Note(code="ranking_equals_audience"),)}))
    assert "equals weighted audience size" in json.loads(ask(home, "/influencers", "--json").stdout)["note"]
    jobs(influencers_report(3).model_copy(update={"notes": ()}))
    assert json.loads(ask(home, "/influencers", "--json").stdout)["note"] is None


def test_the_message_is_printed_as_slack_gets_it(home: Path, jobs: Stand) -> None:
    jobs(segments_report())
    message = json.loads(ask(home, "/segments", "--blocks").stdout)
    assert set(message) == {"text", "blocks"}
    assert message["blocks"][0]["type"] == "header"
    private = json.loads(ask(home, "/segments private", "--blocks").stdout)
    assert [e["action_id"] for e in private["blocks"][-1]["elements"]][2] == "share"


def test_the_terminal_shows_the_same_words_and_nothing_to_click(home: Path, jobs: Stand) -> None:
    jobs(influencers_report(5))
    message = json.loads(ask(home, "/influencers table", "--blocks").stdout)
    output = ask(home, "/influencers table").stdout
    assert message["blocks"][0]["text"]["text"].replace("\u2060", "") in output
    assert "Delete" not in output
    assert "\x1b" not in output


@pytest.mark.parametrize("form", ["--json", "--blocks", "--lang=zh"])
def test_the_same_command_twice_gives_the_same_bytes(home: Path, jobs: Stand, form: str) -> None:
    jobs(segments_report())
    first, second = (ask(home, "/segments k=4", form).stdout_bytes for _ in range(2))
    assert first == second
    assert first


@pytest.mark.parametrize(("lang", "title"), [("en", "Plan a video"), ("zh", "计划一条视频")])
def test_a_plan_is_explained_with_examples_instead_of_a_window(home: Path, jobs: Stand, lang: str, title: str) -> None:
    pool = jobs(segments_report())
    ran = ask(home, "/predict plan", "--lang", lang)
    assert ran.exit_code == 0
    assert title in ran.stdout
    assert "/predict" in ran.stdout
    assert pool.calls == []


def test_a_chart_for_slides_is_wide_and_may_be_dark(home: Path, jobs: Stand, tmp_path: Path) -> None:
    pool = jobs(segments_report())
    ask(home, "/segments", "--chart", str(tmp_path / "chart.png"), "--wide", "--dark")
    assert pool.calls[0][2] == RequestedFiles(csv=False, chart_lang="en", wide=True, dark=True)


def test_chart_and_rows_are_written_where_asked(home: Path, jobs: Stand, tmp_path: Path) -> None:
    pool = jobs(segments_report())
    chart, csv = tmp_path / "图.png", tmp_path / "rows out.csv"
    ran = ask(home, "/segments", "--json", "--chart", str(chart), "--csv", str(csv), "--lang", "zh")
    assert ran.exit_code == 0
    assert pool.calls[0][2] == RequestedFiles(csv=True, chart_lang="zh")
    assert chart.read_bytes().startswith(b"\x89PNG")
    assert csv.read_text().startswith("user,segment\n")
    json.loads(ran.stdout)


def test_rows_asked_for_in_words_are_printed_as_rows(home: Path, jobs: Stand) -> None:
    jobs(segments_report())
    assert ask(home, "/segments csv").stdout == "user,segment\nv_a,1\n"


@pytest.mark.parametrize("option", ["--chart", "--csv"])
@pytest.mark.parametrize("path", ["missing/folder/out", "."])
def test_an_output_that_cannot_be_written_is_refused_before_work_begins(
    home: Path, jobs: Stand, tmp_path: Path, option: str, path: str
) -> None:
    pool = jobs(segments_report())
    ran = ask(home, "/segments", option, str(tmp_path / path))
    assert ran.exit_code == 2
    assert "folder that exists" in ran.stderr
    assert not pool.calls


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["/segmnts"], "Did you mean “segments”?"),
        (["/segments k=99"], "a whole number from 2 to 12"),
        (["/segments", "--zone", "Mars/Olympus"], "Asia/Shanghai"),
        (["/segments", "--lang", "fr"], "en or zh"),
        (["/segments", "--json", "--blocks"], "only one of the two"),
        (["/segments since:2026-05-02 until:2026-05-01"], "has no length"),
    ],
)
def test_what_is_not_understood_ends_with_2_and_says_what_is_expected(
    home: Path, jobs: Stand, arguments: list[str], message: str
) -> None:
    jobs(segments_report())
    ran = ask(home, *arguments)
    assert ran.exit_code == 2
    assert message in ran.stderr
    assert ran.stdout == ""


def test_a_moment_that_does_not_exist_is_refused(home: Path, jobs: Stand) -> None:
    jobs(segments_report())
    ran = CliRunner().invoke(build(), ["ask", "/segments", "--home", str(home), "--now", "2026-02-30"])
    assert ran.exit_code == 2
    assert "2026-11-24T09:00Z" in ran.stderr


def test_what_the_data_cannot_answer_ends_with_3_and_reason_and_remedy(home: Path, jobs: Stand, tmp_path: Path) -> None:
    jobs(TooLittleData("viewers", 20, 3))
    ran = ask(home, "/segments", "--json")
    assert (ran.exit_code, ran.stdout) == (3, "")
    assert "at least 20 viewers; the data has 3" in ran.stderr
    assert "import more" in ran.stderr
    chinese = ask(home, "/segments", "--lang", "zh")
    assert chinese.exit_code == 3
    assert not chinese.stderr.isascii()
    empty = ask(tmp_path / "empty", "/segments")
    assert empty.exit_code == 3
    assert "reelpulse import FILE" in empty.stderr
    outside = ask(home, "/segments since:2026-05-20")
    assert outside.exit_code == 3
    assert "2026-05-02" in outside.stderr


def test_help_is_an_answer(home: Path, jobs: Stand) -> None:
    jobs(segments_report())
    ran = ask(home, "/segments help")
    assert ran.exit_code == 0
    assert "k=4" in ran.stdout
    assert ask(home, "").exit_code == 0


def test_markup_in_data_is_shown_as_it_is() -> None:
    blocks: list[dict[str, Any]] = [
        {
            "type": "data_table",
            "caption": "[red]x",
            "rows": [[{"type": "raw_text", "text": "h"}], [{"type": "raw_text", "text": "[bold]a[/bold]"}]],
        },
        {"type": "section", "text": {"type": "mrkdwn", "text": "*a* &lt;b&gt; [link]"}},
    ]
    output = render(blocks)
    assert "[bold]a[/bold]" in output
    assert "[red]x" in output
    assert "a <b> [link]" in output
    assert without_markup("`x` *y*") == "x y"


def test_data_without_any_time_can_be_asked_about_too(home: Path, jobs: Stand) -> None:
    """The Congress network has edges and no dates: the moment of import stands in for the newest record."""
    with Store(home) as store, store.connection as connection:
        connection.execute("UPDATE edges SET time = NULL")
        connection.execute("UPDATE imports SET started = ?", (to_micros(NEWEST),))
    pool = jobs(influencers_report(3))
    assert ask(home, "/influencers", "--json").exit_code == 0
    period = pool.calls[0][1].period
    assert (period.start, period.end.replace(microsecond=0)) == (None, NEWEST)
