"""The command line: arguments, exit codes; calls the room that does the work.

Exit status: 0 fine, 1 problems that a person can fix, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from qomsite.build.request import Report, Request
from qomsite.build.unchanged import known_report
from qomsite.errors import SiteError
from qomsite.terminal import show_fine, show_problems, show_report, show_waiting
from qomsite.text.nearest import suggestion

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(".cache", "build")
COMMANDS = ("build", "serve", "check", "audit", "test")


_USAGE_ERRORS = (
    (r"unrecognized arguments: (.*)", "«{0}» شناخته نیست"),
    (r"argument دستور: invalid choice: '(.*)' \(choose from.*", "دستور «{0}» شناخته نیست"),
    (r"argument (\S+): expected one argument", "پس از {0} باید مقداری بیاید"),
    (r"argument (\S+): ignored explicit argument '(.*)'", "{0} مقدار نمی‌گیرد و «{1}» زیادی است"),
    (r"argument (\S+): (.*)", "{0}: {1}"),
    (r"the following arguments are required: (.*)", "{0} نیامده است"),
    (r"ambiguous option: (\S+) could match (.*)", "{0} روشن نیست؛ یکی از این‌ها: {1}"),
)
"""What argparse says of a wrong command line, and how that is said here."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(f"دستور درست نیست: {_said(message)}", file=sys.stderr)
        print(f"راهنما: {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def _said(message: str) -> str:
    for pattern, persian in _USAGE_ERRORS:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            hint = suggestion(match[1], COMMANDS) if "دستور" in persian else ""
            return persian.format(*match.groups()) + hint
    return message


def main(arguments: Sequence[str]) -> int:
    """Runs a command; returns the exit status."""
    words = list(arguments)
    if words[:1] == ["test"]:
        from qomsite import gates

        return gates.main(words[1:])
    try:
        options = _parser().parse_args(_with_command(words))
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return _COMMANDS[options.command](options)
    except SiteError as error:
        show_problems(error.problems, sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of a pipe, such as `head`, has had enough; Python would complain at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _with_command(words: list[str]) -> list[str]:
    """``build`` is the default, so it may be left out before its options."""
    if words and (
        words[0] in COMMANDS or words[0] in ("-h", "--help") or not words[0].startswith("-")
    ):
        return words
    return ["build", *words]


def _build(options: argparse.Namespace) -> int:
    started = time.perf_counter()
    request = _request(options)
    report = known_report(request) or _made(request)
    show_report(report, request.output, time.perf_counter() - started, sys.stdout)
    return 0


def _made(request: Request) -> Report:
    from qomsite.build.site import build

    return build(request, show_waiting)


def _check(options: argparse.Namespace) -> int:
    from qomsite.build.site import checked

    records, problems = checked(_request(options))
    if problems:
        show_problems(problems, sys.stdout, changed=False)
        return 1
    show_fine(records, sys.stdout)
    return 0


def _serve(options: argparse.Namespace) -> int:
    from qomsite import serve

    return serve.serve(_request(options))


def _audit(options: argparse.Namespace) -> int:
    from qomsite.audit import command

    return command.audit(_request(options))


_COMMANDS = {"audit": _audit, "build": _build, "check": _check, "serve": _serve}


def _request(options: argparse.Namespace) -> Request:
    return Request(
        root=ROOT,
        content=_absolute(options.content),
        output=_absolute(getattr(options, "output", "public")),
        base_url=getattr(options, "base_url", None),
        jobs=getattr(options, "jobs", None) or os.cpu_count() or 1,
        cache=None if getattr(options, "no_cache", True) else ROOT / CACHE,
        release=getattr(options, "release", False),
        allow_sample=getattr(options, "allow_sample", False),
    )


def _absolute(path: str) -> Path:
    """A path as given, from the working folder; by default the folders beside ``build.py``."""
    return Path.cwd() / path


def _parser() -> _Parser:
    parser = _Parser(
        prog="python3 build.py",
        description="از پرونده‌های مارک‌داون پوشهٔ content سایت برنامه را می‌سازد.",
        epilog="بی هیچ دستوری، build اجرا می‌شود. "
        "کد پایان: ۰ درست، ۱ مشکلی که باید درست شود، ۲ دستور نادرست.",
        add_help=False,
    )
    _add_help(parser)
    commands = parser.add_subparsers(
        dest="command", metavar="دستور", required=True, title="دستورها"
    )
    build_ = _command(commands, "build", "سایت را می‌سازد (دستور پیش‌فرض)")
    serve = _command(
        commands, "serve", "می‌سازد، در http://127.0.0.1:8000 نشان می‌دهد و با هر ذخیره تازه می‌کند"
    )
    check = _command(commands, "check", "همهٔ مشکل‌های محتوا را می‌گوید و چیزی نمی‌نویسد")
    audit = _command(
        commands, "audit", "وزن و درنگ هر گونه صفحه را با گوشی ارزان و اینترنت کند می‌سنجد"
    )
    _command(commands, "test", "همهٔ آزمون‌ها را اجرا می‌کند؛ آنچه پس از آن بیاید به pytest می‌رسد")
    for command in (build_, serve, check, audit):
        command.add_argument(
            "--content",
            default=str(ROOT / "content"),
            metavar="پوشه",
            help="پوشهٔ محتوا (پیش‌فرض: content)",
        )
    for command in (build_, serve):
        command.add_argument(
            "--output",
            default=str(ROOT / "public"),
            metavar="پوشه",
            help="پوشهٔ سایت ساخته‌شده (پیش‌فرض: public)",
        )
        command.add_argument(
            "--base-url",
            type=_base_url,
            metavar="نشانی",
            help="نشانی کامل سایت، برای خوراک و نقشهٔ سایت",
        )
        command.add_argument(
            "--jobs", type=_jobs, metavar="شمار", help="شمار فرایندهای هم‌زمان (پیش‌فرض: شمار هسته‌ها)"
        )
        command.add_argument("--no-cache", action="store_true", help="همه چیز را از نو می‌سازد")
    build_.add_argument(
        "--release", action="store_true", help="اگر رکورد نمونه‌ای مانده باشد نمی‌سازد"
    )
    build_.add_argument(
        "--allow-sample", action="store_true", help="با ‎--release هم نمونه‌ها را می‌پذیرد"
    )
    return parser


def _command(commands: argparse._SubParsersAction[_Parser], name: str, help: str) -> _Parser:
    parser = commands.add_parser(name, help=help, description=f"{help}.", add_help=False)
    _add_help(parser)
    return parser


def _add_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help="همین راهنما را نشان می‌دهد")


def _base_url(text: str) -> str:
    if not re.fullmatch(r"https?://[\w.-]+(?::\d+)?(?:/[^\s<>\"'?#\\]*)?", text):
        raise argparse.ArgumentTypeError(
            f"نشانی «{text}» درست نیست؛ مانند https://example.ir/plan/ بنویسید"
        )
    return text


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"«{text}» درست نیست؛ عددی از ۱ تا ۶۴ بنویسید")
    return int(text)
