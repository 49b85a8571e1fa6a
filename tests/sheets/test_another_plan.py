"""A plan that comes as a table takes the place of the samples, in one go or not at all."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from qomsite import cli
from qomsite.checks.registry import check
from qomsite.loader.load import load
from qomsite.model.collections import PLAN_COLLECTIONS
from qomsite.sheets.importing import Import
from tests.sheets.books import Book
from tests.sheets.invented import NUMBERS, invented_book

SHIPPED = Path(__file__).resolve().parents[2] / "content"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    shutil.copytree(SHIPPED, tmp_path / "content")
    book = Book(tmp_path / "content")
    invented_book(book.book)
    return book


def test_it_takes_the_place_of_the_samples(book: Book) -> None:
    for code in (3, 5):
        (book.content / f"projects/{code}.md").rename(book.content / f"projects/{code}0{code}.md")
    book.book.save(book.path)
    words = ["import", str(book.path), "--content", str(book.content), "--remove", "--yes"]
    assert cli.main(words) == 0
    content, problems = load(book.content)
    assert (*problems, *check(content)) == ()
    assert content.plan is not None
    for collection in PLAN_COLLECTIONS:
        records = content.records[collection.name]
        assert len(records) == NUMBERS[collection.plural]
        assert {getattr(record, "provenance", "") for record in records} == {"official"}
    first = (book.content / "projects/1.md").read_text("utf-8")
    assert first == (
        "---\ntitle: طرح آزمایشی شمارهٔ 1\n"
        "policy: 1\nowner: واحد آزمایشی دو\n"
        "partners: [واحد آزمایشی سه]\ndistricts: [2]\nstatus: خاتمه‌یافته\nstart: 1401/03/15\n"
        "end: ۱۴۰۴/۱۲/۲۹\nbudget: 1 میلیارد تومان\nphysical_progress: 1\n"
        "source:\n  document: برنامهٔ نمونهٔ آزمایشی\n  page: 2\nprovenance: official\n---\n"
        "متن طرح 1.\n\nبند دوم.\n"
    )
    assert book.read(remove=True) == Import()
    output = book.content.parent / "public"
    made = ["build", "--content", str(book.content), "--output", str(output), "--release"]
    made += ["--base-url", "https://plan.city.ir/"]
    assert cli.main(made) == 0


def test_one_fault_in_each_of_many_columns_stops_all_of_it(book: Book) -> None:
    faults: dict[tuple[str, int, str], object] = {
        ("هدف‌ها", 2, "محورهای موضوعی"): "20",
        ("راهبردها", 7, "هدف"): 9,
        ("سیاست‌های اجرایی", 30, "راهبرد"): "#N/A",
        ("سیاست‌های اجرایی", 31, "واحد متولی"): "واحد آزمایشی چهار",
        ("طرح‌ها", 11, "عنوان"): None,
        ("طرح‌ها", 12, "سیاست اجرایی"): 82,
        ("طرح‌ها", 13, "وضعیت"): "در دست اجراء است",
        ("طرح‌ها", 14, "شروع"): date(2022, 6, 5),
        ("طرح‌ها", 15, "پایان"): "1404-12-30",
        ("طرح‌ها", 16, "اعتبار"): "5 میلیارد",
        ("طرح‌ها", 17, "پیشرفت فیزیکی"): 101,
        ("طرح‌ها", 18, "منطقه"): 12,
        ("طرح‌ها", 19, "منشأ"): "رسمی",
        ("طرح‌ها", 20, "متن"): "پیوند به [طرح](project:999)",
        ("تدبیرها", 60, "سند منبع: صفحه"): None,
    }
    places = set()
    for (sheet, code, heading), value in faults.items():
        cell = book.cell(sheet, code, heading)
        cell.value = value
        places.add((f"plan.xlsx[{sheet}]", cell.row, cell.column))
    before = {path: path.read_bytes() for path in book.content.rglob("*.*")}
    problems = book.problems(remove=True)
    found = {(one.place.path, one.place.line, one.place.column) for one in problems}
    # What lacks the page of its source is told of its source, whose first cell is the document.
    source = book.cell("تدبیرها", 60, "سند منبع: صفحه")
    places ^= {("plan.xlsx[تدبیرها]", source.row, at) for at in (source.column,)}
    assert found >= places
    assert len(problems) == len(faults)
    assert {path: path.read_bytes() for path in book.content.rglob("*.*")} == before
