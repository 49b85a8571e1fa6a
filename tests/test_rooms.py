"""The rooms of the house: imports run downward only, through the doors listed here."""

import ast
import re
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.listing import expect_none

PACKAGE = Path(__file__).resolve().parent.parent / "qomsite"

ROOMS = (
    # ground
    "memo",
    "locks",
    "text",
    "errors",
    "messages",
    "environment",
    "markup",
    # the floors, from the lowest
    "model",
    "loader",
    "checks",
    "library",
    "pages",
    "render",
    "outputs",
    "pipeline",
    # top
    "terminal",
    "installation",
    "editing",
    "tidy",
    "sheets",
    "forms",
    "serve",
    "commands",
    "cli",
)
"""Each room imports from the rooms before it and from itself."""

DOORS = {
    "text": {"jdatetime"},
    "model": {"pydantic", "pydantic_core"},
    "loader": {"yaml"},
    "render": {"jinja2", "markupsafe", "markdown", "nh3", "fontTools", "brotli", "PIL"},
    "sheets": {"defusedxml", "openpyxl"},
    "serve": {"livereload", "tornado"},
}
"""The only rooms that a library from outside may come in through."""

LATE = {
    # The everyday run starts at once because it does without these.
    ("environment", "qomsite.errors"),
    ("environment", "signal"),
    ("environment", "subprocess"),
    ("environment", "tomllib"),
    # Neither `--help` nor an unchanged build needs what a command's work needs.
    ("commands", "qomsite.commands.new_edition"),
    ("commands", "qomsite.commands.new_record"),
    ("commands", "qomsite.pipeline.build"),
    ("commands", "qomsite.serve.preview"),
    ("commands", "qomsite.sheets"),
    ("commands", "qomsite.tidy.report"),
    ("commands", "qomsite.tidy.tidying"),
    ("pipeline", "ctypes"),
    # Seldom needed, and slow to import: what they make is kept in the cache.
    ("pipeline", "qomsite.render.pictures"),
    ("render", "qomsite.render.font"),
}
"""The imports that may stand inside a function, by room and imported name, each with its reason."""

LONGEST = 300
SHORTEST = 40
SLIVERS = {
    "editing/dry_run.py": "it needs the rules, which the journal does without",
    "loader/regular_file.py": "an unchanged build reads files without yaml",
    "forms/addresses.py": "the page of problems needs it without the forms",
    "messages.py": "reading and rules share it, and every run imports the errors",
    "outputs/media.py": "one output, one module",
    "outputs/site.py": "the outputs and their registry need it",
    "render/artifact.py": "an unchanged build reads it without jinja2",
    "render/font.py": "fontTools comes in only where the font is cut",
    "render/template_files.py": "an unchanged build reads it without jinja2",
    "text/patterns.py": "all modules that ask something of texts need it",
}
"""The modules under forty lines, each with its reason; registries and packages need none."""

EMPTY_NAMES = {"utils", "helpers", "manager", "common", "base", "data"}


class Import(NamedTuple):
    """One imported module, and whether the import stands inside a function."""

    module: str
    line: int
    is_late: bool


SEARCHES = (
    "count|endswith|r?find|findall|finditer|fullmatch|match|r?index|r?partition|removeprefix"
    "|removesuffix|replace|search|r?split|splitlines|startswith|[lr]?strip|subn?"
)
"""The methods of texts and patterns that look for something in a text."""
MESSAGE = (r"\w+\.message", r"\w*problem\w*\.(?:words|label)", r"str\(\w*problem\w*\)")


def searches(source: str) -> Iterator[str]:
    """The functions of a module that look for something in the message or the text of a problem.

    A name that was given a message counts as one in the same function.
    """
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            code = ast.unparse(function)
            given = re.findall(r"^ *\(?(\w+)(?:, (\w+))?\)? = .*\w\.message\)?$", code, re.M)
            text = f"(?:{'|'.join([*MESSAGE, *filter(None, chain(*given))])})"
            look = rf"\b{text}\.({SEARCHES})\(|\.({SEARCHES})\([^()]*\b{text}|\bin {text}(?!\w)"
            if re.search(look, code):
                yield function.name


def at_import(node: ast.AST) -> Iterator[ast.Call]:
    """The calls of a module that are made when it is imported."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.Lambda):
            yield from at_import(child)
            if isinstance(child, ast.Call):
                yield child


MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """The module as `a/b.py` below the package, for messages and test names."""
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    """The room that a module belongs to: its folder in the package, or its own name."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path: Path) -> Iterator[Import]:
    """All imports of a module, relative ones resolved."""
    tree = ast.parse(path.read_text("utf-8"))
    late = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
    }
    package = ("qomsite", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, id(node) in late)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            # `from qomsite import x` names a room only by what it takes from the package.
            names = [f"qomsite.{alias.name}" for alias in node.names]
            for name in names if module == "qomsite" else [module]:
                yield Import(name, node.lineno, id(node) in late)


@pytest.fixture(scope="module")
def every_import() -> list[tuple[Path, Import]]:
    """All imports of all modules: read when they are asked about, not by each
    worker that collects the tests.
    """
    return [(path, found) for path in MODULES for found in imports(path)]


def shown(path: Path, found: Import) -> str:
    """An import as a message names it."""
    return f"{name_of(path)}:{found.line}: {found.module}"


def test_every_module_belongs_to_a_room() -> None:
    expect_none(name_of(path) for path in MODULES if room_of(path) not in {*ROOMS, "__init__"})


