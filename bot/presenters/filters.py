"""The filters of a question in plain text, so that a part is never taken for the whole."""

from __future__ import annotations

from analytics.vocabulary.questions import DriversQuestion, KpisQuestion
from analytics.vocabulary.reports import Report
from bot.mrkdwn import plain, plain_handle
from bot.texts import say
from bot.texts.metric_words import group_name, platform_name


def value_filters(lang: str, *values: str | None) -> list[str]:
    """Values that speak for themselves, such as platforms; unset ones are left out."""
    return [say(lang, "only-platform", value=plain(platform_name(lang, value), 30)) for value in values if value]


def subject_of(report: Report) -> str:
    """Whose videos an answer is about, as a code: a handle, `ours`, `all` or `rivals`."""
    scope = report.scope
    if scope.of != "account":
        return scope.of
    return scope.accounts[0] if scope.accounts else str(getattr(report.question, "account", "all"))


def video_filters(question: KpisQuestion | DriversQuestion, lang: str) -> list[str]:
    """Platform, account, topic and format of videos."""
    filters = value_filters(lang, question.platform)
    if question.account:
        handles = say(lang, "list-separator").join(plain_handle(name, 40) for name in question.named_accounts)
        filters.append(say(lang, "only-videos-of", value=handles))
    for dimension, value in (("topic", question.topic), ("format", question.format)):
        if value:
            filters.append(say(lang, "only-platform", value=group_name(lang, dimension, value)))
    return filters
