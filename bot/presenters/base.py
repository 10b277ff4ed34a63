"""The presenter of one kind of report: everything that people and programs get to see of it."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from analytics.vocabulary.reports import Note, Report
from bot.blocks.message import Block, Message, section
from bot.charts.caption import Caption
from bot.charts.look import NARROW, Look
from bot.mrkdwn import escape, without_markup
from bot.presenters import caption
from bot.presenters.claim import Claim
from bot.presenters.notes import CAVEATS, note_text
from bot.requests import Request
from bot.texts import say

if TYPE_CHECKING:
    from bot.charts.card import Card

R = TypeVar("R", bound=Report)
_WHY_LINES = 3
_COMMON_KEYS = frozenset({"kind", "question", "period", "n", "data_version", "notes", "newest", "simulated", "scope"})


class Presenter(ABC, Generic[R]):
    """Turns a report of one kind into words, tables, charts and plain data; pure functions without state.

    `lang` is `en` or `zh`. Words for Slack are mrkdwn with data escaped; headlines and captions are plain text.
    """

    kind: ClassVar[str]
    has_native_chart: ClassVar[bool] = True
    """Whether Slack's own chart block can show it; otherwise a PNG is drawn."""
    has_definitions: ClassVar[bool] = False
    """Whether a button explains the terms of the answer."""

    # Words

    @abstractmethod
    def headline(self, report: R, lang: str) -> str:
        """One plain sentence: what was found."""

    @abstractmethod
    def claim(self, report: R) -> Claim:
        """What the headline says, as data: subject, sign, size and verdict agree with its words."""

    @abstractmethod
    def why(self, report: R, lang: str) -> list[str]:
        """At most three lines under the headline: what explains it, or what restricts it."""

    @abstractmethod
    def next_step(self, report: R, lang: str) -> str | None:
        """What to do about it, in one sentence; None where the findings give no reason for anything."""

    def lead(self, report: R, lang: str) -> list[str]:
        """The lines before the picture, under the headline: why, then what to do."""
        step = self.next_step(report, lang)
        return [*self.why(report, lang)[:_WHY_LINES], *([step] if step else [])]

    def paragraphs(self, report: R, lang: str, answer_id: str) -> list[Block]:  # noqa: ARG002 - a default that subclasses replace
        """The lead as blocks; `answer_id` names the answer in the values of buttons."""
        why, step = self.why(report, lang)[:_WHY_LINES], self.next_step(report, lang)
        return [section(text) for text in ("\n".join(why), step) if text]

    def cards(self, report: R, lang: str, answer_id: str) -> list[Block]:  # noqa: ARG002 - see `paragraphs`
        """What follows the picture with buttons of its own, such as the briefs of ideas."""
        return []

    def plain_text(self, report: R, lang: str) -> str:
        """Headline and lead as text, for notifications and screen readers."""
        return "\n".join([escape(self.headline(report, lang), 200), *self.lead(report, lang)])

    @abstractmethod
    def tables(self, report: R, lang: str) -> list[Block]:
        """The tables of the answer."""

    def notes(self, report: R) -> tuple[Note, ...]:
        """What the reader must know, with what follows from the report itself in front."""
        present = {note.code for note in report.notes}
        return (*(note for note in report.standing_notes() if note.code not in present), *report.notes)

    def caveats(self, report: R) -> list[Note]:
        """The notes without which the numbers would be misread; the others stand behind the button "more"."""
        return [note for note in self.notes(report) if note.code in CAVEATS]

    def footnotes(self, report: R, lang: str) -> list[str]:  # noqa: ARG002 - see `paragraphs`
        """What stands behind the answer besides sample, filters, period and freshness."""
        return []

    def small_print(self, report: R, lang: str) -> str:
        """Sample size, filters, period with zone, freshness, and whether the data is simulated."""
        parts = [
            say(lang, "simulated-mark") if report.simulated else "",
            self.sample(report, lang),
            *(escape(part) for part in (*caption.accounts(report, lang), *self.scope(report, lang))),
            caption.dated_period(report, lang),
            caption.freshness(report, lang),
        ]
        return " · ".join(part for part in parts if part)

    def key_figures(self, report: R, lang: str) -> list[tuple[str, str]]:  # noqa: ARG002 - see `paragraphs`
        """Names and values in plain text, for where there is room for numbers only."""
        return []

    @abstractmethod
    def details(self, report: R, lang: str) -> list[Block]:
        """What stands behind the answer: everything found, the quality of the fit, the method."""

    def definitions(self, report: R, lang: str) -> Message | None:  # noqa: ARG002 - see `paragraphs`
        """The terms of the answer explained."""
        return None

    def reasons(self, report: R, lang: str) -> list[str]:  # noqa: ARG002 - see `paragraphs`
        """What is added where somebody asks why."""
        return []

    # Pictures

    @abstractmethod
    def subject(self, report: R, lang: str) -> str:
        """What the picture shows, in two words."""

    @abstractmethod
    def sample(self, report: R, lang: str) -> str:
        """How many the answer rests on."""

    @abstractmethod
    def scope(self, report: R, lang: str) -> list[str]:
        """The filters of the question in plain text, so that a part is never taken for the whole."""

    @abstractmethod
    def has_picture(self, report: R) -> bool:
        """Whether there is anything to draw."""

    def is_drawn_only(self, report: R) -> bool:
        """Whether the picture is always a PNG: it has no native form, or one that could not be read."""
        return not self.has_native_chart and self.has_picture(report)

    def title(self, report: R, lang: str) -> str:
        """Subject, period and the mark of simulated data, at most 50 characters."""
        return caption.title(self.subject(report, lang), report, lang)

    def caption(self, report: R, lang: str) -> Caption:
        """The words on and under the picture."""
        small = [self.sample(report, lang), *caption.accounts(report, lang), *self.scope(report, lang)]
        small.append(caption.freshness(report, lang))
        period = caption.dated_period(report, lang)
        return Caption(self.subject(report, lang), period, " · ".join(small), report.simulated)

    def native_chart(self, report: R, lang: str) -> dict[str, Any] | None:  # noqa: ARG002 - see `paragraphs`
        """Slack's own chart block; None where there is nothing to draw or no native form."""
        return None

    @abstractmethod
    def compose(self, report: R, lang: str, look: Look) -> Card:
        """The picture on its card; called within `bot.charts.card.style()`.

        matplotlib is loaded by the call, so that a process that only needs words never pays for it.
        """

    def picture_metadata(self, report: R) -> dict[str, str] | None:  # noqa: ARG002 - see `paragraphs`
        """What is written into the PNG beside the picture."""
        return None

    def draw(self, report: R, lang: str, out: Path, look: Look = NARROW) -> None:
        """Draw the picture as a PNG into `out`; the same report gives the same bytes."""
        from bot.charts.card import style

        with style():
            self.compose(report, lang, look).save(out, self.picture_metadata(report))

    @abstractmethod
    def alt_text(self, report: R, lang: str) -> str:
        """The picture in words, for screen readers; at most 2,000 characters."""

    # Digests

    @abstractmethod
    def watched(self, report: R) -> list[str]:
        """What a digest compares with the one before: it is sent as changed where this differs."""

    def fingerprint(self, report: R) -> str:
        """A digest of what is watched."""
        return hashlib.sha256("\n".join(self.watched(report)).encode()).hexdigest()[:16]

    def has_changed(self, report: R, previous: str | None) -> bool:
        """Whether there is something new beyond noise; `previous` is the fingerprint of what was sent last."""
        return self.fingerprint(report) != previous

    def quiet_lines(self, report: R, lang: str) -> list[str]:  # noqa: ARG002 - see `paragraphs`
        """Sentences that a digest adds where nothing has changed."""
        return []

    def next_requests(self, report: R) -> list[Request]:  # noqa: ARG002 - see `paragraphs`
        """What to ask next."""
        return [Request(command="segments")]

    # Plain data

    def document(self, report: R, lang: str) -> dict[str, Any]:
        """The JSON form: numbers at full precision, codes worded in one language, in the order people read it."""
        data: dict[str, Any] = json.loads(report.model_dump_json())
        common = {
            "kind": report.kind,
            "question": data["question"],
            "period": {name: data["period"][name] for name in ("start", "end", "zone")},
            "n": report.n,
            "data_version": report.data_version,
            "notes": [without_markup(note_text(note, lang)) for note in report.notes],
            "newest": data["newest"],
            "simulated": report.simulated,
            "scope": {"of": report.scope.of, "accounts": list(report.scope.accounts)},
            "headline": self.headline(report, lang),
            "why": [without_markup(line) for line in self.why(report, lang)[:_WHY_LINES]],
            "next": without_markup(step) if (step := self.next_step(report, lang)) else None,
            "claim": self.claim(report).model_dump(mode="json"),
        }
        return common | self.facts(report, data, lang)

    def facts(self, report: R, data: dict[str, Any], lang: str) -> dict[str, Any]:  # noqa: ARG002 - see `paragraphs`
        """The part of the JSON form that this kind adds; `data` is the report as plain data."""
        return {name: value for name, value in data.items() if name not in _COMMON_KEYS}
