"""Read-only queries of `data.db`, one module per subject."""
