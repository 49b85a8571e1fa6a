"""What is published besides pages, read by parsers that are not ours."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from tests.outputs.built import SUB, Built

ROOT = Path(__file__).resolve().parents[2]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


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
    # What a page says to machines names addresses, and the policy has its hash.
    before, after = (
        {path: re.sub(rb"'sha256-[^']*'", b"", text) for path, text in side.items()}
        for side in (moved, declared.files)
    )
    differing = {path for path in before if before[path] != after[path]}
    # The size and the hash of files that name the address.
    told = {path for path in differing if path.startswith("open-data")}
    told |= {f"open/{name}" for name in ("datapackage.json", "sha256sums.txt")}
    told |= {f"open/plan.{ending}" for ending in ("sqlite", "xlsx", "zip")}
    assert differing - told == {"404.html"}


def test_a_title_that_looks_like_markup_stays_text(built: Built) -> None:
    page = built.files["news/undated.html"].decode()
    assert ">بی‌تاریخ &amp; &lt;b&gt;</h1>" in page


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
