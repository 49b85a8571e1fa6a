"""Publishes into the folder that is there: each file is replaced whole, one after another.

For where folders cannot be exchanged, or somebody holds this one. At any moment every file is whole
and whatever a page names is there; pages of both publications may be seen beside one another. What
is interrupted, the next build completes: the manifest says so until all is done.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from qomsite.errors import OutputUnfinished, Place, Problem, reason_of
from qomsite.pipeline.disk import Change, flush, make_folder, write
from qomsite.pipeline.manifest import is_hashed
from qomsite.pipeline.output_folder import STAGE, remove
from qomsite.pipeline.paths import folders_of, same_on_some_disk
from qomsite.pipeline.request import MANIFEST


def put_in_place(change: Change, marker: bytes) -> None:
    """Publishes; ``marker`` is the manifest that holds until it is done.

    An OSError is raised before anything has changed, OutputUnfinished afterwards.
    """
    output, stage = change.output, change.output / STAGE
    if not output.exists():
        make_folder(output)
    waiting = sorted(
        change.files.keys() - change.same - {MANIFEST}, key=lambda path: _turn(path, output)
    )
    stage.mkdir(0o700)
    try:
        for number, path in enumerate(waiting):
            write(stage / str(number), change.files[path].content)
        write(stage / MANIFEST, change.files[MANIFEST].content)
        write(stage / "marker", marker)
        if change.is_durable:
            flush(output)
        (stage / "marker").replace(output / MANIFEST)
        try:
            _replace(change, waiting, stage)
        except OSError as error:
            message = f"جایگزینی پرونده‌ها نیمه‌کاره ماند: {reason_of(error)}"
            message += "؛ پس از رفع مشکل دوباره بسازید تا کامل شود"
            problem = Problem(Place(str(output)), "output-unwritable", message)
            raise OutputUnfinished([problem]) from None
    finally:
        with suppress(OSError):  # what stays is removed by the next build
            remove(stage)


def _replace(change: Change, waiting: Iterable[str], stage: Path) -> None:
    output = change.output
    gone = sorted(change.ours - change.files.keys())
    first = _in_the_way(gone, change)
    _remove(first, _in_the_way(change.old_folders, change), output)
    for folder in sorted(change.folders):
        if not (output / folder).is_dir():
            make_folder(output / folder)
    for number, path in enumerate(waiting):
        (stage / str(number)).replace(output / path)
    names = {same_on_some_disk(path): path for path in change.files}
    left = [path for path in gone if path not in first and not _is_same(path, names, output)]
    _remove(left, change.old_folders - change.folders, output)
    (stage / MANIFEST).replace(output / MANIFEST)
    if change.is_durable:
        flush(output)


def _turn(path: str, output: Path) -> tuple[int, str]:
    """What a page names comes before it: first what is no page, last the pages of contents."""
    if not path.endswith(".html"):
        return (0 if is_hashed(path) else 1), path
    if path.rpartition("/")[2] == "index.html":
        return 4, path
    return (3 if os.path.lexists(output / path) else 2), path


def _in_the_way(paths: Iterable[str], change: Change) -> list[str]:
    """Files that are where a folder shall be, and what is in folders where a file shall be."""
    return [
        path
        for path in paths
        if path in change.folders
        or any(place in change.files for place in (path, *folders_of(path)))
    ]


def _is_same(path: str, names: Mapping[str, str], output: Path) -> bool:
    """Whether a disk that ignores case or normalises names has a new file under an old name."""
    name = names.get(same_on_some_disk(path))
    return name is not None and (output / path).samefile(output / name)


def _remove(files: Iterable[str], folders: Iterable[str], output: Path) -> None:
    for path in files:
        (output / path).unlink(missing_ok=True)
    for folder in sorted(folders, reverse=True):
        with suppress(OSError):  # others have files there
            (output / folder).rmdir()
