"""What people see in the terminal: results, problems, waiting."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TextIO

from qomsite.build.request import Report
from qomsite.errors import Problem
from qomsite.text.collation import collation_key
from qomsite.text.digits import number, persian_digits

_RED, _GREEN, _DIM, _BOLD, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[1m", "\x1b[0m"


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
        f"{number(report.files)} پرونده، {size} مگابایت: {number(report.written)} نوشته، "
        f"{number(report.kept)} بی‌تغییر، {number(report.removed)} برداشته.",
        _DIM,
    )
    if report.samples:
        _line(
            out, f"{number(report.samples)} رکورد نمونه است؛ سایت این را در هر صفحه می‌گوید.", _DIM
        )
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


def show_problems(problems: Sequence[Problem], out: TextIO, *, changed: bool = True) -> None:
    """Every problem, grouped by file, with a count at the end."""
    ordered = sorted(problems, key=lambda problem: (collation_key(problem.place.path), problem))
    for path, group in groupby(ordered, key=lambda problem: problem.place.path):
        _line(out, path, _BOLD)
        for problem in group:
            _line(out, f"  {problem}")
    count = number(len(problems))
    files = number(len({problem.place.path for problem in problems}))
    _line(out, "")
    _line(out, f"{count} مشکل در {files} پرونده.", _RED)
    if changed:
        _line(
            out,
            "سایت پیشین دست‌نخورده ماند. راه درست کردن هر مشکل: content/README.md، بخش «پیام‌ها».",
        )


def show_fine(records: int, out: TextIO) -> None:
    """Says that the check found nothing."""
    _line(out, f"{number(records)} پرونده خوانده شد؛ هیچ مشکلی نیست.", _GREEN)


def show_waiting() -> None:
    """Says that another build is at work."""
    _line(sys.stderr, "ساخت دیگری در همین پوشه در کار است؛ تا پایان آن صبر می‌شود …", _DIM)


def _decimal(value: float, places: int) -> str:
    return persian_digits(f"{value:.{places}f}".replace(".", "٫"))


def _line(out: TextIO, text: str, style: str = "") -> None:
    plain = not style or not out.isatty() or "NO_COLOR" in os.environ
    print(text if plain else f"{style}{text}{_PLAIN}", file=out)


def show_note(text: str, out: TextIO) -> None:
    """Says one thing."""
    _line(out, text)
