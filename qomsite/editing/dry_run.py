"""What would be wrong after a change that has not been made."""

from collections.abc import Sequence
from pathlib import Path

from qomsite.checks.registry import check
from qomsite.editing.changes import Change
from qomsite.errors import MOST_TOLD, Problem, at_most, bounded
from qomsite.loader.files import NO_OVERLAY, Overlay
from qomsite.loader.load import load
from qomsite.memo import Memo


def new_problems(
    content: Path, changes: Sequence[Change], memo: Memo | None = None
) -> tuple[Problem, ...]:
    """The problems that the changes would bring, sorted by place; nothing is written anywhere.

    All problems of the changed files, and of the others those that are not there today: what was
    wrong elsewhere before stops nobody from putting something right. ``memo``: what is known of
    the content's files.
    """
    memo = memo or Memo()
    shown = {f"{content.name}/{change.path}" for change in changes}
    known = {
        (problem.place.path, problem.message) for problem in _problems(content, NO_OVERLAY, memo)
    }
    found = [
        problem
        for problem in _problems(content, {change.path: change.after for change in changes}, memo)
        if problem.place.path in shown or (problem.place.path, problem.message) not in known
    ]
    return at_most(MOST_TOLD, found)


def _problems(folder: Path, overlay: Overlay, memo: Memo) -> tuple[Problem, ...]:
    content, read = load(folder, memo, overlay)
    return bounded([*read, *check(content)])
