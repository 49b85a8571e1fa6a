"""What a text is meant to be, but is not: told at its place, and nothing that is meant as it is."""

import pytest

from qomsite.checks.markdown import note_without_text, unread_markdown, unused_note
from qomsite.model.content import Content
from qomsite.model.records import Page


def expect(text: str, *expected: str) -> None:
    """What is told of a text: the places, and how the messages begin."""
    page = Page(path="pages/x.md", code="x", title="x", body=text, body_line=1)
    content = Content(None, None, {"pages": (page,)}, {}, {}, {})
    rules = (unread_markdown, note_without_text, unused_note)
    found = sorted(one for rule in rules for one in rule(content))
    told = [f"{one.place.line}:{one.place.column} {one.message}" for one in found]
    assert len(told) == len(expected), told
    for line, beginning in zip(told, expected, strict=True):
        assert line.startswith(beginning), told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<table><tr><td>یک</td><td>دو</td></tr>", ["1:1 «<table>» جفت"]),
        ("<ul>\n<li>یک\n<li>دو</li>\n</ul>", ["2:1 «<li>» جفت"]),
        ("<b>یک\n\nدو</b> <br>", ["1:1 «<b>» جفت", "3:3 «</b>» جفت"]),
        ('<p class="MsoNormal">یک<o:p></o:p></p>', ["1:24 «<o:p>» در این سایت"]),
        ("<font color=red>یک</font>", ["1:1 «<font color=red>» در این سایت"]),
        ("<style>p</style> و <video/>", ["1:1 «<style>» در این", "1:20 «<video/>» در این"]),
        ("<name> و <tel:025> و `<font a=b>` و \\<b> و ۲ < ۳ و if a<b and c>d و A<B>", []),
        ("<details><summary>یک</summary>\n\n<img src=x alt=x> دو\n\n</details>", []),
        ("<table><tr><td><o:p></o:p>یک</td></tr></table>", []),
    ],
)
def test_a_tag_that_is_shown_is_told(text: str, expected: list[str]) -> None:
    expect(text, *expected)


TABLE = "این سطرها جدول نمی‌شوند"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| الف | ب |\n| ۱ | ۲ |\n| ۳ | ۴ |", [f"1:1 {TABLE}"]),
        ("| الف | ب |\n\n| ۱ | ۲ |\n\n| ۳ | ۴ |", [f"1:1 {TABLE}"]),
        ("متن:\nالف | ب\n۱ | ۲\n۳ | ۴", [f"2:1 {TABLE}"]),
        ("الف|ب\n۱|۲", [f"1:1 {TABLE}"]),
        ("> الف ｜ ب\n> ۱ ｜ ۲", [f"1:1 {TABLE}"]),
        ("+---+---+\n| الف | ب |\n+---+---+\n| ۱ | ۲ |\n+---+---+", [f"2:1 {TABLE}"]),
        ("┌─┬─┐\n│ الف │ ب │\n├─┼─┤\n│ ۱ │ ۲ │\n└─┴─┘", [f"2:1 {TABLE}"]),
        ("| جدول | |\n| الف | ب |\n|---|---|", [f"1:1 {TABLE}"]),
        ("| الف | ب |\n|---|---|\n\n| ۱ | ۲ |\n| ۳ | ۴ |", ["4:1 سطری خالی"]),
        ("الف | ب\n---|---\n۱ | ۲\n\n۳ | ۴", ["5:1 سطری خالی"]),
        ("| الف | ب |\n|---|---|\n| ۱ | ۲ |\n\n| الف | ب |\n|---|---|\n| ۳ | ۴ |", []),
        ("> الف | ب\n> ---|---\n> ۱ | ۲\n> ۳ | ۴", []),
        ("| الف | ب |\n|---|---|\n| ۱ | ۲ |\n\nمنبع: سالنامه | ۱۴۰۳\n\nمتن", []),
        ("قم | ایران\n\nتلفن | نمابر\n\n`الف | ب`\n`پ | ت`\nالف\\|ب\nپ\\|ت", []),
    ],
)
def test_rows_that_make_no_table_are_told_once(text: str, expected: list[str]) -> None:
    expect(text, *expected)


