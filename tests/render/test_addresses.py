"""Links that hold at a domain's root, in a sub-folder and on a disk."""

import posixpath

import pytest

from qomsite.render.addresses import ROOT, base_path, href, settle, way_to_root


@pytest.mark.parametrize("path", ["index.html", "projects/125.html", "a/b/c.html"])
def test_a_link_leads_from_any_page_to_its_target(path: str) -> None:
    written = settle(f'<a href="{href("goals/1.html#x")}">', way_to_root(path, "https://x.ir/"))
    target = written.partition('"')[2].partition('"')[0]
    assert posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) == "goals/1.html#x"


@pytest.mark.parametrize(
    "address", ["https://x.ir/", "http://x.ir", "mailto:a@b.ir", "tel:137", "#part"]
)
def test_foreign_addresses_and_anchors_stay(address: str) -> None:
    assert href(address) == address


@pytest.mark.parametrize(
    ("base_url", "path"),
    [
        ("https://x.ir", "/"),
        ("https://x.ir/", "/"),
        ("https://x.ir/plan", "/plan/"),
        ("https://x.ir/a/b/", "/a/b/"),
    ],
)
def test_the_page_for_unknown_addresses_is_led_from_the_root(base_url: str, path: str) -> None:
    assert base_path(base_url) == path
    assert way_to_root("404.html", base_url) == path
    assert way_to_root("index.html", base_url) == ""


def test_nothing_of_the_mark_is_left() -> None:
    assert ROOT not in settle(href("a") + href("b"), "../")
