# /// script
# requires-python = ">=3.11,<3.14"
# dependencies = ["ctgan>=0.11"]
# ///
"""CTGAN or TVAE on one table: `uv run --script synthesizers.py MODEL TRAIN.csv OUT.csv DISCRETE [EPOCHS] [SECONDS]`.

MODEL is `ctgan` or `tvae`. EPOCHS is 20 by default (300 in the packages); SECONDS fits as many epochs as that time
allows. It is a separate script because CTGAN needs torch with CUDA (some 3 GB). `quality.py HELD.csv OUT.csv DISCRETE`
scores the output in the same way as ours.
"""

from __future__ import annotations

import json
import sys
import time

import pandas as pd
import torch
from ctgan import CTGAN, TVAE


def main() -> None:
    """Fit, sample as many rows as the table has, and print the seconds of fitting as JSON."""
    model, source, out, discrete, *more = sys.argv[1:]
    torch.set_num_threads(1)
    torch.manual_seed(0)
    table = pd.read_csv(source)
    columns = [name for name in discrete.split(",") if name]
    table[columns] = table[columns].astype(str)
    kind = {"ctgan": CTGAN, "tvae": TVAE}[model]
    epochs = int(more[0]) if more else 20
    if len(more) > 1:
        start = time.perf_counter()
        kind(epochs=2).fit(table, columns)
        epochs = max(1, int(float(more[1]) / ((time.perf_counter() - start) / 2)))
    start = time.perf_counter()
    synthesizer = kind(epochs=epochs)
    synthesizer.fit(table, columns)
    seconds = time.perf_counter() - start
    synthesizer.sample(len(table)).to_csv(out, index=False)
    print(json.dumps({"model": model, "epochs": epochs, "seconds": round(seconds, 1)}))


if __name__ == "__main__":
    main()
