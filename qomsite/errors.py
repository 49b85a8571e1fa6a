"""Everything that can go wrong and that a person can put right.

The tree::

    SiteError                 a person can fix it: messages with places, exit status 1
    ├── ContentInvalid        problems in content/, all of them, sorted by place
    ├── TemplateFailed        a template asks for what its page does not have
    ├── OutputConflict        two artifacts claim one path
    ├── OutputRefused         the output folder is not one the build may write to
    │   └── OutputUnfinished  in place, some files are new already; the next build completes it
    ├── NotEditable           a content file that no form can show
    ├── ChangeRefused         content files are not as whoever changes them saw them
    ├── ChangeUnfinished      a change to the content is under way, or cannot be put right
    └── SheetsRefused         a workbook or CSV file cannot be read or written
    EnvironmentProblem        what a run needs cannot be made ready; the text is the message
    ValueError
    └── WrongAnswer           a value that a field does not take; the text is the message
    TooComplex                a Markdown text that cannot be read in its time; caught in render
    PictureRefused            a picture that cannot be published; caught in pipeline
    UnreadableSheet           a file that no table can be read from; caught in sheets

A bug is none of these: it keeps its traceback.
"""

import errno
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from qomsite.text.digits import number

Keys = tuple[str | int, ...]
"""The way to a value of a content file, such as ``("indicators", 2, "target")``."""

BODY: Keys = ("body",)
"""The way to the Markdown text below the front matter."""


def around(keys: Keys, known: Container[Keys]) -> Keys:
    """The way to a value, or to the nearest around it, among those known; empty for none."""
    while keys and keys not in known:
        keys = keys[:-1]
    return keys


@dataclass(frozen=True, order=True)
class Place:
    """Where a problem is: a path as one would type it, line and column from 1 (0: whole file)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return f"{self.path}:1:1"
        return f"{self.path}:{self.line}:{self.column or 1}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that a person can put right.

    ``message`` is Persian and names the value, what is allowed and the nearest right value;
    ``slug`` is the heading of the staff guide that explains it. An advice (``is_advice``) stops
    nothing: the site is built with it. ``keys`` lead to the value that it is about, also to one
    that is missing; ``BODY`` to the Markdown text; they are empty for a whole file. ``label`` is
    what ``message`` begins with where that only names the key. ``count``: as many are told by it.
    """

    place: Place
    slug: str
    message: str
    is_advice: bool = False
    keys: Keys = field(default=(), compare=False)
    label: str = field(default="", compare=False)
    count: int = field(default=1, compare=False)

    @property
    def words(self) -> str:
        """The message without its label, for who shows it beside the field itself."""
        return self.message[len(self.label) :]

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.slug}]"


def advice(place: Place, slug: str, message: str, keys: Keys = ()) -> Problem:
    """What could be better, and stops nothing."""
    return Problem(place, slug, message, is_advice=True, keys=keys)


MOST_ALIKE = 200
"""Problems of one slug that are told of one file; more than that have one cause."""
MOST_TOLD = 1_000
"""Problems that a run tells in all."""


def bounded(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in order, each once; of many alike in one file the first, and how many more."""
    alike: dict[tuple[str, str, bool], list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        kind = problem.place.path, problem.slug, problem.is_advice
        alike.setdefault(kind, []).append(problem)
    return tuple(sorted(chain.from_iterable(map(_first, alike.values()))))


def _first(alike: list[Problem]) -> list[Problem]:
    if len(alike) <= MOST_ALIKE:
        return alike
    alike.sort(key=lambda one: (one.count > 1, one.place.line, one.place.column, one.message))
    last = _others(alike[MOST_ALIKE - 1 :], " مانند این در همین پرونده")
    return [*alike[: MOST_ALIKE - 1], last]


def at_most(most: int, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """No more than ``most``, errors before advice; the last then says how many more there are."""
    if len(problems) <= most:
        return tuple(problems)
    ordered = sorted(problems, key=lambda one: one.is_advice)
    last = _others(ordered[most - 1 :], "، که پس از این‌ها گفته می‌شود")
    return tuple(sorted([*ordered[: most - 1], last]))


def _others(problems: list[Problem], which: str) -> Problem:
    count = sum(one.count for one in problems)
    message = f"و {number(count)} مورد دیگر{which}"
    return replace(problems[0], message=message, keys=(), label="", count=count)


def counts(problems: Iterable[Problem]) -> tuple[int, int]:
    """How many errors there are, and how many pieces of advice."""
    found = {False: 0, True: 0}
    for problem in problems:
        found[problem.is_advice] += problem.count
    return found[False], found[True]


class SiteError(Exception):
    """Something that a person can fix; ``problems`` says what and where."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = at_most(MOST_TOLD, bounded(problems))
        super().__init__("\n".join(map(str, self.problems)))


class ContentInvalid(SiteError):
    """Problems in the content; nothing was published."""


class TemplateFailed(SiteError):
    """A template cannot be read, or asks for what its page does not have."""


class OutputConflict(SiteError):
    """Two artifacts claim one path; both origins are named."""


class OutputRefused(SiteError):
    """The output folder is not one the build may write to."""


class OutputUnfinished(OutputRefused):
    """Published in place, and stopped on the way: the next build completes it."""


class NotEditable(SiteError):
    """The file cannot be shown in a form: its problems say why."""


class ChangeRefused(SiteError):
    """The files are not as whoever wants the change saw them; nothing was written."""


class ChangeUnfinished(SiteError):
    """A change is under way or was left half-made: the content can be neither read nor changed."""


class SheetsRefused(SiteError):
    """The file cannot be read or written; nothing was changed."""


class EnvironmentProblem(Exception):
    """What a person can put right before a run; its text is the Persian sentence to show."""


class WrongAnswer(ValueError):
    """A value that a field does not take; the text says why in Persian."""


class TooComplex(Exception):
    """A Markdown text that is nested too deep, or takes too long, to be read."""


class PictureRefused(Exception):
    """A picture that cannot be published; the text is the message after its name."""


class UnreadableSheet(Exception):
    """A file that no table can be read from; the text says why, ``line`` where (0: all of it)."""

    def __init__(self, message: str, line: int = 0) -> None:
        self.line = line
        super().__init__(message)


_NO_RIGHT = "اجازهٔ این کار نیست"
_TAKEN = "برنامهٔ دیگری آن را در دست دارد"
_NO_FOLDER = "در مسیر آن چیزی هست که پوشه نیست"
_NO_FILE = "پروندهٔ معمولی نیست"
_REASONS = {
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: "این دیسک فقط‌خواندنی است",
    errno.ENOSPC: "دیسک پر است",
    getattr(errno, "EDQUOT", -1): "سهمیهٔ دیسک پر است",
    errno.ENOENT: "چنین پرونده یا پوشه‌ای نیست",
    errno.EBUSY: _TAKEN,
    errno.EADDRINUSE: _TAKEN,
    errno.EEXIST: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EISDIR: "پوشه است نه پرونده",
    errno.ELOOP: "پیوند (symlink) است",
    errno.EINVAL: _NO_FILE,
    errno.ENXIO: _NO_FILE,
    errno.EFBIG: "پرونده از اندازهٔ مجاز بزرگ‌تر می‌شود",
    errno.EIO: "دیسک خطا داد",
    errno.EMFILE: "پرونده‌های باز این برنامه بیش از اندازهٔ مجاز است (ulimit -n)",
    errno.ENAMETOOLONG: "نام یا مسیر بیش از اندازه بلند است",
}


def reason_of(error: OSError) -> str:
    """Why the operating system refuses, in Persian where that is known."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
