"""One presenter per kind of report: its words, tables and pictures.

The folder of a kind has the kind's name and holds `PRESENTER`. A kind of the catalogue without a presenter is an
error when this package is imported, which is before the app starts.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from analytics.catalog import kinds
from analytics.vocabulary.reports import Report
from bot.presenters.base import Presenter

_PRESENTERS: dict[str, Presenter[Any]] = {}
PRESENTERS: Mapping[str, Presenter[Any]] = _PRESENTERS
"""The presenters by kind."""


def register(presenter: Presenter[Any]) -> None:
    """Add the presenter of a kind."""
    _PRESENTERS[presenter.kind] = presenter


def unregister(kind: str) -> None:
    """Take the presenter of a kind out again."""
    del _PRESENTERS[kind]


def presenter_of(report: Report) -> Presenter[Any]:
    """Return the presenter of a report. Raises KeyError for a kind without one."""
    return _PRESENTERS[report.kind]


for _kind in kinds():
    register(importlib.import_module(f"{__name__}.{_kind}").PRESENTER)
