"""Editions: the records of the plan as they stood on a day, in a form that stays as it is.

An edition is a file of canonical JSON (RFC 8785) that holds texts alone, so that its SHA-256 says
whether it is still what was made. What was approved stands apart from what became of it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from qomsite.model.collections import PLAN_COLLECTIONS
from qomsite.model.fields import Row, rows
from qomsite.model.kinds import Value
from qomsite.model.records import Record
from qomsite.text.amounts import Amount
from qomsite.text.characters import hidden_characters
from qomsite.text.digits import ascii_digits
from qomsite.text.jalali import JalaliDate, PartialDate, parse_jalali

Frozen = str | Sequence["Frozen"] | Mapping[str, "Frozen"]
"""A value as an edition has it: a text, or several, or what stands under keys."""

_UNFROZEN = frozenset({"draft", "provenance"})
_COLLECTIONS = frozenset(one.name for one in PLAN_COLLECTIONS)


@dataclass(frozen=True)
class FrozenRecord:
    """A record on the day of an edition, by the names of the table of fields and ``body``:
    ``approved`` has what the plan says, ``state`` what became of it.
    """

    provenance: str
    approved: Mapping[str, Frozen]
    state: Mapping[str, Frozen]


Frozens = Mapping[str, FrozenRecord]
"""Records by collection and code: ``projects/125``."""


@dataclass(frozen=True)
class Edition:
    """An edition as it was read: ``data`` are the bytes of the file at ``path``, ``previous`` is
    the SHA-256 of the edition before, empty of the first.
    """

    as_of: JalaliDate
    previous: str
    records: Frozens
    data: bytes
    path: str

    @property
    def code(self) -> str:
        """What its file and its page are called: the Jalali day, ``1404-12-29``."""
        return edition_code(self.as_of)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file, by which anyone tells it from a changed one."""
        return sha256(self.data).hexdigest()


def edition_code(as_of: JalaliDate) -> str:
    """The name of the edition of a day."""
    return _text(as_of)


def frozen(record: Record) -> FrozenRecord:
    """A record as an edition has it."""
    body = record.body.strip("\n")
    return FrozenRecord(
        provenance=record.provenance,
        approved=_part(record, state=False) | ({"body": body} if body else {}),
        state=_part(record, state=True),
    )


def write_edition(as_of: JalaliDate, previous: str, records: Frozens) -> bytes:
    """The file of an edition."""
    written = {name: vars(one) for name, one in records.items()}
    tree = {"as_of": edition_code(as_of), "previous": previous, "records": written}
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def read_edition(data: bytes, path: str) -> Edition:
    """The edition that a file holds; raises ``ValueError`` where it is not one, or was changed."""
    try:
        tree: Any = json.loads(data)
        records = {key: FrozenRecord(**one) for key, one in tree["records"].items()}
        as_of, previous = parse_jalali(tree["as_of"]), tree["previous"]
        known = all(key.partition("/")[0] in _COLLECTIONS for key in records)
        is_whole = known and _is_frozen(tree) and write_edition(as_of, previous, records) == data
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(path) from error
    if not is_whole or hidden_characters(data.decode()):
        raise ValueError(path)
    return Edition(as_of, previous, records, data, path)


def _is_frozen(tree: object) -> bool:
    """Whether there is nothing but texts in it, at any depth."""
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return isinstance(tree, str | dict | list) and all(map(_is_frozen, inner))


def _part(value: Value, *, state: bool) -> dict[str, Frozen]:
    """What was approved, or what became of it; an indicator's state stands under its title."""
    found: dict[str, Frozen] = {}
    for row in rows(type(value)):
        said: Any = getattr(value, row.name)
        if _is_split(row):
            parts = ((one, _part(one, state=state)) for one in said)
            kept: Frozen = [{"title": one.title} | part for one, part in parts if part]
        else:
            kept = _whole(said) if row.state == state and row.name not in _UNFROZEN else ""
        if kept:
            found[row.name] = kept
    return found


def _is_split(row: Row) -> bool:
    """Whether a field holds values of which a part is state."""
    return bool(row.nested and row.several and any(one.state for one in rows(row.nested)))


def _whole(value: object) -> Frozen:
    if isinstance(value, Value):
        parts = {row.name: _whole(getattr(value, row.name)) for row in rows(type(value))}
        return {name: part for name, part in parts.items() if part}
    if isinstance(value, tuple):
        return [_whole(one) for one in value]
    return _text(value)


def _text(value: object) -> str:
    """A single value as staff may write it, in ASCII digits where it is a number or a date."""
    if isinstance(value, JalaliDate | PartialDate):
        return ascii_digits(value.typed).replace("/", "-")
    if isinstance(value, Amount):
        return f"{_text(value.rials)} ریال"
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "" if value is None else str(value)
