"""Words and tables of a drivers report: what makes a difference, what does not, and when and how long to post."""

from __future__ import annotations

from analytics.vocabulary.reports import Best, DriversReport, Effect, Ranking
from bot.blocks.message import Block, Cell, section, table
from bot.mrkdwn import escape
from bot.texts import say
from bot.texts.formats import number, percent
from bot.texts.metric_words import metric_name
from bot.texts.names import segment_name
from bot.texts.plan_words import driver, strength, way

_SHOWN = 4
_NOTHING = 3


def headline(report: DriversReport, lang: str) -> str:
    """The strongest effect in one plain sentence, or that there is none."""
    found = [effect for effect in report.effects if effect.verdict != "none"]
    if report.segment is not None:
        return _preference_headline(report, found, lang)
    metric = metric_name(lang, report.target, report.unit)
    if not report.effects:
        return say(lang, "headline-drivers-empty", metric=metric)
    if not found:
        return say(lang, "headline-drivers-none", metric=metric, n=len(report.effects))
    first = found[0]
    facts = {name: strength(lang, getattr(first, name), points=False) for name in ("effect", "low", "high")}
    return say(lang, "headline-drivers", metric=metric, way=way(lang, first), **facts)


def _preference_headline(report: DriversReport, found: list[Effect], lang: str) -> str:
    segment, outcome = segment_name(lang, report.segment or ""), say(lang, f"outcome-{report.target}")
    if not found:
        return say(lang, "headline-preferences-none", segment=segment, outcome=outcome)
    first = found[0]
    key = "headline-preferences" if first.effect > 0 else "headline-preferences-less"
    effect = strength(lang, abs(first.effect), points=True).lstrip("+")
    return say(lang, key, segment=segment, outcome=outcome, way=way(lang, first), effect=effect)


def findings(report: DriversReport, lang: str) -> list[str]:
    """Effects beyond noise and some without; best hours and lengths; what later data confirms."""
    found = [effect for effect in report.effects if effect.verdict != "none"][:_SHOWN]
    nothing = [effect for effect in report.effects if effect.verdict == "none"]
    nothing = sorted(nothing, key=lambda effect: -effect.n)[:_NOTHING]
    told = ["\n".join(effect_sentence(effect, report, lang) for effect in (*found, *nothing))]
    best = "\n".join(best_sentence(one, lang) for one in report.best)
    later = _later(report, lang)
    return [text for text in (told[0], best, later) if text]


def effect_sentence(effect: Effect, report: DriversReport, lang: str) -> str:
    """One contrast with its interval and sample."""
    points = report.segment is not None
    facts: dict[str, object] = {
        name: strength(lang, getattr(effect, name), points=points) for name in ("effect", "low", "high")
    }
    facts |= {"way": escape(way(lang, effect)), "n": effect.n}
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


def _later(report: DriversReport, lang: str) -> str:
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
        say(lang, "importance-item", feature=driver(lang, one.feature), loss=percent(lang, _worse(one.loss)))
        for one in firm
    ]
    return say(lang, "importance-line", items=say(lang, "item-separator").join(items))


def _worse(loss: float) -> float:
    from math import expm1

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


def tables(report: DriversReport, lang: str) -> list[Block]:
    """All contrasts, those without effect as well."""
    if not report.effects:
        return []
    keys = ("way", "effect", "low", "high", "n", "verdict")
    points = report.segment is not None
    rows: list[list[Cell]] = [
        [
            way(lang, effect),
            *((value, strength(lang, value, points=points)) for value in (effect.effect, effect.low, effect.high)),
            (effect.n, number(lang, effect.n)),
            say(lang, f"verdict-{effect.verdict}"),
        ]
        for effect in report.effects
    ]
    if points:
        caption = say(lang, "caption-preferences", segment=segment_name(lang, report.segment or ""))
    else:
        caption = say(lang, "caption-drivers", metric=metric_name(lang, report.target, report.unit))
    return [table(caption, [say(lang, f"column-{key}") for key in keys], rows)]


def details(report: DriversReport, lang: str) -> list[Block]:
    """All contrasts and the method."""
    cluster = say(lang, f"cluster-{report.clustered_by}")
    return [*tables(report, lang), section(say(lang, "details-method-drivers", cluster=cluster))]
