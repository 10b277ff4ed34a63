"""`reelpulse synthesize TABLE.csv`: generates rows like those of a table."""

from __future__ import annotations

import errno
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analytics.vocabulary.errors import BadValue, DiskFull, UnreadablePath
from analytics.vocabulary.reasons import reason_of

if TYPE_CHECKING:
    from analytics.synthesis.synthesizer import Synthesizer
    from analytics.synthesis.table_file import TableFile

MAX_ROWS = 10_000_000


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(synthesize)


def synthesize(
    table: Annotated[Path, typer.Argument(help="A CSV file with a header; cells are kept verbatim.")],
    *,
    rows: Annotated[int, typer.Option(help="How many rows to make.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same file, unless a budget cuts the training.")],
    out: Annotated[Path, typer.Option(help="The CSV file to write; what it is goes into a .json beside it.")],
    discrete: Annotated[
        str, typer.Option(help="Columns that are categories though they hold numbers, separated by commas.")
    ] = "",
    budget: Annotated[float | None, typer.Option(help="Seconds of wall time after which training ends.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print what was done and how close it comes as JSON.")
    ] = False,
) -> None:
    """Learn a table and write new rows like it: by a GAN, or by a copula where that comes closer on held-out rows."""
    started = time.monotonic()
    from analytics.synthesis.table_file import read_table

    _check(rows, seed, budget, out)
    source = read_table(table)
    names = [name for name in discrete.split(",") if name]
    for name in names:
        if name not in source.table:
            raise BadValue("--discrete", name, f"columns of the file: {', '.join(source.table)}")
    synthesizer = _fit(source, seed, names, budget, started)
    facts, fidelity = _write(synthesizer, source, rows, table, out)
    facts |= {"seconds": round(time.monotonic() - started, 1)}
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=2).encode())
        return
    typer.echo(f"Wrote {rows:,} generated rows to {out} ({facts['chosen']}, stopped: {facts['stopped']}).")
    for name, scores in fidelity.items():
        quality, c2st, nearest = (scores[key] for key in ("quality", "c2st", "nearest"))
        typer.echo(f"  {name:<12} quality {quality:.3f}   C2ST {c2st:.3f}   nearest {nearest:.3f}")
    typer.echo(f"  {facts['label']}")


def _check(rows: int, seed: int, budget: float | None, out: Path) -> None:
    if not 1 <= rows <= MAX_ROWS:
        raise BadValue("--rows", str(rows), f"a whole number from 1 to {MAX_ROWS:,}")
    if not 0 <= seed < 2**63:
        raise BadValue("--seed", str(seed), "a whole number from 0 to 2^63 - 1")
    if budget is not None and not budget > 0:
        raise BadValue("--budget", str(budget), "seconds, more than 0")
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise BadValue("--out", str(out), "a file in a folder that exists and can be written to")


def _fit(source: TableFile, seed: int, discrete: list[str], budget: float | None, started: float) -> Synthesizer:
    import platformdirs
    from rich.console import Console
    from rich.progress import Progress
    from threadpoolctl import threadpool_limits

    from analytics.synthesis.synthesizer import Synthesizer

    cache = platformdirs.user_cache_path("reelpulse") / "bytecode"
    synthesizer = Synthesizer(seed, discrete, seconds=budget, started=started, bytecode=cache)
    with Progress(console=Console(stderr=True), transient=True) as progress, threadpool_limits(1):
        task = progress.add_task("Training", total=None)
        synthesizer.fit(source.table, lambda step, of: progress.update(task, completed=step, total=of))
    return synthesizer


def _write(
    synthesizer: Synthesizer, source: TableFile, rows: int, table: Path, out: Path
) -> tuple[dict[str, object], dict[str, dict[str, float]]]:
    from threadpoolctl import threadpool_limits

    from analytics.synthesis.labels import label_facts
    from analytics.synthesis.quality import compare_generators
    from analytics.synthesis.table_file import write_table

    with threadpool_limits(1):
        sample = synthesizer.sample(rows, synthesizer.seed)
        fidelity = compare_generators(synthesizer, source.table)
    fitted = synthesizer.fitted_
    facts: dict[str, object] = {
        **label_facts(f"{table.name}-{rows}-{synthesizer.seed}"),
        "source": table.name,
        "rows": rows,
        "seed": synthesizer.seed,
        "chosen": fitted.chosen,
        "stopped": fitted.stopped,
        "steps": fitted.steps,
        "trained_on": fitted.rows,
        "held_out": fitted.held,
        "quality": fidelity.get(fitted.chosen, {}).get("quality"),
        "c2st": fidelity.get(fitted.chosen, {}).get("c2st"),
        "fidelity": fidelity,
    }
    try:
        write_table(out, sample, source.separator, facts)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(str(out), error.strerror or "no space left") from error
        raise UnreadablePath(str(out), reason_of(error)) from error
    return facts, fidelity
