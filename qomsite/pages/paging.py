"""Long lists in pages of a bounded size, so that no page outgrows a slow network with its plan."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeVar

from qomsite.pages.frame import Frame, Link, MaybeSample, Paging, RecordLink
from qomsite.pages.permalink import permalink
from qomsite.text.digits import number

T = TypeVar("T")

ROWS = 50
"""The most rows of a page."""
FEWER_ROWS = 25
"""The most rows of a page that shows more than its list, and of what has long rows."""
_ROWS = {
    "goal": FEWER_ROWS,
    "goal-report": FEWER_ROWS,
    "edition": FEWER_ROWS,
    "axis": 60,
    "verdict": 60,
    "letter": 100,
    "tree": 12,
}
"""The most rows of a page by its kind, where they are not the usual."""
STEPS = 10
"""The most pages that are all named in the way through them."""
NEAR = 2
"""How many pages before and after the present one are named, where not all are."""


@dataclass(frozen=True)
class ListGroup:
    """Records, or rows of their own, under a goal or a title, or under no heading.

    ``items`` are those on this page and ``total`` counts all; ``continued`` says that the group
    begins on an earlier page.
    """

    goal: RecordLink | None
    title: str
    anchor: str
    total: str
    items: tuple[MaybeSample, ...]
    continued: bool = False


@dataclass(frozen=True)
class Span:
    """The rows of a group that stand on one page: from ``start`` up to ``stop``."""

    group: int
    start: int
    stop: int


@dataclass(frozen=True)
class ListPage:
    """One page of a list: its frame and its rows."""

    frame: Frame
    groups: tuple[ListGroup, ...]


def group(title: str, anchor: str, items: Sequence[MaybeSample]) -> ListGroup:
    """All of ``items`` under a title."""
    return ListGroup(None, title, anchor, number(len(items)), tuple(items))


def group_anchor(goal: int) -> str:
    """The anchor of a goal's part of a list; ``goal`` is its place on the star."""
    return f"goal-group-{goal}"


def few(rows: Collection[T]) -> Collection[T]:
    """``rows`` of a table that stands beside others; none where they are too many for that.

    So goals have a row of figures each: of very many, the page of each still says the same.
    """
    return rows if len(rows) <= FEWER_ROWS else ()


def spans(sizes: Sequence[int], rows: int = ROWS) -> tuple[tuple[Span, ...], ...]:
    """The rows of each page, for groups of these sizes: every row once, in order.

    A list of at most ``rows`` rows is one page. Of a longer one every page has from half of that to
    ``rows`` rows, and ends with a group where it can, else so that the pages left are of one size.
    """
    ends = tuple(accumulate(sizes, initial=0))
    whole = ends[-1]
    cuts = [0]
    fewest = rows // 2
    while whole - cuts[-1] > rows:
        begin = cuts[-1]
        even = begin - (begin - whole) // -(-(whole - begin) // rows)
        last = min(begin + rows, whole - fewest)
        fitting = ends[bisect_left(ends, begin + fewest) : bisect_right(ends, last)]
        cuts.append(min(fitting, key=lambda end: abs(end - even), default=even))
    stops = [*cuts[1:], whole]
    pages = []
    for begin, stop in zip(cuts, stops, strict=True):
        near = range(
            max(bisect_right(ends, begin) - 1, 0), min(bisect_left(ends, stop), len(sizes))
        )
        pages.append(
            tuple(
                Span(place, max(begin - ends[place], 0), min(stop, ends[place + 1]) - ends[place])
                for place in near
                if sizes[place]
            )
        )
    return tuple(pages)


def shows_samples(groups: Sequence[ListGroup]) -> bool:
    """Whether a row or a heading of some groups is a sample."""
    return any(one.sample for each in groups for one in (*each.items, each.goal) if one)


def list_pages(
    frame: Frame, kind: str, code: str, groups: Sequence[ListGroup]
) -> tuple[ListPage, ...]:
    """A list as its pages; ``frame`` is that of the list, at the address of ``kind`` and ``code``.

    The first page is the list's own; the others say in title and breadcrumb which they are, and
    are samples only by what they hold.
    """
    parts = spans([len(each.items) for each in groups], _rows(kind))
    paths = [frame.path, *(permalink(kind, code, place) for place in range(2, len(parts) + 1))]
    made = []
    for place, (path, part) in enumerate(zip(paths, parts, strict=True), start=1):
        shown = tuple(_part(groups[span.group], span) for span in part)
        own = frame if place == 1 else _further(frame, path, place, len(paths), shown)
        paging = _paging(paths, place) if len(paths) > 1 else None
        made.append(ListPage(replace(own, paging=paging), shown))
    return tuple(made)


def starts(kind: str, code: str, sizes: Sequence[int]) -> tuple[str, ...]:
    """The page of a list on which each group of these sizes begins; none of them is empty."""
    return tuple(
        permalink(kind, code, place)
        for place, part in enumerate(spans(sizes, _rows(kind)), start=1)
        for span in part
        if span.start == 0
    )


def _rows(kind: str) -> int:
    return _ROWS.get(kind, ROWS)


def _part(whole: ListGroup, span: Span) -> ListGroup:
    return replace(whole, items=whole.items[span.start : span.stop], continued=span.start > 0)


def _further(frame: Frame, path: str, place: int, total: int, groups: Sequence[ListGroup]) -> Frame:
    name = f"صفحهٔ {number(place)}"
    of = f"{name} از {number(total)}"
    return replace(
        frame,
        path=path,
        title=f"{frame.title}، {of}",
        description=f"{frame.description} ({of})",
        breadcrumb=(
            *frame.breadcrumb[:-1],
            replace(frame.breadcrumb[-1], path=frame.path),
            Link(name, ""),
        ),
        samples=shows_samples(groups),
    )


def _paging(paths: Sequence[str], place: int) -> Paging:
    total = len(paths)
    return Paging(
        number=place,
        total=number(total),
        previous=paths[place - 2] if place > 1 else "",
        next=paths[place] if place < total else "",
        steps=tuple(_steps(paths, place)),
    )


def _steps(paths: Sequence[str], place: int) -> Iterator[Link]:
    """The pages that are named; what is left out between two of them is a step without a path."""
    total = len(paths)
    near = range(1, total + 1) if total <= STEPS else range(place - NEAR, place + NEAR + 1)
    before = 0
    for step in sorted({1, total, *(step for step in near if 1 <= step <= total)}):
        if step > before + 1:
            yield Link("…", "")
        yield Link(number(step), paths[step - 1])
        before = step
