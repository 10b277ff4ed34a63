"""Numbers about short videos and the people who watch them: no Slack, no clock, no environment."""
