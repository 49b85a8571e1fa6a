"""What is changed in a workbook changes in the files, and nothing else does."""

from datetime import date
from pathlib import Path

import pytest

from qomsite.errors import Problem, SheetsRefused
from qomsite.model.former_keys import FormerKey
from qomsite.model.records import Project
from qomsite.sheets.importing import Import, read_import
from qomsite.sheets.preview import preview, summary
from qomsite.sheets.table import Table
from tests.library.plans import project, tiny_with
from tests.sheets.books import Book

FIRST = """\
---
# یادداشت کارشناس
title: طرح نخست   # نام کوتاه
policy: 1
axes: [1, 2]
status: در دست اجرا
indicators:
  - title: طول  # از نقشه
    unit: متر
    target: 10
    actuals:
      - {date: 1402-12-29, value: 3}
provenance: sample
---

متن طرح.

    سطر رمز
"""


@pytest.fixture
def book(tmp_path: Path) -> Book:
    files = {"projects/1.md": FIRST.replace("\n", "\r\n"), "news/old.md": "---\ntitle: کهنه\n---\n"}
    return Book(tiny_with(tmp_path, files))


def text(book: Book, path: str = "projects/1.md") -> str:
    data = (book.content / path).read_bytes()
    if path == "projects/1.md":
        assert data.count(b"\n") == data.count(b"\r\n")
    return data.decode().replace("\r\n", "\n")


def test_one_cell_is_one_value_and_every_other_byte_stays(book: Book) -> None:
    book.put("طرح‌ها", 1, {"عنوان": "نامی دیگر: تازه"})
    assert len(book.write().changes) == 1
    assert text(book) == FIRST.replace("طرح نخست ", '"نامی دیگر: تازه" ')
    assert book.read() == Import()


def test_a_blank_cell_takes_the_key_out(book: Book) -> None:
    book.put("طرح‌ها", 1, {"وضعیت": None, "محورهای موضوعی": "  "})
    found = book.write()
    assert text(book) == FIRST.replace("axes: [1, 2]\nstatus: در دست اجرا\n", "")
    assert "      وضعیت: برداشته می‌شود: در دست اجرا" in list(preview(found))


def test_a_column_that_is_absent_leaves_its_values(book: Book) -> None:
    for heading in ("وضعیت", "متن"):
        column = next(cell.column for cell in book.page("طرح‌ها")[1] if cell.value == heading)
        book.page("طرح‌ها").delete_cols(column)
    for title in ("شاخص‌ها", "مقدارهای واقعی", "هدف‌ها"):
        del book.book[title]
    assert book.read() == Import()


def test_a_text_changes_below_the_blank_line_that_was_there(book: Book) -> None:
    book.put("طرح‌ها", 1, {"متن": "بند یک.\n\nبند دو."})
    found = book.write()
    assert text(book) == FIRST.partition("متن طرح")[0] + "بند یک.\n\nبند دو.\n"
    lines = list(preview(found))
    assert "        − متن طرح." in lines
    assert "        + بند یک." in lines


def test_blanks_at_the_margins_and_other_line_ends_change_nothing(book: Book) -> None:
    old = book.cell("طرح‌ها", 1, "متن").value
    book.put("طرح‌ها", 1, {"متن": f"\n{old}\n\n".replace("\n", "_x000D_\n"), "عنوان": "طرح نخست "})
    assert book.read() == Import()


def test_what_the_spreadsheet_took_for_numbers_is_read_as_it_is_shown(book: Book) -> None:
    book.put("طرح‌ها", 1, {"پیشرفت فیزیکی": 0.45, "پیشرفت ریالی": 12.5})
    book.put("طرح‌ها", 1, {"محورهای موضوعی": 2, "پیش‌نویس": False})
    book.cell("طرح‌ها", 1, "پیشرفت فیزیکی").number_format = "0%"
    book.part("شاخص‌ها", {"مقدار هدف": 25000000.0})
    book.write()
    assert "axes: [2]\n" in text(book)
    assert "target: 25000000\n" in text(book)
    assert "physical_progress: 45\nfinancial_progress: 12.5\n" in text(book)
    assert "draft: خیر\n" in text(book)


