"""Whose a plan is that names no account: ours, where there is only one that it can be."""

from __future__ import annotations

from collections.abc import Collection

from analytics.vocabulary.questions import Plan


def with_owner(plan: Plan, posting: Collection[str], ours: Collection[str]) -> Plan:
    """The plan with the one account that it can only be for, else as it is.

    `posting` and `ours`: `platform|handle` of accounts that post, and of those marked as ours. Where none that posts
    is marked, all of them may be meant. A plan is compared with a published video of its account, so it needs one.
    """
    if plan.account is not None:
        return plan
    marked = [name for name in posting if name in ours] or posting
    here = [name for name in marked if plan.platform in (None, name.split("|", 1)[0])]
    handles = {name.split("|", 1)[1] for name in here}
    return plan.model_copy(update={"account": handles.pop()}) if len(handles) == 1 else plan
