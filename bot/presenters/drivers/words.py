"""Drivers reports in words: the headline, what stands behind it, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from math import expm1

from analytics.vocabulary.confidence import RELEVANT_CHANGE
from analytics.vocabulary.reports import Best, DriversReport, Effect, Importance, Ranking
from bot.mrkdwn import escape
from bot.texts import say
from bot.texts.contrast_words import contrast_text, hour_span, sides, spaced, videos_of_way, way_text
from bot.texts.formats import number, percent
from bot.texts.metric_words import lower, metric_name
from bot.texts.names import segment_name
from bot.texts.plan_words import driver_name, effect_text, whole_effect_text

_LONGEST_HEADLINE = 150
_HALF_DAY = 12
_WIDEST_LENGTHS, _SHORTEST = 4.0, 5.0
"""The largest ratio of the ends of a range of lengths that helps to choose one; lower ends (s) below 5 count as 5."""
_COMPARED = frozenset({"duration", "hour", "topic", "format"})
"""The features that `/kpis by=…` compares."""


def leading_effect(report: DriversReport) -> Effect | None:
    """The effect that the headline is about: the strongest certain one, else the clearest hint; None if all are flat.

    The clearest hint is the effect that is largest against the width of its interval, among the intervals that hold 0.
    """
    if report.effects and report.effects[0].is_certain:
        return report.effects[0]
    unclear = [effect for effect in report.effects if effect.verdict == "too_few"]
    hints = [effect for effect in unclear if effect.low < 0 < effect.high] or unclear
    return max(hints, key=lambda effect: abs(effect.effect) / (effect.high - effect.low), default=None)


def headline(report: DriversReport, lang: str) -> str:
    """What makes the difference, that it is too early to tell, or that nothing compared does."""
    metric = _metric(report, lang)
    if not report.effects:
        return say(lang, "headline-drivers-empty", metric=metric)
    leading = leading_effect(report)
    if leading is None:
        relevant = percent(lang, RELEVANT_CHANGE)
        return say(lang, "headline-drivers-flat", metric=metric, n=len(report.effects), relevant=relevant)
    if leading.verdict == "too_few":
        return _hint(leading, lang, "headline-drivers-too-few", points=False, metric=metric)
    return _effect_headline(leading, report, lang)


def _effect_headline(effect: Effect, report: DriversReport, lang: str) -> str:
    is_up, is_amount = effect.effect > 0, report.unit not in {"share", "per_view", "minutes"}
    key = f"headline-drivers{'' if is_up else '-fewer'}" if is_amount else f"headline-drivers-{_degree(is_up)}"
    value, reference = (videos_of_way(lang, effect.feature, side) for side in sides(effect))
    things = f"things-{'posts' if effect.feature == 'format' else 'videos'}{'' if is_amount else '-small'}"
    metric = _metric(report, lang) if is_amount else metric_name(lang, report.target, report.unit)
    size = effect_text(lang, abs(effect.effect), points=False).lstrip("+")
    return spaced(say(lang, key, things=say(lang, things), videos=value, other=reference, size=size, metric=metric))


def _degree(is_up: bool) -> str:
    return "higher" if is_up else "lower"


def preference_headline(report: DriversReport, lang: str) -> str:
    """The strongest preference of a segment, that it is too early to tell, or that there is none."""
    segment, outcome = segment_name(lang, report.segment or ""), say(lang, f"outcome-{report.target}")
    leading = leading_effect(report)
    if leading is None:
        return say(lang, "headline-preferences-flat", segment=segment, outcome=outcome)
    if leading.verdict == "too_few":
        facts = {"segment": segment, "outcome": outcome}
        return _hint(leading, lang, "headline-preferences-too-few", points=True, **facts)
    key = "headline-preferences" if leading.effect > 0 else "headline-preferences-less"
    value, reference = (videos_of_way(lang, leading.feature, side) for side in sides(leading))
    size = effect_text(lang, abs(leading.effect), points=True).lstrip("+")
    return spaced(say(lang, key, segment=segment, outcome=outcome, videos=value, other=reference, size=size))


def _hint(effect: Effect, lang: str, key: str, *, points: bool, **facts: str) -> str:
    ends = {name: whole_effect_text(lang, getattr(effect, name), points=points) for name in ("low", "high")}
    whole = spaced(say(lang, key, way=contrast_text(lang, effect), **facts, **ends))
    if len(whole) <= _LONGEST_HEADLINE:
        return whole
    return spaced(say(lang, key, way=way_text(lang, effect.feature, sides(effect)[0]), **facts, **ends))


def reason_lines(report: DriversReport, lang: str) -> list[str]:
    """At most three lines: further clear effects, the best hours and lengths, and what makes no difference."""
    leading = leading_effect(report)
    others = [effect for effect in report.effects if effect is not leading]
    lines = [
        _listed([effect for effect in others if effect.is_certain], report, lang, "why-drivers-also", sized=True),
        _best_line(report, lang),
        _flat_line(report, lang),
        _strongest_sign(report, lang) if leading is None or not leading.is_certain else "",
        _listed([effect for effect in others if effect.verdict == "too_few"], report, lang, "why-drivers-open"),
    ]
    return [line for line in lines if line][:3]


def _flat_line(report: DriversReport, lang: str) -> str:
    flat = [effect for effect in report.effects if effect.verdict == "flat"]
    if report.segment is not None:
        return _listed(flat, report, lang, "why-preferences-flat")
    return _listed(flat, report, lang, "why-drivers-flat", relevant=percent(lang, RELEVANT_CHANGE))


def _listed(
    effects: Sequence[Effect], report: DriversReport, lang: str, key: str, *, sized: bool = False, **facts: str
) -> str:
    if not effects:
        return ""
    shown = [_item(effect, report, lang, sized=sized) for effect in effects[:2]]
    items = escape(say(lang, "item-separator").join(shown), 400)
    if len(effects) > len(shown):
        items = say(lang, "items-more", items=items, n=len(effects) - len(shown))
    return say(lang, key, items=items, **facts)


def _item(effect: Effect, report: DriversReport, lang: str, *, sized: bool) -> str:
    way = contrast_text(lang, effect)
    if not sized:
        return way
    return say(
        lang, "item-effect", way=way, effect=whole_effect_text(lang, effect.effect, points=report.segment is not None)
    )


def _best_line(report: DriversReport, lang: str) -> str:
    """The ranges that agree with the clear effects: hours and lengths of videos only where those have one."""
    clear = {effect.feature for effect in report.effects if effect.is_certain}
    told = (one for one in report.best if is_useful(one) and (one.source == "followers" or one.feature in clear))
    best = [best_sentence(one, lang) for one in told]
    return say(lang, "best-here", best=say(lang, "clause-and").join(best)) if best else ""


def _strongest_sign(report: DriversReport, lang: str) -> str:
    firm = [one for one in report.importance if one.low > 0]
    return "" if not firm else _importance(firm[:1], lang)


def next_step(report: DriversReport, lang: str) -> str:
    """What to try, and how to look at what comes of it."""
    leading = leading_effect(report)
    again = "/drivers" if report.target == "views" else f"/drivers {report.target}"
    if report.segment is not None:
        step = say(lang, "try-preferences", command=f'/ideas segment="{segment_name(lang, report.segment)}"')
    elif leading is None:
        key = "try-drivers-flat" if report.effects else "try-drivers-empty"
        step = say(lang, key, **({"command": "/kpis by=topic"} if report.effects else {}))
    else:
        value, reference = (escape(way_text(lang, leading.feature, side)) for side in sides(leading))
        if leading.is_certain:
            better = value if leading.effect > 0 else reference
            compared = f"/kpis metric={report.target} by={leading.feature}"
            command = compared if leading.feature in _COMPARED else again
            step = say(lang, "try-drivers", way=better, command=command)
        else:
            step = say(lang, "try-drivers-too-few", way=value, usual=reference, command=again)
    return spaced(say(lang, "next-step", what=step))


def _metric(report: DriversReport, lang: str) -> str:
    return lower(lang, metric_name(lang, report.target, report.unit))


def effect_sentence(effect: Effect, report: DriversReport, lang: str) -> str:
    """One contrast with its interval and sample."""
    points = report.segment is not None
    facts: dict[str, object] = {
        name: effect_text(lang, getattr(effect, name), points=points) for name in ("effect", "low", "high")
    }
    facts |= {"way": escape(contrast_text(lang, effect)), "n": effect.n}
    if not effect.is_certain:
        return say(lang, f"effect-line-{effect.verdict.replace('_', '-')}", **facts)
    if points:
        return say(lang, "preference-line", **facts)
    return say(lang, "effect-line", metric=escape(_metric(report, lang)), **facts)


def is_useful(best: Best) -> bool:
    """Whether a range says something: hours that cover most of the day do not, nor lengths of every kind."""
    if not best.certain:
        return False
    if best.feature == "hour":
        return 0 < (best.high - best.low) % 24 <= _HALF_DAY
    return best.high <= _WIDEST_LENGTHS * max(best.low, _SHORTEST)


def best_sentence(best: Best, lang: str) -> str:
    """A range that does best, or that there is none."""
    if not is_useful(best):
        return say(lang, f"best-{best.feature}-open")
    if best.feature == "hour":
        return say(lang, f"best-hour-{best.source}", hours=hour_span(lang, best.low, best.high))
    low, high = number(lang, round(best.low)), number(lang, round(best.high))
    return say(lang, "best-duration-videos", low=low, high=high)


def confirmation(report: DriversReport, lang: str) -> str:
    """What later videos confirm; empty where nothing was tried on them."""
    if report.rankings:
        by: dict[tuple[str, str], Ranking] = {(one.outcome, one.name): one for one in report.rankings}
        outcome = "like" if report.target == "likes" else "completion"
        if (outcome, "model") in by:
            return _ranking(by, "like" if outcome == "like" else "completion", lang)
        return ""
    firm = [one for one in report.importance if one.low > 0][:3]
    return _importance(firm, lang) if firm else ""


def _importance(firm: Sequence[Importance], lang: str) -> str:
    items = [
        say(
            lang,
            "importance-item",
            feature=lower(lang, driver_name(lang, one.feature)),
            loss=percent(lang, expm1(one.loss)),
        )
        for one in firm
    ]
    return say(lang, "importance-line", items=say(lang, "item-separator").join(items))


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
