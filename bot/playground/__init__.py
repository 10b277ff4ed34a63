"""A small Slack-compatible server on loopback: test bed and demonstration."""
