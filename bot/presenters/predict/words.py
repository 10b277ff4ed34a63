"""Forecasts in words: plans, young videos, and the record of the model."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.vocabulary.questions import Plan
from analytics.vocabulary.reports import Forecast, PlanForecast, PlanReason, PredictReport, Trial
from bot.mrkdwn import escape, shorten
from bot.mrkdwn import handle as linked
from bot.requests import Request, write
from bot.texts import say
from bot.texts.error_words import error_text
from bot.texts.formats import UNKNOWN, number, percent
from bot.texts.metric_words import lower, metric_name, platform_name, upper
from bot.texts.plan_words import factor, model_name, plan_name, rounded_amount, whole_effect_text

_CLEARLY = 1.1
_WORTH_SAYING = 0.03
_LONGEST_PLAN, _LONGEST_HEADLINE = 50, 150
_EVENING, _NOON, _LONG = 20, 12, 40
"""The hours and the length (s) of the plans that are proposed for comparison."""
_SHORT_OPTIONS = ("topic", "duration", "hour", "weekday", "format", "platform", "account")


def foreseen(report: PredictReport) -> list[PlanForecast]:
    """The plans that have a forecast, the best first."""
    plans = [plan for plan in report.plans if plan.median is not None]
    return sorted(plans, key=lambda plan: -(plan.median or 0.0))


def is_clearly_best(report: PredictReport) -> bool:
    """Whether the best plan is more than a tenth above the next."""
    best, *others = (plan.median or 0.0 for plan in foreseen(report))
    return all(best > _CLEARLY * other for other in others)


def headline(report: PredictReport, lang: str) -> str:
    """What is expected, or that nothing foresees it."""
    plans = foreseen(report)
    new_platforms = [plan.plan.platform for plan in report.plans if "platform" in plan.unseen]
    if report.plans and len(new_platforms) == len(report.plans):
        return say(lang, "headline-predict-unseen", platform=platform_name(lang, new_platforms[0] or ""))
    if report.chosen == "baseline" or not plans:
        return _without_model(report, lang)
    best = plans[0]
    name = metric_name(lang, report.target, report.unit)
    facts = _amounts(best, report, lang) | {"when": say(lang, f"when-{report.way}")}
    if len(report.plans) == 1:
        return _one_plan(best, report, lang, facts)
    if not is_clearly_best(report):
        return say(lang, "headline-predict-alike", metric=lower(lang, name), **facts)
    plan = shorten(plan_name(lang, best.plan), _LONGEST_PLAN)
    return say(lang, "headline-predict-plans", metric=lower(lang, name), plan=plan, **facts)


def _one_plan(best: PlanForecast, report: PredictReport, lang: str, facts: dict[str, str]) -> str:
    """What to expect of the plan that was asked for, or of any video; without what is usual where that is too long."""
    usual = say(lang, "predict-usual", value=_amount(best.baseline, report, lang)) if best.baseline else ""
    name = metric_name(lang, report.target, report.unit)
    is_rate = report.unit in {"share", "per_view"}
    facts = facts | {"metric": name if is_rate and not report.question.plans else lower(lang, name)}
    if report.question.plans:
        facts["plan"] = shorten(plan_name(lang, best.plan), _LONGEST_PLAN)
        key = "headline-predict-plan"
    else:
        key = "headline-predict-rate" if is_rate else "headline-predict"
    whole = say(lang, key, usual=usual, **facts)
    return whole if len(whole) <= _LONGEST_HEADLINE else say(lang, key, usual="", **facts)


def _without_model(report: PredictReport, lang: str) -> str:
    usual, account = report.plans[0].baseline, report.plans[0].plan.account
    facts = {
        "metric": lower(lang, metric_name(lang, report.target, report.unit)),
        "when": say(lang, f"when-{report.way}"),
        "baseline": baseline_name(report, lang),
    }
    if usual is None:
        return say(lang, "headline-predict-baseline", **facts)
    facts["value"] = _amount(usual, report, lang)
    if len(report.plans) > 1:
        return say(lang, "headline-predict-usual-plans", **facts)
    text = say(lang, "headline-predict-usual" if account else "headline-predict-usual-all", **facts)
    if not report.question.plans:
        return upper(text)
    return say(lang, "predict-of-plan", plan=shorten(plan_name(lang, report.plans[0].plan), _LONGEST_PLAN), text=text)


def reason_lines(report: PredictReport, lang: str) -> list[str]:
    """At most three lines: other plans, what speaks for and against, how right such forecasts were, young videos."""
    plans = foreseen(report)
    lines = []
    if len(plans) > 1:
        is_clear = is_clearly_best(report)
        items = _plan_items(plans[1:] if is_clear else plans, report, lang)
        lines.append(say(lang, "why-predict-others" if is_clear else "why-predict-plans", items=items))
    if plans and report.question.plans:
        lines.append(_for_and_against(plans[0], lang))
    lines.append(_error_line(report, lang))
    if plans and plans[0].baseline is not None and plans[0].plan.account is None:
        lines.append(say(lang, "why-predict-usual-all"))
    young = report.videos and report.videos[0].median is not None
    shown = [line for line in lines if line]
    return [*shown[: 2 if young else 3], *([young_line(report, lang)] if young else [])]


def _plan_items(plans: Sequence[PlanForecast], report: PredictReport, lang: str) -> str:
    items = [
        say(
            lang,
            "why-predict-other",
            plan=escape(plan_name(lang, plan.plan), _LONGEST_PLAN),
            median=_amount(plan.median, report, lang),
        )
        for plan in plans[:3]
    ]
    return say(lang, "item-separator").join(items)


def _for_and_against(forecast: PlanForecast, lang: str) -> str:
    """What speaks for and against a plan, as far as it changes the forecast by 3 % or more."""
    parts = [reason for reason in forecast.reasons if abs(reason.change) >= _WORTH_SAYING]
    sides = {
        "for": [_reason(forecast.plan, reason, lang) for reason in parts if reason.change > 0][:2],
        "against": [_reason(forecast.plan, reason, lang) for reason in parts if reason.change < 0][:2],
    }
    told = {name: say(lang, "item-separator").join(items) for name, items in sides.items() if items}
    if len(told) == 2:
        return say(lang, "why-predict-reasons", **told)
    if not told:
        return say(lang, "why-predict-indifferent")
    return "".join(say(lang, f"why-predict-{name}", items=items) for name, items in told.items())


def _reason(plan: Plan, reason: PlanReason, lang: str) -> str:
    only = Plan.model_validate({reason.feature: getattr(plan, reason.feature)})
    change = whole_effect_text(lang, reason.change, points=False)
    return say(lang, "reason-item", feature=escape(plan_name(lang, only)), change=change)


def _error_line(report: PredictReport, lang: str) -> str:
    baseline = best_baseline(report)
    usual = error_text(lang, baseline.mae_log)
    if report.chosen != "baseline":
        error = error_text(lang, chosen_trial(report).mae_log)
        key = "why-predict-error-alike" if error == usual else "why-predict-error"
        return say(lang, key, error=error)
    if not report.models:
        return ""
    best = error_text(lang, min(trial.mae_log for trial in report.models))
    return say(lang, "why-predict-baseline", error=best, baseline=baseline_name(report, lang))


def next_step(report: PredictReport, lang: str) -> str:
    """Which plan to choose, or what to compare."""
    plans, target = foreseen(report), "" if report.target == "views" else f"{report.target} "
    compared = f"/predict {target}hour=20 or hour=12"
    if report.chosen == "baseline":
        step = say(lang, "try-predict-drivers", command=f"/drivers {target}".strip())
    elif not plans:
        platform = next((plan.plan.platform for plan in report.plans if plan.plan.platform), None) or ""
        step = say(lang, "try-predict-platform-import", platform=escape(platform_name(lang, platform)))
    elif not report.question.plans:
        step = say(lang, "try-predict-compare", command=compared)
    elif len(plans) == 1:
        step = say(lang, "try-predict-variant", command=_variant(plans[0].plan, report.target))
    elif is_clearly_best(report):
        plan = escape(plan_name(lang, plans[0].plan), _LONGEST_PLAN)
        step = say(lang, "try-predict-choose", plan=plan)
    else:
        step = say(lang, "try-predict-alike", command=f"/predict {target}duration=20 or duration=60")
    return say(lang, "next-step", what=step)


def _variant(plan: Plan, target: str) -> str:
    """The command that compares a plan with one that is posted at another hour, or is of another length."""
    options: dict[str, object] = {} if target == "views" else {"target": target}
    options |= {name: value for name in _SHORT_OPTIONS if (value := getattr(plan, name)) is not None}
    if plan.hour is None and plan.duration is not None:
        other = "duration=20" if plan.duration > _LONG else "duration=60"
    else:
        options.setdefault("hour", _EVENING)
        other = f"hour={_NOON if options['hour'] != _NOON else _EVENING}"
    return f"/{write(Request(command='predict', options=options))} or {other}".replace("`", "")


def target(report: PredictReport, lang: str) -> str:
    """What is foreseen, with the age at which it is told."""
    return say(lang, f"way-{report.way}", metric=metric_name(lang, report.target, report.unit))


def chosen_trial(report: PredictReport) -> Trial:
    """The performance of the model that was chosen."""
    return next(trial for trial in report.models if trial.name == report.chosen)


def best_baseline(report: PredictReport) -> Trial:
    """The baseline that models have to beat."""
    return min(report.baselines, key=lambda trial: trial.mae_log)


def baseline_name(report: PredictReport, lang: str) -> str:
    """The name of the baseline that models have to beat."""
    return model_name(lang, best_baseline(report).name)


def plan_line(plan: PlanForecast, report: PredictReport, lang: str) -> str:
    """A plan with its median and interval."""
    return say(lang, "plan-line", plan=escape(plan_name(lang, plan.plan)), **_amounts(plan, report, lang))


def _amounts(forecast: Forecast, report: PredictReport, lang: str) -> dict[str, str]:
    return {name: _amount(getattr(forecast, name), report, lang) for name in ("median", "low", "high")}


def _amount(value: float | None, report: PredictReport, lang: str) -> str:
    return rounded_amount(lang, value, report.unit)


def young_line(report: PredictReport, lang: str) -> str:
    """How many videos are still growing, and what the strongest will reach."""
    strongest = max(report.videos, key=lambda video: video.median or 0.0)
    facts: dict[str, object] = {
        "median": _amount(strongest.median, report, lang),
        "n": len(report.videos),
        "handle": linked(strongest.account) if strongest.account else UNKNOWN,
    }
    if strongest.current is None or strongest.age is None:
        return say(lang, "young-line-unseen", **facts)
    current, age = rounded_amount(lang, strongest.current, report.unit), number(lang, strongest.age, 1)
    return say(lang, "young-line", current=current, age=age, **facts)


def record_line(report: PredictReport, lang: str) -> str:
    """How far off model and baseline were on later videos."""
    baseline = best_baseline(report)
    facts: dict[str, object] = {
        "baseline": model_name(lang, baseline.name),
        "other": factor(lang, baseline.mae_log),
        "folds": baseline.folds,
    }
    if report.chosen == "baseline":
        best = min(report.models, key=lambda trial: trial.mae_log)
        facts |= {"model": model_name(lang, best.name), "error": factor(lang, best.mae_log)}
        if report.margin <= 0:
            return say(lang, "record-baseline-worse", **facts)
        margin, spread = percent(lang, report.margin), percent(lang, report.margin_error)
        return say(lang, "record-baseline", margin=margin, spread=spread, **facts)
    chosen = chosen_trial(report)
    facts |= {"model": model_name(lang, chosen.name), "error": factor(lang, chosen.mae_log)}
    if chosen.coverage is None or chosen.width is None:
        return say(lang, "record-line-untried", **facts)
    coverage, width = percent(lang, chosen.coverage), factor(lang, chosen.width)
    return say(lang, "record-line", coverage=coverage, width=width, **facts)
