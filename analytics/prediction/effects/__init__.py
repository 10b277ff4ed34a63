"""Effects of how videos are made, within account."""
