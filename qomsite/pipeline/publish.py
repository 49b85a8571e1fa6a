"""Puts the finished files into the published folder: what changes there, and in which way."""

import os
import stat
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from qomsite.errors import OutputConflict, OutputRefused
from qomsite.pipeline.disk import Change, holds, open_folder
from qomsite.pipeline.exchange import NoExchange, exchange
from qomsite.pipeline.in_place import put_in_place
from qomsite.pipeline.lock import output_lock, refused, refused_by_system
from qomsite.pipeline.manifest import Listing, Manifest, manifest_in
from qomsite.pipeline.output_folder import recover, refuse_unsafe, why_in_place
from qomsite.pipeline.paths import conflicts, folders_of, same_on_some_disk
from qomsite.pipeline.request import MANIFEST
from qomsite.render.artifact import Artifact

ASKED = "چنان‌که خواسته شد"
_OF_THE_DISK = {"lost+found"}
NO_EXCHANGE = "پوشهٔ خروجی را نمی‌توان یک‌جا عوض کرد"


@dataclass(frozen=True)
class Published:
    """How many files a build wrote, left as they were, and removed; the hash of its manifest.

    ``in_place``: why files were replaced one by one; empty where folders were exchanged.
    """

    written: int
    kept: int
    removed: int
    in_place: str = ""
    manifest: str = field(default="", compare=False)


def publish(
    artifacts: Sequence[Artifact],
    output: Path,
    protected: Sequence[Path],
    *,
    in_place: bool = False,
    is_durable: bool = True,
) -> Published:
    """Makes the output folder hold the artifacts and the files that no build wrote.

    Besides them it has the hashed files of the publication before. ``is_durable``: only returns
    when all of it would outlive a power failure. Raises OutputConflict or OutputRefused; then the
    old site stands untouched, or the message says otherwise.
    """
    manifest = Artifact(MANIFEST, b"", "qomsite/pipeline/publish.py")
    if problems := list(conflicts([*artifacts, manifest])):
        raise OutputConflict(problems)
    try:
        refuse_unsafe(output, protected)
        with output_lock(output, lambda: None):
            recover(output)
            reason = ASKED if in_place else why_in_place(output)
            return _publish(artifacts, output, reason, is_durable=is_durable)
    except OSError as error:
        raise refused_by_system(output, error) from None


def _publish(
    artifacts: Sequence[Artifact], output: Path, reason: str, *, is_durable: bool
) -> Published:
    old = _manifest_before(output)
    listing = {artifact.path: sha256(artifact.content).hexdigest() for artifact in artifacts}
    new, kept = _with_kept(old.followed_by(listing), output)
    site = {artifact.path: artifact for artifact in artifacts}
    others = {**kept, MANIFEST: new.text()}.items()
    manifest = sha256(new.text()).hexdigest()
    files = {**site, **{path: Artifact(path, content, "") for path, content in others}}
    folders = {folder for path in files for folder in folders_of(path)}
    for folder in sorted(folders):
        open_folder(output / folder)
    same = {path for path, file in files.items() if holds(f"{output}/{path}", file.content)}
    as_before = len(same & site.keys())
    if len(same) == len(files):
        return Published(0, as_before, 0, manifest=manifest)
    ours = set(_ours(old, files.keys(), output))
    old_folders = {folder for path in old.paths for folder in folders_of(path)}
    foreign = list(_foreign(output, ours, old_folders, must_read=not reason))
    _refuse_collisions(output, files.keys(), folders, foreign)
    change = Change(output, files, folders, same, ours, old_folders, foreign, is_durable)
    if not reason:
        try:
            exchange(change)
        except NoExchange:
            reason = NO_EXCHANGE
        finally:
            with suppress(OutputRefused):  # what stays is removed by the next build
                recover(output)
    if reason:
        put_in_place(change, new.replacing(old).text())
    removed = len(ours - files.keys())
    return Published(len(site) - as_before, as_before, removed, reason, manifest)


def _manifest_before(output: Path) -> Manifest:
    old = manifest_in(output)
    there = {path.name for path in output.iterdir()} if output.exists() else set()
    if old is None and there - _OF_THE_DISK:
        message = f"پوشهٔ خروجی خالی نیست و فهرست سازنده ({MANIFEST}) را ندارد، پس شاید چیزی در آن"
        message += " از آن دیگری باشد؛ خالی‌اش کنید یا پوشه‌ای دیگر بدهید"
        raise refused(output, "output-foreign", message)
    return old or Manifest({})


def _with_kept(new: Manifest, output: Path) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest, and the files kept from the publication before that are still as it was."""
    kept = {}
    for path, digest in new.kept.items():
        content = _content(output / path)
        if content is not None and sha256(content).hexdigest() == digest:
            kept[path] = content
    listing: Listing = {path: new.kept[path] for path in kept}
    return Manifest(new.files, listing), kept


def _content(path: Path) -> bytes | None:
    """The bytes of a file that may be the build's; ``None`` where there is no such file."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
    except (FileNotFoundError, NotADirectoryError):
        return None
    return path.read_bytes()


def _ours(old: Manifest, wanted: AbstractSet[str], output: Path) -> Iterator[str]:
    """The paths of files that the build may replace or remove: what it wrote, or wrote anew."""
    for path in old.paths:
        if path in wanted:
            yield path
        else:
            content = _content(output / path)
            if content is not None and old.has_written(path, content):
                yield path


def _foreign(
    output: Path, ours: AbstractSet[str], folders: AbstractSet[str], *, must_read: bool
) -> Iterator[str]:
    """What the build did not write, each folder with a `/` at its end and before what it holds.

    ``must_read``: whether a folder that may not be read is an error.
    """
    pending = [""] if output.exists() else []
    while pending:
        inside = pending.pop()
        try:
            entries = sorted(os.scandir(output / inside), key=lambda entry: entry.name)
        except PermissionError:
            if must_read:
                raise
            continue
        for entry in entries:
            path = inside + entry.name
            if entry.is_dir(follow_symlinks=False):
                pending.append(f"{path}/")
                if path not in folders:
                    yield f"{path}/"
            elif path not in ours:
                yield path


def _refuse_collisions(
    output: Path, files: AbstractSet[str], folders: AbstractSet[str], foreign: Sequence[str]
) -> None:
    wanted_files = set(map(same_on_some_disk, files))
    wanted_folders = set(map(same_on_some_disk, folders))
    for path in foreign:
        name = path.removesuffix("/")
        is_file_in_the_way = name == path and same_on_some_disk(path) in wanted_folders
        needed = map(same_on_some_disk, (name, *folders_of(name)))
        if is_file_in_the_way or not wanted_files.isdisjoint(needed):
            message = f"«{path}» را سازنده ننوشته است، ولی سایت همین نام را می‌خواهد"
            raise refused(output, "output-foreign", f"{message}؛ آن را از پوشهٔ خروجی بردارید")
