"""Segments reports in words, tables and pictures."""

from bot.presenters.segments.presenter import SegmentsPresenter

PRESENTER = SegmentsPresenter()
