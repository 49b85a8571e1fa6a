"""How the tests start Chromium, and which pages they open: one of each type, a cover, all."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml.html import HtmlElement

Kind = tuple[str, ...]

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


def kinds(page: HtmlElement) -> frozenset[Kind]:
    """The kinds of element in a page: each with its attributes, text of its own, and ancestors."""
    found: set[Kind] = set()
    pending: list[tuple[HtmlElement, Kind]] = [(page, ())]
    while pending:
        element, above = pending.pop()
        own = (*above, str(element.tag), element.get("class", ""))
        has_text = any(text and not text.isspace() for text in _texts(element))
        found.add((*own, *sorted(map(str, element.keys())), str(has_text)))
        pending += ((child, own) for child in element.iterchildren("*"))
    return frozenset(found)


@dataclass(frozen=True)
class Held:
    """What is in a page: its kinds of element, and how many elements there are."""

    kinds: frozenset[Kind]
    length: int


def held_by(root: HtmlElement) -> Held:
    """What is in a page."""
    return Held(kinds(root), sum(1 for _ in root.iter()))


def cover(held: Mapping[str, Held]) -> list[str]:
    """Of some pages few that together hold every kind of element.

    A page is judged element by element: one with many new kinds for its length comes first, then
    those are left out, the longest first, whose kinds all stand in others.
    """
    left = frozenset[Kind]().union(*(one.kinds for one in held.values()))
    chosen: list[str] = []
    while left:
        chosen.append(max(held, key=lambda path: len(held[path].kinds & left) / held[path].length))
        left -= held[chosen[-1]].kinds
    often = Counter(kind for path in chosen for kind in held[path].kinds)
    for path in sorted(chosen, key=lambda path: -held[path].length):
        if all(often[kind] > 1 for kind in held[path].kinds):
            often.subtract(held[path].kinds)
            chosen.remove(path)
    return chosen


def _texts(element: HtmlElement) -> Iterator[str | None]:
    yield element.text
    for child in element:
        yield child.tail


def _html_paths(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def _leads_on(page: Path) -> bool:
    return _REDIRECT in page.read_bytes()
