"""Options that several commands share, and the request that they make."""

from __future__ import annotations

import os
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from qomsite.build.request import Request
from qomsite.staff.changes import Journal

ROOT = Path(__file__).resolve().parent.parent.parent
CACHE = Path(".cache", "build")
JOURNAL = Path(".cache", "staff")
"""Where changes to the content are kept, so that they can be undone."""


def content_option(parser: ArgumentParser) -> None:
    """``--content``: where the content is read."""
    parser.add_argument(
        "--content",
        default=str(ROOT / "content"),
        metavar="پوشه",
        help="پوشهٔ محتوا (پیش‌فرض: content)",
    )


def output_options(parser: ArgumentParser) -> None:
    """What a command that publishes the site takes besides."""
    parser.add_argument(
        "--output",
        default=str(ROOT / "public"),
        metavar="پوشه",
        help="پوشهٔ سایت ساخته‌شده (پیش‌فرض: public)",
    )
    making_options(parser)


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
    parser.add_argument("--no-cache", action="store_true", help="همه چیز را از نو می‌سازد")


def request(options: Namespace) -> Request:
    """What the options ask a build for; an option that a command lacks has its usual value."""
    return Request(
        root=ROOT,
        content=absolute(options.content),
        output=absolute(getattr(options, "output", "public")),
        base_url=getattr(options, "base_url", None),
        jobs=getattr(options, "jobs", None) or os.cpu_count() or 1,
        cache=None if getattr(options, "no_cache", True) else ROOT / CACHE,
        release=getattr(options, "release", False),
        allow_sample=getattr(options, "allow_sample", False),
    )


def journal(options: Namespace) -> Journal:
    """The journal of the changes to the content that the options name."""
    return Journal(absolute(options.content), ROOT / JOURNAL)


def absolute(path: str) -> Path:
    """A path as given, from the working folder; by default the folders beside ``build.py``."""
    return Path.cwd() / path


def _base_url(text: str) -> str:
    if not re.fullmatch(r"https?://[\w.-]+(?::\d+)?(?:/[^\s<>\"'?#\\]*)?", text):
        raise ArgumentTypeError(f"نشانی «{text}» درست نیست؛ مانند https://example.ir/plan/ بنویسید")
    return text


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise ArgumentTypeError(f"«{text}» درست نیست؛ عددی از ۱ تا ۶۴ بنویسید")
    return int(text)
