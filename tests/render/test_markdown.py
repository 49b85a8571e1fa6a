"""Markdown: no text breaks its page, hangs the build, acts in a browser, or loses a word."""

from __future__ import annotations

import gc
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from qomsite.errors import ContentInvalid, TooComplex
from qomsite.loader.load import load
from qomsite.pages.body import Body, Picture
from qomsite.render import markdown
from qomsite.render.addresses import ROOT as SITE_ROOT
from qomsite.render.dialect import converter
from qomsite.render.markdown import to_html, with_sizes
from tests.render.pathological import TEXTS

ROOT = Path(__file__).resolve().parents[2]
VOID = {"br", "hr", "img"}
TAGS_OF_TEXTS = (
    "a abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption "
    "figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub "
    "summary sup table tbody td tfoot th thead time tr u ul"
)
CONTENT_TAGS = set(TAGS_OF_TEXTS.split())
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def shown(text: str) -> str:
    """The HTML of a text."""
    return str(to_html(Body(text, "content/pages/about.md", 7)))


SPEND = "import time\nwhile time.process_time() < {}: pass"
"""A program that takes as many seconds of the processor."""


def work(seconds: float) -> None:
    """Takes as many seconds of the processor."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def words_in(output: str) -> str:
    """What can be read in HTML: its text, and the texts of its pictures and titles."""
    tree = html.fromstring(f"<div>{output}</div>")
    told = (str(text) for e in tree.iter() for name, text in e.items() if name in ("alt", "title"))
    return " ".join(["".join(map(str, tree.itertext())), *told])


class Balance(HTMLParser):
    """Reads HTML and holds each end tag against its start tag."""

    def __init__(self, output: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(output)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def no_collection() -> Iterator[None]:
    """No garbage collection: Hypothesis listens to it, and cannot bear an alarm meanwhile."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collection")
@pytest.mark.parametrize("name", sorted(TEXTS))
def test_no_text_hangs_or_fails_in_another_way(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "TIME_LIMIT", 0.1)
    try:
        assert Balance(shown(TEXTS[name])).tags <= CONTENT_TAGS
    except ContentInvalid as error:
        (problem,) = error.problems
        assert problem.slug == "text-too-complex"
        assert str(problem.place) == "content/pages/about.md:7:1"


def test_a_text_after_a_failed_one_is_read_as_if_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# سر\n\nمتن[^1] و *تأکید*\n\n[^1]: پانوشت"
    alone = shown(text)
    with monkeypatch.context() as patched:
        patched.setattr(markdown, "TIME_LIMIT", 0.05)
        with pytest.raises(ContentInvalid):
            shown("[^1]: الف\n\n" + TEXTS["nested brackets"])
    assert shown(text) == alone


def test_an_alarm_that_goes_unheard_is_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Deaf:
        """Loses what is raised while it is cleared up, as Python does there."""

        def convert(self, text: str) -> str:
            for _ in range(2):
                with suppress(TooComplex):
                    work(30)
            work(30)
            return text

        def reset(self) -> Deaf:
            return self

    monkeypatch.setattr(markdown, "TIME_LIMIT", 0.05)
    monkeypatch.setattr(markdown, "converter", Deaf)
    markdown._converter.cache_clear()
    with pytest.raises(ContentInvalid):
        shown("متن")


