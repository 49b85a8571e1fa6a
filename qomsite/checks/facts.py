"""Facts of records and their parts: what hangs without another, or contradicts one."""

from collections.abc import Iterator

from qomsite.checks.entries import is_written, parts, problem, shown_code
from qomsite.errors import Problem
from qomsite.model.collections import PROJECTS
from qomsite.model.content import Content
from qomsite.model.fields import row
from qomsite.model.kinds import DIRECTIONS, OUTCOMES
from qomsite.model.parts import Indicator
from qomsite.model.records import Project
from qomsite.model.settings import Status
from qomsite.text.characters import quoted
from qomsite.text.digits import number
from qomsite.text.folding import fold

_UNCOUNTED = ("dropped", "merged")
_BESIDE = (
    ("completed_on", "finished"),
    ("completion_evidence", "finished"),
    ("merged_into", "merged"),
)
"""A key of a project, and the outcome that it stands beside."""


def with_statuses(content: Content) -> Iterator[tuple[Project, Status | None]]:
    """Every project, with its status in the vocabulary of the plan."""
    statuses: dict[str, Status] = {}
    for status in content.plan.statuses if content.plan else ():
        for name in (status.title, status.key):
            statuses.setdefault(fold(name), status)
    for project in content.of(PROJECTS, Project):
        yield project, statuses.get(fold(project.status or ""))


def status_counted(content: Content) -> Iterator[Problem]:
    """What was dropped or merged into another is not counted, and all else is."""
    for at, status in enumerate(content.plan.statuses if content.plan else ()):
        if status.counted == (status.outcome in _UNCOUNTED):
            key = "status-counted.in" if status.counted else "status-counted.out"
            named = {"title": status.title, "outcome": OUTCOMES[status.outcome]}
            yield problem(content, content.plan_path, ("statuses", at), key, **named)


def outcome_mismatch(content: Content) -> Iterator[Problem]:
    """The end of the work stands beside a status that is one; where a project went, likewise."""
    for project, status in with_statuses(content):
        if status is None and is_written(content, project.path, "status"):
            continue  # it was reported
        outcome = status.outcome if status else ""
        for key, wanted in _BESIDE:
            if outcome != wanted and getattr(project, key) is not None:
                shown = f"{quoted(status.title)} است" if status else "نیامده"
                said = {"row": row(Project, key), "wanted": wanted, "label": OUTCOMES[wanted]}
                yield problem(
                    content, project.path, (key,), "outcome-mismatch", shown=shown, **said
                )
        if outcome == "merged" and not is_written(content, project.path, "merged_into"):
            slug = "outcome-mismatch.merged"
            yield problem(content, project.path, ("status",), slug, status=project.status)


def merged_in_circle(content: Content) -> Iterator[Problem]:
    """On the way along ``merged_into`` nobody comes back to where they began."""
    into = {p.code: p.merged_into for p in content.of(PROJECTS, Project) if p.merged_into}
    for project in content.of(PROJECTS, Project):
        step, seen = project.merged_into, set[str]()
        while step and step != project.code and step not in seen:
            seen.add(step)
            step = into.get(step)
        if step == project.code:
            code = shown_code(into[step])
            yield problem(content, project.path, ("merged_into",), "merged-in-circle", code=code)


def indicator_direction(content: Content) -> Iterator[Problem]:
    """A range stands beside ``direction: range`` alone; a target lies where the direction leads."""
    for record, keys, indicator in parts(content, "indicators", Indicator):
        for key, name, values in (*_of_range(indicator), *_of_target(indicator)):
            values = {"title": indicator.title, **values}
            slug = f"indicator-direction.{name}"
            yield problem(content, record.path, (*keys, key), slug, **values)


_Wrong = tuple[str, str, dict[str, object]]
"""A key of an indicator, the message, and its values."""


def _of_range(indicator: Indicator) -> Iterator[_Wrong]:
    limits, is_range = indicator.range, indicator.direction == "range"
    if is_range and not limits:
        yield "direction", "no-range", {}
    elif limits and not is_range:
        yield "range", "range", {}
    if limits and len(limits) != 2:
        yield "range", "two", {"many": len(limits)}
    elif limits and limits[0] > limits[1]:
        high, low = (number(limit, places=30) for limit in limits)
        yield "range", "order", {"low": low, "high": high}


def _of_target(indicator: Indicator) -> Iterator[_Wrong]:
    direction, baseline, target = indicator.direction, indicator.baseline, indicator.target
    if target is not None and direction == "range":
        yield "target", "target", {}
    elif target is not None and baseline is not None and direction and target != baseline:
        right = "more" if target > baseline else "less"
        if direction != right:
            yield "direction", right, {"direction": direction, "label": DIRECTIONS[direction]}


_NEEDS = (
    ("status", "status_date", "خواننده باید بداند این وضعیت از آنِ چه روزی است"),
    ("physical_progress", "status_date", "درصد بی‌تاریخ چیزی نمی‌گوید"),
    ("financial_progress", "status_date", "درصد بی‌تاریخ چیزی نمی‌گوید"),
    ("status_date", "status", "این تاریخ از آنِ وضعیتی است که نوشته نشده"),
    ("status_reason", "status", "این دلیلِ وضعیتی است که نوشته نشده"),
    ("revised_ends", "end", "بدون پایان نخست معلوم نمی‌شود چه چیز بازنگری شده است"),
)
"""A key of a project, the key that it calls for, and why."""


def missing_fact(content: Content) -> Iterator[Problem]:
    """A fact is not given without the one that it calls for."""
    for project, status in with_statuses(content):
        told: set[str] = set()
        for key, wanted, why in _NEEDS:
            given = getattr(project, key) not in (None, ())
            if given and wanted not in told and not is_written(content, project.path, wanted):
                told.add(wanted)
                said = {"key": key, "wanted": row(Project, wanted), "why": why}
                yield problem(content, project.path, (key,), "missing-fact", **said)
        halted = status and status.outcome not in ("open", "finished")
        if halted and not is_written(content, project.path, "status_reason"):
            slug = "missing-fact.reason"
            yield problem(content, project.path, ("status",), slug, status=project.status)
    for record, keys, indicator in parts(content, "indicators", Indicator):
        if indicator.target is not None and indicator.baseline is None:
            slug = "missing-fact.baseline"
            yield problem(content, record.path, (*keys, "target"), slug, title=indicator.title)


def facts_disagree(content: Content) -> Iterator[Problem]:
    """What is finished is so in full, and not after its report; a day has one value."""
    for project, status in with_statuses(content):
        progress = project.physical_progress
        if status and status.outcome == "finished" and progress is not None and progress < 100:
            keys = ("physical_progress",)
            yield problem(content, project.path, keys, "facts-disagree", project=project)
        ended, reported = project.completed_on, project.status_date
        if ended and reported and ended.first > reported:
            keys = ("completed_on",)
            yield problem(content, project.path, keys, "facts-disagree.end", project=project)
    for record, way, indicator in parts(content, "indicators", Indicator):
        dates = [actual.date for actual in indicator.actuals]
        for nth, date in enumerate(dates):
            if date in dates[:nth]:
                place, said = (*way, "actuals", nth, "date"), {"on": indicator, "date": date}
                yield problem(content, record.path, place, "facts-disagree.twice", **said)
