"""Analyses from outside of this package: each brings its command, presenter, texts and utterances from its own folder.

`REELPULSE_EXTENSIONS` names their modules, separated by commas; each holds `EXTENSION`.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics import catalog
from analytics.catalog import Analysis
from bot import presenters, texts
from bot.presenters.base import Presenter
from bot.requests.commands import Command
from bot.requests.commands import register as register_command
from bot.requests.commands import unregister as unregister_command
from bot.understanding import untrained_intents

VARIABLE = "REELPULSE_EXTENSIONS"


@dataclass(frozen=True, slots=True)
class Extension:
    """One analysis with everything that the bot needs of it."""

    analysis: Analysis
    command: Command
    presenter: Presenter[Any]
    folder: Path
    """Holds `texts/LANGUAGE.ftl` and `utterances/LANGUAGE.txt`."""


def install(extension: Extension) -> None:
    """Make an analysis known to the catalogue, the commands, the presenters, the texts and the chat."""
    catalog.register(extension.analysis)
    register_command(extension.command)
    presenters.register(extension.presenter)
    texts.add_folder(extension.folder / "texts")
    untrained_intents.add(extension.analysis.kind, extension.folder / "utterances")


def uninstall(extension: Extension) -> None:
    """Take an analysis out again."""
    kind = extension.analysis.kind
    catalog.unregister(kind)
    unregister_command(extension.command.name)
    presenters.unregister(kind)
    texts.remove_folder(extension.folder / "texts")
    untrained_intents.remove(kind)


def load(modules: Iterable[str]) -> None:
    """Import modules and install their extensions."""
    for name in modules:
        install(importlib.import_module(name).EXTENSION)


def load_configured() -> None:
    """Install what the environment names; called once in every process before the first question."""
    load(name.strip() for name in os.environ.get(VARIABLE, "").split(",") if name.strip())
