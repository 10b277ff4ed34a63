"""The presenter of kpis reports, of which those with a ranking of videos have words and a picture of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.vocabulary.reports import KpisReport
from bot.blocks.message import Block
from bot.charts.native import MOST_CATEGORIES, chart_block
from bot.mrkdwn import shorten
from bot.presenters.claim import Claim
from bot.presenters.kpis import top_videos
from bot.presenters.kpis.presenter import KpisPresenter
from bot.requests import Request
from bot.texts import say
from bot.texts.metric_words import metric_name

if TYPE_CHECKING:
    from bot.charts.card import Card
    from bot.charts.look import Look

_JSON = ("video_id", "platform", "account", "caption", "link", "published", "value", "usual", "times_usual", "usual_of")


class RankingPresenter(KpisPresenter):
    """Metrics of a period, or the videos that have the most or the least of one."""

    def headline(self, report: KpisReport, lang: str) -> str:
        """The first video, or what changed."""
        return top_videos.headline(report, lang) if report.ranking else super().headline(report, lang)

    def claim(self, report: KpisReport) -> Claim:
        """The first video compared with its account, or the change."""
        return top_videos.claim(report) if report.ranking else super().claim(report)

    def why(self, report: KpisReport, lang: str) -> list[str]:
        """The next videos and what the first share, or the reasons of the change."""
        return top_videos.why(report, lang) if report.ranking else super().why(report, lang)

    def next_step(self, report: KpisReport, lang: str) -> str | None:
        """What to do about it."""
        return top_videos.next_step(report, lang) if report.ranking else super().next_step(report, lang)

    def key_figures(self, report: KpisReport, lang: str) -> list[tuple[str, str]]:
        """Videos or metrics with their values."""
        return top_videos.key_figures(report, lang) if report.ranking else super().key_figures(report, lang)

    def tables(self, report: KpisReport, lang: str) -> list[Block]:
        """The videos, or the metrics."""
        return top_videos.tables(report, lang) if report.ranking else super().tables(report, lang)

    def footnotes(self, report: KpisReport, lang: str) -> list[str]:
        """What the numbers are of."""
        return top_videos.footnotes(report, lang) if report.ranking else super().footnotes(report, lang)

    def small_print(self, report: KpisReport, lang: str) -> str:
        """Of a ranking also what its values are of, and what they are compared with."""
        common = super().small_print(report, lang)
        return " · ".join([common, *self.footnotes(report, lang)]) if report.ranking else common

    def cards(self, report: KpisReport, lang: str, answer_id: str) -> list[Block]:
        """Of a ranking the videos with their links."""
        return top_videos.video_list(report, lang) if report.ranking else super().cards(report, lang, answer_id)

    def details(self, report: KpisReport, lang: str) -> list[Block]:
        """What stands behind the answer."""
        return top_videos.details(report, lang) if report.ranking else super().details(report, lang)

    def reasons(self, report: KpisReport, lang: str) -> list[str]:
        """Of a ranking nothing is added where somebody asks why."""
        return [] if report.ranking else super().reasons(report, lang)

    def subject(self, report: KpisReport, lang: str) -> str:
        """What the picture shows."""
        return top_videos.subject(report, lang) if report.ranking else super().subject(report, lang)

    def sample(self, report: KpisReport, lang: str) -> str:
        """The number of videos that were ranked, or of what the first metric counts."""
        return say(lang, "sample-kpis-videos", n=report.n) if report.ranking else super().sample(report, lang)

    def has_picture(self, report: KpisReport) -> bool:
        """Whether there is anything to draw."""
        return bool(report.videos) if report.ranking else super().has_picture(report)

    def native_chart(self, report: KpisReport, lang: str) -> dict[str, Any] | None:
        """A bar for each video."""
        return self._bars(report, lang) if report.ranking else super().native_chart(report, lang)

    def _bars(self, report: KpisReport, lang: str) -> dict[str, Any] | None:
        videos, figures = report.videos[:MOST_CATEGORIES], report.metrics[0]
        if not videos:
            return None
        is_share = figures.unit in {"share", "per_view"}
        name = metric_name(lang, figures.name, figures.unit)
        series = [(name, [round((100 if is_share else 1) * video.value, 2) for video in videos])]
        if all(video.usual is not None for video in videos):
            usual = [round((100 if is_share else 1) * (video.usual or 0), 2) for video in videos]
            series.append((say(lang, "column-usual"), usual))
        return chart_block(
            "bar",
            self.title(report, lang),
            [top_videos.bar_name(video, 80) for video in videos],
            series,
            x_label=say(lang, "column-video"),
            y_label=say(lang, "axis-percent", metric=name) if is_share else name,
        )

    def is_drawn_only(self, report: KpisReport) -> bool:
        """Captions are longer than what Slack's own chart writes below a bar."""
        return bool(report.videos) if report.ranking else super().is_drawn_only(report)

    def compose(self, report: KpisReport, lang: str, look: Look) -> Card:
        """Draw the videos, or the metric."""
        if not report.ranking:
            return super().compose(report, lang, look)
        from bot.presenters.kpis import top_picture

        return top_picture.compose(report, lang, self.caption(report, lang), look)

    def alt_text(self, report: KpisReport, lang: str) -> str:
        """The picture in words."""
        return shorten(top_videos.alt_text(report, lang), 2000) if report.ranking else super().alt_text(report, lang)

    def watched(self, report: KpisReport) -> list[str]:
        """The videos of the list, or the findings."""
        return [video.video_id for video in report.videos] if report.ranking else super().watched(report)

    def has_changed(self, report: KpisReport, previous: str | None) -> bool:
        """Whether other videos are listed, or anything changed."""
        return self.fingerprint(report) != previous if report.ranking else super().has_changed(report, previous)

    def quiet_lines(self, report: KpisReport, lang: str) -> list[str]:
        """Of a ranking nothing is added where nothing has changed."""
        return [] if report.ranking else super().quiet_lines(report, lang)

    def next_requests(self, report: KpisReport) -> list[Request]:
        """What makes videos work, or what shows each finding."""
        return [Request(command="drivers")] if report.ranking else super().next_requests(report)

    def facts(self, report: KpisReport, data: dict[str, Any], lang: str) -> dict[str, Any]:
        """Metrics and findings; of a ranking its videos in front."""
        facts = super().facts(report, data, lang)
        if not report.ranking:
            return facts
        videos = [{name: video[name] for name in _JSON} for video in data["videos"]]
        return {"videos": videos, "ranking": data["ranking"], **facts}
