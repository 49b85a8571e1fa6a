"""How templates are read."""

from pathlib import Path

import pytest

from qomsite.render.engine import environment


@pytest.mark.parametrize(
    ("template", "html"),
    [
        ("<ul>\n  <li>\n    a\n  </li>\n</ul>\n", "<ul><li>a</li></ul>"),
        ("<p>\n  a\n  b, <b>c</b>\n</p>", "<p>a b, <b>c</b></p>"),
        ('<a\n  href="#"\n  {% if x %} hidden{% endif %}>', '<a href="#" hidden>'),
        ('<a href="{{ x }}"\n  class="b">', '<a href="1" class="b">'),
        ("a:\n{{ x }}\nb\n{% if x %}\n  c\n{% endif %}\nd", "a:1bcd"),
        ('<b>{{ x }}</b>{{ " " }}\n<i>a</i>', "<b>1</b> <i>a</i>"),
        ("{# a #}\n<pre>\n  {{ lines }}\n</pre>", "<pre>a\n b</pre>"),
    ],
)
def test_a_line_break_is_layout_of_the_template_only(template: str, html: str) -> None:
    made = environment(Path()).from_string(template)
    assert made.render(x=1, lines="a\n b") == html
