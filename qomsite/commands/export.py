"""``export``: the content as a workbook."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from qomsite.commands.command import Command
from qomsite.commands.options import absolute, content_option
from qomsite.terminal import show_note
from qomsite.text.digits import number


def _options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="پرونده",
        help="plan.xlsx همهٔ برگه‌ها را دارد و projects.csv تنها طرح‌ها را "
        "(همین‌گونه goals، news، indicators و دیگر برگه‌ها)",
    )
    content_option(parser)


def _run(options: Namespace) -> int:
    from qomsite.staff.sheets import exchange

    rows = exchange.export(absolute(options.content), absolute(options.file))
    show_note(f"{number(rows)} سطر در {Path(options.file).name} نوشته شد.", sys.stdout)
    show_note(f"پس از ویرایش: python3 build.py import {options.file}", sys.stdout)
    return 0


EXPORT = Command("export", "محتوا را صفحه‌گسترده (xlsx یا csv) می‌کند", _options, _run)
