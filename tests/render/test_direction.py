import pytest

from qomsite.render.direction import with_direction
from tests.growth import expect_linear

RUN = '<bdi dir="ltr">{}</bdi>'
ISOLATED = "\u2066{}\u2069"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>با C++ است</h1>", f"<h1>با {RUN.format('C++')} است</h1>"),
        ("<td>٠٢٥-٣٧</td>", '<td><bdo dir="ltr">٠٢٥-٣٧</bdo></td>'),
        ('<a href="#C++">C++</a>', f'<a href="#C++">{RUN.format("C++")}</a>'),
        ("<p>R&amp;D+ &lt;</p>", f"<p>{RUN.format('R&amp;D+')} &lt;</p>"),
        ("<title>با C++</title>", f"<title>با {ISOLATED.format('C++')}</title>"),
        ("<option>با C++</option>", f"<option>با {ISOLATED.format('C++')}</option>"),
        ('<svg><text y="1">-۵</text>', f'<svg><text y="1">{ISOLATED.format("-۵")}</text>'),
        ('<nav aria-label="«C++»">', f'<nav aria-label="«{ISOLATED.format("C++")}»">'),
        (
            '<meta property="og:title" content="با &#34;C++&#34;">',
            f'<meta property="og:title" content="با &quot;{ISOLATED.format("C++")}&quot;">',
        ),
        ("<p><b>کووید</b>-۱۹</p>", "<p><b>کووید</b>-۱۹</p>"),
        ("<tr><td>دما</td><td>-۵</td>", f"<tr><td>دما</td><td>{RUN.format('-۵')}</td>"),
        ("<code>x</code> و -۵<br>", f"<code>x</code> و {RUN.format('-۵')}<br>"),
    ],
)
def test_runs_are_isolated_where_they_stand(html: str, expected: str) -> None:
    assert with_direction(html) == expected
    assert with_direction(expected) == expected or "\u2066" in expected


@pytest.mark.parametrize(
    "html",
    [
        "<pre>a++ -۵</pre>",
        "<p><code>C++</code> <kbd>-۵</kbd></p>",
        "<style>@page{content:'C++'}</style><script>a++</script>",
        "<textarea>C++</textarea>",
        '<a class="address" dir="ltr" href="/">https://qom.ir/</a>',
        '<meta name="viewport" content="width=device-width, initial-scale=1+">',
        '<button data-copy="طرح C++" value="C++"></button>',
        '<p>نوشتهٔ title="C" و alt="+"</p>',
    ],
)
def test_code_and_what_has_its_direction_stay(html: str) -> None:
    assert with_direction(html) == html


@pytest.mark.parametrize("part", ["<p>1</p>", '<p title="1">', ' title="1', "<p>1", "1>", '<a a="'])
def test_long_pages_are_read_once(part: str) -> None:
    expect_linear(lambda size: with_direction(f"<p>{part * size}</p>"), 2_000)
