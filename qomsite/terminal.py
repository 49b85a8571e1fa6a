"""What people see in the terminal: results, problems, waiting."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Self, TextIO

from qomsite.errors import EnvironmentProblem, Problem, counts, reason_of
from qomsite.pipeline.request import Report, Stage, Step
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
_CLEARED = "\r\x1b[2K"


_STAGES = {
    Stage.READ: ("خواندن محتوا", 4),
    Stage.CHECK: ("بررسی محتوا", 6),
    Stage.COMPOSE: ("چیدن صفحه‌ها", 30),
    Stage.RENDER: ("ساختن صفحه‌ها", 30),
    Stage.EMIT: ("ساختن خوراک‌ها، داده‌ها و جست‌وجو", 15),
    Stage.LINK_CHECK: ("بررسی پیوندها", 10),
    Stage.PUBLISH: ("نوشتن سایت", 5),
}
"""What each stage is called, and how many hundredths of a cold build it takes about."""
_AT_ONCE = 1.0
"""Seconds in which a build needs no lines that stay, nor an estimate."""
_ENOUGH = 10
"""Hundredths of a build by which the rest can be estimated."""
_OFTEN = 0.1
"""Seconds for which a line stands at least before a count goes on."""


class ProgressLine:
    """Says how far a build is: on a terminal in one line that is written anew and goes in the end.

    Elsewhere, a line for each stage that begins after the first second, unless no line ``stays``.
    What it cannot write stops nothing: the build does not depend on who reads.
    """

    def __init__(
        self, out: TextIO, clock: Callable[[], float] = time.perf_counter, *, stays: bool = True
    ) -> None:
        self._out, self._clock, self._stays = out, clock, stays
        self._is_rewritten = out.isatty() and os.environ.get("TERM") != "dumb"
        self._began = self._said_at = clock()
        self._stage: Stage | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_rewritten and self._stage:
            self._write(_CLEARED)

    def __call__(self, step: Step) -> None:
        """Says it, unless something was said just now."""
        now, is_new = self._clock(), step.stage is not self._stage
        self._stage = step.stage
        if self._is_rewritten:
            if is_new or now - self._said_at >= _OFTEN:
                self._said_at = now
                self._write(_CLEARED + _said_of(step, now - self._began))
        elif self._stays and is_new and now - self._began >= _AT_ONCE:
            self._write(f"{_STAGES[step.stage][0]} …\n")

    def _write(self, text: str) -> None:
        with suppress(OSError):
            self._out.write(text)
            self._out.flush()


def _said_of(step: Step, seconds: float) -> str:
    """The stage, its count and how long it may yet take, by what the earlier stages took."""
    title, share = _STAGES[step.stage]
    done = sum(part for stage, (_, part) in _STAGES.items() if stage.value < step.stage.value)
    said = f"{title} …"
    if step.total:
        done += share * step.done // step.total
        said = f"{title}: {number(step.done)} از {number(step.total)}"
    is_known = done >= _ENOUGH and seconds >= _AT_ONCE
    left = round(seconds * (100 - done) / done) if is_known else 0
    if left >= 100:
        return f"{said}، حدود {number(round(left / 60))} دقیقه مانده"
    return f"{said}، حدود {number(left)} ثانیه مانده" if left else said


def show_report(
    report: Report, output: Path, seconds: float, out: TextIO, *, quiet: bool = False
) -> None:
    """Says what there is to know of the site, how to see it, and last what was made and reused.

    ``quiet``: only the last.
    """
    if not quiet:
        _show_remarks(report, output, out)
    took, size = _decimal(seconds, 1), _decimal(report.bytes / 1_000_000, 1)
    new, known = report.rendered, report.pages - report.rendered
    pages = f"{number(new)} از نو، {number(known)} از پیش" if new and known else "همه از نو"
    show_note(
        f"سایت در {took} ثانیه ساخته شد: {number(report.pages)} صفحه "
        f"({pages if new else 'همه از پیش'})؛ {number(report.files)} پرونده، {size} مگابایت "
        f"({number(report.written)} نوشته، {number(report.kept)} بی‌تغییر، "
        f"{number(report.removed)} حذف).",
        out,
        _GREEN,
    )


def _show_remarks(report: Report, output: Path, out: TextIO) -> None:
    say = partial(show_note, out=out)
    if report.in_place:
        say(
            f"پرونده‌ها در جای خود عوض شدند ({report.in_place}): هر صفحه و پرونده همیشه کامل بود و "
            "هرچه صفحه‌ها نام می‌برند سر جایش، ولی صفحه‌های تازه و پیشین شاید با هم دیده شدند.",
            style=_DIM,
        )
    if report.samples:
        say(f"{number(report.samples)} رکورد نمونه است؛ سایت این را در هر صفحه می‌گوید.", style=_DIM)
    if report.reserved_host:
        say(
            f"نشانی سایت آزمایشی است ({report.reserved_host})؛ پیش از انتشار base_url را در"
            " site.yaml درست کنید.",
            style=_YELLOW,
        )
    if report.advice:
        many = number(report.advice)
        say(f"{many} پیشنهاد هست؛ برای دیدنشان: python3 build.py check", style=_YELLOW)
    say("برای دیدن، این پرونده را در مرورگر باز کنید:")
    say(f"  {output / 'index.html'}", style=_BOLD)
    say("یا پیش‌نمایش زنده را آغاز کنید:")
    say("  python3 build.py serve", style=_BOLD)


def show_rebuilt(report: Report, seconds: float, out: TextIO) -> None:
    """Says in one line what a build in the preview changed."""
    changed = report.written + report.removed
    took = _decimal(seconds, 2)
    show_note(f"ساخته شد: {number(changed)} پروندهٔ تغییرکرده، در {took} ثانیه.", out, _GREEN)


def show_problems(
    problems: Sequence[Problem], out: TextIO, *, built: bool = False, strict: bool = False
) -> None:
    """Every problem and every advice, grouped by file from its top, with their counts at the end.

    ``built``: whether a build was asked for, so that the old site must be spoken of.
    ``strict``: whether advice counts as a problem.
    """
    say = partial(show_note, out=out)
    for path, group in groupby(by_file(problems), key=lambda problem: problem.place.path):
        say(path, style=_BOLD)
        for problem in group:
            if problem.is_advice:
                said = f"{problem.place}: پیشنهاد: {problem.message} [{problem.slug}]"
                say(f"  {said}", style=_YELLOW)
            else:
                say(f"  {problem}")
    errors, advice = counts(problems)
    files = number(len({problem.place.path for problem in problems}))
    found = [f"{number(errors)} مشکل"] if errors or not advice else []
    found += [f"{number(advice)} پیشنهاد"] if advice else []
    say("")
    say(f"{' و '.join(found)} در {files} پرونده.", style=_RED if errors or strict else _YELLOW)
    if advice and strict:
        say("با ‎--strict پیشنهادها هم باید درست شود.")
    before = "سایت پیشین دست‌نخورده ماند. " if built else ""
    say(f"{before}راه درست کردن هر کدام: {GUIDE}، بخش «{CHAPTER}».")


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
    show_note(f"{number(records)} پرونده خوانده شد؛ هیچ مشکلی نیست.", out, _GREEN)


def show_waiting() -> None:
    """Says that another build is at work."""
    show_note("ساخت دیگری در همین پوشه در حال اجراست؛ تا پایان آن صبر می‌شود …", sys.stderr, _DIM)


def agreed(out: TextIO) -> bool:
    """Whether whoever sits at the terminal agrees to writing; without one nobody does.

    Says what a no means, and without a terminal why there was no question.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        show_note("پاسخی نمی‌توان گرفت؛ برای نوشتن بی‌پرسش ‎--yes را بیفزایید.", out)
    else:
        with suppress(EOFError, KeyboardInterrupt):
            if input("نوشته شود؟ [بله/خیر] ").strip().casefold() in _YES:
                return True
    show_note("چیزی نوشته نشد.", out)
    return False


def _decimal(value: float, places: int) -> str:
    return persian_digits(f"{value:.{places}f}".replace(".", "٫"))


def show_note(text: str, out: TextIO, style: str = "") -> None:
    """Says one thing, in a style where there is a terminal. Raises ``EnvironmentProblem``."""
    plain = not style or not out.isatty() or "NO_COLOR" in os.environ
    try:
        print(text if plain else f"{style}{text}{_PLAIN}", file=out)
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"آنچه این فرمان می‌گوید نوشته نشد: {reason_of(error)}"
        raise EnvironmentProblem(message) from error