def test_words_are_found_however_they_are_spelt(book: Book) -> None:
    book.put("طرح‌ها", 1, {"وضعیت": "خاتمه يافته", "واحد متولی": "سازمان فضاي‌سبز"})
    book.put("طرح‌ها", 1, {"واحدهای همکار": "معاونت فنی وعمرانی\nworks", "محورهای موضوعی": "۱، ۲"})
    book.put("طرح‌ها", 1, {"منشأ": "مصوب", "سند منبع: سند": "سند", "سند منبع: صفحه": 3})
    book.write()
    assert "status: خاتمه‌یافته\n" in text(book)
    assert "provenance: official\n" in text(book)
    assert "owner: سازمان فضای سبز\npartners: [معاونت فنی و عمرانی, works]\n" in text(book)
    assert "axes: [۱, ۲]\n" in text(book)


def test_latin_headings_and_rows_above_and_between_are_understood(book: Book) -> None:
    page = book.page("طرح‌ها")
    for cell in page[1]:
        cell.value = {"عنوان": "Title", "کد": " code ", "سند منبع: صفحه": "source.page"}.get(
            cell.value, cell.value
        )
    page.insert_rows(3)
    page.insert_rows(1)
    page.cell(1, 1).value = "جدول طرح‌ها"
    page.title = "projects"
    page.sheet_state = "hidden"
    assert book.read() == Import()


def test_a_record_is_named_by_its_title_as_by_its_code(book: Book) -> None:
    policies = [book.cell("سیاست‌های اجرایی", code, "عنوان").value for code in (2, 3)]
    axes = [book.cell("محورهای موضوعی", code, "عنوان").value for code in (1, 2)]
    book.put("سیاست‌های اجرایی", 3, {"عنوان": "سیاستی با نامی تازه"})
    book.put("طرح‌ها", 1, {"سیاست اجرایی": policies[0], "محورهای موضوعی": "\n".join(axes)})
    book.put("طرح‌ها", 4, {"سیاست اجرایی": "سياستي با نامي تازه"})
    book.write()
    assert text(book) == FIRST.replace("policy: 1", "policy: 2")
    assert "\npolicy: 3\n" in text(book, "projects/4.md")
    book.put("طرح‌ها", 4, {"سیاست اجرایی": policies[1]})
    assert [one.slug for one in book.problems()] == ["bad-code"]
    book.put("سیاست‌های اجرایی", 3, {"عنوان": policies[0]})
    book.put("طرح‌ها", 4, {"سیاست اجرایی": policies[0]})
    assert "bad-code" in [one.slug for one in book.problems()]


def test_a_district_is_named_by_its_title_as_by_its_code(book: Book) -> None:
    book.page("منطقه‌ها").append([9, "منطقهٔ نه"])
    book.put("طرح‌ها", 1, {"منطقه": "منطقه یک، منطقهٔ نه"})
    book.write()
    assert "districts: [1, 9]\n" in text(book)


def test_a_problem_names_the_cell_by_its_heading_alone(book: Book) -> None:
    book.put("طرح‌ها", 1, {"محورهای موضوعی": "محور ۱"})
    page = book.page("طرح‌ها")
    page.cell(3, page.max_column + 1, "?")
    unnamed, wrong = book.problems()
    assert "خانهٔ AE1: این ستون عنوان ندارد" in unnamed.message
    assert "ستون «محورهای موضوعی»: کد «محور ۱» درست نیست" in wrong.message


def test_a_row_beyond_the_count_says_what_comes_first(book: Book) -> None:
    book.put("طرح‌ها", 5, {"عنوان": "طرح تازه", "سیاست اجرایی": 1, "منشأ": "نمونه"})
    (problem,) = book.problems()
    assert "۴ اعلام شده، ولی پوشهٔ content/projects ۵ پروندهٔ" in problem.message
    assert "؛ اگر جدول درست است، نخست این شمار را درست کنید و سپس" in problem.message
    plan = book.content / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("count: ۴", "count: ۵"), "utf-8")
    assert len(book.write().changes) == 1


