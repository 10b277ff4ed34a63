"""The app's manifest and its variants: other command names, HTTP instead of Socket Mode.

The file is edited as text to keep its comments, which explain each scope.
"""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from analytics.vocabulary.errors import BadValue

EVENTS_PATH = "/slack/events"

_COMMAND = re.compile(r"^(?P<indent> *)- command: /(?P<name>\S+)$", re.MULTILINE)
_SCOPES = re.compile(r"^    bot:\n(?P<lines>(?:      - .*\n)+)", re.MULTILINE)
_PREFIX = re.compile(r"[a-z0-9_-]{1,20}")


def manifest() -> str:
    """Read `manifest.yml` from the installed package or from the checkout."""
    packaged = resources.files("bot") / "manifest.yml"
    if packaged.is_file():
        return packaged.read_text("utf-8")
    return (Path(__file__).parent.parent / "manifest.yml").read_text("utf-8")


def variant(prefix: str = "", http: str | None = None) -> str:
    """The manifest with every command renamed to `prefix` + name, and with request URLs below `http` if given.

    Raises BadValue for a prefix that Slack refuses, or an address that is not https.
    """
    text = manifest()
    if prefix:
        if not _PREFIX.fullmatch(prefix):
            raise BadValue("--prefix", prefix, "up to 20 small letters, digits, - or _, such as rp_")
        text = _COMMAND.sub(rf"\g<indent>- command: /{prefix}\g<name>", text)
    return text if http is None else _over_http(text, _events_url(http))


def commands(text: str | None = None) -> tuple[str, ...]:
    """Return the names of the slash commands, without the slash."""
    return tuple(match["name"] for match in _COMMAND.finditer(manifest() if text is None else text))


def scopes() -> dict[str, str]:
    """Each bot scope with its reason."""
    block = _SCOPES.search(manifest())
    if block is None:
        raise LookupError("the manifest lists no bot scopes")
    pairs = (line.strip().removeprefix("- ").partition("#") for line in block["lines"].splitlines())
    return {scope.strip(): why.strip() for scope, _, why in pairs}


def _events_url(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or re.search(r"\s", address):
        raise BadValue("--http", address, "an address that Slack can reach, such as https://bot.example.com")
    return address.rstrip("/").removesuffix(EVENTS_PATH) + EVENTS_PATH


def _over_http(text: str, url: str) -> str:
    text = _COMMAND.sub(rf'\g<0>\n\g<indent>  url: "{url}"', text)
    text = text.replace("  event_subscriptions:\n", f'  event_subscriptions:\n    request_url: "{url}"\n')
    text = text.replace(
        "  interactivity:\n    is_enabled: true\n",
        f'  interactivity:\n    is_enabled: true\n    request_url: "{url}"\n',
    )
    return text.replace("socket_mode_enabled: true", "socket_mode_enabled: false")
