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
from qomsite.render.engine import PreviewPages
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
    """A problem as it is shown, with the lines around it and what the guide says."""

    problem: Problem
    where: str
    editor: str
    copied: str
    lines: tuple[Line, ...]
    guide: Body | None


def disk_path(request: Request, shown: str) -> Path:
    """The file that is shown to people as ``content/…``, ``templates/…`` or ``assets/…``."""
    first, _, rest = shown.partition("/")
    if first == request.content.name:
        return request.content / rest if rest else request.content
    return request.root / shown


def shown_file(request: Request, path: str) -> ShownFile:
    """A file that a message names, with the ways to it."""
    disk = disk_path(request, path)
    edit = edit_address(path, request.content.name)
    return ShownFile(path, str(disk), editor_address(disk), edit)


def shown_problem(request: Request, problem: Problem, guide: Mapping[str, Body]) -> ShownProblem:
    """A problem with the lines of the file around it."""
    place = problem.place
    disk = disk_path(request, place.path)
    line, column = place.line or 1, place.column or 1
    where = f"سطر {line}، نویسهٔ {column}" if place.line else "همهٔ پرونده"
    return ShownProblem(
        problem=problem,
        where=persian_digits(where),
        editor=editor_address(disk, line, column),
        copied=f"{disk}:{line}:{column}",
        lines=excerpt(disk, place),
        guide=guide.get(problem.slug),
    )


def problem_page(request: Request, result: BuildResult, board: str, pages: PreviewPages) -> str:
    """What stands in the way of the pages; ``board`` names it, for loading the page again."""
    problems = result.problems
    guide = explanations(request.content)
    ordered = by_file(problems)
    files = len({problem.place.path for problem in problems})
    count = sum(counts(problems))
    more = count - sum(counts(ordered[:MOST_SHOWN]))
    return pages.rendered(
        "problems",
        is_built=result.is_built,
        count=f"{number(count)} مشکل در {number(files)} پرونده",
        files=[
            (
                shown_file(request, path),
                [shown_problem(request, problem, guide) for problem in group],
            )
            for path, group in groupby(ordered[:MOST_SHOWN], key=lambda found: found.place.path)
        ],
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
