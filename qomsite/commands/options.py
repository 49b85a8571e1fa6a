"""What a command is, the options that several share, and the request that they make."""

import os
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qomsite.commands import again
from qomsite.editing.journal import Journal
from qomsite.errors import ContentInvalid
from qomsite.messages import problem
from qomsite.pipeline.request import Request

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Command:
    """A word after ``build.py``.

    ``help`` is one Persian line; ``options`` adds the command's options to its parser; ``run``
    does it and returns the exit status: 0 fine, 1 a person has something to put right.
    """

    name: str
    help: str
    options: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


def help_option(parser: ArgumentParser) -> None:
    """``--help``, in Persian."""
    parser.add_argument("-h", "--help", action="help", help="همین راهنما را نشان می‌دهد")


def content_option(parser: ArgumentParser) -> None:
    """``--content``: where the content is read."""
    parser.add_argument(
        "--content",
        default=str(ROOT / "content"),
        metavar="پوشه",
        help="پوشهٔ محتوا (پیش‌فرض: content)",
    )


def making_options(parser: ArgumentParser) -> None:
    """What a command that makes the site takes, wherever it makes it."""
    parser.add_argument(
        "--base-url",
        type=_base_url,
        metavar="نشانی",
        help="نشانی کامل سایت، برای خوراک و نقشهٔ سایت",
    )
    parser.add_argument(
        "--jobs", type=_jobs, metavar="شمار", help="شمار فرایندهای هم‌زمان (پیش‌فرض: شمار هسته‌ها)"
    )
    parser.add_argument("--no-cache", action="store_true", help="همه‌چیز را از نو می‌سازد")


def strict_option(parser: ArgumentParser) -> None:
    """``--strict``: advice counts as a problem."""
    parser.add_argument(
        "--strict", action="store_true", help="پیشنهادها را هم مشکل می‌شمارد (کد پایان ۱)"
    )


def request(options: Namespace) -> Request:
    """What the options ask a build for; an option that a command lacks has its usual value."""
    return Request(
        root=ROOT,
        content=absolute(options.content),
        output=absolute(getattr(options, "output", "public")),
        base_url=getattr(options, "base_url", None),
        jobs=getattr(options, "jobs", None) or os.cpu_count() or 1,
        cache=None if getattr(options, "no_cache", False) else Path(again.CACHE),
        release=getattr(options, "release", False),
        allow_sample=getattr(options, "allow_sample", False),
        strict=getattr(options, "strict", False),
        in_place=getattr(options, "in_place", False),
    )


def journal(options: Namespace) -> Journal:
    """The journal of the changes to the content that the options name."""
    return Journal(absolute(options.content))


def journal_there(options: Namespace) -> Journal:
    """The same; raises ``ContentInvalid`` where the content folder is not there."""
    found = journal(options)
    if not found.content.is_dir():
        missing = problem(found.content.name, "unreadable-file.folder", folder=found.content)
        raise ContentInvalid([missing])
    return found


def absolute(path: str) -> Path:
    """A path as given, from the working folder; by default the folders beside ``build.py``."""
    place = Path.cwd() / path
    if ".." not in place.parts:
        return place
    # As the system takes it, so that the folder has its name. The last part stays as it is given:
    # an output that is a link is refused.
    return place.resolve() if place.name == ".." else place.parent.resolve() / place.name


def _base_url(text: str) -> str:
    if not re.fullmatch(r"https?://[\w.-]+(?::\d+)?(?:/[^\s<>\"'?#\\]*)?", text):
        raise ArgumentTypeError(f"نشانی «{text}» درست نیست؛ مانند https://example.ir/plan/ بنویسید")
    return text


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise ArgumentTypeError(f"«{text}» درست نیست؛ عددی از ۱ تا ۶۴ بنویسید")
    return int(text)
