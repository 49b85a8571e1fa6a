"""YAML as texts: nothing is guessed, and no input brings the reader down or makes it slow."""

import time
from unittest.mock import ANY

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qomsite.errors import Place, Problem
from qomsite.loader.yaml_text import MAX_NODES, Marks, Tree, read_yaml

LIMIT_SECONDS = 1.0
"""BARS.md: refused in at most a second."""


def read(text: str) -> tuple[dict[str, Tree] | None, list[Problem], Marks]:
    """The tree, the problems and the marks of a text whose first line is line 2."""
    problems: list[Problem] = []
    result = read_yaml(text, "1.md", 2, problems)
    tree, marks = result or (None, Marks())
    return tree, problems, marks


def test_every_scalar_is_text() -> None:
    tree, problems, _ = read(
        "a: 1403-02-31\nb: 010\nc: 12:30\nd: no\ne: ~\nf: 1.50\ng: [yes, 0x1F]\nh: '۱۲'\ni:\n"
    )
    assert problems == []
    assert tree == {
        "a": "1403-02-31",
        "b": "010",
        "c": "12:30",
        "d": "no",
        "e": "~",
        "f": "1.50",
        "g": ["yes", "0x1F"],
        "h": "۱۲",
        "i": "",
    }


def test_values_and_keys_know_their_places() -> None:
    _, _, marks = read("a: x\nlist:\n  - {date: 1, value: 2}\n  - date: 3\n    value: 4\n")
    assert marks.place("p", ("a",)) == Place("p", 2, 4)
    assert marks.place("p", ("list", 0, "value")) == Place("p", 4, 22)
    assert marks.place("p", ("list", 1, "value")) == Place("p", 6, 12)
    assert marks.place("p", ("list", 1, "value"), key=True) == Place("p", 6, 5)


def test_a_place_that_is_not_known_is_that_of_what_is_around_it() -> None:
    _, _, marks = read("a: x\nlist:\n  - {date: 1}\n")
    assert marks.place("p", ("list", 0, "value")) == Place("p", 4, 5)
    assert marks.place("p", ("list", 0, 0, "date"), key=True) == Place("p", 4, 6)
    assert marks.place("p", ("list", 7, "value")) == Place("p", 4, 3)
    assert marks.place("p", ("none", 1)) == Place("p", 2, 1)
    assert Marks().place("p", ("a",)) == Place("p", 1, 1)


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "''", "~"[:0]])
def test_nothing_is_an_empty_mapping(text: str) -> None:
    assert read(text)[:2] == ({}, [])


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: !!python/object/apply:os.system [x]", 2, 4),
        ("a: !x y", 2, 4),
        ("a: ! y", 2, 4),
        ("!!map {a: b}", 2, 1),
        ("a: &x y", 2, 4),
        ("b: 1\na: *x", 3, 4),
        ("&x a: b", 2, 1),
        ("a: {<<: {b: c}}", 2, 5),
        ("<<: *x", 2, 1),
        ("? [a, b]\n: c", 2, 3),
        ("a: 1\n---\nb: 2", 3, 1),
        ("a: 1\n...\nb: 2", 4, 1),
        ("- a\n- b", 2, 1),
        ("text", 2, 1),
        ("a: 'x", 2, 4),
        ('a: "x', 2, 4),
        ("a: 1\nb: [1, 2\nc: 3", 3, 4),
        ("a: {b: c", 2, 4),
        ("a: b: c", 2, 5),
        ("\ta: 1", 2, 1),
        ("a:\n\tb: 1", 3, 1),
        ("a: @x", 2, 4),
        ("a: `x`", 2, 4),
        ("a: 1\n b: 2", 3, 2),
        ("a: 1\nb", 3, 1),
        ("a b\nc: d", 2, 1),
        ("a: b\n\tc: d", 3, 1),
        ("%YAML 9.9", 2, 1),
        ('a: "\\q"', 2, 5),
        ("a: \x01", 2, 1),
    ],
)
def test_what_is_not_plain_is_refused_at_its_place(text: str, line: int, column: int) -> None:
    tree, problems, _ = read(text)
    assert tree is None
    assert [(problem.slug, problem.place) for problem in problems] == [
        ("bad-yaml", Place("1.md", line, column))
    ]


def test_a_value_that_begins_with_a_percent_sign_is_told_how_to_write_it() -> None:
    _, [problem], _ = read("progress: %45.5")
    assert problem.place == Place("1.md", 2, 11)
    assert "پس از عدد" in problem.message
    assert "«۴۵.۵٪»" in problem.message


def test_a_repeated_key_is_named_with_its_first_line_at_any_depth() -> None:
    tree, problems, _ = read("a: 1\nb:\n  a: 2\n  a: 3\na: 4\na: 5\n")
    assert tree == {"a": "1", "b": {"a": "2"}}
    assert [(problem.place.line, problem.message.split("؛")[1]) for problem in problems] == [
        (5, " بار نخست در سطر ۴ آمده، یکی را بردارید"),
        (6, " بار نخست در سطر ۲ آمده، یکی را بردارید"),
        (7, " بار نخست در سطر ۲ آمده، یکی را بردارید"),
    ]


