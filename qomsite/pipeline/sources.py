"""The files besides the content that a site is made from: each must be a file that can be read."""

import os
from collections.abc import Iterator
from pathlib import Path

from qomsite.errors import Place, Problem, reason_of
from qomsite.loader.files import is_leftover


def source_problems(folder: Path, shown: str) -> Iterator[Problem]:
    """What in a folder of templates or assets is no plain file or folder, or may not be read.

    A link is followed nowhere: what it leads to could change without being noticed. ``shown``: the
    folder as one would type it.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(shown, f"این پوشه خوانده نشد: {reason_of(error)}")
        return
    for entry in entries:
        path = f"{shown}/{entry.name}"
        if is_leftover(entry.name):
            continue
        if entry.is_symlink():
            message = "این پرونده پیوند (symlink) است؛ پیوندها دنبال نمی‌شوند، خود پرونده را بگذارید"
            yield _unreadable(path, message)
        elif entry.is_dir():
            yield from source_problems(Path(entry), path)
        elif not entry.is_file():
            message = "این یک پروندهٔ معمولی نیست و خوانده نمی‌شود؛ آن را بردارید"
            yield _unreadable(path, message)
        elif not os.access(entry, os.R_OK):
            message = "اجازهٔ خواندن این پرونده نیست؛ به کسی که سایت را می‌سازد اجازهٔ خواندن بدهید"
            yield _unreadable(path, message)


def _unreadable(path: str, message: str) -> Problem:
    return Problem(Place(path), "unreadable-file", message)
