"""The scanner of links in Markdown."""

from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.markup.code import FILLER, mask_code
from qomsite.markup.links import body_links
from tests.growth import expect_linear


def links(text: str) -> list[tuple[str, bool]]:
    """The targets of a text, each with whether it is loaded."""
    return [(link.target, link.is_image) for link in body_links(text)]


def targets(text: str) -> list[str]:
    """The targets of a text."""
    return [link.target for link in body_links(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[طرح](project:1)", [("project:1", False)]),
        ("![نقشه](media/a.png)", [("media/a.png", True)]),
        ("[a](x \"عنوان\") [b](y 't')", [("x", False), ("y", False)]),
        ("[a]( <x y> ) [b](\nz)", [("x y", False), ("z", False)]),
        ("[![i](media/i.png)](project:2)", [("media/i.png", True), ("project:2", False)]),
        ("[a [b] c](x)", [("x", False)]),
        ("[a](https://x/b_(c))", [("https://x/b_(c)", False)]),
        ("[a]() [b](<>)", [("", False), ("", False)]),
        ("[a](x&amp;y) [b](java&#115;cript:z)", [("x&y", False), ("javascript:z", False)]),
        ("[a]: media/x.pdf 'عنوان'\n\n[b]: <y z>", [("media/x.pdf", False), ("y z", False)]),
        (
            "![a][p] ![p2][] ![p3]\n\n[p]: 1\n[P2]: 2\n[p3]: 3",
            [("1", True), ("2", True), ("3", True)],
        ),
        ("[a][p]\n\n[p]:\n  x", [("x", False)]),
        ("<https://x> <mailto:a@b>", [("https://x", False), ("mailto:a@b", False)]),
        ('<a class="x" href="y">', [("y", False)]),
        ("<IMG SRC = 'x' alt=y><a\nhref=z>", [("x", True), ("z", False)]),
        ("<img/src=x>", [("x", True)]),
        ("متن[^1]\n\n[^1]: یادداشت [n](x)", [("x", False)]),
        ("| a |\n|---|\n| [a](x) |", [("x", False)]),
        ("- item\n\n    [a](x)", [("x", False)]),
        ("\\`[a](x)\\`", [("x", False)]),
        ("`a\n\n[a](x)`", [("x", False)]),
        ("```\n[a](x)", [("x", False)]),
        ("\\\\[a](x)", [("x", False)]),
    ],
)
def test_links_are_found(text: str, expected: list[tuple[str, bool]]) -> None:
    assert links(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "`[a](x)`",
        "``[a](x) ` [b](y)``",
        "`[a](x)\n[b](y)`",
        "```\n[a](x)\n```",
        "~~~ md\n[a](x)\n```\n[b](y)\n~~~~",
        "متن\n\n    [a](x)\n\n    [b](y)\n",
        "\t[a](x)",
        "- item\n\n        [a](x)",
        "<!-- [a](x) <a href=y> -->",
        "`<a href=x>`",
        "[^1]: یادداشت",
        "[واژه]: این یک جمله است.",
        "[a] (x)",
        "\\[a] b",
        "a < b, href=x",
        "<div markdown>",
        "<a name=href title='src'>",
    ],
)
def test_what_is_no_link_is_left_alone(text: str) -> None:
    assert links(text) == []


def test_a_link_after_code_is_found() -> None:
    assert targets("```\n[a](x)\n```\n[b](y)") == ["y"]
    assert targets("    [a](x)\n\n[b](y)") == ["y"]
    assert targets("`[a](x)` [b](y) `[c](z)`") == ["y"]
    assert targets("- a\n\nمتن\n\n    [a](x)\n\n[b](y)") == ["y"]


def test_the_offset_is_that_of_the_target() -> None:
    text = 'الف\n[ب]( <project:1>) <img src="media/x.png">\n\n[پ]: goal:2'
    assert [text[link.offset :].startswith(link.target) for link in body_links(text)] == [True] * 3


def test_code_is_masked_in_place() -> None:
    text = "a `b` c\n\n    d\n\n```\ne\n```\n<!-- f -->g"
    masked = mask_code(text)
    assert len(masked) == len(text)
    assert masked.replace(FILLER, "") == "a  c\n\n\n\n\n\n\ng"


_PIECES = "[a]( ![ ]( ) \" ' > ` [a]: [a][b] <!-- --> \\ project:1"
PIECES = [*_PIECES.split(), "<a href=", "```\n", "\n\n", "    ", "- ", " "]
MARKDOWN = st.text(alphabet=st.sampled_from("ab`~[]()<>!\\\"'=/:#^-* \n\t&;.1آ")) | st.lists(
    st.sampled_from(PIECES)
).map("".join)


@given(st.text() | MARKDOWN)
def test_no_text_raises_and_every_target_stands_where_it_is_said(text: str) -> None:
    found = list(body_links(text))
    assert [link.offset for link in found] == sorted(link.offset for link in found)
    assert all(0 <= link.offset <= len(text) for link in found)
    assert len(mask_code(text)) == len(text)


@given(st.lists(st.sampled_from(["متن", "[a](project:1)", "`[b](x)`", "![c](media/c.png)"])))
def test_links_between_words_are_all_found(words: list[str]) -> None:
    known = {"[a](project:1)": "project:1", "![c](media/c.png)": "media/c.png"}
    assert targets(" ".join(words)) == [known[word] for word in words if word in known]


_UNITS = (
    "[ ] ![ ( ]( ](& ](\\ ][a ![a ![[]() [a]: [a](b [a](<b [a](<b> <a:b <!-- --> `a`` &amp; \\ ~"
)
UNITS = (
    *_UNITS.split(),
    *("\t", "\n", " \n", "  ", "    x\n", "- a\n\n", "[^1]: a\n", "```x\n", "```x\n~~~y\n"),
    *("<a ", "<a\n", "<a b=c ", "<a href=x ", '<a x="', "<a x='\"", '" x="<a ', "`` ` "),
    *("[a]:\n", "[a]: b\n", "[x]: (", "](\n", "![a][b] ", "!!! a\n\n"),
)


@pytest.mark.parametrize("unit", UNITS)
def test_the_longest_text_ends(unit: str) -> None:
    """A scan whose time grew with the square of the length would take minutes for the longest."""
    expect_linear(lambda length: body_links(unit * (length // len(unit)) + "<]"), 50_000)


@pytest.mark.parametrize("separator", [" a ", "\n", "\n\n"])
def test_runs_of_backticks_of_every_length_take_no_time(separator: str) -> None:
    def find(length: int) -> None:
        # All runs up to the root of twice the length make a text as long.
        runs = ("`" * count for count in range(1, isqrt(2 * length)))
        assert links(separator.join(runs) + "<]") == []

    expect_linear(find, 50_000)
