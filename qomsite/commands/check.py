"""``check``: tells every problem and every advice, and writes nothing."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from qomsite.commands.command import Command
from qomsite.commands.options import ROOT, content_option, request, strict_option
from qomsite.formats.json_document import json_document
from qomsite.formats.order import counts
from qomsite.formats.sarif import sarif_document
from qomsite.terminal import show_fine, show_problems

FORMATS = ("text", "json", "sarif")


def _options(parser: ArgumentParser) -> None:
    content_option(parser)
    strict_option(parser)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        metavar="قالب",
        help="text برای خواندن (پیش‌فرض)، json برای برنامه‌ها، sarif برای ویرایشگر و CI",
    )


def _run(options: Namespace) -> int:
    from qomsite.build.site import checked

    records, problems = checked(request(options))
    errors, advice = counts(problems)
    stops = bool(errors or (options.strict and advice))
    if options.format == "json":
        print(json_document(records, problems))
    elif options.format == "sarif":
        print(sarif_document(problems, ROOT))
    else:
        if problems:
            show_problems(problems, sys.stdout, strict=options.strict)
        if not stops:
            show_fine(records, sys.stdout)
    return int(stops)


CHECK = Command("check", "همهٔ مشکل‌های محتوا را می‌گوید و چیزی نمی‌نویسد", _options, _run)
