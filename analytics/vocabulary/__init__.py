"""The shared terms: errors, questions, reports, metrics, platforms, records and privacy."""