def test_who_waits_spends_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a text is read as on a free one."""
    read = markdown._converted
    monkeypatch.setattr(markdown, "TIME_LIMIT", 0.05)

    def waited(text: str) -> str:
        # Another process has the processor for ten times as long as the text has.
        subprocess.run([sys.executable, "-c", SPEND.format(0.5)], check=True)
        return read(text)

    monkeypatch.setattr(markdown, "_converted", waited)
    assert shown("متن") == "<p>متن</p>"


def test_no_alarm_is_left_behind() -> None:
    before = signal.getsignal(signal.SIGPROF)
    shown("متن")
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
    assert signal.getsignal(signal.SIGPROF) is before


def test_an_interrupt_is_no_problem_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(text: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(markdown._converter(threading.get_ident()), "convert", interrupted)
    with pytest.raises(KeyboardInterrupt):
        shown("متن")
    assert shown("متن") == "<p>متن</p>"


def test_a_converter_used_again_gives_what_a_new_one_gives() -> None:
    content, _ = load(ROOT / "content")
    bodies = [entry.body for entries in content.records.values() for entry in entries if entry.body]
    assert len(bodies) > 400
    once = converter()
    chosen = [*bodies[::20], *(body for body in bodies if "[^" in body or "|" in body)]
    assert [once.reset().convert(body) for body in chosen] == [
        converter().convert(body) for body in chosen
    ]


SAFE = "div p b i a ul li table tr td caption details summary pre code"
UNSAFE = (
    "main base style script form textarea title plaintext xmp noscript svg math select option "
    "template iframe frameset h1 body html"
)
_FRAGMENTS = (
    "<br/> </br> <!-- --> --!> <!--> <![CDATA[ ]]> <? ?> </> <> <b \" ' > &lt; &amp; & &#60; &# | "
    "` `` ``` * ** *** _ __ [ ] [] ![ ( ) [^1] \\ \\* \\| \\< { } [TOC] "
    "<https://a.example> <a@b.example>"
)
_LINES = "--- |-|-| |--| === ``` ~~~"
_MARKS = "# ## ### - * 1. > : [^1]:"
FRAGMENTS = (
    *(f"<{name}>" for name in f"{SAFE} {UNSAFE}".split()),
    *(f"</{name}>" for name in f"{SAFE} {UNSAFE}".split()),
    *_FRAGMENTS.split(),
    *("<div markdown>", '<div markdown="1">', "<a href='x'>", '<b title="عنوان">'),
    "<!DOCTYPE html>",
    *("<!-- -->", "< b", "<b ", "<b x='", " {#b}\n", "{: .x }", "{: onclick=x }", "*[x]: "),
    *("\n", "\n\n", "\n\n\n", "    ", "\t", "  \n", "\n    ", "\n\n    ", "\n\n        "),
    *(f"\n{mark} " for mark in _MARKS.split()),
    *("\n>", "\n\n:   ", "\n\n[^1]: ", "\n|", "|\n", "{{ x }}", "{% x %}", "{# x #}"),
    *(f"\n{line}\n" for line in _LINES.split()),
)
"""What texts are thrown together from. Destinations, names of notes and attributes are no text."""

WORDS = ("قم", "شهر", "باغ", "پل", "راه", "درخت", "خانه", "مترو", "کوچه", "می‌شود")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Fragments with words of their own between them."""
    words = draw(st.permutations(WORDS))
    parts: list[str] = []
    for word in words[: draw(st.integers(1, len(WORDS)))]:
        parts += draw(st.lists(st.sampled_from(FRAGMENTS), max_size=3))
        parts.append(word + draw(st.sampled_from(("", " ", "\n", "\n\n"))))
    parts += draw(st.lists(st.sampled_from(FRAGMENTS), max_size=3))
    return "".join(parts)


@settings(max_examples=400)
@given(texts())
def test_no_word_is_lost_and_no_tag_left_open(text: str) -> None:
    output = shown(text)
    assert Balance(output).tags <= CONTENT_TAGS
    visible = words_in(output)
    left = COMMENT.sub("", text)
    assert [word for word in WORDS if word in left and word not in visible] == []


@settings(max_examples=60)
@given(texts())
def test_what_is_read_again_is_read_alike(text: str) -> None:
    assert shown(text) == shown(text)


LOST_BY_PYTHON_MARKDOWN = (
    "<div markdown>\nیک\n\nدو",
    "<div>\nیک\n\n</p>\n\nدو",
    "یک\n\n<!-- دو\n\nسه",
    "<? یک\n\nدو",
    "<![CDATA[ یک\n\nدو",
    "<!دو>\n\nیک",
    "<style>یک</style>\n\nدو",
    "<textarea>یک\n\n# دو",
    "<plaintext>یک\n\nدو",
    "<table>یک<tr><td>دو</table>سه",
    "| یک | دو |\n|-|-|\n| سه | چهار | پنج |",
    "## یک {دو}",
    "یک\n{: دو }",
    "[^1]\n\n[^1]: یک\n[^1]: دو",
    "یک*دو **سه*چهار پنج",
    "[](یک 'دو ](سه",
    "یک ///Footnotes Go Here/// دو\n\n[^1]: سه",
    "```یک\nدو\n```",
    "[^یک\n\nدو[^1]: سه",
)


@pytest.mark.parametrize("text", LOST_BY_PYTHON_MARKDOWN)
def test_what_python_markdown_would_lose_is_kept(text: str) -> None:
    visible = words_in(shown(text))
    assert [w for w in ("یک", "دو", "سه", "چهار", "پنج") if w in text and w not in visible] == []


