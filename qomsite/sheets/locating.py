"""Problems of files that were made from cells, at those cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from qomsite.errors import Problem
from qomsite.loader.load import split_front_matter
from qomsite.loader.yaml_text import Location, read_yaml
from qomsite.sheets.files import plain_text
from qomsite.sheets.layout import SHEET_OF
from qomsite.sheets.table import Cell

_WORDS_OF = {
    "unknown-owner": "departments",
    "unknown-district": "districts",
    "unknown-status": "statuses",
}
_KEY = re.compile(r"«([a-z_]+)»")


def at_cells(
    problems: Sequence[Problem],
    folder: str,
    files: Mapping[str, bytes],
    cells: Mapping[str, Mapping[Location, Cell]],
) -> Iterator[Problem]:
    """The problems with the place of a cell where one is to blame, the others as they are.

    ``files``: what the changed files hold, by path in the content folder; ``cells``: where their
    values came from, by path and location.
    """
    places: dict[str, _Places] = {}
    for problem in problems:
        path = problem.place.path.removeprefix(f"{folder}/")
        if path not in files:
            yield problem
            continue
        if path not in places:
            places[path] = _Places(files[path], path.endswith(".md"))
        cell = _cell(problem, places[path].location(problem), cells.get(path, {}))
        yield cell.problem(problem.slug, problem.message + _way_out(problem)) if cell else problem


def _way_out(problem: Problem) -> str:
    """For a word that the plan does not have: it may be new, and its sheet takes it."""
    words = _WORDS_OF.get(problem.slug)
    return f"؛ اگر تازه است، آن را در برگهٔ «{SHEET_OF[words].title}» بیفزایید" if words else ""


class _Places:
    """Which value of a file stands at a line and column."""

    def __init__(self, data: bytes, is_record: bool) -> None:
        text = plain_text(data)
        parts = split_front_matter(text, "", []) if is_record else (text, "", 0)
        front, _, self._body_line = parts or ("", "", 1)
        result = read_yaml(front, "", 2 if is_record else 1, [])
        values = result[1].values if result else {}
        self._locations = {spot: location for location, spot in values.items()}

    def location(self, problem: Problem) -> Location:
        place = problem.place
        if self._body_line and place.line >= self._body_line:
            return ("body",)
        return self._locations.get((place.line, place.column), ())


def _cell(problem: Problem, location: Location, cells: Mapping[Location, Cell]) -> Cell | None:
    """The cell of a value, else that of the nearest value around it.

    A key that should be there and is not has no place; its message names it.
    """
    if problem.slug == "missing-field" and (named := _KEY.search(problem.message)):
        location = (*location, named[1])
    while location and location not in cells:
        location = location[:-1]
    return cells.get(location)
