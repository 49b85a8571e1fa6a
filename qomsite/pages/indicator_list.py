"""All indicators of the plan with their verdicts, by goal."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qomsite.library.indicators import Verdict
from qomsite.library.library import Library
from qomsite.model.records import Goal, Policy, Project
from qomsite.pages.frame import Frame, Page, RecordLink, record_link, view_frame, view_link
from qomsite.pages.indicators import ActualView, IndicatorView, indicator_views
from qomsite.pages.listing import goal_jumps, group_anchor
from qomsite.pages.paging import ListGroup, group, list_pages
from qomsite.text.digits import number

VIEW = "indicators"

_BECAME = {
    Verdict.REACHED: "به هدف رسیده",
    Verdict.MISSED: "به هدف نرسیده",
    Verdict.CLOSER: "به هدف نزدیک‌تر شده",
    Verdict.FURTHER: "از هدف دورتر شده",
    Verdict.UNCHANGED: "بی‌تغییر مانده",
}
_RULES = {
    Verdict.REACHED: "آخرین مقدار به هدف رسیده یا در بازهٔ مطلوب است.",
    Verdict.MISSED: "دورهٔ برنامه پایان یافته و مقدار پایان دوره، یا پس از آن، به هدف نرسیده است.",
    Verdict.CLOSER: "آخرین مقدار از مقدار پایه به هدف نزدیک‌تر است.",
    Verdict.FURTHER: "آخرین مقدار از مقدار پایه از هدف دورتر است.",
    Verdict.UNCHANGED: "فاصله تا هدف همان است، یا تغییر از «مرز تغییر» شاخص بیشتر نیست.",
    Verdict.UNKNOWN: "مقدار واقعی، هدف یا آنچه برای سنجش لازم است اعلام نشده است.",
}


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with the record that it is of; ``last`` is ``None`` where none is announced."""

    record: RecordLink
    path: str
    title: str
    unit: str
    baseline: str
    last: ActualView | None
    target: str
    direction: str
    verdict: str
    sample: bool


@dataclass(frozen=True)
class IndicatorsView:
    """The indicators of this page; the rule of each verdict stands on the first alone."""

    frame: Frame
    jumps: tuple[RecordLink, ...]
    groups: tuple[ListGroup, ...]
    rules: tuple[tuple[str, str], ...]


def pages(library: Library) -> Iterator[Page]:
    """The list of all indicators, in as many pages as it needs."""
    groups = tuple(_groups(library))
    rows = [row for each in groups for row in each.items if isinstance(row, IndicatorRow)]
    says = "هر شاخص با مقدار پایه، آخرین مقدار، هدف و اینکه به هدف رسیده است یا نه"
    frame = view_frame(library, view_link(VIEW), says, "reckoning", lead=_counted(rows))
    jumps = goal_jumps(VIEW, groups)
    rules = tuple((verdict.value, rule) for verdict, rule in _RULES.items())
    for page in list_pages(frame, "view", VIEW, groups):
        shown = () if page.frame.is_further else rules
        yield Page("indicators", IndicatorsView(page.frame, jumps, page.groups, shown))


def _groups(library: Library) -> Iterator[ListGroup]:
    for goal in library.goals.values():
        records: tuple[Goal | Policy | Project, ...] = (
            goal,
            *library.policies_of_goal[goal.code],
            *library.projects_of_goal[goal.code],
        )
        if rows := [row for record in records for row in _rows(library, record)]:
            link = record_link(library, goal)
            yield replace(group("", group_anchor(link.goal), rows), goal=link)


def _rows(library: Library, record: Goal | Policy | Project) -> Iterator[IndicatorRow]:
    link = record_link(library, record)
    for view in indicator_views(library, record):
        yield _row(link, view)


def _row(record: RecordLink, view: IndicatorView) -> IndicatorRow:
    return IndicatorRow(
        record=record,
        path=f"{record.path}#indicators",
        title=view.title,
        unit=view.unit,
        baseline=view.baseline,
        last=view.actuals[-1] if view.actuals else None,
        target=view.target,
        direction=view.direction,
        verdict=view.verdict,
        sample=record.sample,
    )


def _counted(rows: Sequence[IndicatorRow]) -> str:
    """How many indicators have which verdict, in one sentence; those of none are not named."""
    if not rows:
        return "شاخصی اعلام نشده است."
    counts = Counter(row.verdict for row in rows)
    *parts, last = [
        f"{number(counts[verdict.value])} شاخص {became}"
        for verdict, became in _BECAME.items()
        if counts[verdict.value]
    ] or [""]
    told = f"{'، '.join(parts)} و {last}" if parts else last
    unknown = counts[Verdict.UNKNOWN.value]
    rest = f"دربارهٔ {number(unknown)} شاخص نمی‌توان گفت" if unknown else ""
    said = "؛ ".join(filter(None, (f"{told} است" if told else "", rest)))
    return f"از {number(len(rows))} شاخص برنامه، {said}."
