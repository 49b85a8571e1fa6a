"""Which paths can stand beside one another, and alone, on every disk."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from qomsite.errors import Place, Problem
from qomsite.model.codes import WINDOWS_NAMES
from qomsite.render.artifact import Artifact
from qomsite.text.characters import ZWNJ

_UNPORTABLE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')
_LONGEST = 255  # bytes of a name
_MOST_SHOWN = 200  # characters of a value


def conflicts(artifacts: Sequence[Artifact]) -> Iterator[Problem]:
    """Paths that cannot stand together, or alone, on every disk; both origins are named."""
    files: dict[str, Artifact] = {}
    folders: dict[str, tuple[str, Artifact]] = {}
    for artifact in artifacts:
        if not is_portable(artifact.path):
            message = f"«{printable(artifact.path)}» نام درستی برای پروندهٔ سایت نیست"
            yield Problem(Place(artifact.origin), "output-path", message)
        key = same_on_some_disk(artifact.path)
        if key in files:
            yield _clash(artifact, files[key])
        files.setdefault(key, artifact)
        for folder in folders_of(artifact.path):
            spelled, owner = folders.setdefault(same_on_some_disk(folder), (folder, artifact))
            if spelled != folder:
                yield _clash(artifact, owner)
    for key in files.keys() & folders.keys():
        yield _clash(files[key], folders[key][1])


def same_on_some_disk(path: str) -> str:
    """Paths with the same key are one file on a disk that ignores case or normalises names."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def folders_of(path: str) -> Iterator[str]:
    """The folders that a path lies in, the innermost first."""
    while path := path.rpartition("/")[0]:
        yield path


def is_portable(path: str) -> bool:
    """Whether every disk can hold a file of this path."""
    return not _UNPORTABLE.search(path) and all(
        name
        and name[-1] not in ". "
        and len(name.encode()) <= _LONGEST
        and name.partition(".")[0].lower() not in WINDOWS_NAMES
        for name in path.split("/")
    )


def _clash(artifact: Artifact, other: Artifact) -> Problem:
    paths = " و ".join(f"«{printable(path)}»" for path in sorted({artifact.path, other.path}))
    message = f"{paths} در سایت به یک نام می‌رسند: از «{artifact.origin}» و از «{other.origin}»"
    return Problem(Place(artifact.origin), "output-conflict", message)


def printable(text: str) -> str:
    """A path or link as a message can show it: not too long, nothing that cannot be seen."""
    cut = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
    return "".join(char if char.isprintable() or char == ZWNJ else "\ufffd" for char in cut)
