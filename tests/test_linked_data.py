"""What pages say to machines in the words of schema.org, read as JSON-LD by a library for it."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin

import pytest
from lxml.html import HtmlElement

BASE = "https://qom1404.example/"
SCHEMA = "https://schema.org/"
SCRIPT = Path(__file__).with_name("linked_data.mjs")
Said = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def said(pages: dict[str, HtmlElement]) -> Said:
    """What each page says, where it says anything."""
    found = {
        path: [json.loads(one.text_content()) for one in page.xpath("//script[@type]")]
        for path, page in pages.items()
    }
    return {path: every for path, every in found.items() if every}


def of_type(said: Said, name: str) -> dict[str, dict[str, Any]]:
    return {path: one for path, every in said.items() for one in every if one["@type"] == name}


def names(node: object) -> Iterator[str]:
    """Every property and type of an expanded document."""
    if isinstance(node, list):
        for one in node:
            yield from names(one)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "@type":
                yield from value
            elif not key.startswith("@"):
                yield key
                yield from names(value)


def test_every_document_is_linked_data_of_schema_org(
    said: Said, npm_file: Callable[[str], Path]
) -> None:
    documents = [one for every in said.values() for one in every]
    node = shutil.which("node")
    assert node, "no node on this machine; on Debian: apt install npm"
    done = subprocess.run(
        [node, SCRIPT, npm_file("jsonld")],
        input=json.dumps(documents),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    expanded = json.loads(done.stdout)
    assert len(expanded) == len(documents) > 300
    for document, nodes in zip(documents, expanded, strict=True):
        (one,) = nodes
        assert one["@type"] == [SCHEMA + document["@type"]]
        assert all(name.startswith(SCHEMA) for name in names(nodes))


def test_a_long_way_to_a_page_is_the_one_that_it_shows(
    said: Said, pages: dict[str, HtmlElement]
) -> None:
    ways = of_type(said, "BreadcrumbList")
    for path, page in pages.items():
        steps = cast(Any, page.xpath("//nav[@class='breadcrumb']//li"))
        shown = [
            (
                at,
                step.text_content(),
                urljoin(BASE + path, next(iter(step.xpath("a/@href")), path.rpartition("/")[2])),
            )
            for at, step in enumerate(steps, 1)
        ]
        if len(shown) < 4:
            assert path not in ways
        else:
            items = ways[path]["itemListElement"]
            assert [(one["position"], one["name"], one["item"]) for one in items] == shown


def test_news_are_articles_with_the_day_that_is_announced(
    said: Said, pages: dict[str, HtmlElement]
) -> None:
    news = {path for path in pages if path.startswith("news/") and path != "news/index.html"}
    articles = of_type(said, "NewsArticle")
    assert articles.keys() == news
    for path, one in articles.items():
        page = pages[path]
        assert one["headline"] == page.xpath("string(//h1)")
        days = page.xpath("//p[@class='when']/time/@datetime")
        assert [one[key] for key in ("datePublished",) if key in one] == days
        assert one["url"] == BASE + path


def test_the_open_data_are_datasets(said: Said) -> None:
    sets = of_type(said, "Dataset")
    assert "open-data.html" in sets
    assert "open-data/projects.html" in sets
    assert all(one["distribution"] for one in sets.values())
