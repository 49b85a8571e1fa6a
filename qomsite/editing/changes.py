"""A change to a content file, and what the journal says of changes that belong together."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import NamedTuple


@dataclass(frozen=True)
class Change:
    """A file, what it holds and what it shall hold; ``None`` where there is no file.

    ``path`` is relative to the content folder, with slashes. ``like``: the file whose mode and
    owner a new file takes; without one they are those of any new file.
    """

    path: str
    before: bytes | None
    after: bytes | None
    like: str = ""


class Attributes(NamedTuple):
    """The mode of a file, its owner and its group."""

    mode: int
    owner: int
    group: int


@dataclass(frozen=True)
class Entry:
    """Changes that are made together, with what it takes to have everything as it was before.

    ``attributes`` are those of the files that are there before, ``made`` the folders that are made
    for them. An entry that takes a former one back has the name of that one (``takes_back``), and
    the folders that go with it (``spent``).
    """

    changes: tuple[Change, ...]
    attributes: Mapping[str, Attributes] = field(default_factory=dict)
    made: tuple[str, ...] = ()
    takes_back: str = ""
    spent: tuple[str, ...] = ()


def entry_bytes(entry: Entry) -> bytes:
    """An entry as a file of the journal: a checksum, then the entry as JSON."""
    told = {
        "changes": [
            (one.path, _text(one.before), _text(one.after), entry.attributes.get(one.path))
            for one in entry.changes
        ],
        "made": entry.made,
        "takes_back": entry.takes_back,
        "spent": entry.spent,
    }
    text = json.dumps(told).encode()
    return _checksum(text) + b"\n" + text


def entry_of(data: bytes) -> Entry:
    """The entry that a file of the journal holds; ``ValueError`` for one that is damaged."""
    checksum, _, text = data.partition(b"\n")
    if checksum != _checksum(text):
        raise ValueError("the checksum is wrong")
    try:
        told = json.loads(text)
        rows = [(_path(path), *rest) for path, *rest in told["changes"]]
        return Entry(
            tuple(Change(path, _side(before), _side(after)) for path, before, after, _ in rows),
            {path: Attributes(*map(int, kept)) for path, _, _, kept in rows if kept},
            tuple(map(_path, told["made"])),
            _name(told["takes_back"]),
            tuple(map(_path, told["spent"])),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("this is no entry of a journal") from error


def is_inside(path: str) -> bool:
    """Whether a path says how to get to a file below a folder, and nothing else."""
    parts = PurePosixPath(path).parts
    return path == "/".join(parts) and bool(parts) and ".." not in parts and "\0" not in path


def _text(side: bytes | None) -> str | None:
    return None if side is None else b64encode(side).decode()


def _side(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text, validate=True)


def _path(text: str) -> str:
    if not is_inside(text):
        raise ValueError(f"{text!r} leads out of the content folder")
    return text


def _name(text: str) -> str:
    if not re.fullmatch("[0-9]*", text):
        raise ValueError(f"{text!r} is no name of a change")
    return text


def _checksum(text: bytes) -> bytes:
    return blake2b(text, digest_size=16).hexdigest().encode()
