"""What a digest is about to say: one answer or several, before its pictures are drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analytics.vocabulary.errors import ReelPulseError
from analytics.vocabulary.questions import Question
from analytics.vocabulary.reports import Report
from bot.blocks import Message, Picture
from bot.digests.content import StaleData
from bot.digests.message import (
    Issue,
    combined_message,
    framed_message,
    is_quiet,
    report_message,
    section_text,
    stale_message,
    unanswerable_message,
)
from bot.presenters import presenter_of
from bot.requests import presentation
from bot.state.subscriptions import dump_requests

Outcome = StaleData | ReelPulseError | Message | Report
"""What came of a request: a report, the score card, or why there is none."""


@dataclass(frozen=True, slots=True)
class DigestDraft:
    """The content of a digest; `message` is set where it is neither a report nor a combination."""

    issue: Issue
    message: Message | None = None
    question: Question | None = None
    report: Report | None = None
    parts: tuple[DigestDraft, ...] = ()

    @property
    def quiet(self) -> bool:
        """Whether nothing has changed."""
        if self.parts:
            return all(part.quiet for part in self.parts)
        return self.report is not None and is_quiet(self.report, self.issue)

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint of the reports; a combined digest remembers each of them."""
        if self.parts:
            found = [part.fingerprint or "" for part in self.parts]
            return " ".join(found) if any(found) else None
        return None if self.report is None else presenter_of(self.report).fingerprint(self.report)

    @property
    def is_drawn_only(self) -> bool:
        """Whether its picture exists as a file only."""
        return self.has_picture and self.report is not None and presenter_of(self.report).is_drawn_only(self.report)

    @property
    def has_picture(self) -> bool:
        """Whether the message shows a picture."""
        return self.report is not None and presentation(self.issue.request)[0] in {None, "chart"}

    def render(self, picture: Picture, answer_id: str) -> Message:
        """The message that is posted; of a combined digest the one that opens the thread."""
        if self.parts:
            return combined_message([part.section() for part in self.parts], self.issue, self._newest())
        if self.report is None:
            assert self.message is not None  # noqa: S101 - without a report there is a message
            return self.message
        return report_message(self.report, self.issue, picture=picture, answer_id=answer_id)

    def section(self) -> str:
        """The answer as a paragraph of a combined digest."""
        if self.report is not None:
            return section_text(self.report, self.issue)
        return self.message.text.partition("\n")[0] if self.message else ""

    def _newest(self) -> Report | None:
        reports = [part.report for part in self.parts if part.report is not None]
        return max(reports, key=lambda report: report.newest, default=None)


def draft_of(issue: Issue, outcome: Outcome, question: Question | None = None) -> DigestDraft:
    """The draft of one answer."""
    if isinstance(outcome, StaleData):
        return DigestDraft(issue, stale_message(outcome, issue))
    if isinstance(outcome, ReelPulseError):
        return DigestDraft(issue, unanswerable_message(outcome, issue))
    if isinstance(outcome, Message):
        return DigestDraft(issue, framed_message(outcome, issue))
    return DigestDraft(issue, question=question, report=outcome)


def combine(issue: Issue, drafts: Sequence[DigestDraft]) -> DigestDraft:
    """The draft of a digest from the drafts of its requests."""
    return drafts[0] if len(drafts) == 1 else DigestDraft(issue, parts=tuple(drafts))


def issues_of(issue: Issue) -> list[Issue]:
    """An issue for each request, as if each had a subscription of its own."""
    subscription = issue.subscription
    requests, seen = subscription.requests, (subscription.seen or "").split(" ")
    if len(requests) == 1:
        return [issue]
    seen += [""] * (len(requests) - len(seen))
    return [
        replace(issue, subscription=replace(subscription, request=dump_requests([request]), seen=previous or None))
        for request, previous in zip(requests, seen, strict=False)
    ]


def answer_id_of(key: str) -> str:
    """The id of the answer that is posted under a key of the outbox; the same after a crash."""
    return hashlib.sha256(key.encode()).hexdigest()[:12]
