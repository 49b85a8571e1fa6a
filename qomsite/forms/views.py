"""What the pages of editing show: a view for each template."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from itertools import islice

from qomsite.editing.changes import Change
from qomsite.editing.journal import Journal
from qomsite.errors import Problem
from qomsite.forms.merging import Conflict
from qomsite.forms.questions import Findings, FormField, Messages
from qomsite.forms.submission import FormContext, Submission
from qomsite.model.collections import Collection

SHOWN_CHANGES = 8


Fault = tuple[str, str, str]
"""A line of the summary on top: the control that it is about and its title (or none), the text."""
Lines = tuple[tuple[str, str], ...]
"""Of a comparison, each with ``+``, ``-``, a space, or ``…`` where lines are left out."""


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

    collection: Collection
    count: int
    is_open: bool
    records: tuple[RecordLine, ...]


@dataclass(frozen=True)
class LeftKey:
    """A key of a file that no question stands for; ``title`` is empty where it is not known."""

    name: str
    title: str
    text: str
    is_dropped: bool


@dataclass(frozen=True)
class FormView:
    """A record's form; ``notice``: what is said besides the faults."""

    context: FormContext
    form: Submission
    title: str
    opens: str
    page: str
    fields: tuple[FormField, ...]
    left: tuple[LeftKey, ...]
    messages: Messages
    shown_body: str = ""
    faults: tuple[Fault, ...] = ()
    advice: tuple[Fault, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notice: str = ""
    note: str = ""
    undo: str = ""


@dataclass(frozen=True)
class FileDifference:
    """What a change does to a file; ``new_path`` is its name from now on, if that changes too."""

    path: str
    lines: Lines
    new_path: str = ""


@dataclass(frozen=True)
class ConfirmView:
    """Renaming or deleting: what would happen, to be confirmed; ``changes`` do it."""

    token: str
    collection: Collection
    code: str
    title: str
    changes: tuple[Change, ...] = ()
    new_code: str = ""
    code_message: str = ""
    files: tuple[FileDifference, ...] = ()
    referring: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def can_go_on(self) -> bool:
        """Whether there is something to be done, and nothing stands against it."""
        return bool(self.changes) and not self.referring and not self.problems


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


def leaves(fields: Iterable[FormField]) -> Iterator[FormField]:
    """Every question of a form, those within others too."""
    for one in fields:
        yield one
        yield from leaves(one.fields)
        for row in one.rows:
            yield from leaves(row.fields)


def faults_of(fields: Iterable[FormField], found: Findings) -> tuple[Fault, ...]:
    """The lines of the summary: first those of the controls, in their order, then the others."""
    titles = {one.name: one.title for one in leaves(fields)} | {"body": "متن", "code": "کد"}
    said: list[Fault] = []
    lost: list[Fault] = []
    for name in sorted(found.messages, key=[*titles, *found.messages].index):
        title = titles.get(name.removesuffix(".number"), "")
        for message in found.messages[name]:
            (said if title else lost).append((name if title else "", title, message))
    return (*said, *lost, *(("", "", f"{one.place}: {one.message}") for one in found.others))


def difference(before: bytes | None, after: bytes | None) -> Lines:
    """Two versions of a file compared, with two lines around each change."""
    old, new = ((data or b"").decode("utf-8", "replace").splitlines() for data in (before, after))
    lines = list(unified_diff(old, new, lineterm="", n=2))[2:]
    return tuple(("…", "") if line.startswith("@@") else (line[0], line[1:]) for line in lines)


_WORK = {
    (False, False): "ویرایش",
    (True, False): "رکورد تازه",
    (False, True): "حذف",
    (True, True): "تغییر کد",
}
"""What a change is called, by whether files come and whether files go."""


def steps(journal: Journal, titles: Mapping[str, str]) -> Iterator[Step]:
    """The last changes that can be taken back, the newest first; ``titles`` are those of files."""
    for name, changes in islice(journal.history(), SHOWN_CHANGES):
        files = tuple(change.path for change in changes)
        made = tuple(change.path for change in changes if change.before is None)
        what = _WORK[bool(made), any(change.after is None for change in changes)]
        # Of a rename, only the new name has a file; what else changed with it is beside the point.
        own = made or files
        yield Step(name, files, what, titles.get(own[0], "") if len(own) == 1 else "")
