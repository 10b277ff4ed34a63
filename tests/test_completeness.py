"""Manifest, commands, options, help in both languages and README name the same things."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.catalog import analysis_of, kinds
from bot.cli import build
from bot.manifest import commands, manifest
from bot.presenters import PRESENTERS
from bot.requests import COMMANDS, OPTIONS, Option, command_named, options_of, questions
from bot.texts import LANGUAGES, knows
from bot.understanding.utterances import HERE

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def test_the_manifest_has_exactly_the_commands_with_their_usage() -> None:
    table = {command.name: command.usage for command in COMMANDS if command.name != "help"}
    assert set(commands()) == set(table)
    for name, usage in table.items():
        assert f"command: /{name}\n" in manifest()
        assert f'usage_hint: "{usage}"' in manifest()


def test_usage_hints_name_only_options_the_command_takes() -> None:
    for command in COMMANDS:
        if command.name not in questions():
            continue
        taken = {name for option in options_of(command.name) for name in (*option.names, *option.bare)}
        hinted = set(re.findall(r"\[([a-z_]+)", command.usage))
        assert hinted <= taken


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_option_is_explained_in_every_language(option: Option, lang: str) -> None:
    assert knows(lang, option.help_key)
    assert knows(lang, option.expects_key)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", questions())
def test_every_question_has_help_a_name_and_a_waiting_text_in_every_language(command: str, lang: str) -> None:
    for key in ("help", "intent", "kind", "working"):
        assert knows(lang, f"{key}-{command}")


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_option_has_a_readme_row_naming_its_commands(option: Option) -> None:
    rows = [line for line in README.splitlines() if re.match(rf"\| .*`{option.name}\b", line)]
    assert rows, f"README.md has no row for {option.name}"
    if set(option.commands) == set(questions()):
        assert any("| all questions |" in row for row in rows)
    else:
        assert all(any(command in row for row in rows) for command in option.commands)


def test_every_command_of_the_command_line_is_in_the_readme() -> None:
    for command in build().registered_commands:
        name = command.name or command.callback.__name__  # type: ignore[union-attr]  # typer's own: it always has one
        assert f"reelpulse {name}" in README


def test_every_command_has_a_readme_row() -> None:
    for name in commands():
        assert f"| `/{name}` |" in README


@pytest.mark.parametrize("kind", kinds())
def test_every_analysis_has_all_its_parts(kind: str) -> None:
    """A command, a presenter, words, and utterances in both languages."""
    analysis, presenter = analysis_of(kind), PRESENTERS[kind]
    assert command_named(kind).examples
    assert presenter.kind == analysis.report.model_fields["kind"].default == kind
    for lang in LANGUAGES:
        assert (HERE / lang / f"{kind}.txt").exists()
    module, _, function = analysis.function.partition(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_a_kind_without_a_presenter_stops_the_start() -> None:
    """The error comes when the package is imported, not when somebody asks."""
    code = (
        "from analytics import catalog; from dataclasses import replace; first = catalog.analyses()[0]; "
        "kind = type('Unheard', (first.question,), {'__annotations__': {'kind': str}, 'kind': 'unheard'}); "
        "catalog.register(replace(first, question=kind)); import bot.presenters"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "No module named 'bot.presenters.unheard'" in done.stderr
