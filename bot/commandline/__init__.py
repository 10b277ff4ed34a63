"""The command line: one small module per command, each with `register(app)`."""

from __future__ import annotations

import importlib

import typer

COMMANDS = ()
"""Modules of this package, in the order of `reelpulse --help`. Heavy imports belong inside the functions."""


def build() -> typer.Typer:
    """Return the command line with all commands."""
    app = typer.Typer(
        name="reelpulse",
        help="The short-video analyst that lives in your team's Slack.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    for name in COMMANDS:
        importlib.import_module(f"bot.commandline.{name}").register(app)
    return app
