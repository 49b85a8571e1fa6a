"""The problems as JSON: a small object that stays as it is, for scripts and editors."""

from __future__ import annotations

import json
from collections.abc import Iterable

from qomsite.errors import Problem
from qomsite.formats.guide import anchor
from qomsite.formats.order import by_file, counts

VERSION = 1
"""Grows when a key changes its meaning or goes; a further key is no new version."""


def json_document(files: int, problems: Iterable[Problem]) -> str:
    """The document; ``files``: how many content files were read.

    ``line`` and ``column`` count characters from 1; what concerns a whole file stands at 1, 1.
    """
    found = by_file(problems)
    errors, advice = counts(found)
    told = {
        "version": VERSION,
        "counts": {"files": files, "errors": errors, "advice": advice},
        "problems": [
            {
                "path": problem.place.path,
                "line": problem.place.line or 1,
                "column": problem.place.column or 1,
                "level": "advice" if problem.is_advice else "error",
                "slug": problem.slug,
                "message": problem.message,
                "guide": anchor(problem.slug),
            }
            for problem in found
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
