"""The command line: one small module per command; a new module with `register(app)` is a new command."""

from __future__ import annotations

import importlib
import pkgutil

import typer


def build() -> typer.Typer:
    """Return the command line with all commands. Heavy imports belong inside the commands' functions."""
    app = typer.Typer(
        name="reelpulse",
        help="The short-video analyst that lives in your team's Slack.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.callback()(lambda: None)  # keeps a single command from swallowing its own name
    for module in pkgutil.iter_modules(__path__):
        if register := getattr(importlib.import_module(f"{__name__}.{module.name}"), "register", None):
            register(app)
    return app
