"""The host of the audit and of the browser tests: compressed text, one prefix, no way out."""

import gzip
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.host import compressed, serving

PAGE = "<p>قم</p>".encode() * 100


@pytest.fixture
def host(tmp_path: Path) -> Iterator[HTTPConnection]:
    """A connection to a served folder."""
    public = tmp_path / "public"
    public.mkdir()
    (public / "page.html").write_bytes(PAGE)
    (public / "font.woff2").write_bytes(b"font")
    (tmp_path / "secret.txt").write_text("secret")
    with serving(public, "/plan/") as address:
        connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
        yield connection
        connection.close()


def test_text_travels_compressed(host: HTTPConnection) -> None:
    host.request("GET", "/plan/page.html?query")
    answer = host.getresponse()
    body = answer.read()
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == PAGE
    assert body == compressed(PAGE)


def test_a_file_that_changes_is_compressed_anew(host: HTTPConnection, tmp_path: Path) -> None:
    bodies = []
    for text in (PAGE, PAGE, b"new"):
        (tmp_path / "public/page.html").write_bytes(text)
        host.request("GET", "/plan/page.html")
        bodies.append(gzip.decompress(host.getresponse().read()))
    assert bodies == [PAGE, PAGE, b"new"]


def test_a_font_travels_as_it_is(host: HTTPConnection) -> None:
    host.request("GET", "/plan/font.woff2")
    assert host.getresponse().read() == b"font"


@pytest.mark.parametrize("path", ["/page.html", "/plan/none.html", "/plan/../secret.txt", "/"])
def test_nothing_else_is_there(host: HTTPConnection, path: str) -> None:
    host.request("GET", path)
    answer = host.getresponse()
    assert answer.status == 404
    assert b"secret" not in answer.read()
