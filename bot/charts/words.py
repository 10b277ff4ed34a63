"""What is written on and about a picture: title, sample, description for those who do not see it."""

from __future__ import annotations

from analytics.vocabulary.questions import (
    DriversQuestion,
    IdeasQuestion,
    InfluencersQuestion,
    KpisQuestion,
    PredictQuestion,
)
from analytics.vocabulary.reports import (
    AnyReport,
    DriversReport,
    IdeasReport,
    KpisReport,
    PredictReport,
    SegmentsReport,
)
from bot.mrkdwn import plain, plain_handle, shorten
from bot.texts import say
from bot.texts.formats import date, day_label, day_numbers, days, number, percent, period, until
from bot.texts.metric_words import amount, group_name, lengths, metric_name
from bot.texts.names import segment_name, segment_names
from bot.texts.plan_words import plan_name, rough, strength, way


def has_picture(report: AnyReport) -> bool:
    """Whether there is anything to draw."""
    if isinstance(report, KpisReport):
        return bool(report.groups) or sum(point.value is not None for point in report.trend) > 1
    if isinstance(report, PredictReport):
        return bool(report.recent)
    if isinstance(report, DriversReport):
        return bool(report.effects)
    if isinstance(report, IdeasReport):
        return False
    return bool(report.segments if isinstance(report, SegmentsReport) else report.ranks)


def drawn_only(report: AnyReport) -> bool:
    """Whether the picture has no native form and something to show."""
    return isinstance(report, PredictReport | DriversReport) and has_picture(report)


def subject(report: AnyReport, lang: str) -> str:
    """What the picture shows, in two words."""
    if isinstance(report, SegmentsReport):
        return say(lang, f"chart-{'segments' if report.structure else 'bands'}-{report.of}")
    if isinstance(report, KpisReport):
        return metric_name(lang, report.trend_of, report.metrics[0].unit)
    if isinstance(report, PredictReport):
        return say(lang, "chart-predict", metric=metric_name(lang, report.target, report.unit))
    if isinstance(report, DriversReport):
        if report.segment is not None:
            return say(lang, "chart-preferences", segment=segment_name(lang, report.segment))
        return say(lang, "chart-drivers", metric=metric_name(lang, report.target, report.unit))
    about = say(lang, f"chart-{report.kind}")
    return f"{about} · {plain(report.question.topic, 16)}" if report.question.topic else about


def _is_undated(report: AnyReport) -> bool:
    return any(note.code == "no_times" for note in report.notes)


def spanned(report: AnyReport, lang: str) -> str:
    """The period with its zone; of data without times, that it has none."""
    return say(lang, "undated") if _is_undated(report) else period(lang, report.period)


def fresh(report: AnyReport, lang: str) -> str:
    """How new the data is; data without times is as new as its import."""
    if _is_undated(report):
        return say(lang, "imported", when=date(lang, report.newest, report.period.zone))
    return say(lang, "freshness", when=until(lang, report.newest, report.period.zone))


def title(report: AnyReport, lang: str) -> str:
    """Subject, period and the mark of simulated data, at most 50 characters."""
    mark = f" · {say(lang, 'chart-simulated-short')}" if report.simulated else ""
    about = subject(report, lang)
    brief = about.partition(" · ")[0]
    spans = [days(lang, report.period), day_numbers(report.period)]
    if _is_undated(report):
        spans = [say(lang, "undated")]
    candidates = [f"{words} · {span}{mark}" for words in (about, brief) for span in spans]
    return next((text for text in candidates if len(text) <= 50), shorten(candidates[-1], 50))


def sample(report: AnyReport, lang: str) -> str:
    """How many the answer rests on."""
    if isinstance(report, SegmentsReport):
        return say(lang, f"sample-{report.of}", n=report.n)
    if isinstance(report, KpisReport):
        return say(lang, f"sample-kpis-{report.metrics[0].counted}", n=report.n)
    if isinstance(report, PredictReport | IdeasReport):
        return say(lang, "sample-ideas" if isinstance(report, IdeasReport) else "sample-kpis-videos", n=report.n)
    if isinstance(report, DriversReport):
        if report.segment is not None:
            return say(lang, "sample-preferences", n=report.n, size=report.size or 0)
        return say(lang, "sample-drivers", n=report.n, accounts=report.accounts)
    return say(lang, "sample-accounts", n=report.n, edges=report.edges)


