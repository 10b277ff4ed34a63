"""ReelPulse in Slack and on the command line: people, time and language around `analytics`."""
