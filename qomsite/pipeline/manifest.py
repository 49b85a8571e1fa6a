"""What the build wrote into the output: it tells the build's files from those of others.

It lies in the output itself, where anybody may change it, so it is believed only so far: nothing is
the build's that has other bytes than those it wrote, nor a hidden file or folder, nor `CNAME`.
"""

import json
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from qomsite.pipeline.paths import folders_of, is_portable, same_on_some_disk
from qomsite.pipeline.request import MANIFEST

Listing = Mapping[str, str]
"""Path → sha256 of the file's bytes."""

_HASHED = re.compile(r"(?!media/).*[./][0-9a-f]{10}\.(?!html$)\w+")
"""A path that changes with the bytes; the names in media/ are those that their authors gave."""


@dataclass(frozen=True)
class Manifest:
    """What a publication consists of.

    ``files``: the site. ``kept``: hashed files of the publication before, which pages that are open
    or stored somewhere still ask for. ``before``: what else may be there while files are replaced
    one by one, or where that was interrupted; empty as soon as it is done.
    """

    files: Listing
    kept: Listing = field(default_factory=dict)
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def paths(self) -> AbstractSet[str]:
        """Every path that may hold a file of the build."""
        return {*self.files, *self.kept, *self.before, MANIFEST}

    def has_written(self, path: str, content: bytes) -> bool:
        """Whether these bytes at this path are the build's."""
        return path == MANIFEST or sha256(content).hexdigest() in self._digests(path)

    def followed_by(self, files: Listing) -> "Manifest":
        """The next publication: hashed files that its site lacks are kept until the one after."""
        if files == self.files:
            return Manifest(files, self.kept)
        # Where a publication was interrupted, pages of the one before it may be in use as well.
        old = {**(self.kept if self.before else {}), **self.files}
        names = set(map(same_on_some_disk, files))
        folders = {same_on_some_disk(folder) for path in files for folder in folders_of(path)}
        kept = {
            path: digest
            for path, digest in old.items()
            if is_hashed(path)
            and same_on_some_disk(path) not in folders
            and names.isdisjoint(map(same_on_some_disk, (path, *folders_of(path))))
        }
        return Manifest(files, kept)

    def replacing(self, old: "Manifest") -> "Manifest":
        """This manifest while its files are put in the place of the old ones."""
        before = {path: tuple(sorted(old._digests(path))) for path in old.paths - {MANIFEST}}
        return Manifest(self.files, self.kept, before)

    def text(self) -> bytes:
        """What is written to the disk."""
        told = {"files": self.files, "kept": self.kept, "before": self.before}
        shown = {name: value for name, value in told.items() if value or name == "files"}
        return json.dumps(shown, indent=0, sort_keys=True, ensure_ascii=False).encode() + b"\n"

    def _digests(self, path: str) -> set[str]:
        single = (listing[path] for listing in (self.files, self.kept) if path in listing)
        return {*single, *self.before.get(path, ())}


def is_hashed(path: str) -> bool:
    """Whether a file is named by its bytes, so that no other will ever have its path."""
    return bool(_HASHED.fullmatch(path))


def manifest_in(folder: Path) -> Manifest | None:
    """The manifest of what was published into a folder; ``None`` where there is none to be read."""
    path = folder / MANIFEST
    try:
        told = json.loads(path.read_bytes()) if path.is_file() else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    # Before files were kept, the manifest was the listing itself.
    files = told.get("files") if isinstance(told.get("files"), dict) else told
    return Manifest(_listing(files), _listing(told.get("kept")), _before(told.get("before")))


def _listing(told: object) -> dict[str, str]:
    entries = told.items() if isinstance(told, dict) else ()
    return {path: digest for path, digest in entries if _may_be_ours(path, [digest])}


def _before(told: object) -> dict[str, tuple[str, ...]]:
    entries = told.items() if isinstance(told, dict) else ()
    return {
        path: tuple(digests)
        for path, digests in entries
        if isinstance(digests, list) and _may_be_ours(path, digests)
    }


def is_of_a_host(path: str) -> bool:
    """Whether a path is a host's and never the build's: `CNAME`, or hidden."""
    return path == "CNAME" or path.startswith(".") or "/." in path


def _may_be_ours(path: str, digests: list[object]) -> bool:
    digests_are_texts = all(isinstance(digest, str) for digest in digests)
    return is_portable(path) and not is_of_a_host(path) and digests_are_texts
