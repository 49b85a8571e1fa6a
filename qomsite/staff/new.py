"""The command ``new``: from what was asked to a file in its place."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TextIO

from qomsite.loader.load import load
from qomsite.loader.yaml_text import Tree
from qomsite.model.collections import Collection
from qomsite.model.content import Content
from qomsite.staff.answers import missing
from qomsite.staff.changes import Journal
from qomsite.staff.codes import free_code, next_number, proposed
from qomsite.staff.creation import Draft, drafted
from qomsite.staff.interview import Interview
from qomsite.staff.new_options import values
from qomsite.terminal import show_note, show_problems
from qomsite.text.digits import persian_digits


def new(options: Namespace, journal: Journal, out: TextIO, *, asks: bool) -> int:
    """Writes the file of a new record; ``asks`` whether somebody is there to answer.

    Returns the exit status: 1 where something was missing or wrong, and nothing was written.
    """
    collection: Collection = options.collection
    content, _ = load(journal.content)
    interview = Interview(content, collection, _ask, lambda text: show_note(text, out))
    known, wrong = values(content, options)
    for line in wrong:
        show_note(line, sys.stderr)
    if wrong:
        return 1
    try:
        made = _made(options, content, known, interview if asks else None, journal.content, out)
    except EOFError:
        show_note("\nپاسخی نیامد؛ چیزی نوشته نشد.", sys.stderr)
        return 1
    if made is None:
        return 1
    journal.apply([made.change])
    _show(made, journal.content, collection, out)
    return 0


def _made(
    options: Namespace,
    content: Content,
    known: dict[str, Tree],
    interview: Interview | None,
    folder: Path,
    out: TextIO,
) -> Draft | None:
    """The file without problems, or ``None`` once it was said why there is none."""
    collection: Collection = options.collection
    if interview:
        known = interview.values(known)
    elif lacks := missing(collection, known):
        show_note("این‌ها نیامده و لازم است:", sys.stderr)
        for row in lacks:
            show_note(f"  --{row.name}: {row.title}، {row.help}", sys.stderr)
        return None
    code = _code(options.code, content, collection, str(known["title"]), interview)
    if code is None:
        return None
    made = drafted(folder, content, collection, code, known)
    while made.problems:
        show_problems(made.problems, out if interview else sys.stderr)
        here = f"{folder.name}/{made.change.path}"
        keys = [made.key_at(one.place.line) for one in made.problems if one.place.path == here]
        names = [key for key in keys if key is not None and key in known]
        if interview is None or not names:
            show_note("چیزی نوشته نشد.", sys.stderr)
            return None
        kept = {name: tree for name, tree in known.items() if name not in names}
        known = interview.values(kept, names)
        made = drafted(folder, content, collection, code, known)
    return made


def _code(
    asked: str | None,
    content: Content,
    collection: Collection,
    title: str,
    interview: Interview | None,
) -> str | None:
    if asked is not None:
        try:
            return free_code(content, collection, asked)
        except ValueError as wrong:
            show_note(f"--code: {wrong}", sys.stderr)
            return None
    if collection.number:
        return next_number(content, collection)
    if interview:
        return interview.code(title)
    proposal = proposed(content, collection, title)
    show_note(
        f"--code نیامده و لازم است: نام کوتاه لاتین پرونده، مانند ‎--code {proposal}", sys.stderr
    )
    return None


def _show(made: Draft, folder: Path, collection: Collection, out: TextIO) -> None:
    code = Path(made.change.path).stem
    shown = persian_digits(code) if collection.number else code
    show_note(f"{collection.joined} {shown} ساخته شد:", out)
    show_note(f"  {folder / made.change.path}", out)
    if made.is_beyond_count:
        show_note(
            f"پیش‌نویس است و در سایت نمی‌آید (draft: بله)، زیرا پوشهٔ {collection.name} به شماری که"
            f" plan.yaml اعلام کرده رسیده است. اگر این {collection.singular} به برنامه افزوده شده،"
            f" شمار counts.{collection.name} را در plan.yaml درست کنید و سطر draft را بردارید.",
            out,
        )
    show_note("", out)
    show_note("اکنون آن را در ویرایشگر متن باز کنید، متن را زیر خط --- دوم بنویسید و ببینید:", out)
    show_note("  python3 build.py check   بررسی", out)
    show_note("  python3 build.py serve   پیش‌نمایش", out)


def _ask(question: str) -> str:
    return input(question)
