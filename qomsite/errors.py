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

A bug is none of these: it keeps its traceback.
"""

import errno
from collections.abc import Iterable
from dataclasses import dataclass, field

Keys = tuple[str | int, ...]
"""The way to a value of a content file, such as ``("indicators", 2, "target")``."""

BODY: Keys = ("body",)
"""The way to the Markdown text below the front matter."""


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
    what ``message`` begins with where that only names the key.
    """

    place: Place
    slug: str
    message: str
    is_advice: bool = False
    keys: Keys = field(default=(), compare=False)
    label: str = field(default="", compare=False)

    @property
    def words(self) -> str:
        """The message without its label, for who shows it beside the field itself."""
        return self.message[len(self.label) :]

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.slug}]"


def advice(place: Place, slug: str, message: str, keys: Keys = ()) -> Problem:
    """What could be better, and stops nothing."""
    return Problem(place, slug, message, is_advice=True, keys=keys)


class SiteError(Exception):
    """Something that a person can fix; ``problems`` says what and where."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
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
    errno.ENAMETOOLONG: "نام یا مسیر بیش از اندازه بلند است",
}


def reason_of(error: OSError) -> str:
    """Why the operating system refuses, in Persian where that is known."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
