"""`reelpulse ideas train`: trains the model of ideas in the foreground."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analytics.vocabulary.errors import BadValue, NoData

if TYPE_CHECKING:
    from analytics.ideas.model_trainer import TrainingResult
    from bot.settings import Settings

_NICENESS = 10
"""The niceness of the process, so that other work on the machine comes first."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ideas)


def ideas(
    action: Annotated[str, typer.Argument(help="train: learn from all videos of the workspace.")],
    *,
    budget: Annotated[float | None, typer.Option(help="Seconds of wall time after which training ends.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what came of it as JSON.")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Train the model that /ideas samples from; the one before stays until the new one is better."""
    from bot.settings import Settings

    if action != "train":
        raise BadValue("ideas", action, "train")
    if budget is not None and not budget > 0:
        raise BadValue("--budget", str(budget), "seconds, more than 0")
    settings = Settings()
    os.nice(_NICENESS)
    training = _train(home or settings.home, settings, budget)
    facts = {name: getattr(training, name) for name in training.__slots__}
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=2).encode())
        return
    previous = "" if training.previous_c2st is None else f" (the one before: {training.previous_c2st:.3f})"
    typer.echo(f"Learnt from {training.rows:,} videos: {training.chosen}, stopped: {training.stopped}.")
    typer.echo(f"Held-out quality {training.quality:.3f}, C2ST {training.c2st:.3f}{previous}.")
    typer.echo("It is used from now on." if training.replaced else "The model before is better and stays.")


def _train(home: Path, settings: Settings, budget: float | None) -> TrainingResult:
    import platformdirs
    from rich.console import Console
    from rich.progress import Progress
    from threadpoolctl import threadpool_limits

    from analytics.ideas.model_trainer import train
    from analytics.store import Store
    from bot import audit
    from bot.requests import read_calendar

    now = datetime.now(UTC)
    with Store(home) as store, Progress(console=Console(stderr=True), transient=True) as progress, threadpool_limits(1):
        extent = store.extent(now + timedelta(microseconds=1))
        if extent is None:
            raise NoData
        task = progress.add_task("Training", total=None)
        training = train(
            store,
            extent.newest + timedelta(microseconds=1),
            now,
            read_calendar(store, settings.zone).zone,
            seconds=budget,
            progress=lambda step, of: progress.update(task, completed=step, total=of),
            bytecode=platformdirs.user_cache_path("reelpulse") / "bytecode",
        )
        with store.guarded():
            audit.write(home, "training", {name: getattr(training, name) for name in training.__slots__})
    return training
