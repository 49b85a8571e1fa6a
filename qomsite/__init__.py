"""Turns the Markdown and YAML of a public plan into a right-to-left Persian site."""
