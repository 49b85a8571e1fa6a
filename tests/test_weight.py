"""What each page weighs as it travels, from the files alone; the browser measures it again."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import pytest
from lxml.html import HtmlElement

from tests.browser.host import COMPRESSED, compressed
from tests.listing import expect_at_most, expect_none

WORST_PAGE = 14_600
MEDIAN_PAGE = 9_000
STYLES = 9_000
FONTS = 35_000
FIRST_VIEW = 50_000
SECOND_VIEW = 15_000
REQUESTS = 4
SCRIPTS = 6_000
LIST_PAGE = 13_000
FILTER_DATA = 20_000

LISTS = (
    *("strategies/index", "policies/index", "projects/index", "measures/index", "indicators"),
    *("owners/", "districts/", "statuses/", "years/", "tree"),
)
"""How the paths begin of the pages that are lists, and would grow with the plan."""

LOADED = {
    "//link[@rel='icon' or @rel='manifest' or @rel='stylesheet']/@href",
    "//script/@src",
    "//img[not(@loading='lazy')]/@src",
}
"""What a browser fetches for the first view of a page, besides what its styles name."""
EMBEDDED = "//iframe|//object|//embed|//video|//audio|//source|//base|//link[@rel='preconnect']"
STYLE_URL = re.compile(r"url\(([^)]+)\)")
EXECUTABLE = "//script[not(@type) or @type='module' or @type='text/javascript']"


class Weights:
    """The sizes of pages and of what they load."""

    def __init__(self, site: Path, trees: Mapping[str, HtmlElement]) -> None:
        self.site = site
        self.trees = trees
        self.sizes: dict[Path, int] = {}

    def page(self, path: str) -> int:
        """A page's own HTML."""
        return self.size(self.site / path)

    def loaded(self, path: str) -> set[str]:
        """The addresses that a page's first view fetches."""
        tree = self.trees[path]
        found = {str(address) for query in LOADED for address in tree.xpath(query)}
        return found | set(STYLE_URL.findall("".join(tree.xpath("//style/text()")))) - {""}

    def file(self, path: str, address: str) -> Path:
        """The file that an address in a page names; on the 404 page it starts from the root."""
        return (
            self.site / address[1:] if address[0] == "/" else self.site / path / ".." / address
        ).resolve()

    def files(self, path: str) -> list[Path]:
        """The file of each of those addresses."""
        return [self.file(path, address) for address in self.loaded(path)]

    def size(self, file: Path) -> int:
        """A file as it travels."""
        if file not in self.sizes:
            content = file.read_bytes()
            self.sizes[file] = len(compressed(content) if file.suffix in COMPRESSED else content)
        return self.sizes[file]


@pytest.fixture(scope="module")
def weights(site: Path, pages: Mapping[str, HtmlElement]) -> Weights:
    return Weights(site, pages)


def each(weights: Weights, size: Callable[[str], int]) -> dict[str, int]:
    """A size of every page."""
    return {path: size(path) for path in weights.trees}


def test_html(weights: Weights) -> None:
    expect_at_most(WORST_PAGE, each(weights, weights.page))


def test_lists_leave_room_for_longer_titles(weights: Weights) -> None:
    lists = {path: weights.page(path) for path in weights.trees if path.startswith(LISTS)}
    assert {"projects/index.html", "tree.html", "years/1403/2.html"} <= lists.keys()
    expect_at_most(LIST_PAGE, lists)


def test_what_narrows_the_list_of_projects(weights: Weights) -> None:
    """It is fetched when a reader asks for it, and so is in no first view."""
    loaded = {file for path in weights.trees for file in weights.files(path)}
    for name in ("data-script", "data-code"):
        scripts = {
            weights.file(path, str(address))
            for path, tree in weights.trees.items()
            for address in tree.xpath(f"//@{name}")
        }
        assert len(scripts) == 1
        assert not scripts & loaded
        if name == "data-script":
            expect_at_most(FILTER_DATA, {file.name: weights.size(file) for file in scripts})


def test_html_of_the_page_in_the_middle(weights: Weights) -> None:
    middle = median(each(weights, weights.page).values())
    assert middle <= MEDIAN_PAGE, f"the median page is {middle} bytes"


def test_styles(weights: Weights) -> None:
    def styles(path: str) -> int:
        found = weights.trees[path].xpath("//link[@rel='stylesheet']/@href")
        sheets = [weights.file(path, address) for address in found]
        inline = "".join(weights.trees[path].xpath("//style/text()")).encode()
        return len(compressed(inline)) + sum(map(weights.size, sheets))

    expect_at_most(STYLES, each(weights, styles))


def test_fonts(site: Path) -> None:
    fonts = [path for path in site.rglob("*") if path.suffix in {".woff2", ".woff", ".ttf", ".otf"}]
    assert fonts
    assert sum(path.stat().st_size for path in fonts) <= FONTS


def test_scripts(weights: Weights) -> None:
    def scripts(path: str) -> int:
        own = weights.trees[path].xpath(EXECUTABLE)
        found = [script.get("src") for script in own if script.get("src")]
        found += weights.trees[path].xpath("//@data-code")
        files = sum(weights.size(weights.file(path, address)) for address in found)
        inline = "".join(script.text or "" for script in own).encode()
        return files + len(compressed(inline))

    expect_at_most(SCRIPTS, each(weights, scripts))


def test_first_view(weights: Weights) -> None:
    views = {path: weights.files(path) for path in weights.trees}
    sizes = {path: weights.page(path) + sum(map(weights.size, views[path])) for path in views}
    assert all(any(file.suffix == ".woff2" for file in files) for files in views.values())
    expect_at_most(FIRST_VIEW, sizes)
    expect_at_most(REQUESTS, {path: 1 + len(set(files)) for path, files in views.items()})


def test_second_view(weights: Weights) -> None:
    """What comes when the reader already has what all pages share."""
    views = {path: set(weights.files(path)) for path in weights.trees}
    shared = set.intersection(*views.values())
    own = {path: sum(map(weights.size, files - shared)) for path, files in views.items()}
    expect_at_most(SECOND_VIEW, {path: weights.page(path) + own[path] for path in views})


def test_nothing_comes_from_elsewhere(weights: Weights) -> None:
    expect_none(
        f"{path}: {address}"
        for path in weights.trees
        for address in weights.loaded(path) | set(map(str, weights.trees[path].xpath("//img/@src")))
        if urlsplit(address).scheme or urlsplit(address).netloc
    )
    expect_none(path for path in weights.trees if weights.trees[path].xpath(EMBEDDED))
