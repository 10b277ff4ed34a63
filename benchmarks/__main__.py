"""`uv run python -m benchmarks [--only NAME]`: every module of this folder, one line a figure."""

from __future__ import annotations

import argparse
import importlib
import pkgutil

import benchmarks


def main() -> None:
    """Run the selected benchmarks, or all."""
    names = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_")]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=names, action="append", help="a benchmark; repeatable")
    for name in parser.parse_args().only or names:
        for line in importlib.import_module(f"benchmarks.{name}").run():
            print(line, flush=True)


if __name__ == "__main__":
    main()
