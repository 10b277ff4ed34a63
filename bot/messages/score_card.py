"""The score card: how many intervals held, and how far off forecasts and baseline were."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Protocol

from analytics.vocabulary.confidence import wilson_interval
from bot.blocks.message import Block, Message, fitted, header, section, text_message
from bot.mrkdwn import escape
from bot.mrkdwn import handle as linked
from bot.texts import say
from bot.texts.formats import UNKNOWN, percent
from bot.texts.metric_words import metric_name
from bot.texts.plan_words import factor, rounded_amount

_GROUPS = 8


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


def score_document(forecasts: Sequence[ScoredForecast], pending: int) -> dict[str, Any]:
    """The score card as plain data."""
    whole = tally(forecasts)
    return {
        "kind": "score",
        "n": whole.n,
        "held": whole.held,
        "share": whole.held / whole.n if whole.n else None,
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
    title = say(lang, "score-title")
    lines: list[str] = []
    if forecasts:
        whole = tally(forecasts)
        low, high = wilson_interval(whole.held, whole.n)
        facts = {name: percent(lang, value) for name, value in (("low", low), ("high", high))}
        share = percent(lang, whole.held / whole.n)
        lines.append(say(lang, "score-line", n=whole.n, held=whole.held, share=share, **facts))
        lines.append(
            say(lang, "score-error", error=_factor(lang, whole.error), other=_factor(lang, whole.baseline_error))
        )
    else:
        lines.append(say(lang, "score-nothing"))
    if pending:
        lines.append(say(lang, "score-waiting", n=pending))
    blocks: list[Block] = [header(title), section("\n".join(lines))]
    by = groups(forecasts)[:_GROUPS]
    if len(by) > 1:
        blocks.append(section("\n".join(_group(lang, *part) for part in by)))
    return fitted("\n".join([title, *lines]), blocks)


def _factor(lang: str, error: float | None) -> str:
    return UNKNOWN if error is None else factor(lang, error)


def _group(lang: str, account: str | None, target: str, part: Tally) -> str:
    name = f"{linked(account)} · " if account else ""
    return say(
        lang,
        "score-by",
        what=name + escape(metric_name(lang, target)),
        held=part.held,
        n=part.n,
        error=_factor(lang, part.error),
        other=_factor(lang, part.baseline_error),
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
