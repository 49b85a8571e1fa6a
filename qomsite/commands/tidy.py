"""``tidy``: puts right how pasted text is typed, after it has shown what it would change."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from qomsite.commands.command import Command
from qomsite.commands.options import absolute, content_option, journal
from qomsite.terminal import agreed


def _options(parser: ArgumentParser) -> None:
    content_option(parser)
    parser.add_argument("--yes", action="store_true", help="بی پرسش می‌نویسد")
    parser.add_argument("files", nargs="*", metavar="پرونده", help="تنها این پرونده‌ها")


def _run(options: Namespace) -> int:
    from qomsite.staff.tidy import tidied
    from qomsite.staff.tidy_report import (
        show_nothing,
        show_tidied,
        show_written,
    )

    content = absolute(options.content)
    diary = journal(options)
    diary.recover()
    changed, left = tidied(content, [_name(content, file) for file in options.files])
    show_tidied(content.name, changed, left, sys.stdout)
    if not changed:
        show_nothing(left, sys.stdout)
        return 1 if left else 0
    if not options.yes and not agreed(sys.stdout):
        return 1
    diary.apply([one.change for one in changed])
    show_written(len(changed), sys.stdout)
    return 1 if left else 0


def _name(content: Path, file: str) -> str:
    """A file as the content folder knows it: given from there, or from the working folder."""
    path = absolute(file)
    if not path.exists() and (content / file).exists():
        path = content / file
    try:
        return path.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        return file


TIDY = Command(
    "tidy", "نوشتار متن‌ها را پاک‌سازی می‌کند؛ پیش از نوشتن نشان می‌دهد و می‌پرسد", _options, _run
)
