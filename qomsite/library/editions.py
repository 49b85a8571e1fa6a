"""What differs between two editions of the plan, and between the last one and the plan today."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from qomsite.library.library import Library
from qomsite.model.collections import BY_MODEL, BY_NAME, PLAN_COLLECTIONS
from qomsite.model.editions import Frozen, FrozenRecord, Frozens, frozen
from qomsite.model.fields import Row, rows
from qomsite.model.parts import RevisedEnd
from qomsite.model.records import FROM_FILE, Entry, Record
from qomsite.text.collation import collation_key

T = TypeVar("T")


class Change(Enum):
    """What happened to a record or to a field of it, in words; ``name`` is for programs."""

    ADDED = "افزوده"
    REMOVED = "حذف‌شده"
    MOVED = "جابه‌جا شده"
    REWORDED = "بازنویسی‌شده"
    DATED = "با زمان دیگر"
    BUDGETED = "با اعتبار دیگر"
    OTHER = "با مشخصه‌های دیگر"
    STATE = "با وضع دیگر"

    @property
    def key(self) -> str:
        """The name as data have it."""
        return self.name.lower()


@dataclass(frozen=True)
class FieldChange:
    """A field that is not as it was; ``row`` is ``None`` of one that the table no longer has."""

    change: Change
    name: str
    row: Row | None
    before: Frozen
    after: Frozen


@dataclass(frozen=True)
class RecordChange:
    """A record that is not as it was: ``title`` and ``sample`` as of the later day that has it,
    ``fields`` empty of one that was added or removed.
    """

    change: Change | None
    collection: str
    code: str
    title: str
    sample: bool
    fields: tuple[FieldChange, ...]


def today(library: Library, keys: Collection[str] | None = None) -> Frozens:
    """The records as the next edition would have them: all, or those with some keys."""
    records = {
        f"{one.name}/{code}": record
        for one in PLAN_COLLECTIONS
        for code, record in library.by_kind[one.kind].items()
        if isinstance(record, Record)
    }
    return {key: library.memo.once(frozen, one) for key, one in chosen(records, keys).items()}


def chosen(records: Mapping[str, T], keys: Collection[str] | None) -> Mapping[str, T]:
    """The records with some keys, such as `projects/12`; all where no keys are given."""
    return records if keys is None else {key: records[key] for key in keys if key in records}


def keys_of(record: Entry) -> tuple[str, ...]:
    """The key of a record, and those that it had with former codes."""
    name = BY_MODEL[type(record)].name
    codes = (record.code, *(record.aliases if isinstance(record, Record) else ()))
    return tuple(f"{name}/{code}" for code in codes)


def compare(before: Frozens, after: Frozens) -> tuple[RecordChange, ...]:
    """Every record that differs, in the order of the collections and codes; one with another code
    that names its former one is the same record.
    """
    former = dict(_former(before, after))
    pairs = {key: (before.get(former.get(key, key)), one) for key, one in after.items()}
    gone = {key: (one, None) for key, one in before.items() if key not in after}
    # Most are as they were, and need not be put in order.
    every: Mapping[str, tuple[FrozenRecord | None, FrozenRecord | None]] = {
        key: pair
        for key, pair in (pairs | gone).items()
        if key in former or (pair[0] != pair[1] and key not in former.values())
    }
    order = {one.name: place for place, one in enumerate(PLAN_COLLECTIONS)}

    def place(key: str) -> tuple[int, object]:
        name, _, code = key.partition("/")
        return order[name], collation_key(code)

    changes = (_changed(key, former.get(key, key), *every[key]) for key in sorted(every, key=place))
    return tuple(change for change in changes if change)


def _former(before: Frozens, after: Frozens) -> Iterator[tuple[str, str]]:
    """The key of each record that has another code than before, and the one that it had."""
    for key, one in after.items():
        if key not in before:
            collection = key.partition("/")[0]
            for code in one.approved.get("aliases", ()):
                if (old := f"{collection}/{code}") in before and old not in after:
                    yield key, old
                    break


def _changed(
    key: str, former: str, before: FrozenRecord | None, after: FrozenRecord | None
) -> RecordChange | None:
    last = after or before
    assert last
    collection, _, code = key.partition("/")
    change = None if before and after else Change.ADDED if after else Change.REMOVED
    fields: tuple[FieldChange, ...] = ()
    if before and after:
        fields = tuple(_fields(BY_NAME[collection].model, before, after))
        if former != key:
            old = former.partition("/")[2]
            fields = (FieldChange(Change.MOVED, "code", None, old, code), *fields)
        if not fields:
            return None
    title, is_sample = str(last.approved.get("title", "")), last.provenance == "sample"
    return RecordChange(change, collection, code, title, is_sample, fields)


def _fields(model: type[Entry], before: FrozenRecord, after: FrozenRecord) -> Iterator[FieldChange]:
    """The fields that differ, in the order of the table; what it no longer has last."""
    table = {row.name: row for row in rows(model)}
    for part in ("approved", "state"):
        old: Mapping[str, Frozen] = getattr(before, part)
        new: Mapping[str, Frozen] = getattr(after, part)
        names = dict.fromkeys((*table, *sorted({*old, *new}))) if old != new else ()
        for name in names:
            pair = (old.get(name, ""), new.get(name, ""))
            # The former codes say nothing that the code does not say.
            if pair[0] != pair[1] and name != "aliases":
                row = table.get(name)
                yield FieldChange(_kind(row, name, part), name, row, *pair)


_DATES = ("day", "date")


def _kind(row: Row | None, name: str, part: str) -> Change:
    if row and (row.nested is RevisedEnd or (row.kind in _DATES and part == "approved")):
        return Change.DATED
    if part == "state":
        return Change.STATE
    if name in FROM_FILE or (row and row.is_prose and not row.names and not row.several):
        return Change.REWORDED
    if row and row.kind == "money":
        return Change.BUDGETED
    return Change.MOVED if row and row.names in BY_NAME else Change.OTHER


def counts(changes: Iterable[RecordChange]) -> dict[Change, int]:
    """How many records each kind of change is of; one that is of several kinds counts in each."""
    found = dict.fromkeys(Change, 0)
    for one in changes:
        for change in {one.change} if one.change else {field.change for field in one.fields}:
            found[change] += 1
    return found
