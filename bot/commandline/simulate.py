"""`reelpulse simulate`: write a simulated brand as canonical files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from analytics.errors import BadValue

DEFAULT_END = "2026-06-29"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(simulate)


def simulate(
    *,
    users: Annotated[int, typer.Option(help="How many viewers.")] = 2000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 1,
    out: Annotated[Path, typer.Option(help="Folder to write into; made if missing.")],
    end: Annotated[str, typer.Option(help="The day on which the data ends (midnight UTC).")] = DEFAULT_END,
    weeks: Annotated[int, typer.Option(help="How many weeks up to then.")] = 26,
) -> None:
    """Write a simulated brand: accounts, videos, events, edges, account days, audience, and the truth beside them."""
    from analytics.simulation import simulate as write

    _check("--users", users, 10, 1_000_000)
    _check("--weeks", weeks, 1, 520)
    _check("--seed", seed, 0, 2**63 - 1)
    _check_folder(out)
    made = write(out, users=users, seed=seed, end=_day(end), weeks=weeks)
    typer.echo(f"Simulated data, seed {seed}, {users:,} viewers, {weeks} weeks up to {end} (UTC): {made.folder}")
    for name, rows in made.rows.items():
        typer.echo(f"  {name:<18} {rows:>10,} rows")


def _check(option: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise BadValue(option, str(value), f"a whole number from {low:,} to {high:,}")


def _day(said: str) -> date:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise BadValue("--end", said, "a day such as 2026-06-29") from None
    if not 1990 <= day.year <= 2100:
        raise BadValue("--end", said, "a day between 1990 and 2100")
    return day


def _check_folder(out: Path) -> None:
    from analytics.simulation.writing import MARK

    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARK).exists())):
        raise BadValue("--out", str(out), "a new or empty folder, or one that an earlier simulation filled")
