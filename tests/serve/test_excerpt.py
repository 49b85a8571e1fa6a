"""The lines of a file around a place."""

from pathlib import Path

import pytest

from qomsite.errors import Place
from qomsite.serve.excerpt import WIDTH, Line, Piece, excerpt


def lines_of(folder: Path, text: str | bytes, line: int, column: int = 1) -> tuple[Line, ...]:
    path = folder / "x.md"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return excerpt(path, Place("content/x.md", line, column))


def marked(lines: tuple[Line, ...]) -> list[str]:
    return [piece.text for line in lines for piece in line.pieces if piece.is_marked]


def test_three_lines_before_and_after(tmp_path: Path) -> None:
    found = lines_of(tmp_path, "\n".join("abcdefghi"), 5)
    assert [line.number for line in found] == list("۲۳۴۵۶۷۸")
    assert [line.is_meant for line in found] == [False] * 3 + [True] + [False] * 3
    assert marked(found) == ["e"]


@pytest.mark.parametrize(("line", "numbers"), [(1, "۱۲۳"), (3, "۱۲۳")])
def test_fewer_at_the_ends_of_a_file(tmp_path: Path, line: int, numbers: str) -> None:
    assert [found.number for found in lines_of(tmp_path, "a\r\nb\rc", line)] == list(numbers)


def test_the_column_is_marked(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, "title: گام", 1, 8)
    assert line.pieces == (Piece("title: "), Piece("گ", is_marked=True), Piece("ام"))


def test_what_is_missing_is_marked_at_the_end(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, "ab", 1, 3)
    assert line.pieces == (Piece("ab"), Piece("\u00a0", is_marked=True))


def test_what_cannot_be_seen_is_shown(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, "a\tb\u200ec\u200cd", 1, 4)
    assert line.pieces == (
        Piece("a"),
        Piece("⇥", "جهش (Tab)"),
        Piece("b"),
        Piece("U+200E", "نشان چپ‌به‌راست U+200E", is_marked=True),
        Piece("c\u200cd"),
    )


def test_of_a_long_line_what_is_around_the_column(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, "a" * 5000 + "b" + "c" * 5000, 1, 5001)
    assert marked((line,)) == ["b"]
    assert sum(len(piece.text) for piece in line.pieces) == WIDTH + 2


def test_bytes_that_are_no_text_are_shown_as_lost(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, b"ab\xffc", 1, 3)
    assert marked((line,)) == ["U+FFFD"]


def test_no_lines_of_what_is_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a", "utf-8")
    link = tmp_path / "link.md"
    link.symlink_to(secret)
    for path in (tmp_path, tmp_path / "nowhere.md", link):
        assert excerpt(path, Place("x", 1, 1)) == ()
    assert excerpt(secret, Place("x")) == ()
