"""`reelpulse ideas train`: train the model that ideas are sampled from, in the foreground."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analytics.vocabulary.errors import BadValue, NoData

if TYPE_CHECKING:
    from analytics.ideas.training import TrainingResult
    from bot.settings import Settings

_CALM = 10
"""How nice a training is to whoever else uses the machine."""


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
    os.nice(_CALM)
    found = _train(home or settings.home, settings, budget)
    facts = {name: getattr(found, name) for name in found.__slots__}
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=2).encode())
        return
    was = "" if found.previous_c2st is None else f" (the one before: {found.previous_c2st:.3f})"
    typer.echo(f"Learnt from {found.rows:,} videos: {found.chosen}, stopped: {found.stopped}.")
    typer.echo(f"Held-out quality {found.quality:.3f}, C2ST {found.c2st:.3f}{was}.")
    typer.echo("It is used from now on." if found.replaced else "The model before is better and stays.")


def _train(home: Path, settings: Settings, budget: float | None) -> TrainingResult:
    import platformdirs
    from rich.console import Console
    from rich.progress import Progress
    from threadpoolctl import threadpool_limits

    from analytics.ideas.training import train
    from analytics.store import Store
    from bot import audit

    now = datetime.now(UTC)
    with Store(home) as store, Progress(console=Console(stderr=True), transient=True) as shown, threadpool_limits(1):
        extent = store.extent(now + timedelta(microseconds=1))
        if extent is None:
            raise NoData
        task = shown.add_task("Training", total=None)
        found = train(
            store,
            extent.newest + timedelta(microseconds=1),
            now,
            settings.zone,
            seconds=budget,
            progress=lambda step, of: shown.update(task, completed=step, total=of),
            bytecode=platformdirs.user_cache_path("reelpulse") / "bytecode",
        )
        with store.guarded():
            audit.write(home, "training", {name: getattr(found, name) for name in found.__slots__})
    return found
