"""Chromium as the audit and the tests start it, and the pages they open: one of each type, all."""

from pathlib import Path

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""No window, an empty profile, nothing said to anyone."""

_REDIRECT = b'http-equiv="refresh"'


def page_paths(site: Path) -> list[str]:
    """The paths of all pages of a built site that are read; not of those that only lead on."""
    return [path for path in _html_paths(site) if not _leads_on(site / path)]


def redirect_paths(site: Path) -> list[str]:
    """The paths of the pages that only lead on to another."""
    return [path for path in _html_paths(site) if _leads_on(site / path)]


def specimens(site: Path) -> list[str]:
    """One page of each type: each page at the root, and below it of each top folder, depth and
    name (index or not) the page with most in it.
    """
    chosen: dict[tuple[str, ...], str] = {}
    for path in sorted(page_paths(site), key=lambda path: (-(site / path).stat().st_size, path)):
        *folders, name = path.split("/")
        kind = (folders[0], str(len(folders)), str(name == "index.html")) if folders else (name,)
        chosen.setdefault(kind, path)
    return sorted(chosen.values())


def _html_paths(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def _leads_on(page: Path) -> bool:
    return _REDIRECT in page.read_bytes()
