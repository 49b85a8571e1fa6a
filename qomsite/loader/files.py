"""Finds and reads the files of the content folder without being led outside it or made to wait."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from qomsite.errors import Place, Problem, reason_of
from qomsite.loader.document import settings_document
from qomsite.loader.regular_file import regular_bytes
from qomsite.messages import problem
from qomsite.text.characters import ZWNJ, hidden_characters

MAX_BYTES = 1_000_000
"""A larger content file is a mistake: the longest page of the plan is a hundredth of it."""

MOST_HIDDEN = 100
"""Hidden characters reported one by one; a file with more gets their number."""

_LEFTOVERS = ("~", ".swp", ".swo", ".tmp", ".bak", ".orig", ".part", ".crdownload")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


Overlay = Mapping[str, bytes | None]
"""Bytes that stand in front of the files on disk, by path; ``None`` for a file left out."""
NO_OVERLAY: Overlay = MappingProxyType({})


@dataclass(frozen=True)
class Found:
    """What the content folder holds: its path on disk and the path shown to people, which ends in
    its name.

    ``data``: the bytes of a file of the overlay, which are read in place of those on disk.
    """

    disk: str
    shown: str
    is_folder: bool = False
    data: bytes | None = None

    @property
    def name(self) -> str:
        return self.shown.rpartition("/")[2]


def is_leftover(name: str) -> bool:
    """Whether a name is an editor's or a system's leftover, which is silently skipped."""
    lowered = name.casefold()
    return (
        name.startswith((".", "#", "~$"))
        or lowered.endswith(_LEFTOVERS)
        or lowered in _SYSTEM_FILES
    )


def entries(
    folder: Path | str, shown: str, problems: list[Problem], overlay: Overlay = NO_OVERLAY
) -> Iterator[Found]:
    """What a folder holds in a fixed order, no leftovers; links and devices are reported.

    ``overlay``: by the paths that are shown. It stands in front of no link and no device.
    """
    start = f"{shown}/"
    own = {path[len(start) :]: data for path, data in overlay.items() if path.startswith(start)}
    new = {path.partition("/")[0] for path, data in own.items() if data is not None}
    try:
        there = {entry.name: entry for entry in os.scandir(folder)}
    except OSError as error:
        if not (new and isinstance(error, FileNotFoundError)):
            problems.append(_unreadable(shown, error))
            return
        there = {}
    for name in sorted({*there, *new}):
        if is_leftover(name):
            continue
        path = f"{shown}/{name}"
        entry = there.get(name)
        if not _is_printable(name):
            problems.append(problem(ascii(path)[1:-1], "bad-file-name.unreadable"))
        elif entry and entry.is_symlink():
            problems.append(problem(path, "unreadable-file.link"))
        elif entry and not (entry.is_file() or entry.is_dir()):
            problems.append(problem(path, "unreadable-file.device"))
        elif own.get(name, b"") is not None:
            is_folder = entry.is_dir() if entry else name not in own
            yield Found(f"{folder}{os.sep}{name}", path, is_folder, own.get(name))


REMEDY = "متن را کوتاه کنید و پیوست‌ها را در media بگذارید"
"""What helps against a text that is too large."""


def read_text(found: Found, problems: list[Problem]) -> str | None:
    """The text of a file with ``\\n`` line ends, no byte-order mark; ``None`` once reported."""
    data = read_bytes(found, MAX_BYTES, REMEDY, problems)
    text, more = text_of(data, found.shown) if data is not None else (None, ())
    problems.extend(more)
    return text


def text_of(data: bytes, shown: str) -> tuple[str | None, tuple[Problem, ...]]:
    """What :func:`read_text` makes of the bytes of a file, and what is wrong with them."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from after the mark, in an object of its own.
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        return None, (problem(Place(shown, line, column), "not-utf8"),)
    text = settings_document(text).front
    return None if "\x00" in text else text, tuple(_hidden(text, shown))


def _hidden(text: str, shown: str) -> Iterator[Problem]:
    hidden = hidden_characters(text)
    for offset, name in hidden[:MOST_HIDDEN]:
        yield problem(place_of(text, offset, shown), "hidden-character", name=name)
    if (more := len(hidden) - MOST_HIDDEN) > 0:
        place = place_of(text, hidden[MOST_HIDDEN][0], shown)
        yield replace(problem(place, "hidden-character.more", more=more), count=more)


def place_of(text: str, offset: int, path: str) -> Place:
    """The place of a character offset in a text."""
    line = text.count("\n", 0, offset) + 1
    return Place(path, line, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def read_bytes(found: Found, most: int, remedy: str, problems: list[Problem]) -> bytes | None:
    """The bytes of a regular file of at most ``most``, or ``None`` with the reason reported."""
    try:
        data = regular_bytes(found.disk, most + 1) if found.data is None else found.data
    except OSError as error:
        problems.append(_unreadable(found.shown, error))
        return None
    if len(data) > most:
        said = {"limit": most // 1_000_000, "remedy": remedy}
        problems.append(problem(found.shown, "file-too-large", **said))
        return None
    return data


def _unreadable(shown: str, error: OSError) -> Problem:
    return problem(shown, "unreadable-file", reason=reason_of(error))


def _is_printable(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return name.replace(ZWNJ, "").isprintable()
