"""The state of the bot that survives a restart, in `state.db`."""

from bot.state.briefs import Briefs, ShownBrief
from bot.state.conversations import Conversations, Feedback, ThreadState
from bot.state.database import Answer, StateDatabase
from bot.state.predictions import AnswerContext, Predictions, RecordedForecast
from bot.state.upload_offers import UploadOffer, UploadOffers

__all__ = [
    "Answer",
    "AnswerContext",
    "Briefs",
    "Conversations",
    "Feedback",
    "Predictions",
    "RecordedForecast",
    "ShownBrief",
    "StateDatabase",
    "ThreadState",
    "UploadOffer",
    "UploadOffers",
]
