"""The score card: how many intervals held, and how far off forecasts and baseline were."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Protocol

from bot.blocks.message import Block, Message, fitted, header, section, text_message
from bot.mrkdwn import escape, without_markup
from bot.mrkdwn import handle as linked
from bot.presenters.claim import Claim
from bot.texts import say
from bot.texts.error_words import error_text
from bot.texts.formats import UNKNOWN
from bot.texts.metric_words import metric_name
from bot.texts.plan_words import rounded_amount

_GROUPS = 8
_EXPECTED = 0.8
"""The share of outcomes that should lie in their range."""


class ScoredForecast(Protocol):
    """A forecast with its outcome."""

    @property
    def target(self) -> str:
        """The metric."""

    @property
    def unit(self) -> str:
        """Its unit."""

    @property
    def account(self) -> str | None:
        """Whose video it is; None where nobody said."""

    @property
    def low(self) -> float:
        """The lower end, as said."""

    @property
    def median(self) -> float:
        """The median, as said."""

    @property
    def high(self) -> float:
        """The upper end, as said."""

    @property
    def baseline(self) -> float | None:
        """What the best baseline expected then."""

    @property
    def outcome(self) -> float | None:
        """What came."""

    @property
    def is_covered(self) -> bool:
        """Whether it came within the interval."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Of n forecasts: how many intervals held; the median errors (log scale) of forecast and baseline."""

    n: int
    held: int
    error: float | None
    baseline_error: float | None


def tally(forecasts: Sequence[ScoredForecast]) -> Tally:
    """Count forecasts with their outcomes."""
    errors = [_off(forecast.median, forecast) for forecast in forecasts]
    others = [_off(forecast.baseline, forecast) for forecast in forecasts if forecast.baseline is not None]
    return Tally(
        len(forecasts),
        sum(forecast.is_covered for forecast in forecasts),
        median(errors) if errors else None,
        median(others) if others else None,
    )


def _off(predicted: float | None, forecast: ScoredForecast) -> float:
    least = 1.0 if forecast.unit == "count" else 1e-4
    more = 1.0 if forecast.unit == "count" else 0.0
    return abs(math.log(max((predicted or 0.0) + more, least)) - math.log(max((forecast.outcome or 0.0) + more, least)))


def groups(forecasts: Sequence[ScoredForecast]) -> list[tuple[str | None, str, Tally]]:
    """By account and target, the largest groups first."""
    by_target: dict[tuple[str | None, str], list[ScoredForecast]] = {}
    for forecast in forecasts:
        by_target.setdefault((forecast.account, forecast.target), []).append(forecast)
    ordered = sorted(by_target.items(), key=lambda pair: (-len(pair[1]), str(pair[0])))
    return [(account, target, tally(part)) for (account, target), part in ordered]


def score_document(forecasts: Sequence[ScoredForecast], pending: int, lang: str) -> dict[str, Any]:
    """The score card as plain data, with the words that people read."""
    whole = tally(forecasts)
    share = whole.held / whole.n if whole.n else None
    return {
        "kind": "score",
        "headline": _headline(whole, lang),
        "why": [without_markup(line) for line in _reasons(forecasts, lang)],
        "next": without_markup(_next_step(forecasts, pending, lang)),
        "claim": Claim(metric="score", current=share, previous=_EXPECTED if whole.n else None).model_dump(mode="json"),
        "n": whole.n,
        "held": whole.held,
        "share": share,
        "error": whole.error,
        "baseline_error": whole.baseline_error,
        "waiting": pending,
        "by": [
            {
                "account": account,
                "target": target,
                "n": part.n,
                "held": part.held,
                "error": part.error,
                "baseline_error": part.baseline_error,
            }
            for account, target, part in groups(forecasts)
        ],
    }


def score_message(forecasts: Sequence[ScoredForecast], pending: int, lang: str) -> Message:
    """How right the forecasts were, as they were said then."""
    title, why, step = (
        _headline(tally(forecasts), lang),
        _reasons(forecasts, lang),
        _next_step(forecasts, pending, lang),
    )
    blocks: list[Block] = [header(title), *(section(text) for text in ("\n".join(why), step) if text)]
    by = groups(forecasts)[:_GROUPS]
    if len(by) > 1:
        blocks.append(section("\n".join(_group(lang, *part) for part in by)))
    return fitted("\n".join([title, *why, step]), blocks)


def _headline(whole: Tally, lang: str) -> str:
    return say(lang, "score-line", n=whole.n, held=whole.held) if whole.n else say(lang, "score-nothing")


def _reasons(forecasts: Sequence[ScoredForecast], lang: str) -> list[str]:
    whole = tally(forecasts)
    if whole.error is None:
        return []
    if whole.baseline_error is None:
        return [say(lang, "score-error-alone", error=error_text(lang, whole.error))]
    facts = {"error": error_text(lang, whole.error), "other": error_text(lang, whole.baseline_error)}
    return [say(lang, "score-error", **facts)]


def _next_step(forecasts: Sequence[ScoredForecast], pending: int, lang: str) -> str:
    if pending:
        what = say(lang, "try-score", n=pending)
    else:
        what = say(lang, "try-score-more" if forecasts else "try-score-none")
    return say(lang, "next-step", what=what)


def _error(lang: str, error: float | None) -> str:
    return UNKNOWN if error is None else error_text(lang, error)


def _group(lang: str, account: str | None, target: str, part: Tally) -> str:
    name = f"{linked(account)} · " if account else ""
    return say(
        lang,
        "score-by",
        what=name + escape(metric_name(lang, target)),
        held=part.held,
        n=part.n,
        error=_error(lang, part.error),
        other=_error(lang, part.baseline_error),
    )


def outcome_message(forecast: ScoredForecast, lang: str) -> Message:
    """Predicted 12-18 k, got 16.4 k: for the thread in which it was said."""
    outcome = forecast.outcome or 0.0
    verdict = "inside" if forecast.is_covered else "above" if outcome > forecast.high else "below"
    text = say(
        lang,
        "score-told",
        handle=linked(forecast.account) if forecast.account else UNKNOWN,
        low=rounded_amount(lang, forecast.low, forecast.unit),
        high=rounded_amount(lang, forecast.high, forecast.unit),
        metric=escape(metric_name(lang, forecast.target)),
        outcome=rounded_amount(lang, outcome, forecast.unit),
        verdict=say(lang, f"score-{verdict}"),
    )
    return text_message(text)
