"""What the pages of editing show: a view for each template."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from itertools import islice

from qomsite.editing.changes import Change
from qomsite.editing.journal import Journal
from qomsite.errors import Problem
from qomsite.forms.merging import Conflict
from qomsite.forms.questions import FormField, Messages
from qomsite.model.collections import Collection

SHOWN_CHANGES = 8


@dataclass(frozen=True)
class Fault:
    """A line of the summary on top: what is wrong, and with which control (or none)."""

    control: str
    title: str
    message: str


@dataclass(frozen=True)
class Line:
    """A line of a comparison: ``+``, ``-``, a space, or ``…`` where lines are left out."""

    sign: str
    text: str


@dataclass(frozen=True)
class Step:
    """A change that was made and can be taken back; ``title`` is what its record is called.

    Empty where it is about several records, or about one that is not there any more.
    """

    name: str
    files: tuple[str, ...]
    what: str
    title: str


@dataclass(frozen=True)
class RecordLine:
    """A record in the list."""

    title: str
    address: str
    marks: tuple[str, ...]
    problems: int


@dataclass(frozen=True)
class CollectionLine:
    """A collection and those of its records that are shown; ``count`` is that of all of them."""

    name: str
    title: str
    joined: str
    count: int
    is_open: bool
    records: tuple[RecordLine, ...]


@dataclass(frozen=True)
class IndexView:
    """The first page of editing."""

    token: str
    query: str
    collections: tuple[CollectionLine, ...]
    found: int
    steps: tuple[Step, ...]
    problems: int
    note: str
    settings: tuple[tuple[str, str], ...]
    undo: str = ""


@dataclass(frozen=True)
class LeftKey:
    """A key of a file that no question stands for; ``title`` is empty where it is not known."""

    name: str
    title: str
    text: str
    is_dropped: bool


@dataclass(frozen=True)
class FormView:
    """A record's form.

    ``project`` tells its content folder from others; ``base`` is the file that it was filled from,
    ``stamp`` tells that file's version. ``notice``: what is said besides the faults.
    """

    token: str
    project: str
    title: str
    collection: Collection
    code: str
    code_messages: tuple[str, ...]
    is_new: bool
    stamp: str
    base: str
    opens: str
    page: str
    fields: tuple[FormField, ...]
    left: tuple[LeftKey, ...]
    body: str
    body_messages: tuple[str, ...]
    shown_body: str = ""
    faults: tuple[Fault, ...] = ()
    advice: tuple[Fault, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notice: str = ""
    note: str = ""
    undo: str = ""

    @property
    def address(self) -> str:
        """Where the form is sent."""
        code = (
            f"new/{self.collection.name}" if self.is_new else f"{self.collection.name}/{self.code}"
        )
        return f"/edit/{code}"


@dataclass(frozen=True)
class FileDifference:
    """What a change does to a file; ``new_path`` is its name from now on, if that changes too."""

    path: str
    lines: tuple[Line, ...]
    new_path: str = ""


@dataclass(frozen=True)
class ConfirmView:
    """Renaming or deleting: what would happen, to be confirmed."""

    token: str
    collection: Collection
    code: str
    title: str
    new_code: str = ""
    code_message: str = ""
    files: tuple[FileDifference, ...] = ()
    referring: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    can_go_on: bool = False


@dataclass(frozen=True)
class RefusedView:
    """A file that no form can show, or a change that was refused.

    ``opens`` leads to the file in an editor; ``rest`` names a change of which other files than
    those of the problems can be taken back, with the ``token`` that it takes.
    """

    title: str
    problems: tuple[Problem, ...]
    opens: str = ""
    rest: str = ""
    token: str = ""


@dataclass(frozen=True)
class MissingView:
    """An address where nothing can be edited, in a collection or in none."""

    collection: Collection | None


def leaves(fields: Iterable[FormField]) -> Iterator[FormField]:
    """Every question of a form, those within others too."""
    for one in fields:
        yield one
        yield from leaves(one.fields)
        for row in one.rows:
            yield from leaves(row.fields)


def faults_of(
    fields: Iterable[FormField], messages: Messages, others: Iterable[Problem]
) -> tuple[Fault, ...]:
    """The lines of the summary: first those of the controls, in their order, then the others."""
    titles = {one.name: one.title for one in leaves(fields)} | {"body": "متن", "code": "کد"}
    said = [
        Fault(name, titles[name.removesuffix(".number")], message)
        for name in sorted(messages, key=[*titles, *messages].index)
        if name.removesuffix(".number") in titles
        for message in messages[name]
    ]
    lost = [
        Fault("", "", message)
        for name in messages
        if name.removesuffix(".number") not in titles
        for message in messages[name]
    ]
    return (*said, *lost, *(Fault("", "", f"{one.place}: {one.message}") for one in others))


def difference(before: bytes | None, after: bytes | None) -> tuple[Line, ...]:
    """Two versions of a file compared, with two lines around each change."""
    old, new = ((data or b"").decode("utf-8", "replace").splitlines() for data in (before, after))
    lines = list(unified_diff(old, new, lineterm="", n=2))[2:]
    return tuple(
        Line("…", "") if line.startswith("@@") else Line(line[0], line[1:]) for line in lines
    )


def steps(journal: Journal, titles: Mapping[str, str]) -> tuple[Step, ...]:
    """The last changes that can be taken back, the newest first; ``titles`` are those of files."""
    newest = islice(journal.history(), SHOWN_CHANGES)
    return tuple(_step(name, changes, titles) for name, changes in newest)


def _step(name: str, changes: tuple[Change, ...], titles: Mapping[str, str]) -> Step:
    made = sum(change.before is None for change in changes)
    gone = sum(change.after is None for change in changes)
    if made and gone:
        what = "تغییر کد"
    elif made or gone:
        what = "رکورد تازه" if made else "حذف"
    else:
        what = "ویرایش"
    files = tuple(change.path for change in changes)
    # Of a rename, only the new name has a file; what else changed with it is not what it is about.
    own = [change.path for change in changes if change.before is None] or files
    return Step(name, files, what, titles.get(own[0], "") if len(own) == 1 else "")
