"""``export`` and ``import``: the content as a workbook, and back."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from qomsite.commands.options import Command, absolute, content_option, journal_there
from qomsite.terminal import agreed, show_note
from qomsite.text.digits import number


def _export_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="پرونده",
        help="plan.xlsx همهٔ برگه‌ها را دارد و projects.csv تنها طرح‌ها را "
        "(همین‌گونه goals، news، indicators و دیگر برگه‌ها)",
    )
    content_option(parser)


def _export(options: Namespace) -> int:
    from qomsite.sheets import exchange

    with journal_there(options).reading():
        rows = exchange.export(absolute(options.content), absolute(options.file))
    show_note(f"{number(rows)} سطر در {Path(options.file).name} نوشته شد.", sys.stdout)
    show_note(f"پس از ویرایش: python3 build.py import {options.file}", sys.stdout)
    return 0


def _import_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="پرونده", help="plan.xlsx یا plan.ods، یا برگه‌ای مانند projects.csv"
    )
    parser.add_argument(
        "--remove", action="store_true", help="رکوردی را که در جدولِ مجموعه‌اش نیست برمی‌دارد"
    )
    parser.add_argument("--yes", action="store_true", help="بی‌پرسش می‌نویسد")
    content_option(parser)


def _import(options: Namespace) -> int:
    from qomsite.sheets import exchange, preview

    diary = journal_there(options)
    with diary.reading():
        found = exchange.asked(diary.content, absolute(options.file), remove=options.remove)
    for line in preview.preview(found):
        show_note(line, sys.stdout)
    if not found.changes:
        show_note("جدول با محتوا یکی است؛ چیزی برای نوشتن نیست.", sys.stdout)
        return 0
    if not options.yes and not agreed(sys.stdout):
        return 1
    diary.apply(found.changes)
    show_note("نوشته شد. برای بازگرداندن: python3 build.py undo", sys.stdout)
    return 0


EXPORT = Command("export", "محتوا را صفحه‌گسترده (xlsx یا csv) می‌کند", _export_options, _export)
IMPORT = Command(
    "import", "صفحه‌گسترده را می‌خواند، تغییرها را نشان می‌دهد و می‌نویسد", _import_options, _import
)
