"""The page that stands in the place of every other while something is wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from qomsite.errors import Problem, counts
from qomsite.forms.addresses import edit_address, editor_address
from qomsite.loader.load import GUIDE_FILE
from qomsite.pages.body import Body
from qomsite.pipeline.request import Request
from qomsite.serve.build_result import BuildResult
from qomsite.serve.excerpt import Line, excerpt
from qomsite.terminal import by_file
from qomsite.text.digits import number, persian_digits

MOST_SHOWN = 100
"""Problems shown on one page; more than that have one cause."""


@dataclass(frozen=True)
class ShownFile:
    """A file and the ways to it. ``edit`` is the address of its form, empty where it has none."""

    path: str
    disk: str
    editor: str
    edit: str


@dataclass(frozen=True)
class ShownProblem:
    """A problem as it is shown: where, what, the lines around, what the guide says."""

    place: str
    where: str
    message: str
    slug: str
    editor: str
    copied: str
    lines: tuple[Line, ...]
    guide: Body | None


@dataclass(frozen=True)
class ProblemView:
    """Problems, grouped by file; or a bug of the generator itself, with its traceback.

    ``is_built`` is false before the first build: there is nothing to show yet.
    """

    is_built: bool
    count: str
    files: tuple[tuple[ShownFile, tuple[ShownProblem, ...]], ...]
    more: str
    bug: str
    board: str


def disk_path(request: Request, shown: str) -> Path:
    """The file that is shown to people as ``content/…``, ``templates/…`` or ``assets/…``."""
    first, _, rest = shown.partition("/")
    if first == request.content.name:
        return request.content / rest if rest else request.content
    return request.root / shown


def shown_file(request: Request, path: str, *, edits: bool) -> ShownFile:
    """A file that a message names, with the ways to it; ``edits``: whether forms are offered."""
    disk = disk_path(request, path)
    edit = edit_address(path, request.content.name) if edits else ""
    return ShownFile(path, str(disk), editor_address(disk), edit)


def shown_problem(request: Request, problem: Problem, guide: Mapping[str, Body]) -> ShownProblem:
    """A problem with the lines of the file around it."""
    place = problem.place
    disk = disk_path(request, place.path)
    line, column = place.line or 1, place.column or 1
    where = f"سطر {line}، نویسهٔ {column}" if place.line else "همهٔ پرونده"
    return ShownProblem(
        place=str(place),
        where=persian_digits(where),
        message=problem.message,
        slug=problem.slug,
        editor=editor_address(disk, line, column),
        copied=f"{disk}:{line}:{column}",
        lines=excerpt(disk, place),
        guide=guide.get(problem.slug),
    )


def problem_view(request: Request, result: BuildResult, board: str, *, edits: bool) -> ProblemView:
    """What stands in the way of the pages; ``board`` names it, for loading the page again."""
    problems = result.problems
    guide = explanations(request.content)
    ordered = by_file(problems)
    files = len({problem.place.path for problem in problems})
    count = sum(counts(problems))
    more = count - sum(counts(ordered[:MOST_SHOWN]))
    return ProblemView(
        is_built=result.is_built,
        count=f"{number(count)} مشکل در {number(files)} پرونده",
        files=tuple(
            (
                shown_file(request, path, edits=edits),
                tuple(shown_problem(request, problem, guide) for problem in group),
            )
            for path, group in groupby(ordered[:MOST_SHOWN], key=lambda found: found.place.path)
        ),
        more=f"و {number(more)} مشکل دیگر، که پس از این‌ها نشان داده می‌شود." if more > 0 else "",
        bug=result.bug,
        board=board,
    )


_SECTION = re.compile(r"^### ([a-z0-9-]+)\n(.*?)(?=^#{1,3} |^</div>|\Z)", re.MULTILINE | re.DOTALL)


def explanations(content: Path) -> Mapping[str, Body]:
    """What the guide in the content folder says, by slug; nothing where there is no guide."""
    try:
        text = (content / GUIDE_FILE).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    origin = f"{content.name}/{GUIDE_FILE}"
    return {
        found[1]: Body(found[2].strip(), origin, text.count("\n", 0, found.start(2)) + 1)
        for found in _SECTION.finditer(text)
    }
