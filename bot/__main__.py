"""The entry point: runs the command line. The only module with side effects at import."""

from __future__ import annotations

import os
import sys

from bot import bytecode_cache

bytecode_cache.enable()  # before anything large is imported

import structlog  # noqa: E402 - see above
import typer  # noqa: E402

from analytics.vocabulary.errors import ReelPulseError  # noqa: E402
from bot.cli import build  # noqa: E402

log = structlog.get_logger()


def main() -> None:
    """Run the command line; errors that a person can act on are one sentence on standard error."""
    _configure_logging()
    try:
        if os.environ.get("REELPULSE_EXTENSIONS"):
            from bot.extensions import load_configured

            load_configured()
        build()()
    except ReelPulseError as error:
        typer.echo(_error_text(error), err=True)
        sys.exit(error.exit_status)


def _error_text(error: ReelPulseError) -> str:
    from pydantic import ValidationError

    from bot.mrkdwn import without_markup
    from bot.settings import Settings
    from bot.texts.errors import english_sentence, error_text

    try:
        lang = Settings().language
    except ValidationError:
        return english_sentence(error)
    return english_sentence(error) if lang == "en" else without_markup(error_text(lang, error))


def _configure_logging() -> None:
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            # The default prints local variables, including tokens.
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )


if __name__ == "__main__":
    main()
