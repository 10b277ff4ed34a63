"""The command line: one module per command, which defines `register(app)`."""

from __future__ import annotations

import importlib
import pkgutil

import typer


def build() -> typer.Typer:
    """Return the command line with all commands; they import slow modules inside their functions."""
    app = typer.Typer(
        name="reelpulse",
        help="The short-video analyst that lives in your team's Slack.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.callback()(lambda: None)  # makes typer expect a command name even if there is one command
    for module in pkgutil.iter_modules(__path__):
        if register := getattr(importlib.import_module(f"{__name__}.{module.name}"), "register", None):
            register(app)
    return app
