"""What became of a project: its status, and what stands in its file only beside some of them."""

from collections.abc import Iterator

from qomsite.checks.entries import is_written, shown_code
from qomsite.errors import Problem
from qomsite.model.collections import PROJECTS
from qomsite.model.content import Content
from qomsite.model.fields import row
from qomsite.model.kinds import OUTCOMES
from qomsite.model.records import Project
from qomsite.model.settings import Status
from qomsite.text.characters import quoted
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
            remedy = "counted: خیر" if status.counted else "outcome: dropped یا outcome: merged"
            message = (
                f"وضعیت {quoted(status.title)} با سرانجام {quoted(OUTCOMES[status.outcome])}"
                f" {'در شمار است' if status.counted else 'در شمار نیست'}؛ تنها طرح کنارگذاشته یا"
                f" ادغام‌شده در شمار نیست، {remedy} بنویسید یا دیگری را درست کنید"
            )
            yield content.problem(content.plan_path, ("statuses", at), "status-counted", message)


def outcome_mismatch(content: Content) -> Iterator[Problem]:
    """The end of the work stands beside a status that is one; where a project went, likewise."""
    for project, status in with_statuses(content):
        if status is None and is_written(content, project.path, "status"):
            continue  # it was reported
        outcome = status.outcome if status else ""
        for key, wanted in _BESIDE:
            if outcome != wanted and getattr(project, key) is not None:
                shown = f"{quoted(status.title)} است" if status else "نیامده"
                message = (
                    f"«{key}» ({row(Project, key).title}) تنها با وضعیتی می‌آید که سرانجام آن"
                    f" {wanted} ({OUTCOMES[wanted]}) است و وضعیت اینجا {shown}؛ وضعیت را درست کنید"
                    f" یا {key} را بردارید"
                )
                yield content.problem(project.path, (key,), "outcome-mismatch", message)
        if outcome == "merged" and not is_written(content, project.path, "merged_into"):
            message = (
                f"وضعیت {quoted(project.status or '')} است ولی «merged_into» نیامده؛ کد طرحی را"
                " بنویسید که این طرح در آن ادغام شده است"
            )
            yield content.problem(project.path, ("status",), "outcome-mismatch", message)


def merged_in_circle(content: Content) -> Iterator[Problem]:
    """On the way along ``merged_into`` nobody comes back to where they began."""
    into = {p.code: p.merged_into for p in content.of(PROJECTS, Project) if p.merged_into}
    for project in content.of(PROJECTS, Project):
        step, seen = project.merged_into, set[str]()
        while step and step != project.code and step not in seen:
            seen.add(step)
            step = into.get(step)
        if step == project.code:
            message = (
                f"این طرح در طرح {quoted(shown_code(into[step]))} ادغام شده و راه از آنجا به خودش"
                " بازمی‌گردد؛ کد طرحی را بنویسید که کار در آن دنبال می‌شود"
            )
            yield content.problem(project.path, ("merged_into",), "merged-in-circle", message)
