"""Listeners: Bolt hands over, they acknowledge and pass on."""
