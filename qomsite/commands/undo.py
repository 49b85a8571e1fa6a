"""``undo``: takes back the last change that a command made to the content."""

from __future__ import annotations

import sys
from argparse import Namespace

from qomsite.commands.command import Command
from qomsite.commands.options import content_option, journal
from qomsite.terminal import show_note
from qomsite.text.digits import number


def _run(options: Namespace) -> int:
    diary = journal(options)
    diary.recover()
    names = diary.names()
    if not names:
        show_note("تغییری در دفتر نیست که بازگردد.", sys.stdout)
        return 1
    taken_back = diary.undo(names[-1])
    show_note(f"{number(len(taken_back))} پرونده به حال پیش از آخرین تغییر بازگشت:", sys.stdout)
    for change in taken_back:
        now = "برداشته شد" if change.before is None else "بازگشت"
        show_note(f"  {diary.content.name}/{change.path} {now}", sys.stdout)
    if rest := len(names) - 1:
        again = "با تکرار همین فرمان، تغییرهای پیش‌تر یکی‌یکی بازمی‌گردند"
        show_note(f"{again} ({number(rest)} تغییر مانده).", sys.stdout)
    return 0


UNDO = Command(
    "undo", "آخرین تغییری را که یک دستور در محتوا داده بازمی‌گرداند", content_option, _run
)
