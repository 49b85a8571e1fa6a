"""Reads the content folder into the model: the only room that opens content files."""
