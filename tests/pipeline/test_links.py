"""Every link in the finished files arrives, and no two files claim one path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.pipeline.links import broken_links
from qomsite.pipeline.paths import conflicts
from qomsite.render.artifact import Artifact
from tests.growth import expect_linear

SITE = {
    "index.html": '<h1 id="سرآغاز">خانه</h1><a name="old">x</a>',
    "goals/index.html": '<h1 id="g">اهداف</h1>',
    "goals/1.html": '<p id="a&amp;b"></p><p id="بخش‌یک"></p>',
    "media/نقشه.svg": '<svg xmlns="x"><symbol id="icon"/></svg>',
    "media/a.jpg": "",
    "media/b.jpg": "",
    "media/paper.pdf": "",
    "main.css": "",
}


def problems(html: str, path: str = "goals/2.html", base_path: str = "/") -> list[tuple[str, str]]:
    """What is found in a site with one more file: slug and message."""
    site = [Artifact(name, text.encode(), f"content/{name}.md") for name, text in SITE.items()]
    found = broken_links([*site, Artifact(path, html.encode(), "content/x.md")], base_path)
    assert all(problem.place.path == "content/x.md" for problem in found)
    return [(problem.slug, problem.message) for problem in found]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="1.html">',
        '<a href="./1.html?x=1#a&amp;b">',
        '<a href="../index.html#سرآغاز">',
        '<a href="../index.html#%D8%B3%D8%B1%D8%A2%D8%BA%D8%A7%D8%B2">',
        '<a href="1.html#%D8%A8%D8%AE%D8%B4%E2%80%8C%DB%8C%DA%A9">',
        '<a href="../index.html#old">',
        '<a class="x" title="a > b" href="index.html#g">',
        '<a href="">x</a><a href="?q=1">x</a><a href="#">x</a><a href="#top">x</a>',
        '<p id="here"><a href="#here">x</a>',
        '<a href="https://example.org/x">x</a><a HREF="x"><a href="//example.org/">',
        '<a href="mailto:a@example.org"><a href="tel:137"><img src="data:image/png;base64,AA==">',
        '<img src="../media/%D9%86%D9%82%D8%B4%D9%87.svg"><use href="../media/نقشه.svg#icon">',
        '<a href="../media/paper.pdf#page=3">x</a>',
        '<img srcset="../media/a.jpg 1x, ../media/b.jpg 2x">',
        '<img srcset="../media/a.jpg 320w,../media/b.jpg 640w" src="../media/a.jpg">',
        '<form action="../index.html"><object data="../media/a.jpg"></object>',
        '<meta http-equiv="refresh" content="0; url=1.html">',
        '<meta name="description" content="5; url=none.html">',
        "<style>a{b:url(../media/a.jpg)}/* url(none.jpg) */ c{d:url('data:x,(')}</style>",
        # What is not a link of the page.
        '<!-- <a href="none.html"> -- > - -->',
        '<!-- x --><input name="x">',
        "<script>let a = '<a href=\"none.html\">'; if (a<b) a</script>",
        '<script type="application/json">{"a": "<img src=\\"none\\">"}</script>',
        '<style>/* <a href="none.html"> */</style>',
        '<p>&lt;a href="none.html"> href="none.html" a < b src="none.html"</p>',
        '<p title=" href=" class="none.html">',
        "<p title=\"<a href='none.html'> src='none'\" data-src=\"none.html\">",
        '<p title="<img src=&#34;none.html&#34;>">',
    ],
)
def test_a_sound_page(html: str) -> None:
    assert problems(html) == []


@pytest.mark.parametrize(
    ("html", "target", "meant"),
    [
        ('<a href="none.html">', "none.html", ""),
        ('<a class="x"\n href="3.html" id="y">', "3.html", ""),
        ('<p title="a > b"><a title=">" href="none.html">', "none.html", ""),
        ('<a href="goals/1.html">', "goals/1.html", "goals/1.html"),
        ('<a href="../media/x.jpg">', "../media/x.jpg", "media/"),
        ('<a href="/index.html">', "/index.html", "نسبی"),
        ('<a href="./">', "./", ""),
        ('<a href="../goals/">', "../goals/", "goals/index.html"),
        ('<a href="../../index.html">', "../../index.html", "index.html"),
        ('<a href="1.html/">', "1.html/", "goals/1.html"),
        ('<a href="javascript:alert(1)">', "javascript:alert(1)", ""),
        ('<a href="project:12">', "project:12", ""),
        ('<link rel="stylesheet" href="../man.css">', "../man.css", "main.css"),
        ('<script src="none.js"></script>', "none.js", ""),
        ('<img src="a.jpg">', "a.jpg", "media/a.jpg"),
        ('<img srcset="../media/a.jpg 1x, none.jpg 2x">', "none.jpg", ""),
        ('<video poster="none.jpg">', "none.jpg", ""),
        ('<form action="none.html">', "none.html", ""),
        ('<object data="none.html">', "none.html", ""),
        ('<form data-script="none.js">', "none.js", ""),
        ('<meta http-equiv="refresh" content="0; url=none.html">', "none.html", ""),
        ("<style>a{b:url(none.jpg)}</style>", "none.jpg", ""),
        ("<style media=\"x\">a{b:url( 'none.jpg' )}</style>", "none.jpg", ""),
        ('<!-- x --><a href="none.html"><!-- y -->', "none.html", ""),
        ('<script>"</p>"</script><a href="none.html">', "none.html", ""),
        ('<a href="%D9%86.html">', "ن.html", ""),
    ],
)
def test_a_broken_link(html: str, target: str, meant: str) -> None:
    ((slug, message),) = problems(html)
    assert slug == "broken-link"
    assert f"«goals/2.html» به «{target}»" in message
    assert meant in message


@pytest.mark.parametrize(
    ("html", "target", "meant"),
    [
        ('<a href="#none">', "#none", ""),
        ('<p id="part-one"><a href="#part-on">', "#part-on", "part-one"),
        ('<a href="1.html#none">', "1.html#none", ""),
        ('<a href="1.html#%D8%A8%D8%AE%D8%B4%DB%8C%DA%A9">', "1.html#بخشیک", "بخش‌یک"),
        ('<meta name="description"><a href="#description">', "#description", ""),
        ('<use href="../media/نقشه.svg#ikon">', "../media/نقشه.svg#ikon", "icon"),
    ],
)
def test_a_broken_anchor(html: str, target: str, meant: str) -> None:
    ((slug, message),) = problems(html)
    assert slug == "broken-anchor"
    assert f"«goals/2.html» به «{target}»" in message
    assert meant in message


def test_all_are_found_at_once_and_each_once() -> None:
    html = (
        '<a href="x1.html"><a href="x1.html"><a href="#x2"><img src="x3.png"><i id="a"><b id="a">'
    )
    slugs = ["broken-anchor", "broken-link", "broken-link", "repeated-id"]
    assert sorted(slug for slug, _ in problems(html)) == slugs


def test_repeated_ids() -> None:
    html = '<p id="a"><p id="ب"><i id="a"><b id="ب"><u id="c"><a id="c2" name="c2">'
    found = problems(html)
    assert [slug for slug, _ in found] == ["repeated-id"] * 2
    assert "«a»" in found[0][1]
    assert "«ب»" in found[1][1]


@pytest.mark.parametrize(
    ("base_path", "html"),
    [
        ("/", '<a href="/index.html#old"><a href="/"><a href="/goals/1.html">'),
        ("/sub/", '<a href="/sub/index.html"><a href="/sub/"><a href="/sub/goals/">'),
        ("/sub", '<a href="/sub/index.html"><p id="x"><a href="#x">'),
    ],
)
def test_the_page_for_unknown_addresses(base_path: str, html: str) -> None:
    assert problems(html, "404.html", base_path) == []


@pytest.mark.parametrize(
    "link", ["/index.html", "index.html", "./index.html", "/sub/none.html", "/subindex.html"]
)
def test_its_broken_links(link: str) -> None:
    ((slug, message),) = problems(f'<a href="{link}">', "404.html", "/sub/")
    assert slug == "broken-link"
    assert link.startswith("/sub/") or "«/sub/»" in message


def test_other_files_are_held_to_their_relative_links() -> None:
    xml = '<feed><link href="https://example.org/"/><link href="/x"/><link href="{}"/></feed>'
    assert problems(xml.format("goals/1.html"), "feed.xml") == []
    assert len(problems(xml.format("goals/9.html"), "feed.xml")) == 1
    assert problems('<![CDATA[<a href="none">]]><x data="a" action="b"/>', "feed.xml") == []
    assert len(problems("a{b:url(none.woff2)}", "css/x.css")) == 1
    assert problems('<a href="none.html">', "readme.txt") == []


@pytest.mark.parametrize(
    "part",
    [
        "<a ",
        '<a "',
        "<!--",
        "<!-",
        "<script>",
        "<script",
        "<style>",
        "</",
        '"',
        "<![CDATA[",
        "<a b=",
    ],
)
def test_any_text_takes_linear_time(part: str) -> None:
    expect_linear(lambda count: problems(part * count), 25_000)


def test_the_time_grows_with_the_number_of_pages() -> None:
    part = '<li class="item"><a class="link" href="{}.html#s{}">متن پیوند</a> "ن" <i id="s{}">x</i>'
    pages = [
        Artifact(
            f"projects/{number}.html",
            ("متن " * 2000 + "".join(part.format(i, i, i) for i in range(150))).encode(),
            "content/x.md",
        )
        for number in range(400)
    ]
    expect_linear(lambda count: broken_links(pages[:count]), 100)


@given(st.text(st.sampled_from("<>!-\"'= abhrefid#/?&;[]CDAT&")), st.sampled_from(["html", "svg"]))
def test_it_never_fails(text: str, end: str) -> None:
    broken_links([Artifact(f"x.{end}", text.encode(), "x")])


def clash(*paths: str) -> list[str]:
    """The messages about these paths, the first from `0.md`, the second from `1.md` and so on."""
    artifacts = [Artifact(path, b"", f"{number}.md") for number, path in enumerate(paths)]
    return [problem.message for problem in conflicts(artifacts)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.html", "a.html"),
        ("a.html", "A.html"),
        ("é.html", "e\u0301.html"),
        ("straße.html", "STRASSE.html"),
        ("آ.html", "ا\u0653.html"),
        ("a", "a/b.html"),
        ("a/b.html", "A"),
        ("a/b.html", "A/c.html"),
        ("a/b/c", "a/b"),
    ],
)
def test_two_files_that_claim_one_path(one: str, other: str) -> None:
    (message,) = clash(one, other)
    assert "«0.md»" in message
    assert "«1.md»" in message


@pytest.mark.parametrize(
    "path",
    [
        *("", "/a", "a/", "a//b", "..", "../a", "a/../b", "./a", "a/.", "C:/a", "a\\b", "a\0b"),
        *("a\nb", "\ud800", "a?b", "aux.html", "x/CON", "x/com1.txt", "a.", "a /b"),
        *("x" * 256, "ش" * 128),
    ],
)
def test_a_path_that_cannot_stand_on_every_disk(path: str) -> None:
    (message,) = clash(path)
    assert "نام درستی" in message
    message.encode()


def test_paths_that_can_stand_together() -> None:
    assert (
        clash("a/b", "a/c", "b/a", "a-b", "طرح‌ها/۱.html", "x" * 255, ".well-known/a", "auxe") == []
    )
