"""Editing in a browser as values: what a form asks, what was sent, what stands against it."""
