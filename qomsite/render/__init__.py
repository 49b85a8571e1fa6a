"""Turns a page into bytes: templates, Markdown, assets, drawings; all HTML is made here."""
