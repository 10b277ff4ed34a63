"""Effects of ways of making a video, within account."""
