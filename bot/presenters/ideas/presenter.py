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
from bot.presenters.ideas import answer
from bot.presenters.ideas.words import audience, brief_text, hook, length, model_words, slot, title
from bot.texts import say
from bot.texts.formats import number
from bot.texts.metric_words import platform_name
from bot.texts.names import segment_name
from bot.texts.topic_words import topic_name

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
        """The best idea with what it is expected to reach."""
        return answer.headline(report.briefs[0], lang) if report.briefs else say(lang, "headline-ideas-none")

    def claim(self, report: IdeasReport) -> Claim:
        """The median that is expected of the best idea, which is named by its English title."""
        if not report.briefs:
            return Claim(metric="views")
        best = report.briefs[0]
        expected = best.predicted or best.similar
        return Claim(
            subject=title(best, "en"), metric="views", dimension="idea", value=best.id, current=expected.median
        )

    def why(self, report: IdeasReport, lang: str) -> list[str]:
        """How the best idea is shot, what speaks for it, and further ideas."""
        return answer.why(report, lang)

    def next_step(self, report: IdeasReport, lang: str) -> str | None:
        """Shoot the best idea."""
        return say(lang, "next-step", what=answer.next_step(report, lang))

    def cards(self, report: IdeasReport, lang: str, answer_id: str) -> list[Block]:
        """Each brief with its own buttons, as many as fit; the label goes with them."""
        blocks, room, shown = [_label(lang)], _ROOM, 0
        for place, brief in enumerate(report.briefs[:_SHOWN], start=1):
            card = [section(answer.card_text(brief, place, lang)), _buttons(place, answer_id, lang)]
            room -= len(json.dumps(card, ensure_ascii=False))
            if room < 0 and place > 1:
                break
            blocks += card
            shown = place
        if left := len(report.briefs) - shown:
            blocks.append(context(say(lang, "ideas-more", n=left)))
        return blocks

    def tables(self, report: IdeasReport, lang: str) -> list[Block]:
        """All briefs in a row each."""
        if not report.briefs:
            return []
        head = ("place", "ideas-plan", "ideas-length", "ideas-slot", "ideas-platform", "ideas-expected")
        rows: list[list[Cell]] = []
        for position, brief in enumerate(report.briefs, start=1):
            interval = brief.predicted or brief.similar
            rows.append(
                [
                    (position, str(position)),
                    plain(title(brief, lang), 80),
                    length(brief, lang),
                    slot(brief, lang),
                    plain(platform_name(lang, brief.platform), 30),
                    (interval.median, answer.range_text(interval, lang)),
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
        return f"{about} · {plain(topic_name(lang, topic), 16)}" if topic else about

    def sample(self, report: IdeasReport, lang: str) -> str:
        """The number of videos that the model learned from."""
        return say(lang, "sample-ideas", n=report.n)

    def scope(self, report: IdeasReport, lang: str) -> list[str]:
        """Platform, topic and segment."""
        question = report.question
        topic = topic_name(lang, question.topic) if question.topic else None
        segment = segment_name(lang, question.segment) if question.segment else None
        return value_filters(lang, question.platform, topic, segment)

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
