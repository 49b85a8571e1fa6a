"""The options of ``new``, made from the table of fields."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qomsite.loader.yaml_text import Tree
from qomsite.model.collections import COLLECTIONS, Collection
from qomsite.model.content import Content
from qomsite.model.fields import Row, rows
from qomsite.model.kinds import Value
from qomsite.staff.answers import WrongAnswer, explained, read
from qomsite.text.folding import fold
from qomsite.text.nearest import suggestion
from qomsite.text.quoting import quoted


@dataclass(frozen=True)
class Option:
    """An option and the field that it fills, which may stand within another (``source``)."""

    name: str
    path: tuple[str, ...]
    row: Row
    model: type[Value]


def understood(parser_class: type[ArgumentParser], words: Sequence[str], content: str) -> Namespace:
    """What the words after ``new`` ask for; raises ``SystemExit`` as argparse does."""
    parser = parser_class(prog="python3 build.py new", add_help=False)
    _add_help(parser)
    parsers = parser.add_subparsers(metavar="مجموعه", required=True, title="مجموعه‌ها")
    for collection in COLLECTIONS:
        own = parsers.add_parser(
            collection.kind,
            help=collection.singular,
            description=f"پروندهٔ یک {collection.joined} تازه را می‌سازد.",
            add_help=False,
        )
        _add_help(own)
        own.add_argument("--content", default=content, metavar="پوشه", help="پوشهٔ محتوا")
        own.add_argument("--yes", action="store_true", help="چیزی نمی‌پرسد")
        free = "شمارهٔ پس از بزرگ‌ترین" if collection.number else "پرسیده می‌شود"
        own.add_argument("--code", metavar="کد", help=f"نام پرونده (پیش‌فرض: {free})")
        for option in options_of(collection):
            own.add_argument(
                *dict.fromkeys((f"--{option.name.replace('_', '-')}", f"--{option.name}")),
                dest=option.name,
                action="append",
                metavar="مقدار",
                help=explained(option.row).replace("%", "%%"),
            )
        own.set_defaults(collection=collection)
    for word in words[:1]:
        if not word.startswith("-") and _kind(word) is None:
            parser.error(_unknown(word))
    return parser.parse_args([*(_kind(word) or word for word in words[:1]), *words[1:]])


def options_of(collection: Collection) -> Iterator[Option]:
    """The options of a collection; what takes several lines each has none."""
    for row in rows(collection.model):
        if row.nested is None:
            yield Option(row.name, (row.name,), row, collection.model)
        elif not row.several:
            for inner in rows(row.nested):
                yield Option(f"{row.name}-{inner.name}", (row.name, inner.name), inner, row.nested)


def values(content: Content, options: Namespace) -> tuple[dict[str, Tree], list[str]]:
    """The fields that the options fill, and in Persian what is wrong with the others."""
    collection: Collection = options.collection
    known: dict[str, Tree] = {}
    wrong: list[str] = []
    for option in options_of(collection):
        texts: list[str] | None = getattr(options, option.name)
        if texts is None:
            continue
        try:
            tree = read(content, collection, option.model, option.row, texts)
        except WrongAnswer as error:
            wrong.append(f"--{option.name}: {error}")
            continue
        outer, *inner = option.path
        if inner:
            nested = known.setdefault(outer, {})
            assert isinstance(nested, dict)
            nested[inner[0]] = tree
        else:
            known[outer] = tree
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


def _add_help(parser: ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help="همین راهنما را نشان می‌دهد")
