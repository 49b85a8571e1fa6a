"""``import``: a workbook back into the content."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from qomsite.commands.command import Command
from qomsite.commands.options import absolute, content_option, journal
from qomsite.terminal import agreed, show_note


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="پرونده", help="plan.xlsx، یا برگه‌ای مانند projects.csv")
    parser.add_argument(
        "--remove", action="store_true", help="رکوردی را که در جدولِ مجموعه‌اش نیست برمی‌دارد"
    )
    parser.add_argument("--yes", action="store_true", help="بی پرسیدن می‌نویسد")
    content_option(parser)


def _run(options: Namespace) -> int:
    from qomsite.staff.sheets import exchange, preview

    content = absolute(options.content)
    found = exchange.asked(content, absolute(options.file), remove=options.remove)
    for line in preview.preview(found):
        show_note(line, sys.stdout)
    if not found.changes:
        show_note("جدول با محتوا یکی است؛ چیزی برای نوشتن نیست.", sys.stdout)
        return 0
    if not options.yes and not agreed(sys.stdout):
        return 1
    journal(options).apply(found.changes)
    show_note("نوشته شد. برای بازگرداندن: python3 build.py undo", sys.stdout)
    return 0


IMPORT = Command("import", "صفحه‌گسترده را می‌خواند، تغییرها را نشان می‌دهد و می‌نویسد", _options, _run)
