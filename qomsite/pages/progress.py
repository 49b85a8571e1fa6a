"""Roll-ups in words and bars: every figure with the base it is said of."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.library.reckoning import Verdict, due
from qomsite.library.rollup import RollUp, roll_up
from qomsite.model.records import Project
from qomsite.pages.status_mark import StatusMark, status_mark
from qomsite.text.digits import number, percent
from qomsite.text.jalali import JalaliDate

DRAWN = 4
"""The fewest projects that a bar is drawn of."""


@dataclass(frozen=True)
class Segment:
    """How many projects have a status, and what share of those in count that is."""

    mark: StatusMark
    count: int
    share: str


@dataclass(frozen=True)
class Figure:
    """A figure that matters: the value, what it is, and what it is said of."""

    value: str
    title: str
    base: str


@dataclass(frozen=True)
class Progress:
    """The state of a set of projects. Texts are empty where nothing can be said.

    ``meaning`` says the state in a sentence, ``due`` what became of what was due, ``means`` how far
    the work is and what it costs; ``counts`` are the numbers of the segments, for drawing: none of
    fewer projects than ``DRAWN``, of which the sentence says all.
    """

    meaning: str
    due: tuple[str, ...]
    as_of: JalaliDate
    base: str
    excluded: str
    segments: tuple[Segment, ...]
    counts: tuple[int, ...]
    means: tuple[Figure, ...]
    sampled: bool


@dataclass(frozen=True)
class Overlap:
    """How groups share projects: which ones, and with whom in words.

    Their budgets are never one sum, since those of all groups would add up to more than there is.
    """

    is_shared: Callable[[Project], bool]
    others: str


OF_DISTRICTS = Overlap(lambda project: len(project.districts) > 1, "منطقه‌ها")
OF_AXES = Overlap(lambda project: len(project.axes) > 1, "محورها")


def progress(
    library: Library, projects: Sequence[Project], overlap: Overlap | None = None
) -> Progress | None:
    """The state of ``projects``; ``None`` where there is no project to speak of."""
    if not projects:
        return None
    figures = roll_up(library, projects)
    segments = _segments(library, figures)
    return Progress(
        meaning=_meaning(figures),
        due=due_sentence(library, projects),
        as_of=library.site.as_of,
        base=f"{number(figures.reported)} از {number(figures.counted)} طرح گزارش شده است.",
        excluded=_excluded(figures),
        segments=segments,
        counts=tuple(one.count for one in segments) if figures.counted >= DRAWN else (),
        means=(*_shares(figures), *_money(library, projects, figures, overlap)),
        sampled=figures.sampled,
    )


def _money(
    library: Library, projects: Sequence[Project], whole: RollUp, overlap: Overlap | None
) -> Iterator[Figure]:
    parts = {"جمع اعتبار اعلام‌شده": whole}
    if overlap:
        alone = [project for project in projects if not overlap.is_shared(project)]
        shared = list(filter(overlap.is_shared, projects))
        parts = {
            "اعتبار طرح‌هایی که تنها اینجاست": roll_up(library, alone),
            f"اعتبار طرح‌های مشترک با دیگر {overlap.others}": roll_up(library, shared),
        }
    for title, figures in parts.items():
        if figures.budget:
            base = _base(figures.budget_base, figures.counted)
            yield Figure(figures.budget.words, title, base)


def due_sentence(library: Library, projects: Iterable[Project], when: str = "") -> tuple[str, ...]:
    """What became of those ``projects`` that should have ended by the as-of date, or ``when``.

    A sentence in its clauses, each for a line of its own: so it breaks alike in any font. Nothing
    where no project was due.
    """
    counts = Counter(one.verdict for one in due(library, projects))
    if not counts:
        return ()
    when = when or f"تا {library.site.as_of.words}"
    said = {
        Verdict.IN_TIME: "به‌موقع پایان یافته",
        Verdict.ENDED_LATE: "دیرتر پایان یافته",
        Verdict.ENDED: "در زمانی نامعلوم پایان یافته",
        Verdict.OPEN_LATE: "هنوز باز",
        Verdict.UNREPORTED_LATE: "بدون گزارش",
        Verdict.STOPPED: "متوقف",
    }
    *parts, last = (
        f"{number(counts[kind])} طرح {words}" for kind, words in said.items() if counts[kind]
    )
    begin = f"از {number(counts.total())} طرحی که باید {when} پایان می‌یافت"
    middle = [f"{part}،" for part in (begin, *parts[:-1])]
    return (*middle, *parts[-1:], f"{'و ' if parts else ''}{last} است.")


def counted_marks(library: Library) -> tuple[StatusMark, ...]:
    """The statuses that are counted, in the plan's order, what is not reported last."""
    counted = (status for status in library.statuses if status.counted)
    return tuple(status_mark(library, status) for status in (*counted, None))


def _meaning(figures: RollUp) -> str:
    if not figures.counted:
        return ""
    counted = f"از {number(figures.counted)} طرح شمرده‌شده،"
    if not figures.finished:
        return f"{counted} پایان هیچ طرحی گزارش نشده است."
    return f"{counted} {number(figures.finished)} طرح به پایان رسیده است."


def _excluded(figures: RollUp) -> str:
    if not figures.excluded:
        return ""
    names = [c.status.title for c in figures.statuses if c.status and not c.status.counted]
    return f"{number(figures.excluded)} طرح {' یا '.join(names)} در این رقم‌ها نیامده است."


def _shares(figures: RollUp) -> Iterator[Figure]:
    for title, mean, known in (
        ("میانگین پیشرفت فیزیکی", figures.physical, figures.physical_base),
        ("میانگین پیشرفت ریالی", figures.financial, figures.financial_base),
    ):
        if mean is not None:
            yield Figure(percent(mean), title, _base(known, figures.counted))


def _base(known: int, counted: int) -> str:
    return f"بر پایهٔ {number(known)} طرح از {number(counted)} طرح" if known else ""


def _segments(library: Library, figures: RollUp) -> tuple[Segment, ...]:
    return tuple(
        Segment(status_mark(library, item.status), item.count, percent(item.count, figures.counted))
        for item in figures.statuses
        if item.status is None or item.status.counted
    )
