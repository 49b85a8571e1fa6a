"""The work of ``new``: options made from the table of fields, and a file made from the options."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from qomsite.commands.options import help_option
from qomsite.editing.answers import explained, missing, read
from qomsite.editing.creation import Draft, drafted, free_code, next_number, proposed
from qomsite.editing.journal import Journal
from qomsite.errors import Keys, WrongAnswer
from qomsite.loader.load import load
from qomsite.loader.yaml_text import Tree
from qomsite.model.collections import COLLECTIONS, Collection
from qomsite.model.content import Content
from qomsite.model.fields import single_values
from qomsite.sheets.table import put
from qomsite.terminal import show_note, show_problems
from qomsite.text.characters import quoted
from qomsite.text.digits import persian_digits
from qomsite.text.folding import fold
from qomsite.text.nearest import suggestion


def understood(parser_class: type[ArgumentParser], words: Sequence[str], content: str) -> Namespace:
    """What the words after ``new`` ask for; raises ``SystemExit`` as argparse does."""
    parser = parser_class(prog="python3 build.py new", add_help=False)
    help_option(parser)
    parsers = parser.add_subparsers(metavar="مجموعه", required=True, title="مجموعه‌ها")
    for collection in COLLECTIONS:
        own = parsers.add_parser(
            collection.kind,
            help=collection.singular,
            description=f"پروندهٔ یک {collection.joined} تازه را می‌سازد.",
            add_help=False,
        )
        help_option(own)
        own.add_argument("--content", default=content, metavar="پوشه", help="پوشهٔ محتوا")
        free = "نام پرونده (پیش‌فرض: شمارهٔ پس از بزرگ‌ترین)"
        named = "نام کوتاه لاتین پرونده، که نشانی صفحه می‌شود"
        own.add_argument("--code", metavar="کد", help=free if collection.number else named)
        for path, _, row in single_values(collection.model):
            name = "-".join(path)
            own.add_argument(
                *dict.fromkeys((f"--{name.replace('_', '-')}", f"--{name}")),
                dest=name,
                action="append",
                metavar="مقدار",
                help=explained(row).replace("%", "%%"),
            )
        own.set_defaults(collection=collection)
    for word in words[:1]:
        if not word.startswith("-") and _kind(word) is None:
            parser.error(_unknown(word))
    return parser.parse_args([*(_kind(word) or word for word in words[:1]), *words[1:]])


def values(content: Content, options: Namespace) -> tuple[dict[str, Tree], list[str]]:
    """The fields that the options fill, and in Persian what is wrong with the others."""
    collection: Collection = options.collection
    known: dict[str, Tree] = {}
    wrong: list[str] = []
    for path, model, row in single_values(collection.model):
        name = "-".join(path)
        if (texts := getattr(options, name)) is not None:
            try:
                known = put(known, path, read(content, model, row, texts))
            except WrongAnswer as error:
                wrong.append(f"--{name}: {error}")
    return known, wrong


def _kind(word: str) -> str | None:
    """The word of a collection for any of its names."""
    for one in COLLECTIONS:
        if fold(word) in map(fold, _names(one)):
            return one.kind
    return None


def _names(one: Collection) -> tuple[str, ...]:
    return one.kind, one.name, one.singular, one.singular.split()[0], one.plural


def _unknown(word: str) -> str:
    shown = "، ".join(f"{one.singular} ({one.kind})" for one in COLLECTIONS)
    hint = suggestion(word, [name for one in COLLECTIONS for name in _names(one)])
    return f"مجموعهٔ {quoted(word)} شناخته نیست؛ یکی از {shown}{hint}"


def new(options: Namespace, journal: Journal, out: TextIO) -> int:
    """Writes the file of a new record; the exit status: 1 where a fault kept it from being."""
    with journal.reading():
        made = _drafted(options, journal.content)
    if made is None:
        return 1
    journal.apply([made.change])
    _show(made, journal.content, options.collection, out)
    return 0


def _drafted(options: Namespace, folder: Path) -> Draft | None:
    """The file that the options ask for; ``None`` once it was said why there is none."""
    collection: Collection = options.collection
    content, _ = load(folder)
    known, wrong = values(content, options)
    ways = [path for path, _, _ in single_values(collection.model)]
    given = {path[0]: known.get(path[0], "") for path in ways if getattr(options, "-".join(path))}
    if lacks := missing(collection, given):
        wrong += ["این‌ها نیامده و لازم است:"]
        wrong += [f"  --{row.name}: {row.title}، {row.help}" for row in lacks]
    for line in wrong:
        show_note(line, sys.stderr)
    code = _code(options.code, content, collection, str(known.get("title", "")))
    if wrong or code is None:
        return None
    made = drafted(folder, content, collection, code, known)
    if made.problems:
        # The file is not there, so its values go by the options.
        of_options = {one: _option(one.keys, ways) for one in made.problems}
        for one, name in of_options.items():
            if name:
                show_note(f"{name}: {one.words} [{one.slug}]", sys.stderr)
        if others := [one for one, name in of_options.items() if not name]:
            show_problems(others, sys.stderr)
        show_note("چیزی نوشته نشد.", sys.stderr)
        return None
    return made


def _option(keys: Keys, ways: Sequence[tuple[str, ...]]) -> str:
    """The option of a value; empty for one that no option gives."""
    return next((f"--{'-'.join(way)}" for way in ways if keys[: len(way)] == way), "")


def _code(asked: str | None, content: Content, collection: Collection, title: str) -> str | None:
    """The code of the new record; ``None`` once it was said why there is none."""
    if asked is not None:
        try:
            return free_code(content, collection, asked)
        except ValueError as wrong:
            show_note(f"--code: {wrong}", sys.stderr)
            return None
    if collection.number:
        return next_number(content, collection)
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
