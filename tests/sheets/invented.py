"""«برنامهٔ نمونهٔ آزمایشی»: another plan as a municipality would bring it, in a workbook.

Nothing in it is true of any city. It has the numbers of the plan, its own departments, and only
the facts that an approved document tells; the rest is blank.
"""

from collections.abc import Iterator
from typing import Any

from qomsite.model.collections import PLAN_COLLECTIONS
from tests.test_lists import COUNTS

NUMBERS = {one.plural: COUNTS[one.name] for one in PLAN_COLLECTIONS}
SINGULAR = {one.plural: one.singular for one in PLAN_COLLECTIONS}
DEPARTMENTS = ("واحد آزمایشی یک", "واحد آزمایشی دو", "واحد آزمایشی سه")
EMPTIED = ("شاخص‌ها", "مقدارهای واقعی", "رویدادها", "پایان بازنگری‌شده", "سندها")


def invented_rows(sheet: str) -> Iterator[dict[str, Any]]:
    """The rows of a sheet, by their headings; numbers as numbers, as people type them."""
    for code in range(1, NUMBERS[sheet] + 1):
        yield {
            "کد": code,
            "عنوان": f"{SINGULAR[sheet]} آزمایشی شمارهٔ {code}",
            "منشأ": "مصوب",
            "سند منبع: سند": "برنامهٔ نمونهٔ آزمایشی",
            "سند منبع: صفحه": code % 90 + 1,
            "متن": f"متن {SINGULAR[sheet]} {code}.\n\nبند دوم.",
            **_own(sheet, code),
        }


def _own(sheet: str, code: int) -> dict[str, Any]:
    if sheet == "هدف‌ها":
        return {"محورهای موضوعی": f"{code}\n{code + 8}"}
    if sheet == "راهبردها":
        return {"هدف": (code - 1) % 8 + 1}
    if sheet == "سیاست‌های اجرایی":
        return {
            "راهبرد": (code - 1) % 29 + 1,
            "محورهای موضوعی": (code - 1) % 19 + 1,
            "تدبیرها": f"{(code - 1) % 60 + 1}",
            "واحد متولی": DEPARTMENTS[code % 3],
        }
    if sheet == "طرح‌ها":
        return {
            "سیاست اجرایی": (code - 1) % 81 + 1,
            "واحد متولی": DEPARTMENTS[code % 3],
            "واحدهای همکار": DEPARTMENTS[(code + 1) % 3],
            "منطقه": code % 8 + 1,
            "وضعیت": ("در دست اجرا", "خاتمه یافته")[code % 2],
            "شروع": f"140{code % 4}/03/15",
            "پایان": "۱۴۰۴/۱۲/۲۹",
            "اعتبار": f"{code} میلیارد تومان",
            "پیشرفت فیزیکی": code % 100,
        }
    return {}


def invented_book(book: Any) -> None:
    """Puts the invented plan in place of what an exported workbook holds.

    The headings stay; the sheets of indicators and the like are left without rows.
    """
    for page in book.worksheets:
        if page.title in NUMBERS or page.title in EMPTIED:
            heads = [cell.value for cell in page[1]]
            page.delete_rows(2, page.max_row)
            for number, row in enumerate(
                invented_rows(page.title) if page.title in NUMBERS else (), 2
            ):
                for heading, value in row.items():
                    page.cell(number, heads.index(heading) + 1).value = value
    units = book["واحدها"]
    for at, title in enumerate(DEPARTMENTS, 1):
        units.append([f"unit-{at}", title])
