"""The extent of the data that a Request is about: periods count back from the newest record of its accounts."""

from __future__ import annotations

from datetime import datetime

from analytics.catalog import analysis_of, kinds
from analytics.store import Extent, Store
from analytics.store.queries.account_scope import extent_of, scope_of
from analytics.vocabulary.errors import TooLittleData
from analytics.vocabulary.questions import WHOSE, OwnQuestion, Whose
from bot.requests.request import Request


def asked_extent(request: Request, store: Store, before: datetime) -> Extent | None:
    """Return the first and last instant on record before an instant, of our accounts if the request is about them.

    Where they have nothing on record, the extent is that of all data.
    """
    is_own = request.command in kinds() and issubclass(analysis_of(request.command).question, OwnQuestion)
    if not is_own or "account" in request.options:
        return store.extent(before)
    try:
        return extent_of(scope_of(_whose(request), store), store, before) or store.extent(before)
    except TooLittleData:
        return store.extent(before)


def _whose(request: Request) -> Whose:
    return next((whose for whose in WHOSE if whose == request.options.get("of")), "ours")
