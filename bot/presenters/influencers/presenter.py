"""The presenter of influencers reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.vocabulary.reports import InfluencersReport, Rank
from bot.blocks.message import Block, Cell, fitting_sections, section, table
from bot.charts.native import MOST_CATEGORIES, MOST_NAMES, chart_block
from bot.mrkdwn import escape, handle, plain, plain_handle, shorten, without_markup
from bot.presenters.base import Presenter
from bot.presenters.caption import dated_period
from bot.presenters.claim import Claim
from bot.presenters.filters import value_filters
from bot.presenters.influencers.positions import (
    flag_lines,
    leader,
    next_line,
    off_topic_line,
    own_line,
    runner_up,
    support_line,
)
from bot.presenters.influencers.words import rank_sentence, reach_words, whole
from bot.presenters.notes import note_text
from bot.texts import say
from bot.texts.formats import number, percent
from bot.texts.names import flag_text
from bot.texts.topic_words import topic_name

if TYPE_CHECKING:
    from bot.charts.card import Card
    from bot.charts.look import Look


_ROOM = 6_500
"""Characters for accounts, so that method and definitions always fit behind them."""
_CLEARLY_AHEAD = 1.1
"""The least ratio to the second at which the first is said to be a multiple of it."""


class InfluencersPresenter(Presenter[InfluencersReport]):
    """Accounts ranked by their share of attention."""

    kind = "influencers"

    def headline(self, report: InfluencersReport, lang: str) -> str:
        """Who leads for what was asked, with how much attention, and how far ahead."""
        if not report.ranks:
            return say(lang, f"headline-influencers-{'ours' if report.own else 'nobody'}", n=report.n)
        first, second, topic = leader(report), runner_up(report), report.question.topic
        facts = {"handle": plain_handle(first.handle, 40), "share": percent(lang, first.score)}
        if topic:
            said = say(lang, "headline-influencers-topic", topic=plain(topic_name(lang, topic), 30), **facts)
        else:
            said = say(lang, "headline-influencers", **facts)
        if second is None or not second.score:
            return said
        times = first.score / second.score
        if times < _CLEARLY_AHEAD:
            return say(lang, "headline-influencers-close", said=said, next=plain_handle(second.handle, 30))
        return say(lang, "headline-influencers-ahead", said=said, times=number(lang, times, 1 if times < 10 else 0))

    def claim(self, report: InfluencersReport) -> Claim:
        """The share of attention of the account that leads."""
        if not report.ranks:
            return Claim(metric="attention")
        first = leader(report)
        return Claim(subject=first.handle, metric="attention", current=first.score)

    def why(self, report: InfluencersReport, lang: str) -> list[str]:
        """What speaks against the leader, or for it; who comes next; where our own account stands."""
        if not report.ranks:
            return [own_line(report, lang)] if report.own else []
        first, second = leader(report), runner_up(report)
        lines = [off_topic_line(report, first, lang), *flag_lines(first, lang)[:1]]
        if not first.flags:
            lines.append(support_line(report, first, lang))
        if second is not None:
            lines.append(next_line(report, second, lang))
        lines = [line for line in lines if line]
        return [*lines[: 2 if report.own else 3], *([own_line(report, lang)] if report.own else [])]

    def tables(self, report: InfluencersReport, lang: str) -> list[Block]:
        """The ranking as a table, with only the columns that say something."""
        if not report.ranks:
            return []
        keys = ["place", "handle", "score", "audience"]
        optional = {
            "engagement": any(rank.engagement_rate is not None for rank in report.ranks),
            "reaches": any(rank.reaches for rank in report.ranks),
            "flags": any(rank.flags for rank in report.ranks),
        }
        keys += [key for key, is_known in optional.items() if is_known]
        rows = [[_cells(rank, place, lang)[key] for key in keys] for place, rank in enumerate(report.ranks, start=1)]
        caption = say(lang, "caption-influencers", period=dated_period(report, lang))
        ranking = table(caption, [say(lang, f"column-{key}") for key in keys], rows)
        return [ranking | {"row_header_column_index": 1}]

    def details(self, report: InfluencersReport, lang: str) -> list[Block]:
        """Method, every account, our own accounts, the meaning of flags."""
        question = report.question
        method = say(
            lang,
            "details-method-influencers",
            edges=report.edges,
            damping=question.damping,
            half_life=question.half_life,
            tolerance=f"{report.tolerance:g}",
            iterations=report.iterations,
        )
        ranks = [rank_sentence(rank, place, lang) for place, rank in enumerate(report.ranks, start=1)]
        blocks = [
            *self.tables(report, lang),
            section(f"{method}\n{say(lang, 'details-creator-edges', n=report.creator_edges)}"),
        ]
        blocks += [section(say(lang, "details-ranks")), *fitting_sections(ranks, _ROOM)]
        if report.own:
            own = [rank_sentence(rank, place, lang) for place, rank in enumerate(report.own[:5], start=1)]
            blocks.append(section("\n".join([say(lang, "details-own"), *own])))
        codes = dict.fromkeys(code for rank in (*report.ranks, *report.own) for code in rank.flags)
        if codes:
            sentences = [
                f"{escape(flag_text(lang, code))}: {escape(flag_text(lang, code, long=True), 400)}" for code in codes
            ]
            blocks.append(section("\n".join([say(lang, "details-flags"), *sentences])))
        return blocks

    def subject(self, report: InfluencersReport, lang: str) -> str:
        """Influencers, on a topic where one was named."""
        about, topic = say(lang, "chart-influencers"), report.question.topic
        return f"{about} · {plain(topic_name(lang, topic), 16)}" if topic else about

    def sample(self, report: InfluencersReport, lang: str) -> str:
        """The number of accounts and of edges."""
        return say(lang, "sample-accounts", n=report.n, edges=report.edges)

    def scope(self, report: InfluencersReport, lang: str) -> list[str]:
        """The platform; the topic is part of the subject."""
        return value_filters(lang, report.question.platform)

    def has_picture(self, report: InfluencersReport) -> bool:
        """Whether there are accounts."""
        return bool(report.ranks)

    def is_drawn_only(self, report: InfluencersReport) -> bool:
        """Below the bars of Slack's own chart is room for few names."""
        return len(report.ranks) > MOST_NAMES

    def native_chart(self, report: InfluencersReport, lang: str) -> dict[str, Any] | None:
        """A bar per account: its share of attention."""
        ranks = report.ranks[:MOST_CATEGORIES]
        if not ranks:
            return None
        attention = say(lang, "chart-axis-attention")
        return chart_block(
            "bar",
            self.title(report, lang),
            [plain_handle(rank.handle) for rank in ranks],
            [(attention, [round(rank.score * 100, 2) for rank in ranks])],
            x_label=say(lang, "chart-axis-account"),
            y_label=attention,
        )

    def compose(self, report: InfluencersReport, lang: str, look: Look) -> Card:
        """Draw shares of attention, and engagement or audience beside them."""
        from bot.presenters.influencers import picture

        return picture.compose(report, lang, self.caption(report, lang), look)

    def alt_text(self, report: InfluencersReport, lang: str) -> str:
        """The first twenty accounts with their shares."""
        items = [
            say(lang, "alt-item", name=plain_handle(rank.handle), share=percent(lang, rank.score))
            for rank in report.ranks[:20]
        ]
        listed = say(lang, "list-separator").join(items)
        return shorten(say(lang, "alt-influencers", period=dated_period(report, lang), items=listed), 2000)

    def watched(self, report: InfluencersReport) -> list[str]:
        """The accounts in their order."""
        return [rank.handle for rank in report.ranks]

    def next_step(self, report: InfluencersReport, lang: str) -> str | None:
        """Write to the first account without a warning sign, of those on the topic where one was asked for."""
        if not report.ranks:
            return say(lang, "next-step", what=say(lang, "try-influencer-nobody"))
        sound = next((rank for rank in report.ranks if not rank.flags), None)
        if sound is None:
            step = say(lang, "try-influencer-check", handle=handle(leader(report).handle))
        elif topic := report.question.topic:
            name = escape(topic_name(lang, topic), 30)
            step = say(lang, "try-influencer-topic", handle=handle(sound.handle), topic=name)
        else:
            step = say(lang, "try-influencer", handle=handle(sound.handle))
        return say(lang, "next-step", what=step)

    def facts(self, report: InfluencersReport, data: dict[str, Any], lang: str) -> dict[str, Any]:
        """Ranks with our own accounts at their place, the size of the graph, convergence."""
        # Our own accounts are listed apart in the message; whoever reads `ranks` here finds them at their place too.
        everyone = sorted((*data["ranks"], *data["own"]), key=lambda rank: (-rank["score"], rank["handle"]))
        audience = [note for note in report.notes if note.code == "ranking_equals_audience"]
        return {
            "note": without_markup(note_text(audience[0], lang)) if audience else None,
            "ranks": everyone[: report.question.n],
            "own": data["own"],
            "edges": report.edges,
            "creator_edges": report.creator_edges,
            "iterations": report.iterations,
            "tolerance": report.tolerance,
        }


def _cells(rank: Rank, place: int, lang: str) -> dict[str, Cell]:
    separator = say(lang, "list-separator")
    audience, rate = rank.audience, rank.engagement_rate
    return {
        "place": (place, str(place)),
        "handle": plain_handle(rank.handle, 60),
        "score": (rank.score, percent(lang, rank.score)),
        "audience": "–" if audience is None else (audience, number(lang, whole(audience))),
        "engagement": "–" if rate is None else (rate, percent(lang, rate)),
        "reaches": reach_words(rank.reaches[:2], lang, in_cell=True) or "–",
        "flags": separator.join(flag_text(lang, code) for code in rank.flags) or "–",
    }
