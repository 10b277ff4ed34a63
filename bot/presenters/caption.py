"""The words on and under a picture: title, period, sample, freshness."""

from __future__ import annotations

from analytics.vocabulary.questions import OwnQuestion
from analytics.vocabulary.reports import Report
from bot.mrkdwn import shorten
from bot.texts import say
from bot.texts.formats import data_end, date, day_range, numeric_day_range, period

_LONGEST_TITLE = 50


def dated_period(report: Report, lang: str) -> str:
    """The period with its zone; for data without times, that it has none."""
    return say(lang, "undated") if _is_undated(report) else period(lang, report.period)


def freshness(report: Report, lang: str) -> str:
    """How new the data is; data without times is as new as its import."""
    if _is_undated(report):
        return say(lang, "imported", when=date(lang, report.newest, report.period.zone))
    return say(lang, "freshness", when=data_end(lang, report.newest, report.period.zone))


def accounts(report: Report, lang: str) -> list[str]:
    """Whose videos the answer is about; nothing where the question names an account or has no such scope."""
    scope = report.scope
    is_of_videos = isinstance(report.question, OwnQuestion) or (report.kind == "segments" and scope.n > 1)
    if not is_of_videos or scope.of == "account" or not scope.n:
        return []
    return [say(lang, f"scope-{scope.of}", n=scope.n)]


def title(subject: str, report: Report, lang: str) -> str:
    """Subject, period and the mark of simulated data, at most 50 characters."""
    mark = f" · {say(lang, 'chart-simulated-short')}" if report.simulated else ""
    short_subject = subject.partition(" · ")[0]
    spans = [day_range(lang, report.period), numeric_day_range(report.period)]
    if _is_undated(report):
        spans = [say(lang, "undated")]
    candidates = [f"{words} · {span}{mark}" for words in (subject, short_subject) for span in spans]
    fitting = (text for text in candidates if len(text) <= _LONGEST_TITLE)
    return next(fitting, shorten(candidates[-1], _LONGEST_TITLE))


def _is_undated(report: Report) -> bool:
    return any(note.code == "no_times" for note in report.notes)
