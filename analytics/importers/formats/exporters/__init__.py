"""One module per exporter: how its files are recognised and what their columns mean."""
