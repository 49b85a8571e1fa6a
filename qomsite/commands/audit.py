"""``audit``: what a reader with a cheap phone waits for."""

from __future__ import annotations

from argparse import Namespace

from qomsite.commands.command import Command
from qomsite.commands.options import content_option, request


def _run(options: Namespace) -> int:
    from qomsite.audit import command

    return command.audit(request(options))


AUDIT = Command(
    "audit", "وزن و درنگ هر گونه صفحه را با گوشی ارزان و اینترنت کند می‌سنجد", content_option, _run
)
