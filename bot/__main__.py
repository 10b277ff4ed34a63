"""The program: parse the command line, call, print. The only module with side effects of its own."""

from __future__ import annotations

import sys

import structlog
import typer

from analytics.errors import ReelPulseError
from bot.commandline import build

log = structlog.get_logger()


def main() -> None:
    """Run the command line; every error a person can act on is one sentence on standard error."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(file=sys.stderr))
    try:
        build()()
    except ReelPulseError as error:
        typer.echo(str(error), err=True)
        sys.exit(error.exit_status)


if __name__ == "__main__":
    main()
