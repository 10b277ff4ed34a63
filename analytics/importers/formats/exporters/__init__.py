"""The file formats of each exporter."""
