"""``build``: makes the site."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace

from qomsite.build.request import Report, Request
from qomsite.build.unchanged import known_report
from qomsite.commands.command import Command
from qomsite.commands.options import content_option, output_options, request, strict_option
from qomsite.terminal import show_report, show_waiting


def _options(parser: ArgumentParser) -> None:
    content_option(parser)
    output_options(parser)
    strict_option(parser)
    parser.add_argument(
        "--release", action="store_true", help="اگر رکورد نمونه‌ای مانده باشد نمی‌سازد"
    )
    parser.add_argument(
        "--allow-sample", action="store_true", help="با ‎--release هم نمونه‌ها را می‌پذیرد"
    )


def _run(options: Namespace) -> int:
    started = time.perf_counter()
    asked = request(options)
    report = known_report(asked) or _made(asked)
    show_report(report, asked.output, time.perf_counter() - started, sys.stdout)
    return 0


def _made(asked: Request) -> Report:
    from qomsite.build.site import build

    return build(asked, show_waiting)


BUILD = Command("build", "سایت را می‌سازد (دستور پیش‌فرض)", _options, _run)
