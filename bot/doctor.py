"""Checks of everything that the app needs, each failure with its remedy."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from email.utils import parsedate_to_datetime
from typing import Literal

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from analytics.vocabulary.errors import StoreFailed
from bot.manifest import scopes
from bot.settings import Settings

State = Literal["ok", "missing", "wrong", "unknown"]
_CLOCK_SECONDS = 60.0
"""Requests are refused when signed more than five minutes ago; a clock that is off by one minute is reported."""
_REQUEST_SECONDS = 10

_INSTALL_HELP = (
    "Print the manifest (`reelpulse manifest`) and paste it at https://api.slack.com/apps -> Create New App -> From a "
    "manifest. Install App -> Install to Workspace, copy the Bot User OAuth Token: export SLACK_BOT_TOKEN=xoxb-…"
)
_CONNECT_HELP = (
    "Basic Information -> App-Level Tokens -> Generate, with the scope connections:write: export SLACK_APP_TOKEN=xapp-…"
)
_VERIFY_HELP = "Basic Information -> App Credentials -> Signing Secret -> Show: export SLACK_SIGNING_SECRET=…"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one check: its subject, state, observation and remedy."""

    check: str
    state: State
    seen: str
    remedy: str = ""

    def as_json(self) -> dict[str, str]:
        """The result as plain data."""
        return asdict(self)


def run_checks(settings: Settings) -> Iterator[CheckResult]:
    """Run all checks; yields each result as soon as it is available."""
    yield from _slack(settings)
    yield _connection(settings)
    yield _database(settings)
    yield _fonts()
    yield _workers(settings)


def _slack(settings: Settings) -> Iterator[CheckResult]:
    if settings.bot_token is None:
        yield CheckResult("bot token", "missing", "SLACK_BOT_TOKEN is not set", _INSTALL_HELP)
        for scope, why in scopes().items():
            yield CheckResult(f"scope {scope}", "unknown", f"the manifest asks for it, to {why}")
        yield CheckResult("clock", "unknown", "compared with Slack's once there is a token")
        return
    token = settings.bot_token.get_secret_value()
    if not token.startswith("xoxb-"):
        yield CheckResult("bot token", "wrong", "SLACK_BOT_TOKEN does not begin with xoxb-", _INSTALL_HELP)
        return
    try:
        answer = WebClient(token, base_url=settings.api_url, timeout=_REQUEST_SECONDS).auth_test()
    except SlackApiError as error:
        code = str(error.response.get("error"))
        yield CheckResult("bot token", "wrong", f"Slack refuses it: {code}", f"Install the app again. {_INSTALL_HELP}")
        return
    except OSError as error:
        yield CheckResult(
            "bot token",
            "unknown",
            f"{settings.api_url} cannot be reached ({error})",
            "Check the network, the proxy and SLACK_API_URL, which ends in /api/.",
        )
        return
    headers = {name.lower(): value for name, value in answer.headers.items()}
    yield CheckResult("bot token", "ok", f"@{answer.get('user')} in the workspace {answer.get('team')}")
    yield from _scopes(headers.get("x-oauth-scopes"))
    yield _clock(headers.get("date"))


def _scopes(granted: str | None) -> Iterator[CheckResult]:
    if granted is None:
        yield CheckResult("scopes", "unknown", "this server does not say which scopes the token has")
        return
    token_scopes = {scope.strip() for scope in granted.split(",")}
    for scope, why in scopes().items():
        if scope in token_scopes:
            yield CheckResult(f"scope {scope}", "ok", f"to {why}")
        else:
            yield CheckResult(
                f"scope {scope}",
                "missing",
                f"needed to {why}",
                "OAuth & Permissions -> Scopes: add it, then reinstall.",
            )


def _clock(date: str | None) -> CheckResult:
    try:
        offset = time.time() - parsedate_to_datetime(date or "").timestamp()
    except ValueError:
        return CheckResult("clock", "unknown", "the server tells no time to compare with")
    if abs(offset) <= _CLOCK_SECONDS:
        return CheckResult("clock", "ok", f"within {max(1, round(abs(offset)))} s of Slack's")
    return CheckResult(
        "clock",
        "wrong",
        f"{offset:+.0f} s against Slack's",
        "Set the clock by NTP: requests older than 5 minutes fail.",
    )


def _connection(settings: Settings) -> CheckResult:
    if settings.app_token is not None:
        if settings.app_token.get_secret_value().startswith("xapp-"):
            return CheckResult("app token", "ok", "Socket Mode: no open port and no signing secret needed")
        return CheckResult("app token", "wrong", "SLACK_APP_TOKEN does not begin with xapp-", _CONNECT_HELP)
    if settings.signing_secret is None:
        return CheckResult(
            "signing secret",
            "missing",
            "neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is set",
            f"{_CONNECT_HELP} — or {_VERIFY_HELP}",
        )
    secret = settings.signing_secret.get_secret_value()
    if len(secret) == 32 and all(letter in "0123456789abcdef" for letter in secret):
        return CheckResult(
            "signing secret", "ok", "set; whether it is this app's shows with the first request, in the log"
        )
    return CheckResult(
        "signing secret", "unknown", "set, but Slack's have 32 digits and letters a–f", f"Compare: {_VERIFY_HELP}"
    )


def _database(settings: Settings) -> CheckResult:
    from analytics.store import Store, shown_folder

    if settings.home.exists() and not settings.home.is_dir():
        return CheckResult(
            "database", "wrong", f"{settings.home} is a file", "Name a folder in REELPULSE_HOME or --home."
        )
    path = shown_folder(settings.home) / "data.db"
    if not path.exists():
        return CheckResult(
            "database", "missing", f"no data in {settings.home} yet", "Bring some: reelpulse import FILE…"
        )
    try:
        with closing(Store(settings.home)) as store:
            integrity = store.check_integrity()
            extent = store.extent()
            store.pseudonym_key  # noqa: B018 - raises if the key is damaged
    except StoreFailed as error:
        return CheckResult("database", "wrong", str(error), "Restore the home from a backup, or mend its permissions.")
    if integrity != "ok":
        return CheckResult("database", "wrong", integrity, f"Restore {path} from a backup.")
    until = f"data up to {extent.newest:%Y-%m-%d}" if extent else "no rows yet"
    return CheckResult("database", "ok", f"{path}: whole, {until}")


def _fonts() -> CheckResult:
    from bot.charts.glyphs import covered, register

    try:
        register()
        sample = "晨光厨房🍳é"
        missing = [letter for letter in sample if ord(letter) not in covered()]
    except OSError as error:
        return CheckResult(
            "fonts", "wrong", str(error), "Install the package again: its folder bot/fonts is incomplete."
        )
    if missing:
        return CheckResult("fonts", "wrong", f"no glyph for {''.join(missing)}", "Install the package again.")
    return CheckResult("fonts", "ok", "Chinese, emoji and Latin glyphs are there")


def _workers(settings: Settings) -> CheckResult:
    from bot.workers import JobPool

    jobs = JobPool(settings)
    try:
        start = time.monotonic()
        for future in jobs.warm():
            future.result(timeout=_REQUEST_SECONDS * 6)
    except Exception as error:
        return CheckResult(
            "workers", "wrong", f"{type(error).__name__}: {error}"[:200], "See the log above; is memory short?"
        )
    finally:
        jobs.close()
    return CheckResult("workers", "ok", f"{settings.workers} ready after {time.monotonic() - start:.1f} s")
