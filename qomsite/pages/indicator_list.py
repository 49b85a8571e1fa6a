"""All indicators of the plan with their verdicts, by goal."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qomsite.library.indicators import Verdict
from qomsite.library.library import Library
from qomsite.model.records import Goal, Policy, Project
from qomsite.pages.frame import Frame, Page, RecordLink, record_link, view_frame, view_link
from qomsite.pages.indicators import IndicatorView, indicator_views
from qomsite.pages.listing import goal_jumps
from qomsite.pages.paging import ListGroup, group, group_anchor, list_pages
from qomsite.text.digits import number

VIEW = "indicators"

_SAID = {
    Verdict.REACHED: ("به هدف رسیده", "آخرین مقدار به هدف رسیده یا در بازهٔ مطلوب است."),
    Verdict.MISSED: (
        "به هدف نرسیده",
        "دورهٔ برنامه پایان یافته و مقدار پایان دوره، یا پس از آن، به هدف نرسیده است.",
    ),
    Verdict.CLOSER: ("به هدف نزدیک‌تر شده", "آخرین مقدار از مقدار پایه به هدف نزدیک‌تر است."),
    Verdict.FURTHER: ("از هدف دورتر شده", "آخرین مقدار از مقدار پایه از هدف دورتر است."),
    Verdict.UNCHANGED: (
        "بی‌تغییر مانده",
        "فاصله تا هدف همان است، یا تغییر از «مرز تغییر» شاخص بیشتر نیست.",
    ),
    Verdict.UNKNOWN: ("", "مقدار واقعی، هدف یا آنچه برای سنجش لازم است اعلام نشده است."),
}
"""What became of an indicator, as the sentence has it, and the rule."""


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with the record that it is of; of its values the last alone."""

    record: RecordLink
    path: str
    indicator: IndicatorView
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
    rows = {goal.code: tuple(_rows(library, goal)) for goal in library.goals.values()}
    links = (record_link(library, goal) for goal in library.goals.values() if rows[goal.code])
    groups = [
        replace(group("", group_anchor(link.goal), items), goal=link)
        for link, items in zip(links, filter(None, rows.values()), strict=True)
    ]
    verdicts = Counter(row.indicator.verdict for items in rows.values() for row in items)
    says = "هر شاخص با مقدار پایه، آخرین مقدار، هدف و اینکه به هدف رسیده است یا نه"
    frame = view_frame(library, view_link(VIEW), says, "reckoning", lead=_counted(verdicts))
    jumps = goal_jumps(VIEW, groups)
    rules = tuple((verdict.value, rule) for verdict, (_, rule) in _SAID.items())
    for page in list_pages(frame, "view", VIEW, groups):
        shown = () if page.frame.is_further else rules
        yield Page("indicators", IndicatorsView(page.frame, jumps, page.groups, shown))


def _rows(library: Library, goal: Goal) -> Iterator[IndicatorRow]:
    """The indicators of a goal, of its policies and of its projects."""
    policies, projects = library.policies_of_goal[goal.code], library.projects_of_goal[goal.code]
    records: tuple[Goal | Policy | Project, ...] = (goal, *policies, *projects)
    for record in records:
        link = record_link(library, record)
        for view in indicator_views(library, record):
            shown = replace(view, actuals=view.actuals[-1:], meaning="", rule="")
            yield IndicatorRow(link, f"{link.path}#indicators", shown, link.sample)


def _counted(verdicts: Counter[str]) -> str:
    """How many indicators have which verdict, in one sentence; those of none are not named."""
    if not verdicts:
        return "شاخصی اعلام نشده است."
    *parts, last = [
        f"{number(verdicts[verdict.value])} شاخص {became}"
        for verdict, (became, _) in _SAID.items()
        if became and verdicts[verdict.value]
    ] or [""]
    told = f"{'، '.join(parts)} و {last} است" if parts else last and f"{last} است"
    unknown = verdicts[Verdict.UNKNOWN.value]
    rest = f"دربارهٔ {number(unknown)} شاخص نمی‌توان گفت" if unknown else ""
    said = "؛ ".join(filter(None, (told, rest)))
    return f"از {number(verdicts.total())} شاخص برنامه، {said}."