def scope(report: AnyReport, lang: str) -> list[str]:
    """The filters of the question in plain text, so that a part is never taken for the whole."""
    question, told = report.question, list[str]()
    if isinstance(question, PredictQuestion):
        return told
    if question.platform:
        told.append(say(lang, "only-platform", value=plain(question.platform, 30)))
    if isinstance(question, IdeasQuestion):
        told += [
            say(lang, "only-platform", value=plain(value, 30)) for value in (question.topic, question.segment) if value
        ]
    elif not isinstance(question, InfluencersQuestion) and question.account:
        key = "only-videos-of" if isinstance(question, KpisQuestion | DriversQuestion) else "only-account"
        told.append(say(lang, key, value=plain_handle(question.account, 40)))
    if isinstance(question, KpisQuestion | DriversQuestion):
        told += [
            say(lang, "only-platform", value=group_name(lang, name, value))
            for name in ("topic", "format")
            if (value := getattr(question, name))
        ]
    if isinstance(question, KpisQuestion) and question.length:
        told.append(say(lang, "only-platform", value=lengths(lang, question.length)))
    return told


def alt_text(report: AnyReport, lang: str) -> str:
    """The picture in words, for screen readers."""
    if isinstance(report, KpisReport) and report.groups:
        return _sides_in_words(report, lang)
    if isinstance(report, KpisReport):
        unit = report.metrics[0].unit
        known = [point for point in report.trend if point.value is not None]
        steps = [
            say(lang, "alt-item", name=day_label(lang, point.start), share=amount(lang, point.value, unit))
            for point in known
        ]
        listed = say(lang, "list-separator").join(steps)
        about, span = subject(report, lang), period(lang, report.period)
        return shorten(say(lang, "alt-kpis", metric=about, period=span, items=listed), 2000)
    if isinstance(report, PredictReport | DriversReport):
        return shorten(_ranges(report, lang), 2000)
    if isinstance(report, IdeasReport):
        shown = [(str(place), brief.predicted or brief.similar) for place, brief in enumerate(report.briefs, start=1)]
        told = [say(lang, "alt-item", name=name, share=number(lang, round(one.low))) for name, one in shown]
        listed = say(lang, "list-separator").join(told)
        return shorten(say(lang, "alt-ideas", n=len(shown), period=spanned(report, lang), items=listed), 2000)
    if isinstance(report, SegmentsReport):
        names = segment_names(lang, report)
        pairs = [(names[segment.id], segment.share) for segment in report.segments]
    else:
        pairs = [(plain_handle(rank.handle), rank.score) for rank in report.ranks[:20]]
    items = [say(lang, "alt-item", name=name, share=percent(lang, share)) for name, share in pairs]
    listed = say(lang, "list-separator").join(items)
    return shorten(say(lang, f"alt-{report.kind}", period=spanned(report, lang), items=listed), 2000)


def _ranges(report: PredictReport | DriversReport, lang: str) -> str:
    """Forecasts or effects with their intervals."""
    if isinstance(report, PredictReport):
        named = [(plan_name(lang, plan.plan), [plan.median, plan.low, plan.high]) for plan in report.plans]
        told = [(name, [rough(lang, value, report.unit) for value in values]) for name, values in named]
        metric = metric_name(lang, report.target, report.unit)
    else:
        points = report.segment is not None
        told = [
            (way(lang, one), [strength(lang, value, points=points) for value in (one.effect, one.low, one.high)])
            for one in report.effects[:12]
        ]
        metric = ""
    items = [say(lang, "alt-range", name=name, median=m, low=low, high=high) for name, (m, low, high) in told]
    listed = say(lang, "item-separator").join(items)
    return say(lang, f"alt-{report.kind}", items=listed, **({"metric": metric} if metric else {}))


def _sides_in_words(report: KpisReport, lang: str) -> str:
    """Each group of the metric that is drawn, with its value."""
    first = report.metrics[0]
    items = [
        say(
            lang,
            "alt-item",
            name=group_name(lang, figures.dimension, figures.group, report.segment_codes),
            share=amount(lang, figures.value, figures.unit),
        )
        for figures in report.groups
        if (figures.name, figures.unit) == (first.name, first.unit)
    ]
    listed = say(lang, "list-separator").join(items[:30])
    facts = {"metric": subject(report, lang), "period": period(lang, report.period), "items": listed}
    return shorten(say(lang, "alt-kpis-by", **facts), 2000)
