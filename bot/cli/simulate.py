"""`reelpulse simulate`: writes a simulated brand as canonical CSV files."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analytics.vocabulary.errors import BadValue, UnreadablePath
from analytics.vocabulary.reasons import reason_of

if TYPE_CHECKING:
    from rich.progress import Progress

END = "2026-06-01"
"""The default end of a simulation; fixed, so that the same arguments give the same bytes."""
MAX_USERS, MAX_WEEKS = 1_000_000, 520


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(simulate)


def simulate(
    *,
    users: Annotated[int, typer.Option(help="Number of viewers.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same files.")],
    out: Annotated[Path, typer.Option(help="Folder for the CSV files: new, empty, or an earlier simulation.")],
    end: Annotated[str, typer.Option(help="First day after the simulated period (ISO 8601).")] = END,
    weeks: Annotated[int, typer.Option(help="Length of the period.")] = 26,
) -> None:
    """Simulate a brand: accounts, videos, viewers of known types and a ring of bought followers, as CSV files."""
    from rich.console import Console
    from rich.progress import Progress

    _check("users", users, 1, MAX_USERS)
    _check("weeks", weeks, 1, MAX_WEEKS)
    _check("seed", seed, 0, 2**63 - 1)
    day = _read_day(end)
    _clear_folder(out)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        rows = write(out, users, seed, day, weeks, progress)
    typer.echo(f"Simulated {users:,} viewers over {weeks} weeks up to {day} (seed {seed}) in {out}:")
    for name, number in rows.items():
        typer.echo(f"  {name:<18}{number:>12,} rows")
    typer.echo("  truth/            the type of each viewer, and the ring of bought followers; imports leave it alone")
    typer.echo(f"Next: reelpulse import {out}")


def write(out: Path, users: int, seed: int, end: date, weeks: int, progress: Progress) -> dict[str, int]:
    """Write the files with a progress bar; returns their numbers of rows. Raises UnreadablePath."""
    from analytics.simulation import simulate as simulate_into

    task = progress.add_task("Simulating viewers", total=users)
    try:
        return simulate_into(out, users, seed, end, weeks, lambda done: progress.update(task, completed=done)).rows
    except OSError as error:
        raise UnreadablePath(str(out), reason_of(error)) from error


def _check(option: str, value: int, minimum: int, maximum: int) -> None:
    if not minimum <= value <= maximum:
        raise BadValue(f"--{option}", str(value), f"a whole number from {minimum:,} to {maximum:,}")


def _read_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadValue("--end", text, "a date such as 2026-06-01") from None
    if not 1990 <= day.year <= 2100:
        raise BadValue("--end", text, "a year from 1990 to 2100")
    return day


def _clear_folder(out: Path) -> None:
    """Delete an earlier simulation. Raises BadValue if the folder contains anything else."""
    from analytics.simulation import MARKER

    try:
        present = list(out.iterdir()) if out.exists() else []
    except OSError as error:
        raise UnreadablePath(str(out), reason_of(error)) from error
    if not present:
        return
    if not (out / MARKER).is_file():
        raise BadValue("--out", str(out), "a new or empty folder, or an earlier simulation: nothing is overwritten")
    for name in ("accounts", "videos", "events", "edges", "account_days", "audience"):
        (out / f"{name}.csv").unlink(missing_ok=True)
    shutil.rmtree(out / "truth", ignore_errors=True)
