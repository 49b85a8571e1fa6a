"""A status as it is shown, and what it is drawn with in bars and beside its word."""

from dataclasses import dataclass
from itertools import cycle

from qomsite.library.library import UNREPORTED, Library
from qomsite.model.settings import Status
from qomsite.pages.permalink import permalink


@dataclass(frozen=True)
class StatusMark:
    """A status as a word, a sign and a shade, which selects how the style sheet draws it."""

    key: str
    title: str
    sign: str
    path: str
    shade: str


UNREPORTED_MARK = StatusMark(
    UNREPORTED, "گزارش‌نشده", "؟", permalink("status", UNREPORTED), UNREPORTED
)
"""How a missing status is shown: a value of its own, never taken for «آغازنشده»."""

SHADES = ("open-2", "open", "finished", "stopped", UNREPORTED_MARK.shade)
"""The shades that the style sheet has a look of their own for."""

SPARE_SHADES = ("other-1", "other-2", "other-3")
"""The shades of any other statuses in count, in turn."""


def status_mark(library: Library, status: Status | None) -> StatusMark:
    """How a status is shown; that of none is unknown."""
    return library.memo.once(_status_marks, library)[status.key] if status else UNREPORTED_MARK


def _status_marks(library: Library) -> dict[str, StatusMark]:
    """The shade is the outcome; of several with one outcome, the last stands nearest to the next.

    So the last open status is the one of work under way, and ``open-2`` the one before it.
    """
    spare = cycle(SPARE_SHADES)
    statuses = list(library.statuses)
    found: dict[str, StatusMark] = {}
    for at, status in enumerate(statuses, 1):
        later = sum(other.outcome == status.outcome for other in statuses[at:])
        shade = f"{status.outcome}-{later + 1}" if later else status.outcome
        if status.counted and shade not in SHADES:
            shade = next(spare)
        path = permalink("status", status.key)
        found[status.key] = StatusMark(status.key, status.title, status.sign, path, shade)
    return found
