"""Pasted tables: found, written as Markdown, or refused with what keeps them from it."""

import pytest

from qomsite.markup.tables import pasted_tables
from qomsite.tidy.tidying import with_tables
from tests.growth import expect_linear

FRONT = "---\ntitle: جدول\n---\n"
CELL = "<table><tr><td>سال</td></tr><tr><td>{}</td></tr></table>\n"
PIPES = "| سال |\n| --- |\n| {} |\n"


@pytest.mark.parametrize(
    ("body", "after"),
    [
        (
            "بالا:\nسال\tبودجه\n۱۴۰۳\t۵۵ | ۶۶\n۱۴۰۴\t\nپایین\n",
            "بالا:\n\n| سال | بودجه |\n| --- | --- |\n| ۱۴۰۳ | ۵۵ \\| ۶۶ |\n| ۱۴۰۴ |  |\n\nپایین\n",
        ),
        (
            "\tسال ۱\tسال ۲\nالف\t[یک](project:1)\t۲\nب",
            "|  | سال ۱ | سال ۲ |\n| --- | --- | --- |\n| الف | [یک](project:1) | ۲ |\n\nب",
        ),
        (
            "-\tالف\n\no\tب\n۱-\tپ\nب)\tت\n\n۱\tالف\tب\n۲\tج\n",
            "-\tالف\n\no\tب\n۱-\tپ\nب)\tت\n\n| ۱ | الف | ب |\n| --- | --- | --- |\n| ۲ | ج |  |\n",
        ),
        (
            "الف\tب\n\n۱\t۲\n\n۳\t۴\n\n\nپ\tت\n",
            "| الف | ب |\n| --- | --- |\n| ۱ | ۲ |\n| ۳ | ۴ |\n\n\nپ\tت\n",
        ),
        (
            '<div dir="rtl">\n<center><table><tr><td>الف</td></tr></table></center>\n</div>\nمتن',
            "| الف |\n| --- |\n\nمتن",
        ),
        (
            "متن\n<TABLE dir=rtl>\n<thead><tr><th>الف</th>\n<th colspan='1'>ب</th></tr></thead>\n"
            "<tr><td>۱</td></tr>\n</TABLE>\nمتن\n",
            "متن\n\n| الف | ب |\n| --- | --- |\n| ۱ |  |\n\nمتن\n",
        ),
        (
            CELL.format("<p>یک</p><p>۲ &lt;ب&gt;&nbsp;&amp;</p>"),
            PIPES.format("یک ۲ &lt;ب&gt; &amp;"),
        ),
        (CELL.format("a|b *c* &#42;d&#42; e_f"), PIPES.format(r"a\|b *c* &#42;d&#42; e_f")),
        (
            CELL.format("<a class='x' href='project:1'>طرح</a> <b>مهم</b> <sup>۲</sup>"),
            PIPES.format("[طرح](project:1) **مهم** <sup>۲</sup>"),
        ),
        (
            CELL.format("<span lang=FA style='x'>یک<br>دو<o:p></o:p></span>"),
            PIPES.format("یک دو"),
        ),
    ],
)
def test_a_table_becomes_markdown_once(body: str, after: str) -> None:
    assert with_tables(FRONT + body, "pages/x.md") == (FRONT + after, 1)
    assert with_tables(FRONT + after, "pages/x.md") == (FRONT + after, 0)
    windows = (FRONT + body).replace("\n", "\r\n")
    assert with_tables(windows, "pages/x.md")[0] == (FRONT + after).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<table><tr><td colspan=2>الف</td></tr></table>", "ادغام"),
        ("<table><tr><td rowspan='2'>الف</td></tr></table>", "ادغام"),
        (CELL.format("<ul><li>یک</li></ul>"), "<ul>"),
        (CELL.format("<img src='media/x.png' alt='نقشه'>"), "<img>"),
        (CELL.format(CELL.format("یک")), "<table>"),
        ("<table>متن<tr><td>الف</td></tr></table>", "بیرون"),
        ("- <table><tr><td>الف</td></tr></table>", "بیرون"),
        ("<div><table><tr><td>الف</td></tr></table>متن</div>", "بیرون"),
        ("<table></table>", "سطری ندارد"),
        ('الف\t"ب\nج"\tد', "چند سطر"),
    ],
)
def test_what_would_lose_something_is_refused(body: str, fault: str) -> None:
    [table] = pasted_tables(body)
    assert fault in table.fault
    assert with_tables(FRONT + body, "pages/x.md") == (FRONT + body, 0)


@pytest.mark.parametrize(
    "body",
    [
        "    الف\tب\n    ج\tد\n",
        "\tالف\tب\n\tج\tد\n",
        "```\nالف\tب\nج\tد\n```\n",
        "`<table><tr><td>x</td></tr></table>`\n",
        "- یک\n\t- دو\tسه\n\t- چهار\tپنج\n",
        "۱.\tیک\n۲.\tدو\n",
        "> الف\tب\n> ج\tد\n",
        "| الف\t| ب |\n| --- | --- |\n| ج\t| د |\n",
        "# الف\tب\nج\tد\n",
        "الف\tب\n\nج\tد\n",
        "الف\t\nب\t\n",
        "<table><tr><td>الف",
    ],
)
def test_what_is_no_pasted_table(body: str) -> None:
    assert pasted_tables(body) == ()


@pytest.mark.parametrize("flood", ["<table>", "<td>", "\t", "a\tb\n\n", "<table></table>", "-\t"])
def test_floods_take_linear_time(flood: str) -> None:
    expect_linear(lambda length: pasted_tables("<table>" + flood * (length // len(flood))), 50_000)
