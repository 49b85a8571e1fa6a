"""What is published besides pages, read by parsers that are not ours."""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from xml.etree import ElementTree

import pytest

from qomsite.library.library import Library
from qomsite.pages.frame import Page
from qomsite.pipeline.build import complete
from qomsite.pipeline.cache import Cache
from qomsite.pipeline.rendering import render
from qomsite.pipeline.request import Request
from tests.library.plans import library_of

ROOT = Path(__file__).resolve().parents[2]
SUB = "https://plan.example/sub/"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OUT = 'x"}}*{color:red}\\</style>&'
"""A title that wants out of the string of a style sheet."""
NEWS = {
    "news/undated.md": "---\ntitle: بی‌تاریخ & <b>\n---\n",
    "news/out.md": '---\ntitle: "x\\"}}*{color:red}\\\\</style>&"\n---\n',
    "news/new.md": "---\ntitle: نو\nsummary: تلفن ۰۲۵-۳۷\ndate: 1404-12-29\n---\n",
}


class Built:
    """The tiny site, rendered."""

    def __init__(self, folder: Path, base_url: str | None = None, root: Path = ROOT) -> None:
        self.library: Library = library_of(folder, NEWS)
        request = Request(root, folder / "content", folder / "public", base_url=base_url)
        rendered = render(request, self.library, Cache.open(None))
        artifacts = complete(self.library, rendered)
        self.pages: tuple[Page, ...] = rendered.pages
        self.files = {artifact.path: artifact.content for artifact in artifacts}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny site at a sub-folder of a host."""
    return Built(tmp_path_factory.mktemp("built"), "https://plan.example/sub")


class TestFeed:
    """RFC 4287, by hand."""

    @pytest.fixture
    def feed(self, built: Built) -> ElementTree.Element:
        return ElementTree.fromstring(built.files["feed.xml"])

    def test_what_a_feed_must_have(self, feed: ElementTree.Element) -> None:
        assert feed.tag == f"{ATOM}feed"
        for name in ("id", "title", "updated"):
            assert len(feed.findall(f"{ATOM}{name}")) == 1
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links == {
            "self": "https://plan.example/sub/feed.xml",
            "alternate": "https://plan.example/sub/news/index.html",
        }

    def test_what_an_entry_must_have(self, feed: ElementTree.Element, built: Built) -> None:
        entries = feed.findall(f"{ATOM}entry")
        assert len(entries) == len(built.library.news) + 1 == 5
        ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
        assert len(set(ids)) == 5
        for entry, name in zip(entries, ids, strict=True):
            assert entry.findtext(f"{ATOM}title")
            assert entry.findtext(f"{ATOM}summary")
            assert name.removeprefix(SUB) in built.files
            moment = datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "")
            for hours in (-8, 0, 12):
                there = moment.astimezone(timezone(timedelta(hours=hours)))
                assert there.date() == moment.date()

    def test_an_unknown_date_is_not_made_up(self, feed: ElementTree.Element, built: Built) -> None:
        as_of = f"{built.library.site.as_of.iso}T12:00:00+03:30"
        undated = [one for one in feed.iter(f"{ATOM}entry") if one.find(f"{ATOM}published") is None]
        assert undated
        assert all(one.findtext(f"{ATOM}updated") != as_of for one in undated)
        published = {
            entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}published")
            for entry in feed.findall(f"{ATOM}entry")
        }
        newest = ["نو", "تصحیح: جمع اعتبارها نادرست بود", "تصویب برنامه"]
        assert list(published)[:3] == newest
        assert published == {
            "نو": "2026-03-20T12:00:00+03:30",
            "تصحیح: جمع اعتبارها نادرست بود": "2026-01-22T12:00:00+03:30",
            "تصویب برنامه": "2021-02-19T12:00:00+03:30",
            "بی‌تاریخ & <b>": None,
            OUT: None,
        }


class TestSitemap:
    """What search engines are offered: what may be indexed, each once, absolute."""

    def test_it_offers_the_pages_without_samples(self, built: Built) -> None:
        root = ElementTree.fromstring(built.files["sitemap.xml"])
        assert root.tag == f"{SITEMAP}urlset"
        offered = [url.findtext(f"{SITEMAP}loc") or "" for url in root]
        paths = {address.removeprefix(SUB) for address in offered}
        assert len(paths) == len(offered)
        assert paths <= set(built.files)
        noindex = {
            path
            for path, content in built.files.items()
            if path.endswith(".html") and b'name="robots" content="noindex"' in content
        }
        pages = {path for path in built.files if path.endswith(".html")}
        assert paths == pages - noindex
        assert "about.html" in paths

    def test_robots_points_to_it(self, built: Built) -> None:
        lines = built.files["robots.txt"].decode("ascii").splitlines()
        assert lines[:2] == ["User-agent: *", "Allow: /"]
        assert lines[-1] == "Sitemap: https://plan.example/sub/sitemap.xml"


def test_colours_outside_the_style_sheet_are_its_tokens(tmp_path: Path) -> None:
    """The theme colour of pages, and those of the icon."""
    shutil.copytree(ROOT / "assets", tmp_path / "assets")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    tokens = tmp_path / "assets/css/tokens.css"
    css = tokens.read_text("utf-8")
    changed = {"wall": "#000001", "paper": "#000002", "turquoise": "#000003"}
    for name, colour in changed.items():
        css = re.sub(rf"(?<=--{name}: )#\w+(?=;)", colour, css, count=1)
    tokens.write_text(re.sub(r"(dark\) .*?--paper: )#\w+", r"\1#000004", css, flags=re.S), "utf-8")
    files = Built(tmp_path, root=tmp_path).files
    themes = re.findall(rb'"theme-color" [^>]*"(#\w+)"', files["index.html"])
    assert themes == [b"#000001", b"#000004"]
    (icon,) = (content for path, content in files.items() if path.endswith(".svg"))
    assert b"#000003" in icon


def test_media_is_published_byte_for_byte(built: Built) -> None:
    source = ROOT / "tests/sites/tiny/media/map.png"
    assert built.files["media/map.png"] == source.read_bytes()


def test_every_xml_file_is_well_formed_and_utf8(built: Built) -> None:
    for path, content in built.files.items():
        if path.endswith(".xml"):
            assert content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
            ElementTree.fromstring(content)


def texts(built: Built) -> Iterator[str]:
    for path, content in built.files.items():
        if path.endswith((".html", ".xml", ".txt", ".js")):
            yield content.decode("utf-8")


def test_absolute_links_follow_the_base_url(built: Built, tmp_path: Path) -> None:
    assert not any("https://plan.example/goals" in text for text in texts(built))
    declared = Built(tmp_path)
    assert not any("plan.example/sub" in text for text in texts(declared))
    moved = {
        path: text.replace(b"plan.example/sub", b"plan.example")
        for path, text in built.files.items()
    }
    differing = {path for path in moved if moved[path] != declared.files[path]}
    assert differing == {"404.html"}


def test_a_title_that_looks_like_markup_stays_text(built: Built) -> None:
    page = built.files["news/undated.html"].decode()
    assert "<h1>بی‌تاریخ &amp; &lt;b&gt;</h1>" in page


def test_a_phone_number_is_isolated_everywhere(built: Built) -> None:
    isolated = "تلفن \u2066۰۲۵-۳۷\u2069"
    assert f"<summary>{isolated}</summary>" in built.files["feed.xml"].decode()
    page = built.files["news/new.html"].decode()
    assert '<p class="lead">تلفن <bdi dir="ltr">۰۲۵-۳۷</bdi></p>' in page
    for name in ('name="description"', 'property="og:description"'):
        assert f'<meta {name} content="{isolated}">' in page
    assert page.count("\u2066") == 2


def test_a_title_does_not_leave_the_style_sheet(built: Built) -> None:
    page = built.files["news/out.html"].decode()
    (header,) = re.findall(r'@top-right{content:"(.*)"}}</style>', page)
    assert header == r"x\22 }}*{color:red}\5c \3c /style>& — نمونهٔ ۱۴۰۴"
    assert page.count("</style>") == page.count("<style>")
