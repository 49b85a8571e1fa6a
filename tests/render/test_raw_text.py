"""Values in elements and files that HTML's escapes do not reach."""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.render.engine import environment
from qomsite.render.raw_text import css_string, csv_cell, from_csv_cell, json_text, xml_text
from tests.listing import expect_none

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
OUT = [
    'قم\n}}html,body{display:none}@page{content:"',
    "</style><!--",
    "a\\",
    "\\22",
    "]]>&amp;",
    "'",
]

_ELEMENT = re.compile(r"<(style|script)\b[^>]*>(.*?)</\1>", re.DOTALL)
_EXPRESSION = re.compile(r"{{(.*?)}}", re.DOTALL)
_OWN = re.compile(
    r'assets\.(?:css|conditional(?:_media|_path\|href)?|(?:scripts|styles)\["\w+"\])|.*\|\s*(?:css_string|json_text)',
    re.DOTALL,
)


def unescaped(css: str) -> str:
    """A CSS string without its escapes, as CSS Syntax 4.3.7 reads them."""
    return re.sub(
        r"\\(?:([0-9a-f]{1,6})\s?|(.))",
        lambda found: chr(int(found[1], 16)) if found[1] else found[2],
        css,
    )


@given(st.one_of(st.sampled_from(OUT), st.text(st.characters(exclude_categories=["Cs"]))))
def test_a_value_stays_within_a_string_of_css(text: str) -> None:
    made = environment(Path()).from_string('<style>a{content:"{{ x|css_string }}"}</style>')
    style = made.render(x=text)
    inner = style.removeprefix('<style>a{content:"').removesuffix('"}</style>')
    assert inner == css_string(text)
    assert unescaped(inner) == text
    assert not re.search(r'["<\n\r\f]', inner)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_no_value_is_escaped_as_html_where_html_is_not_read(path: Path) -> None:
    elements = _ELEMENT.findall(path.read_text("utf-8"))
    written = [said.strip() for _, text in elements for said in _EXPRESSION.findall(text)]
    expect_none(said for said in written if not _OWN.fullmatch(said))


@given(st.one_of(st.sampled_from(OUT), st.text(st.characters(exclude_categories=["Cs"]))))
def test_data_in_a_script_is_the_same_data(text: str) -> None:
    made = json_text({text: [text]})
    assert json.loads(made) == {text: [text]}
    assert not re.search("</|<!|[\u2028\u2029]", made)


@given(st.text())
def test_a_text_in_xml_is_well_formed(text: str) -> None:
    element = ElementTree.Element("a", title=xml_text(text))
    element.text = xml_text(text)
    read = ElementTree.fromstring(ElementTree.tostring(element, encoding="utf-8"))
    assert (read.text or "").replace("\n", "") == re.sub(r"[\r\n]", "", xml_text(text))


@pytest.mark.parametrize("text", ["=1+1", "+98", "-1", "@x", "\tx", "'=1", "''=1", "'قم", "قم", ""])
def test_no_cell_of_a_csv_file_is_a_formula(text: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerow([csv_cell(text)])
    (cell,) = next(csv.reader(io.StringIO(out.getvalue())), [""])
    assert not re.match(r"[=+\-@\t\r]", cell)
    assert from_csv_cell(cell) == text