def test_remarks_and_calculations_are_left_aside_and_told(book: Book) -> None:
    page = book.page("طرح‌ها")
    headings = ("ملاحظات", "توضيحات", "ردیف", "ملاحظات کارشناس")
    for at, heading in enumerate(headings, page.max_column + 1):
        page.cell(1, at, heading)
        page.cell(2, at, "۱")
    sums = book.book.create_sheet("محاسبات")
    sums.append(["شرح", "جمع اعتبار"])
    sums.append(["طرح‌ها", 12])
    book.put("طرح‌ها", 1, {"عنوان": "نامی دیگر"})
    found = book.read()
    assert len(found.changes) == 1
    notes = "\n".join(found.notes)
    assert all(f"ستون «{one}» خوانده نمی‌شود" in notes for one in headings)
    assert "plan.xlsx[محاسبات]: این برگه خوانده نمی‌شود" in notes
    sums.append(["کد", "عنوان", "اعتبار"])
    assert [one.slug for one in book.problems()] == ["unknown-sheet"]


def test_a_new_row_is_a_new_file_in_the_order_of_the_table(book: Book) -> None:
    news = {"متن": "متن خبر.", "عنوان": "خبر", "تاریخ": "1402/01/05", "منبع: سند": "برنا"}
    book.put("خبرها", "first-report", dict[str, object](news))
    found = book.write()
    assert text(book, "news/first-report.md") == (
        "---\ntitle: خبر\ndate: 1402/01/05\nsource:\n  document: برنا\n---\nمتن خبر.\n"
    )
    assert "  + تازه: news/first-report.md  خبر" in list(preview(found))
    assert book.read() == Import()


def test_a_row_taken_out_goes_only_when_asked(book: Book) -> None:
    book.drop("خبرها", "old")
    found = book.read()
    assert (found.changes, found.unlisted) == ((), ("news/old.md",))
    assert any("--remove" in line for line in preview(found))
    found = book.write(remove=True)
    assert not (book.content / "news/old.md").exists()
    assert summary(found) == "۰ تازه، ۰ تغییر، ۱ برداشته."


class TestParts:
    """Indicators, values, notes and documents stand in sheets of their own."""

    def test_one_value_changes_alone(self, book: Book) -> None:
        book.part("مقدارهای واقعی", {"مقدار": "4"})
        found = book.write()
        assert text(book) == FIRST.replace("value: 3", "value: 4")
        assert "      شاخص‌ها ۱، مقدارهای واقعی ۱، مقدار: از «3» به «4»" in list(preview(found))

    def test_rows_are_added_with_their_number_or_without(self, book: Book) -> None:
        book.page("شاخص‌ها").append(["طرح", 1, None, "عرض", "متر"])
        book.page("مقدارهای واقعی").append(["طرح", "۱", 2, None, "1403-01-01", "5"])
        book.page("رویدادها").append(["projects", 1, 1, "1402-01-01", "آغاز شد."])
        book.write()
        assert text(book) == FIRST.replace(
            "provenance: sample\n",
            "  - title: عرض\n    unit: متر\n    actuals:\n"
            "      - date: 1403-01-01\n        value: 5\n"
            "provenance: sample\nupdates:\n  - date: 1402-01-01\n    text: آغاز شد.\n",
        )
        assert book.read() == Import()

    def test_the_rest_moves_up_when_one_goes(self, book: Book) -> None:
        book.page("شاخص‌ها").append(["طرح", 1, None, "عرض", "متر"])
        book.page("مقدارهای واقعی").append(["طرح", 1, 2, None, "1403-01-01", "5"])
        book.write()
        again = Book(book.content)
        again.drop_part("شاخص‌ها")
        again.drop_part("مقدارهای واقعی")
        again.write()
        assert "title: طول" not in text(book)
        assert "title: عرض" in text(book)
        assert "1403-01-01" in text(book)

    def test_without_rows_the_key_goes(self, book: Book) -> None:
        book.drop_part("شاخص‌ها")
        book.drop_part("مقدارهای واقعی")
        book.write()
        assert "indicators:" not in text(book)


