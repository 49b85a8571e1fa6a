"""What people see in the terminal: results, problems, waiting."""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import TextIO

from qomsite.errors import EnvironmentProblem, Problem, counts, reason_of
from qomsite.pipeline.request import Report
from qomsite.text.collation import collation_key
from qomsite.text.digits import number, persian_digits

GUIDE = "content/README.md"
"""The staff guide as one would type it from the project folder."""
CHAPTER = "پیام‌ها"
"""The chapter of the guide that explains the problems, with a heading for every slug."""
VERSION = 1
"""Of the JSON document: grows when a key changes its meaning or goes, not for a further key."""

_YES = frozenset({"بله", "ب", "آری", "b", "y", "yes"})
_RED, _GREEN, _YELLOW = "\x1b[31m", "\x1b[32m", "\x1b[33m"
_DIM, _BOLD, _PLAIN = "\x1b[2m", "\x1b[1m", "\x1b[0m"


def show_report(report: Report, output: Path, seconds: float, out: TextIO) -> None:
    """Says what was made, in how long, and how to see it."""
    took, size = _decimal(seconds, 1), _decimal(report.bytes / 1_000_000, 1)
    _line(
        out,
        f"سایت ساخته شد: {number(report.pages)} صفحه از {number(report.records)} پرونده، "
        f"در {took} ثانیه.",
        _GREEN,
    )
    _line(
        out,
        f"{number(report.files)} پرونده، {size} مگابایت: {number(report.written)} نوشته شد، "
        f"{number(report.kept)} بی‌تغییر ماند، {number(report.removed)} حذف شد.",
        _DIM,
    )
    if report.in_place:
        _line(
            out,
            f"پرونده‌ها در جای خود عوض شدند ({report.in_place}): هر صفحه و پرونده همیشه کامل بود و "
            "هرچه صفحه‌ها نام می‌برند سر جایش، ولی صفحه‌های تازه و پیشین شاید با هم دیده شدند.",
            _DIM,
        )
    if report.samples:
        _line(
            out, f"{number(report.samples)} رکورد نمونه است؛ سایت این را در هر صفحه می‌گوید.", _DIM
        )
    if report.reserved_host:
        _line(
            out,
            f"نشانی سایت آزمایشی است ({report.reserved_host})؛ پیش از انتشار base_url را در"
            " site.yaml درست کنید.",
            _YELLOW,
        )
    if report.advice:
        many = number(report.advice)
        _line(out, f"{many} پیشنهاد هست؛ برای دیدنشان: python3 build.py check", _YELLOW)
    _line(out, "")
    _line(out, "برای دیدن، این پرونده را در مرورگر باز کنید:")
    _line(out, f"  {output / 'index.html'}", _BOLD)
    _line(out, "یا پیش‌نمایش زنده را آغاز کنید:")
    _line(out, "  python3 build.py serve", _BOLD)


def show_rebuilt(report: Report, seconds: float, out: TextIO) -> None:
    """Says in one line what a build in the preview changed."""
    changed = report.written + report.removed
    took = _decimal(seconds, 2)
    _line(out, f"ساخته شد: {number(changed)} پروندهٔ تغییرکرده، در {took} ثانیه.", _GREEN)


def show_problems(
    problems: Sequence[Problem], out: TextIO, *, built: bool = False, strict: bool = False
) -> None:
    """Every problem and every advice, grouped by file from its top, with their counts at the end.

    ``built``: whether a build was asked for, so that the old site must be spoken of.
    ``strict``: whether advice counts as a problem.
    """
    for path, group in groupby(by_file(problems), key=lambda problem: problem.place.path):
        _line(out, path, _BOLD)
        for problem in group:
            if problem.is_advice:
                said = f"{problem.place}: پیشنهاد: {problem.message} [{problem.slug}]"
                _line(out, f"  {said}", _YELLOW)
            else:
                _line(out, f"  {problem}")
    errors, advice = counts(problems)
    files = number(len({problem.place.path for problem in problems}))
    found = [f"{number(errors)} مشکل"] if errors or not advice else []
    found += [f"{number(advice)} پیشنهاد"] if advice else []
    _line(out, "")
    _line(out, f"{' و '.join(found)} در {files} پرونده.", _RED if errors or strict else _YELLOW)
    if advice and strict:
        _line(out, "با ‎--strict پیشنهادها هم باید درست شود.")
    before = "سایت پیشین دست‌نخورده ماند. " if built else ""
    _line(out, f"{before}راه درست کردن هر کدام: {GUIDE}، بخش «{CHAPTER}».")


def by_file(problems: Iterable[Problem]) -> list[Problem]:
    """The problems file by file (``2.md`` before ``10.md``), those of a file from its top."""
    return sorted(problems, key=lambda problem: (collation_key(problem.place.path), problem))


def json_document(files: int, problems: Iterable[Problem]) -> str:
    """The problems as JSON for programs; ``files``: how many content files were read.

    ``line`` and ``column`` count characters from 1; what concerns a whole file stands at 1, 1.
    """
    found = by_file(problems)
    errors, advice = counts(found)
    document = {
        "version": VERSION,
        "counts": {"files": files, "errors": errors, "advice": advice},
        "problems": [
            {
                "path": problem.place.path,
                "line": problem.place.line or 1,
                "column": problem.place.column or 1,
                "level": "advice" if problem.is_advice else "error",
                "slug": problem.slug,
                "message": problem.message,
                "guide": f"{GUIDE}#{problem.slug}",
            }
            for problem in found
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def show_fine(records: int, out: TextIO) -> None:
    """Says that the check found nothing that must be put right."""
    _line(out, f"{number(records)} پرونده خوانده شد؛ هیچ مشکلی نیست.", _GREEN)


def show_waiting() -> None:
    """Says that another build is at work."""
    _line(sys.stderr, "ساخت دیگری در همین پوشه در حال اجراست؛ تا پایان آن صبر می‌شود …", _DIM)


def agreed(out: TextIO) -> bool:
    """Whether whoever sits at the terminal agrees to writing; without one nobody does.

    Says what a no means, and without a terminal why there was no question.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _line(out, "پاسخی نمی‌توان گرفت؛ برای نوشتن بی‌پرسش ‎--yes را بیفزایید.")
    else:
        with suppress(EOFError, KeyboardInterrupt):
            if input("نوشته شود؟ [بله/خیر] ").strip().casefold() in _YES:
                return True
    _line(out, "چیزی نوشته نشد.")
    return False


def _decimal(value: float, places: int) -> str:
    return persian_digits(f"{value:.{places}f}".replace(".", "٫"))


def _line(out: TextIO, text: str, style: str = "") -> None:
    plain = not style or not out.isatty() or "NO_COLOR" in os.environ
    try:
        print(text if plain else f"{style}{text}{_PLAIN}", file=out)
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"آنچه این فرمان می‌گوید نوشته نشد: {reason_of(error)}"
        raise EnvironmentProblem(message) from error


def show_note(text: str, out: TextIO) -> None:
    """Says one thing."""
    _line(out, text)
