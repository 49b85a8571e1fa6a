"""How templates are read."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment

from qomsite.pipeline.cache import Cache
from qomsite.render.engine import Compiled, compile_all, environment
from qomsite.render.star import outline, star

ROOT = Path(__file__).resolve().parents[2]


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


def test_a_page_of_a_plan_of_many_goals_is_no_larger_than_of_one_of_some() -> None:
    stars = environment(ROOT / "templates").get_template("macros/star.html")
    some, many = (stars.module.symbols(outline(goals), star(goals), [2, 7]) for goals in (25, 800))  # type: ignore[attr-defined]
    assert some == many
    assert re.findall(r'<symbol id="([\w-]+)"', many) == ["star", "goal-2", "goal-7"]


def test_what_a_template_was_compiled_to_is_kept_for_other_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.html").write_text("<p>{{ x }}</p>", "utf-8")
    (tmp_path / "b.html").write_text("{% if %}", "utf-8")
    path = tmp_path / "cache/pages.sqlite"
    with Cache.open(path) as cache:
        compile_all(tmp_path, Compiled(cache, "1"))
    monkeypatch.setattr(Compiled, "_known", {})

    def compiled(*_: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr(Environment, "compile", compiled)
    with Cache.open(path) as cache:
        made = environment(tmp_path, Compiled(cache, "1")).get_template("a.html")
        assert made.render(x="&") == "<p>&amp;</p>"
        with pytest.raises(AssertionError):
            environment(tmp_path, Compiled(cache, "2")).get_template("a.html")
