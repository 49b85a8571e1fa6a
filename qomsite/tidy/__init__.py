"""Puts right how pasted Persian text is typed."""
