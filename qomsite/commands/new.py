"""``new``: a file for a new record, written from answers or from options."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from qomsite.commands.command import Command
from qomsite.commands.options import content_option, journal


def _options(parser: ArgumentParser) -> None:
    content_option(parser)
    # What follows is read once the table of fields is at hand: no other command needs it.
    parser.add_argument(
        "words",
        nargs="...",
        metavar="مجموعه",
        help="طرح، سیاست، راهبرد، هدف، محور، تدبیر، خبر یا صفحه؛ گزینه‌ها پس از آن می‌آید و "
        "«new طرح --help» آن‌ها را نشان می‌دهد",
    )
    parser.set_defaults(parser_class=type(parser))


def _run(options: Namespace) -> int:
    from qomsite.staff import new, new_options

    try:
        asked = new_options.understood(options.parser_class, options.words, options.content)
    except SystemExit as stop:
        return int(stop.code or 0)
    asks = sys.stdin.isatty() and sys.stdout.isatty() and not asked.yes
    return new.new(asked, journal(asked), sys.stdout, asks=asks)


NEW = Command("new", "پروندهٔ طرح، سیاست، هدف، خبر … تازه را می‌سازد", _options, _run)
