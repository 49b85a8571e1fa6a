"""What people see of a tidying: each change, and what was left."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TextIO

from qomsite.text.digits import number, persian_digits
from qomsite.text.typography import FAMILIES
from qomsite.text.word_differences import Run
from qomsite.tidy.differences import differences
from qomsite.tidy.tidying import Left, Tidied

_OTHERS = {"hidden-character": "نویسهٔ پنهان", "former-key": "کلید پیشین", "pasted-table": "جدول"}
_RED, _GREEN, _DIM, _BOLD, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[1m", "\x1b[0m"
_MARKED = "\x1b[7m"


def show_tidied(shown: str, changed: Sequence[Tidied], left: Sequence[Left], out: TextIO) -> None:
    """Every line that changes below ``shown``, what was left, then the count of each family."""
    style = _Style(out)
    for one in changed:
        print(style(f"{shown}/{one.path}", _BOLD), file=out)
        for found in differences(one.before.decode(), one.after.decode()):
            line = persian_digits(str(found.line))
            print(style(f"  سطر {line}", _DIM), file=out)
            print(f"  {style('-', _RED)} {style.parts(found.old, _RED)}", file=out)
            if found.new is not None:
                print(f"  {style('+', _GREEN)} {style.parts(found.new, _GREEN)}", file=out)
    for one_left in left:
        print(style(f"{shown}/{one_left.path}: دست نخورد: {one_left.reason}", _RED), file=out)
    if not changed:
        return
    counts = sum((Counter(one.counts) for one in changed), Counter[str]())
    print(file=out)
    for slug, title in (FAMILIES | _OTHERS).items():
        if counts[slug]:
            print(f"  {title}: {number(counts[slug])} [{slug}]", file=out)
    total, files = number(sum(counts.values())), number(len(changed))
    print(style(f"{total} جا در {files} پرونده.", _BOLD), file=out)
    print(style("نشانه‌ها: ¦ نیم‌فاصله، ␣ فاصله، ⍽ فاصلهٔ نشکن، → تب.", _DIM), file=out)


def show_written(files: int, out: TextIO) -> None:
    """Says what was done and how it is undone."""
    print(_Style(out)(f"{number(files)} پرونده نوشته شد.", _GREEN), file=out)
    print("برای بازگرداندن: python3 build.py undo", file=out)


class _Style:
    """Colours, where somebody looks; the changed parts are marked without colours too."""

    def __init__(self, out: TextIO) -> None:
        self._plain = not out.isatty() or "NO_COLOR" in os.environ

    def __call__(self, text: str, style: str) -> str:
        return text if self._plain else f"{style}{text}{_PLAIN}"

    def parts(self, parts: Iterable[Run], style: str) -> str:
        return "".join(self._part(part, style) for part in parts)

    def _part(self, part: Run, style: str) -> str:
        if not part.is_changed:
            return part.text
        return f"[{part.text}]" if self._plain else f"{style}{_MARKED}{part.text}{_PLAIN}"