LISTS = (
    "۱ـ یک⏎۲ـ دو|۱٫ یک⏎۲٫ دو|۱— یک⏎۲— دو|۱−یک⏎۲−دو|۱: یک⏎۲: دو|1️⃣ یک⏎2️⃣ دو|[1] یک⏎[2] دو|"
    "«۱» یک⏎«۲» دو|🔹 یک⏎🔹 دو|👈🏻یک⏎👈🏻دو|📌 یک⏎📞 دو|◄ یک⏎◄ دو|٭ یک⏎٭ دو|→ یک⏎→ دو"
    "|[ ] یک⏎[x] دو"
    "|» یک⏎» دو|> ★ یک⏎> ★ دو|-یک⏎- دو|- یک⏎-دو|۱. یک⏎۲.دو|۱- یک⏎    ۱-۱- دو|- یک⏎  الف) دو⏎  ب) سه"
    "|- یک⏎    ۱-۱ دو⏎    ۱-۲ سه"
)
NO_LISTS = (
    "۳ – ۴ روز⏎۵ – ۶ روز|ا. ب. رضایی⏎ج. د. کریمی|۱۴۰۰−۱۴۰۴⏎۱۴۰۴−۱۴۱۴|۸:۳۰ تا ۱۰⏎۹:۳۰ تا ۱۱"
    "|■ یک⏎■ دو"
    "|۱-یک⏎۲-دو|- یک⏎    ۲-۳ نفر|- طول⏎  ۳.۵ متر|-۵ درجه⏎- یک|🔹 یک  ⏎🔹 دو|✅ یک⏎متن"
    "|`🔹` یک⏎`🔹` دو|- یک⏎  - دو⏎    - سه⏎⏎            متن|   - یک⏎⏎    متن"
    "|«قم» یک⏎«ری» دو|(نک. متن)⏎(نک. ب)|- [ ] یک⏎- [x] دو"
)


@pytest.mark.parametrize("text", LISTS.split("|"))
def test_lines_that_make_no_list_are_told(text: str) -> None:
    line = 1 + text.startswith("- یک⏎ ")
    expect(text.replace("⏎", "\n"), f"{line}:1 این سطرها فهرست نمی‌شوند")


@pytest.mark.parametrize("text", NO_LISTS.split("|"))
def test_what_is_no_list_or_is_one_is_not_told(text: str) -> None:
    expect(text.replace("⏎", "\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[متن] (media/map.png)", ["1:1 «[متن] (media/map.png)» پیوند نمی‌شود، زیرا پیش از"]),
        ("![متن] (media/map.png)", ["1:1 «![متن] (media/map.png)» پیوند نمی‌شود، زیرا پیش"]),
        ("[متن]\n(project:1)", ["1:1 «[متن] (project:1)» پیوند نمی‌شود، زیرا پیش از"]),
        ("(https://a.ir)[متن]", ["1:1 «(https://a.ir)[متن]» پیوند نمی‌شود، زیرا پرانتز پیش"]),
        ("[متن](project:1", ["1:1 «[متن](project:1» پیوند نمی‌شود، زیرا پس از نشانی"]),
        ("[متن](project:1 و دو", ["1:1 «[متن](project:1» پیوند نمی‌شود، زیرا پس از نشانی"]),
        ("[ ](project:1)", ["1:1 پیوند «[ ](project:1)» متن ندارد"]),
        ("متن [1].\n\n[1]: متن دو", ["3:1 «[1]:» پانویس نمی‌شود"]),
        ("متن[^1].\n\n[^1] : متن", ["3:1 توضیح پانویس [^1] خوانده نمی‌شود"]),
        ("متن[^1].\n\n[^۱]: متن", ["1:4 پانویس [^1] توضیح ندارد، ولی [^۱] دارد"]),
        ('[متن](project:1\n"عنوان") و [یک](project:1)[دو](project:2)', []),
        ("(project:1)[^1] و (متن)[متن]\n\n[^1]: متن\n\n[1]: https://a.ir", []),
        ("[متن](media/a b.png) و `[](project:1)` و [متن](https://a.ir/b_(c))", []),
    ],
)
def test_a_slip_in_a_link_or_a_note_is_named(text: str, expected: list[str]) -> None:
    expect(text, *expected)