def test_new_words_of_the_plan_may_come_in_the_same_workbook(book: Book) -> None:
    book.page("واحدها").append(["parks", "سازمان پارک‌ها"])
    book.put("طرح‌ها", 1, {"واحد متولی": "سازمان پارکها"})
    before = (book.content / "plan.yaml").read_text("utf-8")
    found = book.write()
    assert "owner: سازمان پارک‌ها\n" in text(book)
    after = (book.content / "plan.yaml").read_text("utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    assert "title: سازمان پارک‌ها" in after
    assert "      واحدها ۳، عنوان: افزوده می‌شود: سازمان پارک‌ها" in list(preview(found))
    assert book.read() == Import()


def test_a_date_of_the_spreadsheet_is_not_taken_for_a_day(book: Book) -> None:
    book.put("طرح‌ها", 1, {"شروع": date(2021, 3, 21)})
    problem = book.problems()[0]
    assert problem.slug == "bad-cell"
    assert "2021-03-21" in problem.message
    assert "متن" in problem.message


def test_a_heading_of_before_is_understood_and_said(tmp_path: Path) -> None:
    content = tiny_with(tmp_path, {})
    former = (
        FormerKey(Project, "manager", "مجری", "owner", "نام تازهٔ همان"),
        FormerKey(Project, "priority", "اولویت", None, "هر طرح جای خود را دارد"),
    )
    rows = (("کد", "مجري", "priority"), ("1", "معاونت فنی و عمرانی", "۳"))
    table = Table("طرح‌ها", rows, "plan.xlsx[طرح‌ها]")
    found = read_import(content, [table], "", remove=False, former=former)
    [change] = found.changes
    assert "\nowner: معاونت فنی و عمرانی\n" in (change.after or b"").decode()
    assert list(preview(found))[:2] == [
        "plan.xlsx[طرح‌ها]، خانهٔ B1: ستون «مجري» همان «واحد متولی» است (نام تازهٔ همان).",
        "plan.xlsx[طرح‌ها]، خانهٔ C1: ستون «priority» دیگر نیست و خوانده نمی‌شود"
        " (هر طرح جای خود را دارد).",
    ]
    with pytest.raises(SheetsRefused) as refused:
        read_import(content, [table], "", remove=False)
    assert {one.slug for one in refused.value.problems} == {"unknown-column"}


def test_a_value_below_a_heading_of_before_is_written_in_its_new_form(tmp_path: Path) -> None:
    content = tiny_with(
        tmp_path,
        {
            "projects/3.md": project("end: 1403", "revised_ends: {end: 1404}"),
            "projects/2.md": project(
                "end: 1403", "revised_ends: [{end: 1404}, {end: 1405, reason: ب}]"
            ),
        },
    )

    def asked(title: str, *rows: tuple[str, ...]) -> Import:
        return read_import(content, [Table(title, rows, f"plan.xlsx[{title}]")], "", remove=False)

    def problem(title: str, *rows: tuple[str, ...]) -> Problem:
        with pytest.raises(SheetsRefused) as refused:
            asked(title, *rows)
        (found,) = refused.value.problems
        return found

    old = ("کد", "پایان", "پایان بازنگری‌شده")
    rows = (
        ("1", "1403-12-30", ""),
        ("2", "1403", "1405"),
        ("3", "1403", "1404"),
        ("4", "1403", "1405-02"),
    )
    found = asked("طرح‌ها", old, *rows)
    changed = {change.path: (change.after or b"").decode() for change in found.changes}
    assert changed.keys() == {"projects/4.md"}
    assert "\nend: 1403\nrevised_ends:\n  - end: 1405-02\n" in changed["projects/4.md"]
    assert "ستون «پایان بازنگری‌شده» اکنون «revised_ends» است" in next(preview(found))
    wrong = problem("طرح‌ها", old, ("1", "1403-12-30", "1406"))
    assert (wrong.slug, wrong.place.line) == ("bad-cell", 2)
    assert "revised_ends" in wrong.message
    wrong = problem("طرح‌ها", old, ("4", "1403", "به‌زودی"))
    assert (wrong.slug, wrong.place.column) == ("bad-date", 3)

    words = ("key", "پایان‌یافته")
    found = asked("وضعیت‌ها", words, ("running", "بله"), ("done", "بله"), ("stopped", ""))
    (change,) = found.changes
    assert (change.after or b"").decode().count("outcome: finished") == 2
    wrong = problem("وضعیت‌ها", words, ("running", "شاید"))
    assert (wrong.slug, wrong.place.column) == ("bad-choice", 2)