class TestRawHtml:
    """Safe HTML stays; the rest is shown as the text that it is."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("یک <b>دو</b>", "<p>یک <b>دو</b></p>"),
            ("<div>یک *دو*</div>", "<div>یک <em>دو</em></div>"),
            ("<div markdown>\n\n# یک\n\n</div>", '<div>\n<h2 id="یک">یک</h2>\n</div>'),
            (
                "<details>\n<summary>یک</summary>\n\n- دو\n\n</details>",
                "<details>\n<summary>یک</summary>\n<ul>\n<li>دو</li>\n</ul>\n</details>",
            ),
            # An inline tag ends with its paragraph; a comment is taken away, but not from code.
            ("<b>یک\n\nدو</b>", "<p>&lt;b&gt;یک</p>\n<p>دو&lt;/b&gt;</p>"),
            ("یک <!-- دو\n\nسه --> چهار", "<p>یک  چهار</p>"),
            ("`<!-- یک -->`", '<p><code dir="ltr">&lt;!-- یک --&gt;</code></p>'),
            ("یک<br>دو<br/>سه", "<p>یک<br>دو<br>سه</p>"),
            ("<p dir=ltr lang='en'>a</p>", '<p dir="ltr" lang="en">a</p>'),
            (
                "`<b>` و\n\n    <b>",
                '<p><code dir="ltr">&lt;b&gt;</code> و</p>\n<pre dir="ltr" role="region" '
                'aria-label="کد" tabindex="0"><code>&lt;b&gt;\n</code></pre>',
            ),
        ],
    )
    def test_what_it_becomes(self, text: str, expected: str) -> None:
        assert shown(text) == expected

    @pytest.mark.parametrize(
        "text",
        [
            *(f"<{name}>" for name in UNSAFE.split()),
            *("</main>", "<div>", "</div>", "<b>", "<b/>", "<center>", "<?", "<!x>", "<![CDATA["),
            *("<!--", "</br>", "<input>"),
        ],
    )
    def test_it_is_text(self, text: str) -> None:
        assert words_in(shown(f"یک {text} دو\n\nسه")).replace("\n", " ").split() == (
            f"یک {text} دو سه".split()
        )

    def test_a_table_scrolls_in_a_box_whatever_its_attributes(self) -> None:
        for table in ('<table title="<table>">', "<table>", '<table id="x" lang=fa>'):
            output = shown(f"{table}<tr><td>یک</td></tr></table>")
            Balance(output)
            assert output.count('role="region"') == 1


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java&#115;cript:alert(1)">x</a>',
    '<a href="java&#x0A;script:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="&#1;javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript://a%0aalert(1)>",
    "![x](https://evil.example/x.png)",
    "![x](//evil.example/x.png)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x][y]\n\n[y]: https://evil.example/x.png",
    '<img src="https://evil.example/x.png" srcset="https://evil.example/y.png 2x">',
    '<svg><script>alert(1)</script></svg><svg onload="alert(1)">',
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    '<p style="position:fixed">x</p>',
    "# x {: onclick=alert(1) style=color:red }",
    "*x*{: onclick=alert(1) }",
    "x\n{: onclick=alert(1) style=color:red }",
    '[x](y "z){: onclick=alert(1) }")',
    "```{.python onclick=alert(1)}\nx\n```",
    '![a" onerror="alert(1)](media/a.png)',
    '![a](media/a.png"onerror="alert)',
    '<a href="x" target=_blank ping=//evil.example formaction=x>x</a>',
    '<div id="x" name="y" tabindex=1 contenteditable data-copy="x">x</div>',
    '<time datetime="x" onmouseover=alert(1)>x</time>',
    "<iframe src=//evil.example></iframe><object data=x></object><embed src=x>",
    "<link rel=stylesheet href=//evil.example><meta http-equiv=refresh content=0>",
)
ALLOWED = {"id", "lang", "dir", "title", "class", "href", "src", "alt", "width", "height", "start"}
ALLOWED |= {"reversed", "colspan", "rowspan", "scope", "datetime", "open", "value"}
SCROLLS = {"role", "aria-label", "tabindex"}
"""What the site itself gives a block of code."""


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert(text: str) -> None:
    read = Balance(shown(text))
    assert read.tags <= CONTENT_TAGS
    for tag, name, value in read.attributes:
        assert name in ALLOWED or (tag == "pre" and name in SCROLLS)
        if name in ("href", "src"):
            scheme = re.match(r"[\s\x00-\x20]*([a-z][a-z0-9+.-]*):", value, re.IGNORECASE)
            assert scheme is None or scheme[1] in ("http", "https", "mailto", "tel")
        if tag == "img" and name == "src":
            assert value.startswith(f"{SITE_ROOT}media/")


def hidden() -> Iterator[str]:
    for code in (0x202E, 0x2066, 0xFEFF, 0xAD, 0xFDD0, 0, 1, 0xFFFE, 0xD800):
        yield from (f"&#{code};", f"&#x{code:x};", f"&#0000000{code};")
    yield from ("&shy;", "&rlm;", "&lrm;")


@pytest.mark.parametrize("entity", list(hidden()))
def test_an_entity_makes_no_character_that_may_not_be_typed(entity: str) -> None:
    assert words_in(shown(f"یک {entity} دو")) == f"یک {entity} دو"
    for text in (f"[x](y{entity}z)", f'<b title="{entity}">x</b>', f"![{entity}](media/a.png)"):
        assert "\u202e" not in shown(text)
        assert "\ufdd0" not in shown(text).replace(f"{SITE_ROOT}media", "")


def test_other_entities_are_read() -> None:
    assert words_in(shown("می&zwnj;شود &amp; &#1662; &nbsp;|&rarr;")) == "می‌شود & پ \u00a0|→"


def test_template_syntax_is_printed() -> None:
    text = "{{ site.title }} {% raw %} {# x #} ${x} <%= x %>"
    assert words_in(shown(text)) == text


class TestHeadings:
    """Anchors keep Persian and ZWNJ, and meet no id of the page around the text."""

    def ids(self, text: str) -> list[str]:
        tree = html.fromstring(f"<div>{shown(text)}</div>")
        return [str(e.get("id")) for e in tree.iter("h2", "h3", "h4", "h5", "h6")]

    @pytest.mark.parametrize(
        ("text", "ids"),
        [
            ("## برنامه‌ریزی شهری", ["برنامه‌ریزی-شهری"]),
            # Markup in a heading is not in its anchor.
            ("## **یک** <b>دو</b> `سه` \\* &amp; [چهار](page:about)", ["یک-دو-سه-چهار"]),
            ("## یک\n\n## یک\n\n## یک", ["یک", "یک-2", "یک-3"]),
            ("## یک {#دو}\n\n## دو", ["دو", "دو-2"]),
        ],
    )
    def test_each_has_an_anchor_of_its_own(self, text: str, ids: list[str]) -> None:
        assert self.ids(text) == ids

    @pytest.mark.parametrize("word", ["content", "goal-1", "star", "q", "1", "!"])
    def test_it_is_never_plain_ascii(self, word: str) -> None:
        assert not any(name.isascii() for name in self.ids(f"# {word}\n\n## {word}"))

    def test_an_own_id_stays_and_is_not_shown(self) -> None:
        assert shown("## گزارش خطا {#report}") == '<h2 id="report">گزارش خطا</h2>'

    def test_the_first_level_is_the_page_and_all_move_down(self) -> None:
        assert re.findall(r"<h\d", shown("# یک\n\n## دو\n\nسه\n===\n")) == ["<h2", "<h3", "<h2"]
        assert re.findall(r"<h\d", shown("## دو\n\n###### شش")) == ["<h2", "<h6"]
        assert re.findall(r"<h\d", shown("# یک\n\n###### شش")) == ["<h2", "<h6"]


class TestDialect:
    """What the staff guide promises of Markdown."""

    def test_links_lead_into_the_site(self) -> None:
        output = shown("[الف](project:۱۲۵#history) [ب](view:tree) [پ](media/a.pdf) [ت](tel:137)")
        for path in (f"{SITE_ROOT}projects/125.html#history", f"{SITE_ROOT}tree.html"):
            assert f'href="{path}"' in output
        assert f'href="{SITE_ROOT}media/a.pdf"' in output
        assert 'href="tel:137"' in output

    def test_tables_notes_and_definitions(self) -> None:
        output = shown("| الف | ب |\n|---|---|\n| ۱ | ۲ |\n\nپ[^1]\n\nت\n: ث\n\n[^1]: ج")
        tree = html.fromstring(f"<div>{output}</div>")
        assert [e.text for e in tree.iter("th", "td")] == ["الف", "ب", "۱", "۲"]
        assert [e.text for e in tree.iter("dt", "dd")] == ["ت", "ث"]
        names = {e.get("id") for e in tree.iter() if e.get("id")}
        links = {str(e.get("href")) for e in tree.iter("a")}
        assert len(links) == 2
        assert {link.removeprefix("#") for link in links} <= names

    def test_emphasis(self) -> None:
        assert shown("**یک** *دو* ***سه*** __چهار__ _پنج_ a_b_c ۲ * ۳ * ۴") == (
            "<p><strong>یک</strong> <em>دو</em> <strong><em>سه</em></strong> <strong>چهار</strong> "
            "<em>پنج</em> a_b_c ۲ * ۳ * ۴</p>"
        )


MAP = Picture("media/map.png", 640, 480)


def test_a_picture_has_its_size_and_waits_for_the_reader() -> None:
    html = to_html(Body("![نقشه](media/map.png)", "", 1, (), (MAP,)))
    assert html == (
        '<p><img alt="نقشه" src="\ufdd0media/map.png" width="640" height="480" '
        'loading="lazy" decoding="async"></p>'
    )


def test_the_size_is_the_files_own() -> None:
    html = to_html(Body('<img src="media/map.png" alt="نقشه" width="9">', "", 1, (), (MAP,)))
    assert 'width="640" height="480"' in html
    assert 'width="9"' not in html


def test_other_pictures_and_other_text_stay() -> None:
    html = '<p><img alt="x" src="\ufdd0media/other.png">src="\ufdd0media/map.png"</p>'
    assert with_sizes(html, (MAP,)) == html
    assert with_sizes(html, ()) == html


SCROLLING = ' role="region" aria-label="کد" tabindex="0"'
NUMBERED = "<ol>\n<li>یک</li>\n<li>دو</li>\n</ol>"
BULLETS = "<ul>\n<li>یک</li>\n<li>دو</li>\n</ul>"
BELOW = "<p>متن:</p>\n"
TABLE = "| متن |\n   |---|\n   | زیر |"
NESTED = "<ul>\n<li>یک<ul>\n<li>دو</li>\n</ul>\n</li>\n<li>سه</li>\n</ul>"


class TestAsTyped:
    """Forms that people type and paste, each as what is meant by it."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            # Numbers of any digits, with a full stop, a bracket or a dash; bullets of any kind.
            *(
                (f"{one} یک\n{two} دو", NUMBERED)
                for one, two in (("۱.", "۲."), ("١)", "٢)"), ("۱-", "۲-"), ("1–", "2–"))
            ),
            ("۱-یک\n۲-دو", NUMBERED),
            *((f"{mark} یک\n{mark} دو", BULLETS) for mark in "-*+•–▪"),
            ("•یک\n•دو", BULLETS),
            # A number keeps its value; «1.» before each counts up.
            ("۵. یک\n۶. دو", NUMBERED.replace("<ol>", '<ol start="5">')),
            ("۱. یک\n۳. دو", NUMBERED.replace("<li>دو", '<li value="3">دو')),
            ("1. یک\n1. دو", NUMBERED),
            ("۱۴۰۴. سال", '<ol class="wide" start="1404">\n<li>سال</li>\n</ol>'),
            # Directly below a line; but a year at a broken line's start is none, nor an aside.
            ("متن:\n- یک\n- دو", BELOW + BULLETS),
            ("متن:\n۱. یک\n۲. دو", BELOW + NUMBERED),
            ("در سال\n۱۴۰۴. پایان", "<p>در سال\n۱۴۰۴. پایان</p>"),
            ("متن\n– یک – دو", "<p>متن\n– یک – دو</p>"),
            ("۱-۲ نفر", "<p>۱-۲ نفر</p>"),
            ("> • یک\n> • دو", f"<blockquote>\n{BULLETS}\n</blockquote>"),
            # As far in as they stand.
            *((f"- یک\n{' ' * by}- دو\n- سه", NESTED) for by in (2, 3, 4)),
            ("۱. یک\n   - دو\n۲. سه", f"<ol>{NESTED[4:-5]}</ol>"),
            ("- یک\n\n  دو", "<ul>\n<li>\n<p>یک</p>\n<p>دو</p>\n</li>\n</ul>"),
            ("متن\n   ## یک\nدو", '<p>متن</p>\n<h2 id="یک">یک</h2>\n<p>دو</p>'),
            # Lines of tables, rules and raw blocks stay.
            ("<pre dir=rtl>\n- یک\n</pre>", f'<pre dir="rtl"{SCROLLING}>- یک\n</pre>'),
            ("* * *", "<hr>"),
            ("#قم_۱۴۰۴ یک\n#دو", "<p>#قم_۱۴۰۴ یک\n#دو</p>"),
            ("- [ ] یک\n- [x] دو", BULLETS.replace("یک", "☐ یک").replace("دو", "☑ دو")),
            ("~~یک~~ و ~~ دو", "<p><del>یک</del> و ~~ دو</p>"),
        ],
    )
    def test_what_it_becomes(self, text: str, expected: str) -> None:
        assert shown(text) == expected

    @pytest.mark.parametrize("end", ["\n", "\n\n"])
    @pytest.mark.parametrize("marks", ["- - -", "۱. ۲. ۳."])
    @pytest.mark.parametrize(
        "inner", ["- زیر", "۱. زیر", "زیر", "> زیر", "## زیر", "متن\n   - زیر", TABLE]
    )
    def test_what_an_item_holds_behind_a_blank_line_ends_at_the_next(
        self, inner: str, marks: str, end: str
    ) -> None:
        one, two, three = marks.split()
        text = f"{one} الف\n\n   {inner}{end}{two} ب\n{three} پ"
        for tree in (
            html.fromstring(f"<div>{shown(text)}</div>"),
            html.fromstring(shown("> " + text.replace("\n", "\n> "))),
        ):
            items = ["".join(map(str, item.itertext())).split() for item in tree.findall("*/li")]
            assert [items[0][0], items[0][-1], *items[1:]] == ["الف", "زیر", ["ب"], ["پ"]]

    def test_an_item_ends_a_table(self) -> None:
        assert shown(f"{TABLE}\n- یک\n- دو").endswith(f"</table></div>\n{BULLETS}")

    def test_a_table_directly_below_a_line_is_aligned_by_class(self) -> None:
        output = shown("متن:\n| الف | ب | پ |\n|:---:|---:|:---|\n| ۱ | ۲ | ۳ |")
        tree = html.fromstring(f"<div>{output}</div>")
        assert [cell.get("class") for cell in tree.iter("td")] == [
            "align-center",
            "align-end",
            "align-start",
        ]
        assert "style" not in output
        assert "align=" not in output

    @pytest.mark.parametrize(
        ("text", "links"),
        [
            ("https://qom.ir/a?b=1&c=2.", ["https://qom.ir/a?b=1&c=2"]),
            ("(www.qom.ir)، info@qom.ir؛", ["https://www.qom.ir", "mailto:info@qom.ir"]),
            ("https://fa.example/قم_(شهر)", ["https://fa.example/قم_(شهر)"]),
            ("`https://qom.ir` a@b ۱۲@قم http:// www.", []),
            ("[متن https://a.ir](https://b.ir)", ["https://b.ir"]),
            ('<a href="https://b.ir">https://a.ir</a>', ["https://b.ir"]),
        ],
    )
    def test_bare_addresses_are_links(self, text: str, links: list[str]) -> None:
        tree = html.fromstring(f"<div>{shown(text)}</div>")
        assert [a.get("href") for a in tree.iter("a")] == links

    def test_a_note_without_a_mark_has_no_way_back(self) -> None:
        output = shown("متن[^1]\n\n[^1]: یک\n[^1]: دو\n[^9]: سه")
        assert output.count("footnote-backref") == 1
        assert 'href="#fnref:1"' in output


@pytest.mark.parametrize("text", ["~~a " * 20_000, "a@" * 50_000, "www." * 50_000, "- " * 50_000])
def test_long_runs_of_new_marks_are_read_in_time(text: str) -> None:
    with suppress(ContentInvalid):
        assert Balance(shown(text)).tags <= CONTENT_TAGS


def test_a_star_between_two_digits_multiplies() -> None:
    for text in ("۲*۳*۴", "2*3*4", "۲**۳**۴", "۲*۳ و ۴*۵"):
        assert shown(text) == f"<p>{text}</p>"
    assert shown("۲*۳ و *کج*") == "<p>۲*۳ و <em>کج</em></p>"
    assert shown("*طول ۲*۳ متر*") == "<p><em>طول ۲*۳ متر</em></p>"