def test_modules_search_in_no_message() -> None:
    expect_none(
        f"{name_of(path)}: {function}"
        for path in MODULES
        if room_of(path) != "terminal"
        for function in searches(path.read_text("utf-8"))
    )


def test_unseen_characters_are_called_by_name() -> None:
    expect_none(
        f"{name_of(path)}: {bare}"
        for path in MODULES
        if name_of(path) != "text/characters.py"
        for bare in re.findall(r"\\u(?:200c|200d|00a0|feff|0640)", path.read_text("utf-8"))
    )


def test_importing_compiles_no_pattern_that_texts_are_asked_for() -> None:
    expect_none(
        f"{name_of(path)}:{call.lineno}"
        for path in MODULES
        # Every process of a build looks for the runs of Latin.
        if room_of(path) in ("text", "markup", "checks") and path.name != "direction.py"
        for call in at_import(ast.parse(path.read_text("utf-8")))
        if ast.unparse(call.func) == "re.compile"
    )


def test_imports_run_downward(every_import: list[tuple[Path, Import]]) -> None:
    floors = {room: floor for floor, room in enumerate(ROOMS)}
    expect_none(
        shown(path, found)
        for path, found in every_import
        if found.module.partition(".")[0] == "qomsite"
        and (room_of(path), found.module) not in LATE
        and floors[found.module.split(".")[1]] > floors.get(room_of(path), -1)
    )


def test_imports_stand_at_the_top(every_import: list[tuple[Path, Import]]) -> None:
    expect_none(
        shown(path, found)
        for path, found in every_import
        if found.is_late and (room_of(path), found.module) not in LATE
    )


def test_modules_import_by_statement_only() -> None:
    expect_none(
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name | ast.Attribute)
        and (node.id if isinstance(node, ast.Name) else node.attr)
        in {"__import__", "import_module"}
    )


def test_libraries_come_in_through_their_doors(every_import: list[tuple[Path, Import]]) -> None:
    everywhere = sys.stdlib_module_names | {"qomsite"}
    expect_none(
        shown(path, found)
        for path, found in every_import
        if found.module.partition(".")[0] not in DOORS.get(room_of(path), set()) | everywhere
    )


def test_modules_are_short_and_their_names_say_something() -> None:
    expect_none(
        name_of(path)
        for path in MODULES
        if len(path.read_text("utf-8").splitlines()) > LONGEST
        or set(path.relative_to(PACKAGE).with_suffix("").parts) & EMPTY_NAMES
    )


def test_a_short_module_has_a_reason() -> None:
    found = {
        name_of(path)
        for path in MODULES
        if path.name not in ("__init__.py", "registry.py")
        and len(path.read_text("utf-8").splitlines()) < SHORTEST
    }
    assert found == set(SLIVERS)


@pytest.mark.parametrize("path", [p for p in MODULES if p.name == "__init__.py"], ids=name_of)
def test_a_package_opens_with_one_sentence(path: Path) -> None:
    sentence = " ".join((ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split())
    assert sentence.endswith(".")
    assert ". " not in sentence


def test_every_folder_is_a_package() -> None:
    folders = {path.parent for path in MODULES}
    assert [name_of(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_doors_belong_to_rooms() -> None:
    assert {*DOORS, *(room for room, _ in LATE)} <= set(ROOMS)


def test_no_late_import_is_listed_in_vain(every_import: list[tuple[Path, Import]]) -> None:
    used = {(room_of(path), found.module) for path, found in every_import}
    assert used >= LATE


def test_the_reader_of_imports_sees_all_kinds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path)
    module = tmp_path / "render" / "pages.py"
    module.parent.mkdir()
    module.write_text(
        "import os.path\nfrom qomsite import text\nfrom ..model import plan\nfrom . import charts\n"
        "def f():\n    import jinja2\n"
    )
    assert list(imports(module)) == [
        Import("os.path", 1, False),
        Import("qomsite.text", 2, False),
        Import("qomsite.model", 3, False),
        Import("qomsite.render", 4, False),
        Import("jinja2", 6, True),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "KEY.search(problem.message)",
        're.sub("a", "", one.message)',
        '"x" in problem.message',
        'problem.message.startswith("x")',
        "problem.words.split()",
        'str(problem).partition(" ")',
        "text = one.message; KEY.match(text)",
        'name, text = None, one.message\n    "x" in text',
    ],
)
def test_a_search_in_a_message_is_seen(line: str) -> None:
    assert list(searches(f"def f():\n    {line}\n"))


def test_showing_a_message_is_no_search() -> None:
    source = 'def f():\n    known = (one.path, one.message) in seen\n    return f"{one.message}"\n'
    assert list(searches(source)) == []


FORBIDDEN = re.compile(r"narrowing|\bsure(ly)?\b|rehears|\bdesk\b|standing", re.I)
"""Names with a plain term of their own: filter, confirm, dry run, form context, build result."""


def identifiers(path: Path) -> Iterator[str]:
    """Every name that a module gives: of itself, its functions, classes, arguments, variables."""
    yield from path.with_suffix("").parts[-2:]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for field in ("name", "id", "attr", "arg", "asname"):
            if isinstance(value := getattr(node, field, None), str):
                yield value


@pytest.mark.parametrize("folder", ["qomsite", "tests"])
def test_names_are_the_plain_terms(folder: str) -> None:
    found = [
        f"{path.relative_to(PACKAGE.parent)}: {name}"
        for path in (PACKAGE.parent / folder).rglob("*.py")
        for name in identifiers(path)
        if FORBIDDEN.search(name.replace("_", " ")) or path.match("render/policy.py")
    ]
    assert found == []
