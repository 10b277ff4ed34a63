"""`reelpulse accounts`: lists accounts and marks our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from analytics.vocabulary.errors import BadValue


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(accounts)


def accounts(
    *,
    ours: Annotated[list[str] | None, typer.Option(help="Mark this handle as ours; repeatable.")] = None,
    not_ours: Annotated[list[str] | None, typer.Option(help="Take the mark off again; repeatable.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """List the accounts in the data, ours first."""
    from analytics.accounts import list_accounts, mark
    from analytics.store import Store
    from bot.mrkdwn import clean
    from bot.settings import Settings

    with Store(home or Settings().home) as store:
        for handles, value in ((ours or [], True), (not_ours or [], False)):
            for handle in handles:
                if not mark(store, handle, ours=value):
                    option = "--ours" if value else "--not-ours"
                    raise BadValue(
                        option, handle, "the handle of an account in the data; `reelpulse accounts` lists them"
                    )
        entries = list_accounts(store)
    if as_json:
        typer.echo(json.dumps({"accounts": entries}, ensure_ascii=False, indent=2))
        return
    if not entries:
        typer.echo("No accounts yet. Import videos or edges first: reelpulse import FILE")
    for account in entries:
        followers = "" if account["followers"] is None else f"{account['followers']:,} followers"
        sign, handle = "ours" if account["ours"] else "", clean(account["handle"], 200)
        typer.echo(f"{sign:<5} {account['platform']:<12} @{handle}  {followers}")
