"""Effects, best hours and lengths, and later confirmation in words."""

from __future__ import annotations

from math import expm1

from analytics.vocabulary.reports import Best, DriversReport, Effect, Ranking
from bot.mrkdwn import escape
from bot.texts import say
from bot.texts.formats import number, percent
from bot.texts.metric_words import metric_name
from bot.texts.names import segment_name
from bot.texts.plan_words import contrast_text, driver_name, effect_text


def preference_headline(report: DriversReport, found: list[Effect], lang: str) -> str:
    """The strongest preference of a segment, or that there is none."""
    segment, outcome = segment_name(lang, report.segment or ""), say(lang, f"outcome-{report.target}")
    if not found:
        return say(lang, "headline-preferences-none", segment=segment, outcome=outcome)
    first = found[0]
    key = "headline-preferences" if first.effect > 0 else "headline-preferences-less"
    effect = effect_text(lang, abs(first.effect), points=True).lstrip("+")
    return say(lang, key, segment=segment, outcome=outcome, way=contrast_text(lang, first), effect=effect)


def effect_sentence(effect: Effect, report: DriversReport, lang: str) -> str:
    """One contrast with its interval and sample."""
    points = report.segment is not None
    facts: dict[str, object] = {
        name: effect_text(lang, getattr(effect, name), points=points) for name in ("effect", "low", "high")
    }
    facts |= {"way": escape(contrast_text(lang, effect)), "n": effect.n}
    if effect.verdict == "none":
        return say(lang, "effect-line-none", **facts)
    if points:
        return say(lang, "preference-line", **facts)
    return say(lang, "effect-line", metric=escape(metric_name(lang, report.target, report.unit)), **facts)


def best_sentence(best: Best, lang: str) -> str:
    """A range that does best, or that there is none."""
    if not best.certain:
        return say(lang, f"best-{best.feature}-open", n=best.n)
    if best.feature == "hour":
        low, high = (f"{int(hour) % 24:02d}:00" for hour in (best.low, best.high))
        return say(
            lang, f"best-hour-{best.source}", low=low, high=high, **({"n": best.n} if best.source == "videos" else {})
        )
    low, high = number(lang, round(best.low)), number(lang, round(best.high))
    return say(lang, "best-duration-videos", low=low, high=high, n=best.n)


def confirmation(report: DriversReport, lang: str) -> str:
    """What later videos confirm; empty where nothing was tried on them."""
    if report.rankings:
        by: dict[tuple[str, str], Ranking] = {(one.outcome, one.name): one for one in report.rankings}
        outcome = "like" if report.target == "likes" else "completion"
        if (outcome, "model") in by:
            return _ranking(by, "like" if outcome == "like" else "completion", lang)
        return ""
    firm = [one for one in report.importance if one.low > 0][:3]
    if not firm:
        return ""
    items = [
        say(lang, "importance-item", feature=driver_name(lang, one.feature), loss=percent(lang, _worse(one.loss)))
        for one in firm
    ]
    return say(lang, "importance-line", items=say(lang, "item-separator").join(items))


def _worse(loss: float) -> float:
    return expm1(loss)


def _ranking(by: dict[tuple[str, str], Ranking], outcome: str, lang: str) -> str:
    model, popular, segment = (by[outcome, name] for name in ("model", "popularity", "segment_popularity"))
    return say(
        lang,
        "ranking-line",
        outcome=say(lang, f"ranking-outcome-{outcome}"),
        auc=percent(lang, model.auc),
        popular=percent(lang, popular.auc),
        segment=percent(lang, segment.auc),
        n=model.n,
    )
