"""Notices what is saved, however an editor saves: a snapshot of the folders, held against the last.

No modification time is trusted: copies and checkouts keep old ones. What the system says of a file
(inode, size, times of content and of inode) only tells which files to read again; whether something
changed, their content says.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from qomsite.loader.files import is_leftover

LARGEST = 20_000_000
"""Bytes up to which a file is read to tell its content; a larger one is known by what is said."""


class Seen(NamedTuple):
    """A file or folder: what the system says of it, and the hash of its content."""

    said: tuple[int, ...]
    digest: bytes


Snapshot = Mapping[str, Seen]
_NOTHING = Seen((), b"")


def snapshot(folders: Sequence[Path], known: Snapshot) -> Snapshot:
    """All that lies in the folders; a file of which the same is said as before is not read again.

    Editors' and systems' leftovers are not among it, as the loader does not read them either.
    A link is what it is: a build refuses it by name, wherever it lies.
    """
    found: dict[str, Seen] = {}
    for folder in folders:
        for path, said in _listed(str(folder)):
            before = known.get(path)
            same = before is not None and before.said == said
            found[path] = before if same and before else Seen(said, _digest(path, said))
    return found


def changed(before: Snapshot, after: Snapshot) -> frozenset[str]:
    """The paths of what came, went or has another content."""
    both = {**before, **after}
    return frozenset(
        path
        for path in both
        if (before.get(path) or _NOTHING).digest != (after.get(path) or _NOTHING).digest
    )


def news(
    look: Callable[[Snapshot], Snapshot],
    seen: Snapshot,
    pauses: Iterable[None],
    waits: Callable[[], Iterable[None]],
) -> Iterator[Snapshot]:
    """Looks after each pause; yields what it sees for each change of content that has settled.

    What changes while the caller deals with one is found by the next look.
    """
    for _ in pauses:
        latest = look(seen)
        if latest != seen:
            latest = settled(look, seen, latest, waits())
            if changed(seen, latest):
                yield latest
        seen = latest


def settled(
    look: Callable[[Snapshot], Snapshot], before: Snapshot, seen: Snapshot, waits: Iterable[None]
) -> Snapshot:
    """Looks after each wait until two looks see the same, or the waits are over.

    A file half written, or away for a moment, is no news; nor is each save of many. What changed
    since ``before`` is read each time: the clock of a disk is slower than two writes.
    """
    for _ in waits:
        latest = look({path: file for path, file in seen.items() if before.get(path) == file})
        if latest == seen:
            break
        seen = latest
    return seen


def _listed(folder: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # away, or not a folder: as if it were empty
        return
    for entry in entries:
        if is_leftover(entry.name):
            continue
        try:
            about = entry.stat(follow_symlinks=False)
        except OSError:
            continue
        if stat.S_ISDIR(about.st_mode):
            # Its times change with every leftover in it; what counts is that it is there.
            yield entry.path, (stat.S_IFDIR,)
            yield from _listed(entry.path)
        else:
            times = (about.st_mtime_ns, about.st_ctime_ns)
            yield entry.path, (about.st_mode, about.st_ino, about.st_size, *times)


def _digest(path: str, said: tuple[int, ...]) -> bytes:
    mode, *_ = said
    if not stat.S_ISREG(mode):
        return repr(mode).encode()
    if said[2] > LARGEST:
        return repr(said).encode()
    try:
        return blake2b(Path(path).read_bytes(), digest_size=16).digest()
    except OSError as error:
        return repr(error.errno).encode()
