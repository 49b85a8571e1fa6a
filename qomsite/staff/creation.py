"""Makes a new record: its file, tried before it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from qomsite.checks.entries import codes, drafts
from qomsite.errors import Problem
from qomsite.loader.yaml_text import Tree
from qomsite.model.collections import Collection
from qomsite.model.content import Content
from qomsite.staff.changes import Change
from qomsite.staff.fresh import DRAFT, YES, fresh_file
from qomsite.staff.rehearsal import new_problems


@dataclass(frozen=True)
class Draft:
    """A new file that could be written, and the problems that it would bring.

    ``is_beyond_count``: written as a draft, because the plan declares no more of its kind.
    """

    change: Change
    problems: tuple[Problem, ...]
    is_beyond_count: bool

    def key_at(self, line: int) -> str | None:
        """The key of the front matter that a line of the file belongs to."""
        lines = (self.change.after or b"").decode().splitlines()[:line]
        keys = (match[1] for one in reversed(lines) if (match := re.match(r"([a-z_]+):", one)))
        return next(keys, None)


def drafted(
    folder: Path, content: Content, collection: Collection, code: str, values: dict[str, Tree]
) -> Draft:
    """The file of a new record.

    Where it would be one more than ``plan.yaml`` declares, it is a draft: the site stays as it is
    until somebody says which of the two is right.
    """
    is_beyond = DRAFT not in values and _is_complete(content, collection)
    written = {**values, DRAFT: YES} if is_beyond else values
    path = f"{collection.name}/{code}.md"
    change = Change(path, None, fresh_file(collection, written))
    # A collection that lacks more than this one is still short of its count, as it was before.
    problems = [one for one in new_problems(folder, [change]) if one.slug != "count-mismatch"]
    return Draft(change, tuple(problems), is_beyond)


def _is_complete(content: Content, collection: Collection) -> bool:
    if content.plan is None or not collection.declared:
        return False
    declared: int = getattr(content.plan.counts, collection.name).count
    return len(codes(content, collection) - drafts(content, collection)) >= declared
