"""An analysis of its own folder, as CONTRIBUTING.md describes it: how often do we post?"""

from pathlib import Path

from analytics.catalog import Analysis
from analytics.vocabulary.records import Grain
from bot.extensions import Extension
from bot.requests import COMMON_OPTIONS, Command
from tests.cadence.presenter import CadencePresenter
from tests.cadence.question import CadenceQuestion
from tests.cadence.report import CadenceReport

EXTENSION = Extension(
    Analysis(CadenceQuestion, CadenceReport, (Grain.VIDEOS,), "tests.cadence.analysis:cadence"),
    Command(
        "cadence",
        ("rhythm", "更新频率"),
        "[last 30 days] [private] | help",
        ("cadence", "cadence last 30 days"),
        COMMON_OPTIONS,
    ),
    CadencePresenter(),
    Path(__file__).parent,
)
