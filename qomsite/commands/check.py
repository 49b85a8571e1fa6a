"""``check``: tells every problem and writes nothing."""

from __future__ import annotations

import sys
from argparse import Namespace

from qomsite.commands.command import Command
from qomsite.commands.options import content_option, request
from qomsite.terminal import show_fine, show_problems


def _run(options: Namespace) -> int:
    from qomsite.build.site import checked

    records, problems = checked(request(options))
    if problems:
        show_problems(problems, sys.stdout, changed=False)
        return 1
    show_fine(records, sys.stdout)
    return 0


CHECK = Command("check", "همهٔ مشکل‌های محتوا را می‌گوید و چیزی نمی‌نویسد", content_option, _run)
