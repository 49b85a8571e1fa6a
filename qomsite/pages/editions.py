"""The editions of the plan, what changed from one to the next, and the history of each record."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from qomsite.library.editions import (
    Change,
    FieldChange,
    RecordChange,
    chosen,
    compare,
    counts,
    keys_of,
    today,
)
from qomsite.library.library import Library
from qomsite.model.collections import BY_NAME
from qomsite.model.editions import Edition, Frozen, Frozens
from qomsite.model.fields import Row, row, rows
from qomsite.model.records import FROM_FILE, Entry
from qomsite.pages.frame import Frame, History, Link, Page, home_link, view_frame, view_link
from qomsite.pages.paging import ListGroup, group, list_pages
from qomsite.pages.permalink import edition_path, permalink
from qomsite.text.amounts import parse_amount
from qomsite.text.digits import number, parse_number
from qomsite.text.jalali import JalaliDate, parse_date, when
from qomsite.text.word_differences import Run, word_differences

VIEW = "editions"
NOW, WHOLE = "now", "all"
"""The codes of what leads from the last edition, and from the first one, to the plan today."""
_UNSAID = "اعلام نشده"


@dataclass(frozen=True)
class Span:
    """From the edition of a day to a later one, or to the plan today."""

    code: str
    begin: JalaliDate
    end: JalaliDate
    changes: tuple[RecordChange, ...]

    @property
    def link(self) -> Link:
        """The way to the page that compares the two."""
        till = f"اکنون ({self.end.words})" if self.code in (NOW, WHOLE) else self.end.words
        return Link(f"از {self.begin.words} تا {till}", permalink("edition", self.code))


@dataclass(frozen=True)
class EditionRow:
    """An edition in the list: its day, its file, how many records it has."""

    as_of: JalaliDate
    file: str
    sha256: str
    records: str
    samples: str
    compared: Link | None


@dataclass(frozen=True)
class EditionsView:
    """Every edition, the newest first; ``ways`` lead to what changed since the last and the first,
    each with what it comes to."""

    frame: Frame
    editions: tuple[EditionRow, ...]
    ways: tuple[tuple[Link, str], ...]


@dataclass(frozen=True)
class Difference:
    """A field as it was and as it is, in runs of words that are the same or not."""

    title: str
    before: tuple[Run, ...]
    after: tuple[Run, ...]


@dataclass(frozen=True)
class ChangedRecord:
    """A record that is not as it was; ``path`` is empty where it is no more."""

    title: str
    path: str
    sample: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class ComparisonView:
    """What changed from one edition to a later one, by kind of change."""

    frame: Frame
    says: str
    groups: tuple[ListGroup, ...]
    progressed: str


def spans(library: Library) -> tuple[Span, ...]:
    """What is compared: each edition with the one before, the last and the first with today."""
    return library.memo.once(_spans, library)


def _spans(library: Library, keys: Collection[str] | None = None) -> tuple[Span, ...]:
    """Of all records, or of those with some keys."""
    editions = library.editions
    as_of, now = library.site.as_of, today(library, keys) if editions else {}

    def span(code: str, before: Edition, end: JalaliDate, after: Frozens) -> Span:
        changes = compare(chosen(before.records, keys), chosen(after, keys))
        return Span(code, before.as_of, end, changes)

    found = [
        span(after.code, before, after.as_of, after.records) for before, after in pairwise(editions)
    ]
    found += [span(NOW, one, as_of, now) for one in editions[-1:]]
    found += [span(WHOLE, one, as_of, now) for one in editions[:-1][:1]]
    return tuple(found)


def pages(library: Library) -> Iterator[Page]:
    """The list of editions, and what differs from each to the next."""
    says = "متن برنامه در روزهای گذشته و آنچه از یک نسخه تا نسخهٔ پس از آن عوض شده است"
    every = spans(library)
    by_code = {span.code: span for span in every}
    made = [_row(one, by_code.get(one.code)) for one in reversed(library.editions)]
    ways = tuple(
        (by_code[code].link, _says(by_code[code])) for code in (NOW, WHOLE) if code in by_code
    )
    frame = view_frame(library, view_link(VIEW), says, "changes")
    yield Page("editions", EditionsView(frame, tuple(made), ways))
    for span in every:
        yield from _comparison(library, span)


def _row(edition: Edition, span: Span | None) -> EditionRow:
    records = edition.records.values()
    return EditionRow(
        as_of=edition.as_of,
        file=edition_path(edition.code),
        sha256=edition.sha256,
        records=number(len(records)),
        samples=number(sum(one.provenance == "sample" for one in records)),
        compared=span.link if span else None,
    )


def _comparison(library: Library, span: Span) -> Iterator[Page]:
    groups = []
    for change in Change:
        if change is not Change.STATE:
            items = tuple(_records(library, span, change))
            if items:
                groups.append(group(change.value, change.key, items))
    progressed, says = counts(span.changes)[Change.STATE], _says(span)
    frame = Frame(
        path=span.link.path,
        title=f"برنامه {span.link.title}",
        description=says,
        origin=library.plan_path,
        breadcrumb=(home_link(), view_link(VIEW), Link("مقایسه", "")),
        section="changes",
        samples=any(one.sample for one in span.changes),
    )
    said = f"وضع کار {number(progressed)} رکورد نیز عوض شده است" if progressed else ""
    for page in list_pages(frame, "edition", span.code, groups):
        yield Page("comparison", ComparisonView(page.frame, says, page.groups, said))


def _says(span: Span) -> str:
    """What the changes come to, in a sentence."""
    found = {change: many for change, many in counts(span.changes).items() if many}
    found.pop(Change.STATE, None)
    if not found:
        return "متن برنامه همان است که بود."
    parts = [f"{number(many)} {change.value}" for change, many in found.items()]
    return f"رکوردها: {'، '.join(parts)}."


def _records(library: Library, span: Span, change: Change) -> Iterator[ChangedRecord]:
    for one in span.changes:
        fields = [field for field in one.fields if field.change is change]
        if one.change is change or fields:
            kind = BY_NAME[one.collection].kind
            there = library.find(kind, one.code)
            yield ChangedRecord(
                title=f"{BY_NAME[one.collection].named(one.code)}: {one.title}",
                path=permalink(kind, one.code) if there else "",
                sample=one.sample,
                differences=tuple(map(_difference, fields)),
            )


def _difference(field: FieldChange) -> Difference:
    before, after = (in_words(field.row, value) for value in (field.before, field.after))
    title = field_title(field)
    if field.change is Change.REWORDED and before and after:
        return Difference(title, *word_differences(before, after))
    sides = ((Run(words or _UNSAID, bool(words)),) for words in (before, after))
    return Difference(title, *sides)


_TITLES = {name: row(Entry, name).title for name in FROM_FILE}


def field_title(field: FieldChange) -> str:
    """What a field is called; its name where the table has it no longer."""
    return field.row.title if field.row else _TITLES.get(field.name, field.name)


def in_words(row: Row | None, value: Frozen) -> str:
    """A value for readers; as it stands where the table has no such field any more."""
    if isinstance(value, Mapping):
        inner = {one.name: one for one in rows(row.nested)} if row and row.nested else {}
        parts = (
            (inner[name].title if name in inner else name, in_words(inner.get(name), part))
            for name, part in sorted(
                value.items(), key=lambda pair: [*inner, pair[0]].index(pair[0])
            )
        )
        return "، ".join(f"{title}: {words}" for title, words in parts)
    if not isinstance(value, str):
        return "؛ ".join(in_words(row, one) for one in value)
    try:
        return _words(row, value) if row and value else value
    except ValueError:
        return value


def _words(row: Row, value: str) -> str:
    if row.kind in ("day", "date"):
        return when(parse_date(value))
    if row.kind == "money":
        return parse_amount(value).words
    if row.kind in ("number", "share"):
        return number(parse_number(value), places=30)
    return BY_NAME[row.names].named(value) if row.names in BY_NAME else value


def history_of_pages(
    library: Library, records: Iterable[Entry] | None = None
) -> dict[str, History]:
    """What was changed in the text of each record, the last first, by the path of its page.

    ``records``: of which alone it is looked for.
    """
    found: dict[str, History] = {}
    keys = (
        None if records is None else dict.fromkeys(key for one in records for key in keys_of(one))
    )
    for span in spans(library) if keys is None else _spans(library, keys):
        for one in span.changes if span.code != WHOLE else ():
            if changes := tuple(_in_history(one)):
                path = permalink(BY_NAME[one.collection].kind, one.code)
                found[path] = ((span.link, changes), *found.get(path, ()))
    return found


SHORT = 80
"""The longest change, in characters, that a record's own page shows whole."""


def _in_history(one: RecordChange) -> Iterator[str]:
    if one.change:
        yield one.change.value
    for field in one.fields:
        if field.change is not Change.STATE:
            before, after = (in_words(field.row, v) or _UNSAID for v in (field.before, field.after))
            title, change = field_title(field), f"{before} ← {after}"
            is_short = len(change) <= SHORT
            yield f"{title}: {change}" if is_short else f"{title}: {Change.REWORDED.value}"
