"""``test``: all tests and gates; what follows the word goes to pytest unread."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from qomsite.commands.command import Command


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="...", metavar="…", help="آنچه به pytest می‌رسد")


def _run(options: Namespace) -> int:
    from qomsite import gates

    return gates.main(options.words)


TEST = Command(
    "test", "همهٔ آزمون‌ها را اجرا می‌کند؛ آنچه پس از آن بیاید به pytest می‌رسد", _options, _run
)
