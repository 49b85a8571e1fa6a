"""`export` and `import`: what they say, what they write, and when they do not."""

import io
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from qomsite import cli
from qomsite.commands import options
from tests.conftest import Terminal
from tests.sheets.books import Book

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def book(content: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    book = Book(content)
    book.put("طرح‌ها", 1, {"عنوان": "نام تازه"})
    book.book.save(book.path)
    return book


def run(book: Book, *words: str) -> int:
    return cli.main([*words, "--content", str(book.content)])


def title(book: Book) -> str:
    return (book.content / "projects/1.md").read_text("utf-8").splitlines()[1]


def test_what_is_exported_is_named_and_so_is_the_way_back(book: Book, capsys: Capture) -> None:
    target = book.content.parent / "out.xlsx"
    assert run(book, "export", str(target)) == 0
    assert target.exists()
    said = capsys.readouterr().out
    assert "out.xlsx" in said
    assert f"python3 build.py import {target}" in said


def test_why_nothing_was_exported_is_said_in_persian(book: Book, capsys: Capture) -> None:
    assert run(book, "export", str(book.content.parent / "missing" / "out.xlsx")) == 1
    said = capsys.readouterr()
    assert "نوشته نشد: چنین پرونده یا پوشه‌ای نیست [sheet-not-written]" in said.out + said.err


def test_without_a_terminal_nothing_is_written(book: Book, capsys: Capture) -> None:
    assert run(book, "import", str(book.path)) == 1
    assert title(book) == "title: باغ محله"
    said = capsys.readouterr().out
    assert "عنوان: از «باغ محله» به «نام تازه»" in said
    assert "--yes" in said
    assert "چیزی نوشته نشد" in said


@pytest.mark.parametrize(
    ("answer", "status", "expected"),
    [
        ("بله\n", 0, "title: نام تازه"),
        ("خیر\n", 1, "title: باغ محله"),
        ("\n", 1, "title: باغ محله"),
        ("", 1, "title: باغ محله"),
    ],
)
def test_whoever_is_asked_decides(
    book: Book, at_terminal: Callable[[str], Terminal], answer: str, status: int, expected: str
) -> None:
    seen = at_terminal(answer)
    assert run(book, "import", str(book.path)) == status
    assert title(book) == expected
    assert "نوشته شود؟ [بله/خیر]" in seen.getvalue()


def test_what_was_written_can_be_undone(book: Book, capsys: Capture) -> None:
    before = (book.content / "projects/1.md").read_bytes()
    assert run(book, "import", str(book.path), "--yes") == 0
    assert title(book) == "title: نام تازه"
    assert "build.py undo" in capsys.readouterr().out
    assert run(book, "import", str(book.path), "--yes") == 0
    assert "چیزی برای نوشتن نیست" in capsys.readouterr().out
    journal = options.journal(Namespace(content=str(book.content)))
    assert len(journal.names()) == 1
    journal.undo(journal.names()[0])
    assert (book.content / "projects/1.md").read_bytes() == before


def test_problems_are_told_as_all_others_are(book: Book, capsys: Capture) -> None:
    book.put("طرح‌ها", 1, {"وضعیت": "نیمه"})
    book.book.save(book.path)
    assert run(book, "import", str(book.path), "--yes") == 1
    said = capsys.readouterr().err
    assert "plan.xlsx[طرح‌ها]" in said
    assert "[unknown-status]" in said
    assert title(book) == "title: باغ محله"