BOMBS = {
    "brackets": "a: " + "[" * 50_000,
    "closed brackets": "a: " + "[" * 50_000 + "]" * 50_000,
    "braces": "a: " + "{a: " * 50_000,
    "dashes": "- " * 50_000,
    "dashes in a key": "a:\n" + "- " * 50_000,
    "question marks": "? " * 50_000,
    "colons": ": " * 50_000,
    "indented keys": "".join(" " * depth + "a:\n" for depth in range(1_000)),
    "quotes": "a: '" + "''" * 400_000,
    "open quote": 'a: "' + "x" * 900_000,
    "keys": "".join(f"k{number}: 1\n" for number in range(90_000)),
    "repeated keys": "a: 1\n" * 180_000,
    "items": "a: [" + "1," * 400_000 + "]",
    "anchor": "a: &" + "x" * 900_000,
    "tag": "a: !" + "x" * 900_000,
    "laughs": "a: &a [x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(1_000)),
    "block": "a: |\n" + " \n" * 400_000,
    "remarks": "#\n" * 400_000,
    "documents": "---\n" * 200_000,
    "percent": "%" * 900_000,
    "spaces": "a:" + " " * 900_000 + "b",
    "backslashes": 'a: "' + "\\\\" * 400_000 + '"',
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_read_or_refused_at_once(text: str) -> None:
    started = time.process_time()
    _, problems, _ = read(text)
    assert time.process_time() - started < LIMIT_SECONDS
    assert len(problems) <= MAX_NODES


@settings(max_examples=200)
@given(st.text(alphabet=st.sampled_from("ab:-[]{}'\"\n\t &*!|>%@`#?,<~ \\0۱")) | st.text())
def test_any_text_never_raises(text: str) -> None:
    tree, problems, _ = read(text)
    assert tree is not None or problems
    assert all(problem.place.line >= 2 for problem in problems)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: گام نخست: آماده‌سازی", "دونقطه در میان مقدار"),
        ("title گام نخست\npolicy: 1", "پس از نام کلید دونقطه"),
        ("title: گام\n  policy: 1", "تورفتگی این کلید زیاد است"),
        ("title: گام\n\tpolicy: 1", "تورفتگی با تب است"),
        ("axes: [1, 2", "کروشهٔ فهرست بسته نشده"),
        ("source: {page: 1", "آکولاد بسته نشده"),
        ("title: &گام", "نشانه‌های & و *"),
        ("title: *گام", "نشانه‌های & و *"),
        ("title: !گام", "نشانهٔ !"),
        ("title: - گام", "خط تیره‌ای که مقدار را آغاز کند"),
        ("title: ] گام", "آغاز شده است"),
        ("title: | گام", "متن چندسطری"),
        ('title: "گام', "باز مانده"),
        (r'title: "\ud800گام"', "نیمهٔ تنهای یک نویسه"),
    ],
)
def test_the_remedy_is_that_of_the_fault(text: str, said: str) -> None:
    _, problems, _ = read(text)
    assert [said in problem.message for problem in problems] == [True]


