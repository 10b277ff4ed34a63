"""Ideas reports in words, tables and pictures."""

from bot.presenters.ideas.presenter import IdeasPresenter

PRESENTER = IdeasPresenter()
