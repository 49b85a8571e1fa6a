"""A content file changed in one part keeps the bytes of the others."""

import pytest

from qomsite.editing.front_matter import new_document, with_body, with_values
from qomsite.loader.document import Document, record_document

FILE = b"\xef\xbb\xbf---\r\ntitle: a # note\r\npolicy: 1\r\n---\r\n\r\nOne.\r\n\r\nTwo.\r\n"


def parse(data: bytes) -> Document | None:
    return record_document(data.decode(), "", [])


@pytest.mark.parametrize(
    "data",
    [FILE, FILE.replace(b"\r\n", b"\n"), FILE.replace(b"\r\n", b"\r"), b"---\n---\n", b"---\n---"],
)
def test_the_parts_are_the_file(data: bytes) -> None:
    document = parse(data)
    assert document is not None
    assert document.to_bytes() == data


@pytest.mark.parametrize("data", [b"", b"text", b"---\ntitle: a\n", b"title: a\n---\n"])
def test_a_file_without_fences_has_no_parts(data: bytes) -> None:
    assert parse(data) is None


def test_a_value_changes_alone() -> None:
    document = parse(FILE)
    assert document is not None
    changed = with_values(document, {"title": "b", "policy": "1"}, ("title", "policy"))
    assert changed.to_bytes() == FILE.replace(b"title: a", b"title: b")


def test_a_body_changes_alone_and_keeps_the_line_ends() -> None:
    document = parse(FILE)
    assert document is not None
    assert with_body(document, "\nOne.\n\nTwo.") == document
    assert with_body(document, "\n\nOne.\n\nTwo.\r\n\r\n") != document
    assert with_body(document, "x\ny").to_bytes() == FILE.partition(b"\r\n\r\n")[0] + (
        b"\r\nx\r\ny\r\n"
    )


def test_a_new_one() -> None:
    made = new_document({"title": "الف: ب", "axes": ["1", "2"]}, "متن")
    assert made.to_bytes().decode() == '---\ntitle: "الف: ب"\naxes: [1, 2]\n---\nمتن\n'
    assert made.tree == {"title": "الف: ب", "axes": ["1", "2"]}
