"""Turns a page into bytes: templates, filters, Markdown, assets and drawings; all HTML is made here."""
