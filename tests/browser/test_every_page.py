"""What is asked of every page, judged by what the tour of all pages saw."""

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml.html import HtmlElement

from tests.browser.chromium import Held, page_paths
from tests.browser.host import compressed
from tests.browser.tour import NARROW, Visit
from tests.listing import expect_at_most, expect_none

FIRST_VIEW = 50_000
FONT = 20_000
REQUESTS = 4
SHIFT = 0.02

Visits = list[Visit]
Roots = dict[str, HtmlElement]


def test_the_tour_saw_every_page(site: Path, visits: Visits) -> None:
    assert [visit.path for visit in visits] == page_paths(site)
    assert len(visits) > 480


def test_no_fault_is_shown(visits: Visits) -> None:
    expect_none(fault for visit in visits for fault in visit.faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visits: Visits, scheme: str) -> None:
    expect_none(
        f"{visit.path}: {fault}"
        for visit in visits
        if visit.judged
        for fault in getattr(visit.judged, scheme)
    )


def test_axe_was_asked_about_every_kind_of_element(held: dict[str, Held], visits: Visits) -> None:
    seen = {kind for visit in visits if visit.judged for kind in held[visit.path].kinds}
    every = {kind for one in held.values() for kind in one.kinds}
    assert len(every) > 1000
    expect_none(" ".join(kind) for kind in every - seen)


def test_nothing_scrolls_sideways_on_a_narrow_screen(visits: Visits) -> None:
    expect_at_most(NARROW["width"], {visit.path: visit.narrow_width for visit in visits})
    without = {one.path: one.judged.width_without_scripts for one in visits if one.judged}
    expect_at_most(NARROW["width"], without)


def test_the_font_comes(visits: Visits) -> None:
    expect_none(f"{visit.path}: the font never came" for visit in visits if not visit.font_came)


def test_nothing_jumps_when_the_font_comes_late(visits: Visits) -> None:
    """How far each page jumps (CLS)."""
    expect_at_most(SHIFT, {visit.path: round(visit.shift, 4) for visit in visits})


def test_the_first_view_is_light(site: Path, roots: Roots, visits: Visits) -> None:
    assert min(visit.received for visit in visits) > FONT  # so that it is known to have counted
    received = {visit.path: visit.received + icon_size(site, roots[visit.path]) for visit in visits}
    expect_at_most(FIRST_VIEW, received)


def test_the_first_view_takes_few_requests(visits: Visits) -> None:
    expect_at_most(REQUESTS, {visit.path: 1 + len(visit.requests) for visit in visits})


def icon_size(site: Path, root: HtmlElement) -> int:
    """The size on the way of a page's icon, which a browser asks for too, but for no page in a
    frame; of a page that names none it asks for one at the root of the host.
    """
    [named] = root.xpath("//link[@rel='icon']/@href")
    return len(compressed((site / "assets" / str(named).rpartition("/")[2]).read_bytes()))


def test_the_text_is_the_same_without_scripts(roots: Roots, visits: Visits) -> None:
    """In the document, of all pages; as it is shown, of those that hold every kind of element."""
    texts = [(visit.path, visit.text, "".join(body(roots[visit.path]))) for visit in visits]
    texts += [
        (visit.path, visit.judged.visible_text, visit.judged.text_without_scripts)
        for visit in visits
        if visit.judged
    ]
    assert all(len(text) > 200 for _, text, _ in texts)
    expect_none(
        f"{path}: {first_difference(with_scripts.split(), without.split())}"
        for path, with_scripts, without in texts
        if with_scripts.split() != without.split()
    )


def body(root: HtmlElement) -> list[str]:
    """The texts of a page, without what is hidden until a script shows it."""
    left = "ancestor::script or ancestor::style or ancestor::template or ancestor::*[@hidden]"
    texts: list[str] = root.xpath(f"//body//text()[not({left})]")
    return texts


def first_difference(with_scripts: list[str], without: list[str]) -> str:
    """The words around the place where two texts part."""
    pairs = zip(with_scripts, without, strict=False)
    same = next((place for place, (one, other) in enumerate(pairs) if one != other), 0)
    around = slice(max(0, same - 3), same + 5)
    return f"with scripts: {' '.join(with_scripts[around])}; without: {' '.join(without[around])}"


def test_every_link_leads_somewhere_on_the_disk(site: Path, roots: Roots, visits: Visits) -> None:
    anchors = {(site / path).resolve(): set(root.xpath("//@id")) for path, root in roots.items()}
    links = {path: links_of(site / path, root) for path, root in roots.items()}
    links |= {visit.path: visit.judged.links_on_disk for visit in visits if visit.judged}
    broken = []
    for link, path in {link: path for path, found in links.items() for link in found}.items():
        parts = urlsplit(link)
        target = Path(unquote(parts.path)).resolve()
        if parts.scheme != "file":
            continue
        if not target.is_file() or not target.is_relative_to(site.resolve()):
            broken.append(f"{path}: {link}")
        elif parts.fragment and unquote(parts.fragment) not in anchors.get(target, ()):
            broken.append(f"{path}: {link}: no such place in the page")
    expect_none(broken)


def links_of(path: Path, root: HtmlElement) -> tuple[str, ...]:
    """Where the links of a file lead; those of 404.html start from the root of the host."""
    if path.name == "404.html":
        return ()
    found = root.xpath("//@href | //@src")
    return tuple(urljoin(path.as_uri(), str(link)) for link in found)
