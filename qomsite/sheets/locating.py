"""Problems of files that were made from cells, at those cells."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from qomsite.errors import Keys, Problem
from qomsite.sheets.layout import SHEET_OF
from qomsite.sheets.table import Cell

_WORDS_OF = {
    "unknown-owner": "departments",
    "unknown-district": "districts",
    "unknown-status": "statuses",
}


def at_cells(
    problems: Sequence[Problem],
    folder: str,
    files: Collection[str],
    cells: Mapping[str, Mapping[Keys, Cell]],
) -> Iterator[Problem]:
    """The problems with the place of a cell where one is to blame, the others as they are.

    ``files``: the changed ones, by path in the content folder; ``cells``: where their values came
    from, by path and keys.
    """
    for problem in problems:
        path = problem.place.path.removeprefix(f"{folder}/")
        cell = _cell(problem.keys, cells.get(path, {})) if path in files else None
        yield cell.problem(problem.slug, problem.message + _way_out(problem)) if cell else problem


def _way_out(problem: Problem) -> str:
    """For a word that the plan does not have: it may be new, and its sheet takes it."""
    words = _WORDS_OF.get(problem.slug)
    return f"؛ اگر تازه است، آن را در برگهٔ «{SHEET_OF[words].title}» بیفزایید" if words else ""


def _cell(keys: Keys, cells: Mapping[Keys, Cell]) -> Cell | None:
    """The cell of a value, else that of the nearest value around it."""
    while keys and keys not in cells:
        keys = keys[:-1]
    return cells.get(keys)
