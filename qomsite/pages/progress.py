"""Roll-ups in words and bars: every figure with the base it is said of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.library.rollup import RollUp, roll_up
from qomsite.model.records import Project
from qomsite.pages.frame import StatusMark, status_mark
from qomsite.text.digits import number

BAR_WIDTH = 1000
"""The width of the status bar in its own units; a share of it is a segment."""


@dataclass(frozen=True)
class Segment:
    """A status's part of the bar: where it starts and how wide it is, out of :data:`BAR_WIDTH`."""

    mark: StatusMark
    count: int
    number: str
    share: str
    start: int
    width: int


@dataclass(frozen=True)
class Figure:
    """A figure that matters: the value, what it is, and what it is said of."""

    value: str
    title: str
    base: str


@dataclass(frozen=True)
class Progress:
    """The state of a set of projects. Texts are empty where nothing can be said."""

    total: str
    finished: str
    base: str
    excluded: str
    segments: tuple[Segment, ...]
    physical: str
    physical_base: str
    financial: str
    financial_base: str
    budget: str
    budget_base: str
    sampled: bool


def progress(library: Library, projects: Sequence[Project]) -> Progress | None:
    """The state of ``projects``; ``None`` where there is no project to speak of."""
    if not projects:
        return None
    figures = roll_up(library, projects)
    return Progress(
        total=number(figures.total),
        finished=number(figures.finished),
        base=f"{number(figures.reported)} از {number(figures.counted)} طرح گزارش شده است.",
        excluded=_excluded(figures),
        segments=_segments(figures),
        physical=f"{number(figures.physical, places=0)}٪" if figures.physical is not None else "",
        physical_base=_base(figures.physical_base, figures.counted),
        financial=f"{number(figures.financial, places=0)}٪"
        if figures.financial is not None
        else "",
        financial_base=_base(figures.financial_base, figures.counted),
        budget=figures.budget.words if figures.budget else "",
        budget_base=_base(figures.budget_base, figures.counted),
        sampled=figures.sampled,
    )


def _excluded(figures: RollUp) -> str:
    if not figures.excluded:
        return ""
    names = [c.status.title for c in figures.statuses if c.status and not c.status.counted]
    return f"{number(figures.excluded)} طرح {' یا '.join(names)} در این رقم‌ها نیامده است."


def _base(known: int, counted: int) -> str:
    return f"بر پایهٔ {number(known)} طرح از {number(counted)} طرح" if known else ""


def _segments(figures: RollUp) -> tuple[Segment, ...]:
    shown = [c for c in figures.statuses if c.status is None or c.status.counted]
    segments: list[Segment] = []
    before = 0
    for item in shown:
        start = round(BAR_WIDTH * before / figures.counted)
        before += item.count
        end = round(BAR_WIDTH * before / figures.counted)
        share = f"{number(round(100 * item.count / figures.counted))}٪"
        mark = status_mark(item.status)
        segments.append(Segment(mark, item.count, number(item.count), share, start, end - start))
    return tuple(segments)
