"""What would be wrong after a change that has not been made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from qomsite.checks.registry import check
from qomsite.editing.changes import Change
from qomsite.errors import Problem
from qomsite.loader.load import load


def new_problems(content: Path, changes: Sequence[Change]) -> tuple[Problem, ...]:
    """The problems that the changes would bring, sorted by place.

    All problems of the changed files, and of the others those that are not there today: what was
    wrong elsewhere before stops nobody from putting something right. The changes are tried on a
    copy of the folder.
    """
    shown = {f"{content.name}/{change.path}" for change in changes}
    known = {(problem.place.path, problem.message) for problem in _problems(content)}
    with TemporaryDirectory(prefix="qomsite-") as place:
        folder = Path(place, content.name)
        # Hard links: 500 files in some milliseconds. The loader follows no symbolic ones.
        shutil.copytree(content, folder, symlinks=True, copy_function=_linked)
        for change in changes:
            path = folder / change.path
            if not path.parent.resolve().is_relative_to(folder.resolve()):
                continue  # behind a link lie the true files; no journal makes such a change
            path.unlink(missing_ok=True)
            if change.after is not None:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(change.after)
        return tuple(
            problem
            for problem in _problems(folder)
            if problem.place.path in shown or (problem.place.path, problem.message) not in known
        )


def _problems(folder: Path) -> tuple[Problem, ...]:
    content, read = load(folder)
    return tuple(sorted({*read, *check(content)}))


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # another file system, or one without links
        shutil.copy2(source, target, follow_symlinks=False)
