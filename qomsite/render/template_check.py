"""Checks templates before anything is rendered: the syntax, and each name asked of a view, whose
types are known; so a misspelt name is found without content.
"""

import re
import types
import typing
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateError, TemplateSyntaxError, meta, nodes

from qomsite.errors import Place, Problem
from qomsite.pages.frame import Frame
from qomsite.render.template_files import site_templates
from qomsite.text.nearest import suggestion

Types = Mapping[str, Any]
UNKNOWN = object()
"""The type of an expression that this check does not follow, such as a macro's argument."""


@dataclass(frozen=True)
class AnyView:
    """What a layout or a partial may ask of its page, whatever the page's type."""

    frame: Frame


def check_templates(
    env: Environment, folder: Path, views: Mapping[str, type], shared: Types
) -> list[Problem]:
    """The problems of all templates in ``folder``. ``views``: the view of each
    ``pages/<type>.html``; ``shared``: the names that every template sees and their types.
    """
    problems: list[Problem] = []
    everywhere = {*env.globals, *_of_layouts(env, folder)}
    for path in site_templates(folder):
        name = path.relative_to(folder).as_posix()
        kind = name.removeprefix("pages/").removesuffix(".html")
        page = views.get(kind, UNKNOWN) if name.startswith("pages/") else AnyView
        problems.extend(_check(env, folder, name, {**shared, "page": page}, everywhere))
    for kind in views:
        if not (folder / "pages" / f"{kind}.html").is_file():
            message = "قالب این نوع صفحه یافت نشد"
            problems.append(
                Problem(Place(f"{folder.name}/pages/{kind}.html"), "template-error", message)
            )
    return problems


def _check(
    env: Environment, folder: Path, name: str, visible: Types, everywhere: set[str]
) -> Iterator[Problem]:
    shown = f"{folder.name}/{name}"
    try:
        source = (folder / name).read_text("utf-8")
        tree = env.parse(source, name)
        # The code that is made for this finds unknown filters and tests too.
        undeclared = meta.find_undeclared_variables(tree)
    except TemplateSyntaxError as error:
        yield Problem(
            Place(shown, error.lineno, 1), "template-error", f"قالب درست نیست: {error.message}"
        )
        return
    except (TemplateError, UnicodeDecodeError, OSError) as error:
        yield Problem(Place(shown), "template-error", f"قالب خوانده نشد: {error}")
        return
    lines = source.splitlines()
    known = {*visible, *everywhere, *_exported(tree)}
    for unknown in sorted(undeclared - known):
        line = next((node.lineno for node in tree.find_all(nodes.Name) if node.name == unknown), 1)
        message = f"متغیر «{unknown}» در قالب شناخته نیست{suggestion(unknown, sorted(known))}"
        place = Place(shown, line, _column(lines, line, unknown))
        yield Problem(place, "unknown-variable", message)
    yield from _Walk(shown, lines, dict(visible)).problems(tree)


def _exported(tree: nodes.Template) -> set[str]:
    """The names that a template makes: what it imports, its macros, its variables."""
    names = {node.target for node in tree.find_all(nodes.Import)}
    names |= {macro.name for macro in tree.find_all(nodes.Macro)}
    for assign in tree.find_all(nodes.Assign):
        names |= {name.name for name in assign.target.find_all(nodes.Name)}
        if isinstance(assign.target, nodes.Name):
            names.add(assign.target.name)
    return names


def _of_layouts(env: Environment, folder: Path) -> frozenset[str]:
    """The names that layouts make; the blocks of pages and the partials see them too."""
    names: set[str] = set()
    for path in sorted((folder / "layouts").glob("*.html")):
        with suppress(TemplateError, UnicodeDecodeError):
            names |= _exported(env.parse(path.read_text("utf-8")))
    return frozenset(names)


class _Walk:
    def __init__(self, shown: str, lines: list[str], names: dict[str, Any]) -> None:
        self._shown = shown
        self._lines = lines
        self._names = names

    def problems(self, node: nodes.Node) -> Iterator[Problem]:
        if isinstance(node, nodes.Getattr):
            yield from self._getattr(node)
        if isinstance(node, nodes.For):
            yield from self._for(node)
            return
        if isinstance(node, nodes.Macro):
            arguments = {argument.name: UNKNOWN for argument in node.args}
            yield from self._inside(arguments, node.body)
            return
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            yield from self.problems(node.node)
            self._names[node.target.name] = self._type(node.node)
            return
        for child in node.iter_child_nodes():
            yield from self.problems(child)

    def _for(self, node: nodes.For) -> Iterator[Problem]:
        yield from self.problems(node.iter)
        item = _item_type(self._type(node.iter))
        names: dict[str, Any] = {"loop": UNKNOWN}
        if isinstance(node.target, nodes.Name):
            names[node.target.name] = item
        else:
            names |= {name.name: UNKNOWN for name in node.target.find_all(nodes.Name)}
        yield from self._inside(names, [*node.body, *node.else_])

    def _inside(self, names: dict[str, Any], body: list[nodes.Node]) -> Iterator[Problem]:
        inner = _Walk(self._shown, self._lines, {**self._names, **names})
        for child in body:
            yield from inner.problems(child)

    def _getattr(self, node: nodes.Getattr) -> Iterator[Problem]:
        owner = self._type(node.node)
        if not isinstance(owner, type) or node.attr in attributes(owner):
            return
        names = sorted(attributes(owner))
        written = f"{_written(node.node)}.{node.attr}"
        message = f"متغیر «{written}» در قالب شناخته نیست{suggestion(node.attr, names)}"
        column = _column(self._lines, node.lineno, written)
        yield Problem(Place(self._shown, node.lineno, column), "unknown-variable", message)

    def _type(self, node: nodes.Node) -> Any:
        if isinstance(node, nodes.Name):
            return self._names.get(node.name, UNKNOWN)
        if isinstance(node, nodes.Getattr):
            owner = self._type(node.node)
            return attributes(owner).get(node.attr, UNKNOWN) if isinstance(owner, type) else UNKNOWN
        if isinstance(node, nodes.Getitem):
            return _item_type(self._type(node.node))
        return UNKNOWN


@cache
def attributes(owner: type) -> dict[str, Any]:
    """The attributes of a view's type, each with its own type or :data:`UNKNOWN`."""
    hints = typing.get_type_hints(owner)
    found: dict[str, Any] = {name: UNKNOWN for name in dir(owner) if not name.startswith("_")}
    return found | {name: _plain(hint) for name, hint in hints.items()}


def _plain(hint: Any) -> Any:
    """``X`` for ``X | None``; the hint itself for a class or a tuple; else :data:`UNKNOWN`."""
    if isinstance(hint, types.UnionType):
        members = [member for member in hint.__args__ if member is not types.NoneType]
        return _plain(members[0]) if len(members) == 1 else UNKNOWN
    if typing.get_origin(hint) is tuple:
        return hint
    return hint if isinstance(hint, type) and hint.__module__.startswith("qomsite.") else UNKNOWN


def _item_type(sequence: Any) -> Any:
    arguments = typing.get_args(sequence)
    if typing.get_origin(sequence) is tuple and len(arguments) == 2 and arguments[1] is ...:
        return _plain(arguments[0])
    return UNKNOWN


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return "…"


def _column(lines: list[str], line: int, written: str) -> int:
    text = lines[line - 1] if line <= len(lines) else ""
    match = re.search(rf"(?<![\w.]){re.escape(written)}\b", text)
    return match.start() + 1 if match else 1
