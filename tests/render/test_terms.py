"""Terms explained in place, and the anchors that they point at."""

import re
from pathlib import Path

import pytest

from qomsite.library.glossary import Term, read_glossary
from qomsite.loader.load import load
from qomsite.pages.body import Body
from qomsite.render.markdown import to_html
from qomsite.render.terms import explain

PROJECT = Term("طرح", "کاری با <زمان>.", "واژه-طرح")
BILL = Term("لایحه", "پیشنهاد.", "واژه-لایحه")
BUTTON = re.compile(r'<button class="term" popovertarget="([^"]+)">([^<]+)</button>')


def explained(html: str, *terms: Term) -> list[str]:
    """The words that became buttons."""
    return [word for _, word in BUTTON.findall(explain(html, terms or (PROJECT, BILL)))]


def test_the_first_use_gets_its_definition_and_a_way_to_the_glossary() -> None:
    assert explain("<p>این طرح و طرح.</p>", (PROJECT,)) == (
        '<p>این <button class="term" popovertarget="شرح-واژه-طرح">طرح</button>'
        '<span class="definition" id="شرح-واژه-طرح" popover>کاری با &lt;زمان&gt;. '
        '<a href="\ufdd0glossary.html#واژه-طرح">واژه‌نامه</a></span> و طرح.</p>'
    )


@pytest.mark.parametrize(
    "before",
    [
        '<h2 id="طرح">طرح</h2>',
        '<a href="x">این <strong>طرح</strong></a>',
        "<code>طرح</code>",
        "<pre><code>طرح</code></pre>",
        "<dl><dt>طرح</dt></dl>",
        "<table><tr><th>طرح</th></tr></table>",
        "<details><summary>طرح</summary></details>",
        '<img alt="طرح" src="a > طرح">',
        "&طرح;",
    ],
)
def test_links_code_headings_and_attributes_stay(before: str) -> None:
    result = explain(f"{before}<p>طرح</p>", (PROJECT,))
    assert result.startswith(f"{before}<p><button")
    assert len(BUTTON.findall(result)) == 1


def test_all_terms_of_a_text_are_explained_once() -> None:
    assert explained("<p>لایحه و <em>طرح</em></p><ul><li>طرح، لايحه</li></ul>") == ["لایحه", "طرح"]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("بود «طرح» است", "«طرح»"),
        ("بود (طرح)، است", "(طرح)،"),
        ("طرح.", "طرح."),
        ("بود/طرح", "بود/طرح"),
    ],
)
def test_a_line_does_not_end_between_a_term_and_its_marks(text: str, held: str) -> None:
    button = BUTTON.search(result := explain(f"<p>{text}</p>", (PROJECT,)))
    assert button
    assert f'<span class="whole">{held.replace("طرح", button[0])}</span>' in result


def test_two_terms_without_a_space_between_are_one_piece() -> None:
    """The second waits for its next use."""
    assert explained("<p>طرح/لایحه</p>") == ["طرح"]
    assert explained("<p>طرح/لایحه و لایحه</p>") == ["طرح", "لایحه"]


def test_no_word_of_the_text_is_lost() -> None:
    html = "<p>طرح &amp; طرح &lt; <b>لایحه</b> > «طرح»</p>"
    result = re.sub(r"<span class=\"definition\".*?</span>", "", explain(html, (PROJECT, BILL)))
    shown = re.sub(r'<span class="whole">(.*?)</span>', r"\1", BUTTON.sub(r"\2", result))
    assert shown == html


def test_without_terms_nothing_changes() -> None:
    assert explain("<p>طرح</p>", ()) == "<p>طرح</p>"


def test_the_anchors_of_the_shipped_glossary_are_those_of_its_page() -> None:
    content, _ = load(Path(__file__).resolve().parents[2] / "content")
    text = next(page.body for page in content.records["pages"] if page.code == "glossary")
    terms = read_glossary(text).terms
    anchors = re.findall(r'<dt id="([^"]+)">', to_html(Body(text, "", 1)))
    assert len(terms) > 30
    assert {term.anchor for term in terms} <= set(anchors)
    assert len(anchors) == len(set(anchors))


def test_a_heading_keeps_clear_of_a_term() -> None:
    html = to_html(Body("## واژه طرح\n\nطرح\n:   کار.\n\nطرح\n:   کار دیگر.\n", "", 1))
    assert re.findall(r' id="([^"]+)"', html) == ["واژه-طرح-3", "واژه-طرح", "واژه-طرح-2"]
