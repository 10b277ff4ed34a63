"""What pictures are made of: the card that PNGs are drawn on, glyphs that can be drawn, Slack's own chart block."""
