"""Templates are held against the views before anything is rendered."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from qomsite.errors import Problem
from qomsite.pages.frame import Frame, Link
from qomsite.pages.registry import PAGE_TYPES
from qomsite.pages.site import SiteView
from qomsite.render.assets import Assets
from qomsite.render.engine import environment
from qomsite.render.template_check import attributes, check_templates

ROOT = Path(__file__).resolve().parents[2]
SHARED = {"site": SiteView, "assets": Assets}


@dataclass(frozen=True)
class View:
    """A view of a page."""

    frame: Frame
    items: tuple[Link, ...]
    best: Link | None


def problems(folder: Path, source: str, name: str = "pages/thing.html") -> list[Problem]:
    path = folder / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")
    page = folder / "templates/pages/thing.html"
    if not page.exists():
        page.parent.mkdir(exist_ok=True)
        page.write_text("", "utf-8")
    templates = folder / "templates"
    return check_templates(environment(templates), templates, {"thing": View}, SHARED)


FAULTS = (
    ("<p>\n  {{ page.itms }}", "2:6", "unknown-variable", ("page.itms", "items")),
    ("{{ page.frame.titel }}", "1:4", "unknown-variable", ("page.frame.titel", "title")),
    ("{{ page.best.titel }}", "1:4", "unknown-variable", ("page.best.titel", "title")),
    (
        "{% for x in page.items %}\n{{ x.pth }}{% endfor %}",
        "2:4",
        "unknown-variable",
        ("x.pth", "path"),
    ),
    ("{{ page.items[0].pth }}", None, "unknown-variable", ("pth", "path")),
    ("{{ site.titel }}", "1:4", "unknown-variable", ("site.titel", "title")),
    ("{{ pgae.items }}", "1:4", "unknown-variable", ("pgae", "page")),
    ("{% set x = page.best %}{{ x.pth }}", "1:27", "unknown-variable", ("x.pth", "path")),
    ("{% if page.itms %}{% endif %}", "1:7", "unknown-variable", ("page.itms", "items")),
    ('<a href="{{ page.best.pth|href }}">', "1:13", "unknown-variable", ("page.best.pth",)),
    ("\n{{ page.items|hrefs }}", "2:1", "template-error", ("hrefs",)),
    ("\n\n{% if page.items %}", "3:1", "template-error", ("endif",)),
    ("{% block a %}{% endblock %}{% block a %}{% endblock %}", "1:1", "template-error", ("a",)),
)


@pytest.mark.parametrize(("source", "place", "slug", "words"), FAULTS)
def test_a_fault_is_reported_at_its_place(
    source: str, place: str | None, slug: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    (problem,) = problems(tmp_path, source)
    assert problem.slug == slug
    assert problem.place.path == "templates/pages/thing.html"
    assert place is None or str(problem.place).endswith(f":{place}")
    assert all(word in problem.message for word in words)


SOUND = (
    "{{ page.items[0].path }}{{ page.best.title }}{{ page.frame.title }}{{ site.title }}",
    "{% for item in page.items %}{{ loop.index }}{{ item.title }}{% else %}-{% endfor %}",
    "{% macro m(x) %}{{ x.anything }}{% endmacro %}{{ m(page) }}",
    "{% set x = page.best %}{{ x.title }}",
    "{{ page.items|length|number }}{{ page.items|map(attribute='title')|join }}",
    "{% raw %}{{ page.itms }}{% endraw %}{# page.itms #}",
)


@pytest.mark.parametrize("source", SOUND)
def test_there_is_no_false_alarm(source: str, tmp_path: Path) -> None:
    assert problems(tmp_path, source) == []


def test_all_faults_of_all_templates_are_given_at_once(tmp_path: Path) -> None:
    problems(tmp_path, "{{ page.a1 }}\n{{ page.a2 }}{{ nothing }}")
    found = problems(tmp_path, "{{ page.frame.b1 }}", "partials/head.html")
    assert [problem.slug for problem in found] == ["unknown-variable"] * 4


def test_a_partial_may_ask_only_for_what_every_page_has(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "{{ page.items }}", "partials/head.html")
    assert "page.items" in problem.message


def test_a_page_type_without_a_template_is_named(tmp_path: Path) -> None:
    problems(tmp_path, "")
    (tmp_path / "templates/pages/thing.html").unlink()
    templates = tmp_path / "templates"
    (problem,) = check_templates(environment(templates), templates, {"thing": View}, SHARED)
    assert str(problem.place) == "templates/pages/thing.html:1:1"


def test_a_template_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    problems(tmp_path, "")
    (tmp_path / "templates/pages/thing.html").write_bytes(b"\xff\xfe")
    templates = tmp_path / "templates"
    (problem,) = check_templates(environment(templates), templates, {"thing": View}, SHARED)
    assert problem.slug == "template-error"


def test_the_shipped_templates_have_no_problem() -> None:
    folder = ROOT / "templates"
    assert check_templates(environment(folder), folder, PAGE_TYPES, SHARED) == []


def test_every_view_knows_its_attributes() -> None:
    for kind, view in PAGE_TYPES.items():
        assert "frame" in attributes(view), kind
