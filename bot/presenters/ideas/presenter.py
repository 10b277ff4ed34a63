"""The presenter of ideas reports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from analytics.synthesis.labels import GENERATED_BY, label_facts
from analytics.vocabulary.reports import IdeasReport
from bot.blocks.message import Block, Cell, button, context, section, table
from bot.mrkdwn import plain, shorten, without_markup
from bot.presenters.base import Presenter
from bot.presenters.caption import dated_period
from bot.presenters.claim import Claim
from bot.presenters.filters import value_filters
from bot.presenters.ideas.words import audience, brief_text, hook, length, model_words, slot, title
from bot.texts import say
from bot.texts.formats import number

if TYPE_CHECKING:
    from bot.charts.card import Card
    from bot.charts.look import Look


_SHOWN = 8
"""Briefs that fit into one message."""
_ROOM = 9_000
"""Characters of blocks for briefs, so that label, small print and buttons always fit."""


class IdeasPresenter(Presenter[IdeasReport]):
    """Briefs that a team can shoot, labelled as generated."""

    kind = "ideas"
    has_native_chart = False  # briefs are words; a chart of ten numbers with wide intervals would say less

    def headline(self, report: IdeasReport, lang: str) -> str:
        """How many ideas, on what."""
        if not report.briefs:
            return say(lang, "headline-ideas-none")
        if report.question.topic:
            return say(lang, "headline-ideas-topic", n=len(report.briefs), topic=plain(report.question.topic, 30))
        return say(lang, "headline-ideas", n=len(report.briefs))

    def claim(self, report: IdeasReport) -> Claim:  # noqa: ARG002 - filled in later
        """Nothing yet."""
        return Claim()

    def why(self, report: IdeasReport, lang: str) -> list[str]:  # noqa: ARG002 - filled in later
        """Nothing yet."""
        return []

    def next_step(self, report: IdeasReport, lang: str) -> str | None:  # noqa: ARG002 - filled in later
        """Nothing yet."""
        return None

    def findings(self, report: IdeasReport, lang: str) -> list[str]:
        """The briefs, one paragraph each."""
        return [brief_text(brief, position, lang) for position, brief in enumerate(report.briefs[:_SHOWN], start=1)]

    def cards(self, report: IdeasReport, lang: str, answer_id: str) -> list[Block]:
        """Each brief with its own buttons, as many as fit; the label goes with them."""
        blocks, room = [_label(lang)], _ROOM
        for position, brief in enumerate(self.findings(report, lang), start=1):
            shown = [section(brief), _buttons(position, answer_id, lang)]
            room -= len(json.dumps(shown, ensure_ascii=False))
            if room < 0 and position > 1:
                break
            blocks += shown
        return blocks

    def tables(self, report: IdeasReport, lang: str) -> list[Block]:
        """All briefs in a row each."""
        if not report.briefs:
            return []
        head = ("place", "ideas-plan", "ideas-length", "ideas-slot", "ideas-expected", "ideas-novelty")
        rows: list[list[Cell]] = []
        for position, brief in enumerate(report.briefs, start=1):
            interval = brief.predicted or brief.similar
            rows.append(
                [
                    (position, str(position)),
                    plain(title(brief, lang), 80),
                    length(brief, lang),
                    slot(brief, lang),
                    (interval.low, f"{number(lang, round(interval.low))} – {number(lang, round(interval.high))}"),
                    (brief.novelty, number(lang, brief.novelty)),
                ]
            )
        caption = say(lang, "caption-ideas", period=dated_period(report, lang))
        return [table(caption, [say(lang, f"column-{key}") for key in head], rows)]

    def footnotes(self, report: IdeasReport, lang: str) -> list[str]:
        """What the briefs were sampled from, how lucky the best of many are, what was refused."""
        lines = [model_words(report, lang)]
        if report.typical_low is not None:
            lines.append(say(lang, "ideas-best-of", n=report.candidates, typical=round(report.typical_low)))
        if report.refused:
            lines.append(say(lang, "ideas-refused", n=report.refused))
        if report.training is not None:
            lines.append(say(lang, "note-training", step=report.training[0], of=report.training[1]))
        return lines

    def details(self, report: IdeasReport, lang: str) -> list[Block]:
        """Every brief, then the method."""
        blocks = [
            section(brief_text(brief, position, lang)) for position, brief in enumerate(report.briefs[:10], start=1)
        ]
        blocks.append(
            section(
                say(
                    lang,
                    "details-method-ideas",
                    n=report.candidates,
                    model=model_words(report, lang),
                    refused=report.refused,
                    ranked=say(lang, f"ideas-ranked-{report.ranked_by}"),
                )
            )
        )
        return [*blocks, _label(lang)]

    def subject(self, report: IdeasReport, lang: str) -> str:
        """Ideas, on a topic where one was named."""
        about, topic = say(lang, "chart-ideas"), report.question.topic
        return f"{about} · {plain(topic, 16)}" if topic else about

    def sample(self, report: IdeasReport, lang: str) -> str:
        """The number of videos that the model learned from."""
        return say(lang, "sample-ideas", n=report.n)

    def scope(self, report: IdeasReport, lang: str) -> list[str]:
        """Platform, topic and segment."""
        question = report.question
        return value_filters(lang, question.platform, question.topic, question.segment)

    def has_picture(self, report: IdeasReport) -> bool:  # noqa: ARG002 - see `has_native_chart`
        """Never with the answer; a picture is drawn where somebody asks for one."""
        return False

    def compose(self, report: IdeasReport, lang: str, look: Look) -> Card:
        """Draw what each brief is expected to reach."""
        from bot.presenters.ideas import picture

        return picture.compose(report, lang, self.caption(report, lang), look)

    def picture_metadata(self, report: IdeasReport) -> dict[str, str]:
        """That the content is AI-generated, for whoever passes the picture on."""
        facts = label_facts(f"ideas-{report.data_version}")
        return {
            "generated_by": str(facts["generated_by"]),
            "label": str(facts["label"]),
            "AIGC": json.dumps(facts["AIGC"]),
        }

    def alt_text(self, report: IdeasReport, lang: str) -> str:
        """Each brief with the lower end of what it is expected to reach."""
        expected = [brief.predicted or brief.similar for brief in report.briefs]
        items = [
            say(lang, "alt-item", name=str(position), share=number(lang, round(interval.low)))
            for position, interval in enumerate(expected, start=1)
        ]
        listed = say(lang, "list-separator").join(items)
        return shorten(say(lang, "alt-ideas", n=len(items), period=dated_period(report, lang), items=listed), 2000)

    def watched(self, report: IdeasReport) -> list[str]:
        """The briefs."""
        return [brief.id for brief in report.briefs]

    def facts(self, report: IdeasReport, data: dict[str, Any], lang: str) -> dict[str, Any]:
        """Briefs with their words and label, and the model behind them."""
        briefs = [
            {
                "title": title(brief, lang),
                "hook": hook(brief, lang),
                **{name: value for name, value in fields.items() if name not in {"phrase", "similar", "similar_n"}},
                "audience": without_markup(audience(brief, lang)),
                "similar": {**fields["similar"], "n": brief.similar_n},
                "label": say(lang, "ideas-label"),
            }
            for fields, brief in zip(data["briefs"], report.briefs, strict=True)
        ]
        names = ("model", "candidates", "refused", "typical_low", "ranked_by", "training")
        label = say(lang, "ideas-label-long")
        return {"generated_by": GENERATED_BY, "label": label, "briefs": briefs, **{name: data[name] for name in names}}


def _label(lang: str) -> Block:
    """The label that every message with ideas carries."""
    return context(f"🏷️ {say(lang, 'ideas-label-long')}")


def _buttons(position: int, answer_id: str, lang: str) -> Block:
    """Keep, drop, another, and the same but shorter; the value says which brief of which answer."""
    elements = [
        button(f"idea_{action}", say(lang, f"button-idea-{action}", place=position), f"{answer_id}:{position}")
        for action in ("keep", "drop", "another", "shorter")
    ]
    return {"type": "actions", "block_id": f"answer:{answer_id}:{position}", "elements": elements}
