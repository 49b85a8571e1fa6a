"""What is registered exists, and what exists is registered."""

import importlib
import pkgutil
import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qomsite import commands, outputs, pages
from qomsite.checks.registry import CHECKS
from qomsite.cli import COMMANDS
from qomsite.commands.options import Command
from qomsite.model.collections import COLLECTIONS, Collection
from qomsite.model.fields import Row, rows
from qomsite.model.targets import VIEWS
from qomsite.outputs.plan_files import open_data
from qomsite.outputs.registry import OUTPUTS
from qomsite.pages.frame import Page, View
from qomsite.pages.permalink import permalink
from qomsite.pages.registry import PAGE_TYPES, compose
from tests.library.plans import library_of

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"
GUIDE = ROOT / "content/README.md"


def modules(package: ModuleType) -> dict[str, ModuleType]:
    return {
        found.name: importlib.import_module(f"{package.__name__}.{found.name}")
        for found in pkgutil.iter_modules(package.__path__)
    }


class TestPageTypes:
    """A page type is a view, a template and a composer."""

    def test_every_type_has_a_template_and_every_template_a_type(self) -> None:
        assert {path.stem for path in (TEMPLATES / "pages").iterdir()} == set(PAGE_TYPES)

    @pytest.mark.parametrize("kind", PAGE_TYPES)
    def test_every_view_is_a_frozen_value_with_a_frame(self, kind: str) -> None:
        view = PAGE_TYPES[kind]
        assert is_dataclass(view)
        assert view.__dataclass_params__.frozen  # type: ignore[attr-defined]
        assert "frame" in {field.name for field in fields(view)}

    def test_every_view_that_a_module_defines_is_registered(self) -> None:
        defined = {
            name
            for module in modules(pages).values()
            for name, value in vars(module).items()
            if is_dataclass(value)
            and getattr(value, "__module__", "") == module.__name__
            and name.endswith("View")
            and "frame" in {field.name for field in fields(value)}
        }
        assert defined - {View.__name__} == {view.__name__ for view in PAGE_TYPES.values()}

    def test_every_type_is_composed_and_with_its_own_view(self, tmp_path: Path) -> None:
        library = library_of(tmp_path)
        composed = compose(library, lambda: open_data(library, library.site.base_url)[0])
        assert {page.type for page in composed} == set(PAGE_TYPES)
        assert all(type(page.view) is PAGE_TYPES[page.type] for page in composed)

    @pytest.mark.parametrize("kind", PAGE_TYPES)
    def test_every_attribute_of_a_view_is_shown(self, kind: str) -> None:
        """Else it would only make pages be rendered again."""
        text = (TEMPLATES / "pages" / f"{kind}.html").read_text("utf-8")
        names = {field.name for field in fields(PAGE_TYPES[kind])} - {"frame"}
        assert {name for name in names if not re.search(rf"\bpage\.{name}\b", text)} == set()

    def test_every_view_that_a_link_may_name_is_a_page_and_stands_in_the_guide(
        self, tmp_path: Path
    ) -> None:
        paths = {page.path for page in compose(library_of(tmp_path))}
        assert [name for name in VIEWS if permalink("view", name) not in paths] == []
        guide = GUIDE.read_text("utf-8")
        assert [name for name in VIEWS if f"`view:{name}`" not in guide] == []


ANNOUNCED = [(one, row) for one in COLLECTIONS for row in rows(one.model) if row.announced]
PARENTS = {"strategies": "goal: 1\n", "policies": "goal: 1\n", "projects": "policy: 1\n"}
NAMED = {"departments": "معاونت فنی و عمرانی", "districts": "8", "statuses": "در دست اجرا"}
"""What the small site has to name in a field; of a collection, its record 1."""


@pytest.mark.parametrize(
    ("collection", "row"), ANNOUNCED, ids=[f"{one.kind}-{row.name}" for one, row in ANNOUNCED]
)
def test_a_field_that_is_announced_is_shown_on_the_page_of_its_record(
    collection: Collection, row: Row, tmp_path: Path
) -> None:
    """With the value the page shows more than without it; without, it says what is missing."""
    value = row.example
    if row.names:
        name = NAMED.get(row.names, "1")
        value = f"[{name}]" if row.several else name

    def page_with(line: str) -> Page:
        code, provenance = ("1", "provenance: sample\n") if collection.number else ("approval", "")
        front = f"title: یک\n{PARENTS.get(collection.name, '')}{provenance}{line}"
        files = {f"{collection.name}/{code}.md": f"---\n{front}---\nمتن.\n"}
        plan = library_of(tmp_path / str(line.startswith("#")), files)
        path = permalink(collection.kind, code)
        return next(page for page in compose(plan) if page.path == path)

    def shown(page: Page) -> dict[str, object]:
        view: Any = page.view
        names = {field.name for field in fields(PAGE_TYPES[page.type])} - {"frame"}
        told = {"told": replace(view.told, missing=())} if "told" in names else {}
        return {name: getattr(view, name) for name in names} | told

    line = f"{row.name}: {value}\n"
    # A view knows the line that its text begins on.
    empty = page_with(f"# {line}")
    assert shown(page_with(line)) != shown(empty)
    template = (TEMPLATES / "pages" / f"{empty.type}.html").read_text("utf-8")
    missing = told.missing if (told := getattr(empty.view, "told", None)) else ()
    assert row.title in missing or f"{row.title}: اعلام نشده" in template


class TestOutputs:
    """An output is a module with ``files``."""

    def test_every_module_with_files_is_registered(self) -> None:
        made = {m.files for m in modules(outputs).values() if hasattr(m, "files")}
        registered = [files for together in OUTPUTS for files in together]
        assert made == set(registered)
        assert len(registered) == len(made)


class TestTemplates:
    """Partials, macros and layouts are there to be used."""

    @pytest.mark.parametrize("folder", ["layouts", "partials", "macros"])
    def test_each_is_used(self, folder: str) -> None:
        sources = {path: path.read_text("utf-8") for path in TEMPLATES.rglob("*.html")}
        for path in (TEMPLATES / folder).iterdir():
            name = path.relative_to(TEMPLATES).as_posix()
            assert any(f'"{name}"' in text for other, text in sources.items() if other != path), (
                name
            )

    def test_no_line_is_long(self) -> None:
        """One element or one branch stands on a line; breaks do not come into the page."""
        for path in TEMPLATES.rglob("*.html"):
            for line in path.read_text("utf-8").splitlines():
                assert len(line) <= 110, (path, line)

    def test_nothing_is_marked_safe(self) -> None:
        for path in TEMPLATES.rglob("*.html"):
            assert not re.search(r"\|\s*safe\b|autoescape", path.read_text("utf-8")), path

    def test_there_is_no_clock(self) -> None:
        for path in [*TEMPLATES.rglob("*.html"), *(ROOT / "qomsite").rglob("*.py")]:
            text = path.read_text("utf-8")
            assert not re.search(r"\bnow\(\)|\btoday\(\)|time\.time\(\)|\butcnow\b", text), path


def test_rules_are_functions_of_a_name_of_their_own() -> None:
    assert len({rule.__name__ for rule in CHECKS}) == len(CHECKS)


def test_every_command_is_registered_once() -> None:
    made = {
        value.name
        for module in modules(commands).values()
        for value in vars(module).values()
        if isinstance(value, Command)
    }
    names = [command.name for command in COMMANDS]
    assert sorted(names) == sorted(made)
