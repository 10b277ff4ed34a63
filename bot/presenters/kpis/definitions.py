"""What the metrics of a kpis report mean."""

from __future__ import annotations

from analytics.vocabulary.reports import KpisReport
from bot.blocks.message import Message, fitted, header, section
from bot.texts import say
from bot.texts.metric_words import metric_meaning, metric_name


def definitions_message(report: KpisReport, lang: str) -> Message:
    """The glossary behind the button: what each metric of the answer means, and how it is judged."""
    title = say(lang, "definitions-title")
    names = dict.fromkeys(figures.name for figures in report.metrics)
    lines = [
        say(lang, "details-definition", feature=f"*{metric_name(lang, name)}*", meaning=metric_meaning(lang, name))
        for name in names
    ]
    method = [say(lang, key) for key in ("method-interval", "method-flat", "method-findings", "method-parts")]
    half = (len(lines) + 1) // 2
    paragraphs = ["\n".join(part) for part in (lines[:half], lines[half:], method) if part]
    blocks = [header(title), *(section(text) for text in paragraphs)]
    return fitted("\n".join([title, *lines]), blocks)
