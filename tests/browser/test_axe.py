"""axe-core finds nothing on one page of each type, in light and dark and on a small screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
RUN = "rules => axe.run({runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"


def specimens(site: Path) -> list[str]:
    """One page of each type: each page at the root, and below it of each top folder, depth and
    name (index or not) the page with most in it.
    """
    pages = [path.relative_to(site) for path in site.rglob("*.html")]
    pages.sort(key=lambda page: (-(site / page).stat().st_size, page))
    chosen: dict[tuple[str, ...], Path] = {}
    for page in pages:
        parts = page.parts
        kind = parts if len(parts) == 1 else (parts[0], str(len(parts)), str(page.stem == "index"))
        chosen.setdefault(kind, page)
    return sorted(page.as_posix() for page in chosen.values())


def violations(page: Page, axe: str) -> list[str]:
    """What axe-core finds on the open page, a line for each rule and element."""
    page.evaluate(axe)  # not a script element: the site's policy would refuse it
    found: dict[str, Any] = page.evaluate(RUN, RULES)
    return [
        f"{page.url}: {violation['id']}: {node['target']}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_no_violations(
    site: Path,
    server: str,
    new_page: NewPage,
    npm_file: Callable[[str], Path],
    width: int,
    scheme: str,
) -> None:
    axe = npm_file("axe-core/axe.min.js").read_text("utf-8")
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    paths = specimens(site)
    assert paths
    found: list[str] = []
    for path in paths:
        page.goto(server + path)
        found += violations(page, axe)
    assert found == []


def test_axe_sees_a_fault(server: str, new_page: NewPage, npm_file: Callable[[str], Path]) -> None:
    page = new_page()
    page.goto(server)
    page.evaluate("document.querySelector('main').innerHTML = '<img src=\"data:,\">'")
    axe = npm_file("axe-core/axe.min.js").read_text("utf-8")
    assert any("image-alt" in line for line in violations(page, axe))
