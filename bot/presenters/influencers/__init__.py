"""Influencers reports in words, tables and pictures."""

from bot.presenters.influencers.presenter import InfluencersPresenter

PRESENTER = InfluencersPresenter()
