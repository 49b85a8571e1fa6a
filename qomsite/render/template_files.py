"""Which templates the site is made with."""

from pathlib import Path

from qomsite.loader.files import is_leftover

PREVIEW = "preview"
"""The folder of what only the preview shows; nothing of it comes into the site."""


def site_templates(folder: Path) -> list[Path]:
    """The templates of the site's own pages, in a fixed order."""
    return sorted(
        path
        for path in folder.rglob("*.html")
        if path.relative_to(folder).parts[0] != PREVIEW and not is_leftover(path.name)
    )
