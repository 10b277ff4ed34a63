# /// script
# requires-python = ">=3.11,<3.14"
# dependencies = ["sdmetrics>=0.23"]
# ///
"""Our quality score and that of SDMetrics for one pair of tables: `uv run --script quality.py REAL.csv SAMPLE.csv`.

It runs in a separate environment (SDMetrics needs an older pandas) and imports our package from the checkout.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd
from sdmetrics.reports.single_table import QualityReport

sys.path.insert(0, str(Path(__file__).parents[2]))


def main() -> None:
    """Print both scores as JSON; the exit status is 1 if they differ by more than 1e-6."""
    from analytics.synthesis.columns import Number, infer_column
    from analytics.synthesis.fidelity import pair_trends, shapes

    real, sample = (pd.read_csv(path, dtype=str, keep_default_na=False) for path in sys.argv[1:3])
    discrete = sys.argv[3].split(",") if sys.argv[3:] else []
    tables = [{str(name): list(table[name]) for name in table} for table in (real, sample)]
    columns = {name: infer_column(name, cells, discrete=name in discrete) for name, cells in tables[0].items()}
    numbers = [name for name, column in columns.items() if isinstance(column, Number)]
    kinds = {name: {"sdtype": "numerical" if name in numbers else "categorical"} for name in columns}
    report = QualityReport()
    # By default pairs without a strong trend are left out, which would hide a generator that invents one.
    report.real_correlation_threshold = report.real_association_threshold = 0
    typed = [table.astype(dict.fromkeys(numbers, float)) for table in (real, sample)]
    report.generate(typed[0], typed[1], {"columns": kinds}, verbose=False)
    theirs = {str(row.Property): float(row.Score) for row in report.get_properties().itertuples()}
    ours = {"Column Shapes": shapes(columns, *tables), "Column Pair Trends": pair_trends(columns, *tables)}
    gap = max(abs(ours[name] - theirs[name]) for name in ours)
    print(json.dumps({"sdmetrics": theirs, "ours": ours, "largest_difference": gap}, indent=2))
    sys.exit(int(gap > 1e-6))


if __name__ == "__main__":
    main()
