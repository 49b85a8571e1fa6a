"""The command line: what was asked, in which words, and the exit status.

Exit status: 0 fine, 1 problems that a person can fix, 2 wrong usage.
"""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from qomsite.commands.options import Command, help_option
from qomsite.commands.publishing import BUILD, SERVE, TEST, VERIFY
from qomsite.commands.tables import EXPORT, IMPORT
from qomsite.commands.writing import CHECK, EDITION, NEW, TIDY, UNDO
from qomsite.errors import EnvironmentProblem, OutputUnfinished, SiteError, reason_of
from qomsite.terminal import show_problems
from qomsite.text.nearest import nearest, suggestion, was_meant

COMMANDS = (BUILD, SERVE, CHECK, TIDY, NEW, EXPORT, IMPORT, EDITION, UNDO, VERIFY, TEST)
"""All commands, in the order in which the help names them."""
DEFAULT = BUILD
"""What is done when only options are given, or nothing."""

_NAMES = tuple(command.name for command in COMMANDS)

_USAGE_ERRORS = (
    (r"argument فرمان: invalid choice: '(.*)' \(choose from.*", "فرمان «{0}» شناخته نیست"),
    (
        r"argument (\S+): invalid choice: '(.*)' \(choose from (.*)\)",
        "{0}: «{1}» پذیرفته نیست؛ یکی از {2}",
    ),
    (r"argument (\S+): expected one argument", "پس از {0} باید مقداری بیاید"),
    (r"argument (\S+): ignored explicit argument '(.*)'", "{0} مقدار نمی‌گیرد و «{1}» زیادی است"),
    (r"argument (\S+): (.*)", "{0}: {1}"),
    (r"the following arguments are required: (.*)", "{0} نیامده است"),
    (r"ambiguous option: (\S+) could match (.*)", "{0} روشن نیست؛ یکی از این‌ها: {1}"),
)
"""What argparse says of a wrong command line, and how that is said here."""


class _Parser(argparse.ArgumentParser):
    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does; each option that is unknown is told with the nearest of this parser."""
        known, rest = super().parse_known_args(args, namespace)
        unknown = [word.partition("=")[0] for word in rest if word.startswith("--")] or rest
        names = [name.strip("-") for name in self._option_string_actions]
        said = []
        for word in unknown:
            found = nearest(word.strip("-"), names) if word.startswith("--") else None
            said.append(f"«{word}» شناخته نیست{was_meant(found and f'--{found}')}")
        if said:
            self.error("\n  ".join(said))
        return known, rest

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(f"فرمان درست نیست: {_said(message)}", file=sys.stderr)
        print(f"راهنما: {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def _said(message: str) -> str:
    for pattern, persian in _USAGE_ERRORS:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if not match:
            continue
        words = list(match.groups())
        if "یکی از {2}" in persian:
            # Python 3.12 names the choices without quotation marks.
            choices = re.findall(r"[\w-]+", words[2])
            words[2] = "، ".join(choices)
            return persian.format(*words) + suggestion(words[1], choices)
        hint = suggestion(words[0], _NAMES) if "فرمان" in persian else ""
        return persian.format(*words) + hint
    return message


def main(arguments: Sequence[str]) -> int:
    """Runs a command; returns the exit status. Raises ``EnvironmentProblem``."""
    words = list(arguments)
    try:
        if words[:1] == [TEST.name] and not {"-h", "--help"} & set(words):
            # argparse would take pytest's options for its own.
            return TEST.run(argparse.Namespace(words=words[1:]))
        if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help")):
            words = [DEFAULT.name, *words]
        options = _parser().parse_args(words, argparse.Namespace(line=[*arguments]))
    except SystemExit as stop:
        return int(stop.code or 0)
    command: Command = options.command
    try:
        return command.run(options)
    except SiteError as error:
        is_whole = not isinstance(error, OutputUnfinished)
        show_problems(error.problems, sys.stderr, built=command is BUILD and is_whole)
        return 1
    except BrokenPipeError:
        # The reader of a pipe, such as `head`, has had enough; Python would complain at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f" («{error.filename}»)" if error.filename else ""
        raise EnvironmentProblem(f"این فرمان پیش نرفت: {reason_of(error)}{where}") from error


def _parser() -> _Parser:
    parser = _Parser(
        prog="python3 build.py",
        description="از پرونده‌های مارک‌داون پوشهٔ content سایت برنامه را می‌سازد.",
        epilog=f"بدون نام فرمان، {DEFAULT.name} اجرا می‌شود. "
        "کد پایان: ۰ درست، ۱ مشکلی که باید درست شود، ۲ فرمان نادرست.",
        add_help=False,
    )
    help_option(parser)
    parsers = parser.add_subparsers(metavar="فرمان", required=True, title="فرمان‌ها")
    for command in COMMANDS:
        own = parsers.add_parser(
            command.name, help=command.help, description=f"{command.help}.", add_help=False
        )
        help_option(own)
        command.options(own)
        own.set_defaults(command=command)
    return parser
