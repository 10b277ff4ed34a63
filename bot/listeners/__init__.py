"""Slack listeners, which acknowledge each request and start its work in the background."""