TAB, SPACE, COLON = "به‌جای هر تب دو فاصله", "پس از دونقطه فاصله نیامده", "U+FF1A"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: پویش #قم_پاک در محله‌ها", [(2, 13, "«#قم_پاک در محله‌ها»")]),
        ("a: بند # ۳\nb:\n  - x #یک\n  - 'ب' #ج", [(2, 8, "«# ۳»"), (4, 7, "«#یک»")]),
        ("a: نام # متن\nb: 3 # متن\nc: ۳ # متن", [(2, 8, "«# متن»")]),
        ("a: #قم\nb: 3 #ب", [(2, 4, '«"#قم"»'), (3, 6, '«"3 #ب"»')]),
        ("a:\n  b: یک\n    دو #سه\nc: ۱", [(4, 8, "«#سه»")]),
        ("a: x #پاک\nb: c: d", [(2, 6, "«#پاک»"), (3, 5, "دونقطه در میان مقدار")]),
        ("a: [الف #ب, ج]\nb: x", [(2, 9, '«"الف #ب"»')]),
        ("a: {b: نامهٔ #۱۲, c: ۴}", [(2, 14, '«"نامهٔ #۱۲"»')]),
        ("a: متن ساده\n  ادامه #۳", [(3, 9, '«"متن ساده ادامه #۳"»')]),
        ('a: میدان "امام" #2', [(2, 17, "«'میدان \"امام\" #2'»")]),
        ("policy:3", [(2, 8, "«policy: 3»")]),
        ("policy:\u200c1", [(2, 8, "«policy: 1»")]),
        *(
            (f"policy{sign}3", [(2, 1, "«policy: 3»")])
            for sign in [" ", "؛ ", " = ", " -> ", "، ", " - "]
        ),
        ("policy:\u200c 3", [(2, 8, "«policy: 3»")]),
        *(
            (f"a:\n  {one}یک\n  {one}دو\nb: x", [(3, 3, "«- یک»"), (4, 3, "«- دو»")])
            for one in (
                "• ",
                "•",
                "– ",
                "-",
                "–",
                "* ",
                "+ ",
                "۱. ",
                "1) ",
                "۲- ",
                "ـ ",
                "الف) ",
                "-\t",
                "- \t",
            )
        ),
        ("a:\n• یک\n• دو\nb: x", [(3, 1, "«- یک»"), (4, 1, "«- دو»")]),
        ("a: • یک\n  • دو", [(2, 4, "«- یک»"), (3, 3, "«- دو»")]),
        ("a: 'یک\n  • دو\n  -سه'\nb: c: d", [(5, 5, "دونقطه در میان مقدار")]),
        ("a:\n  -15 خرداد\n  -19 دی", [(3, 3, "«- 15 خرداد»"), (4, 3, "«- 19 دی»")]),
        ("a:\n- 2\n-3", [(4, 1, "«- 3»")]),
        ("a:\n  -کوچه", [(3, 3, "«- کوچه»")]),
        ("a:\n  - یک\n  -دو", [(4, 3, "«- دو»")]),
        ("a:\n  - یک\n    - دو", [(4, 5, "«- دو»")]),
        ("a:\n  - • یک\n  - دو", [(3, 5, "«- یک»")]),
        ("a: x\npolicy：3\nb:1", [(3, 7, COLON), (4, 3, SPACE)]),
        ("a: x\n\tb: 3\nc:3\nd：4", [(3, 1, TAB), (4, 3, SPACE), (5, 2, COLON)]),
        ("a: x\nb:\n  - date:1403\n    value: 1", [(4, 10, "«date: 1403»")]),
        ("a:\n\u00a0\u00a0b: 1", [(3, 1, "U+00A0")]),
        ("a:\n\u3000b\u202f: 1", [(3, 1, "U+3000")]),
        ("a\u00a0: 1\nb: c: d", [(2, 2, "U+00A0")]),
        ("a:\u00a01", [(2, 3, "U+00A0")]),
        ("a: |\n  b:3\n  \tc\nb:\n  - project:12\nc: d: e", [(7, 5, "دونقطه در میان مقدار")]),
    ],
)
def test_what_is_typed_wrong_is_named_where_it_stands(
    text: str, told: list[tuple[int, int, str]]
) -> None:
    _, problems, _ = read(text)
    assert [(one.place.line, one.place.column) for one in problems] == [one[:2] for one in told]
    assert [one[2] in problem.message for one, problem in zip(told, problems, strict=True)] == [
        True
    ] * len(told)


@pytest.mark.parametrize("text", ["قم\n  – شهر –\n  زیبا", "سال\n  1404. نو", "-5", "\n  – قم"])
def test_a_text_of_several_lines_is_no_list(text: str) -> None:
    assert read(f"a: {text}\nb:\n  -  یک\n  - دو") == (
        {"a": " ".join(text.split()), "b": ["یک", "دو"]},
        [],
        ANY,
    )


def test_a_remark_is_none_of_the_value() -> None:
    text = "# سر\na: نام  # یادداشت\nb: 'پویش #قم' #یک\nc: [1, 2] #دو\nd: نام#قم\ne: x #\n"
    tree, problems, _ = read(text + "f: |\n  y #z\n")
    assert problems == []
    assert tree == {
        "a": "نام",
        "b": "پویش #قم",
        "c": ["1", "2"],
        "d": "نام#قم",
        "e": "x",
        "f": "y #z\n",
    }


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("title: [نمونه] طرح", 'title: "[نمونه] طرح"'),
        ("title: {نمونه} طرح", 'title: "{نمونه} طرح"'),
        ('title: "نقل" طرح', "title: '\"نقل\" طرح'"),
        ("title: %طرح", 'title: "%طرح"'),
        ("title: @x", 'title: "@x"'),
        ("title: `x`", 'title: "`x`"'),
        ("title: گام نخست: پارک", 'title: "گام نخست: پارک"'),
        ("title: %62 پیشرفت", 'title: "%62 پیشرفت"'),
        ("title: @'\"\\", "title: '@''\"\\'"),
        ('places: "الف"، "ب"', 'places: ["الف", "ب"]'),
        ("places: 'الف', \"ب\", 'پ'", "places: ['الف', \"ب\", 'پ']"),
        ("progress: %62", "«۶۲٪»"),
        ("progress: %120", "«۱۲۰»"),
        ("progress: %62,5", "«۶۲٫۵٪»"),
        ("a:\n  - {baseline: %5, target: 9}", "«۵»"),
    ],
)
def test_a_value_that_yaml_takes_for_its_own_is_shown_in_quotes(text: str, right: str) -> None:
    for more in ("", "\nowner: x"):
        tree, problems, _ = read(text + more)
        assert tree is None
        assert [right in problem.message for problem in problems] == [True], problems
