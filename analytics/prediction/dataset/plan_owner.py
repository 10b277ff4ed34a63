"""The account of a plan that names none: our account, if only one is possible."""

from __future__ import annotations

from collections.abc import Collection

from analytics.vocabulary.questions import Plan


def with_owner(plan: Plan, posting: Collection[str], ours: Collection[str]) -> Plan:
    """Return the plan with its account filled in if only one account is possible, else unchanged.

    `posting` are the accounts that post, and `ours` those marked as ours, both as `platform|handle`. If no posting
    account is marked, all of them are candidates. A plan needs an account to be compared with a published video.
    """
    if plan.account is not None:
        return plan
    candidates = [name for name in posting if name in ours] or posting
    handles = {name.split("|", 1)[1] for name in candidates if plan.platform in (None, name.split("|", 1)[0])}
    return plan.model_copy(update={"account": handles.pop()}) if len(handles) == 1 else plan
