"""Reads ``content/editions``: dated snapshots of the plan, each of which names the one before."""

import json
from collections.abc import Sequence

from qomsite.errors import Place, Problem
from qomsite.loader.files import Found, Overlay, entries, read_bytes
from qomsite.memo import Memo
from qomsite.messages import problem
from qomsite.model.editions import Edition, read_edition

ENDING = ".json"
MAX_EDITION_BYTES = 200_000_000
"""An edition of a hundred times the plan has half of that."""


def read_editions(
    folder: Found, problems: list[Problem], overlay: Overlay, memo: Memo
) -> tuple[Edition, ...]:
    """The editions of the folder, the oldest first; those that were changed are reported."""
    editions: list[Edition] = []
    for found in entries(folder.disk, folder.shown, problems, overlay):
        if found.is_folder or not found.name.endswith(ENDING):
            key = "unexpected-file.edition"
            problems.append(problem(found.shown, key, name=found.name))
            continue
        data = read_bytes(found, MAX_EDITION_BYTES, "آن را بردارید", problems)
        if data is None:
            continue
        edition, fault = memo.once(_read, data, found.shown)
        if fault:
            problems.append(fault)
        if edition and found.name != f"{edition.code}{ENDING}":
            key = "bad-file-name.edition"
            problems.append(problem(found.shown, key, edition=edition, ending=ENDING))
        elif edition:
            editions.append(edition)
    problems.extend(_broken_chain(editions))
    return tuple(editions)


def _read(data: bytes, path: str) -> tuple[Edition | None, Problem | None]:
    try:
        return read_edition(data, path), None
    except json.JSONDecodeError as error:
        place = Place(path, error.lineno, error.colno)
    except ValueError:
        place = Place(path)
    return None, problem(place, "changed-edition")


def _broken_chain(editions: Sequence[Edition]) -> list[Problem]:
    """Each edition names the one before it; the first names none."""
    before = ["", *(edition.sha256 for edition in editions)]
    return [
        problem(edition.path, "changed-edition.chain")
        for edition, previous in zip(editions, before, strict=False)
        if edition.previous != previous
    ]
