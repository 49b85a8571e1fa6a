"""The order in which problems are read."""

from __future__ import annotations

from collections.abc import Iterable

from qomsite.errors import Problem
from qomsite.text.collation import collation_key


def by_file(problems: Iterable[Problem]) -> list[Problem]:
    """The problems file by file (``2.md`` before ``10.md``), those of a file from its top."""
    return sorted(problems, key=lambda problem: (collation_key(problem.place.path), problem))


def counts(problems: Iterable[Problem]) -> tuple[int, int]:
    """How many errors there are, and how many pieces of advice."""
    is_advice = [problem.is_advice for problem in problems]
    return is_advice.count(False), is_advice.count(True)
