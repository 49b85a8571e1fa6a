"""Facts of records and their parts: what hangs without another, or contradicts one."""

from collections.abc import Iterator

from qomsite.checks.entries import all_records, is_written, shown_code
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


def indicator_direction(content: Content) -> Iterator[Problem]:
    """A range stands beside ``direction: range`` alone; a target lies where the direction leads."""
    for record in all_records(content):
        indicators: tuple[Indicator, ...] = vars(record).get("indicators", ())
        for at, indicator in enumerate(indicators):
            for key, fault in (*_of_range(indicator), *_of_target(indicator)):
                message = f"شاخص {quoted(indicator.title)}: {fault}"
                keys = "indicators", at, key
                yield content.problem(record.path, keys, "indicator-direction", message)


def _of_range(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """The key and the fault."""
    limits, is_range = indicator.range, indicator.direction == "range"
    told = "نخست کمترین و سپس بیشترین مقدار را بنویسید، مانند range: [20, 30]"
    if is_range and not limits:
        yield "direction", f"جهت range است و بازه‌ای نیامده؛ {told}"
    elif limits and not is_range:
        remedy = "direction: range بنویسید یا range را بردارید"
        yield "range", f"«range» تنها با direction: range می‌آید؛ {remedy}"
    if limits and len(limits) != 2:
        yield "range", f"بازه دو عدد دارد و اینجا {number(len(limits))} عدد آمده؛ {told}"
    elif limits and limits[0] > limits[1]:
        low, high = (number(limit, places=30) for limit in reversed(limits))
        yield "range", f"بازه از کمترین مقدار آغاز می‌شود؛ نخست {low} و سپس {high} بنویسید"


def _of_target(indicator: Indicator) -> Iterator[tuple[str, str]]:
    direction, baseline, target = indicator.direction, indicator.baseline, indicator.target
    if target is not None and direction == "range":
        yield "target", "با direction: range مقدار هدف همان بازه است؛ target را بردارید"
    elif target is not None and baseline is not None and direction and target != baseline:
        right, than = ("more", "بیشتر") if target > baseline else ("less", "کمتر")
        if direction != right:
            fault = f"جهت {direction} ({DIRECTIONS[direction]}) است ولی مقدار هدف از مقدار پایه"
            yield (
                "direction",
                f"{fault} {than} است؛ direction: {right} بنویسید یا عددها را درست کنید",
            )


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
                label = row(Project, wanted).title
                message = (
                    f"«{key}» نوشته شده ولی «{wanted}» ({label}) نوشته نشده است؛ {why}،"
                    f" «{wanted}» را هم بنویسید"
                )
                yield content.advice(project.path, (key,), "missing-fact", message)
        halted = status and status.outcome not in ("open", "finished")
        if halted and not is_written(content, project.path, "status_reason"):
            message = (
                f"وضعیت {quoted(project.status or '')} است ولی «status_reason» (دلیل وضعیت) نیامده؛"
                " در یک جمله بنویسید چرا"
            )
            yield content.advice(project.path, ("status",), "missing-fact", message)
    for record in all_records(content):
        indicators: tuple[Indicator, ...] = vars(record).get("indicators", ())
        for at, indicator in enumerate(indicators):
            if indicator.target is not None and indicator.baseline is None:
                message = (
                    f"شاخص {quoted(indicator.title)} مقدار هدف دارد ولی «baseline» (مقدار پایه)"
                    " ندارد؛ بدون آن معلوم نمی‌شود چقدر راه پیموده شده است"
                )
                keys = "indicators", at, "target"
                yield content.advice(record.path, keys, "missing-fact", message)


def facts_disagree(content: Content) -> Iterator[Problem]:
    """What is finished is so in full, and not after its report; a day has one value."""
    for project, status in with_statuses(content):
        progress = project.physical_progress
        if status and status.outcome == "finished" and progress is not None and progress < 100:
            message = (
                f"وضعیت {quoted(project.status or '')} است ولی پیشرفت فیزیکی {number(progress)}"
                " درصد؛ یکی از این دو درست نیست، درصد را ۱۰۰ کنید یا وضعیت را درست کنید"
            )
            yield content.advice(project.path, ("physical_progress",), "facts-disagree", message)
        ended, reported = project.completed_on, project.status_date
        if ended and reported and ended.first > reported:
            message = (
                f"کار در {ended.typed} پایان یافته ولی پایان آن در {reported.typed} گزارش شده است؛"
                " یکی از دو تاریخ را درست کنید"
            )
            yield content.advice(project.path, ("completed_on",), "facts-disagree", message)
    for record in all_records(content):
        indicators: tuple[Indicator, ...] = vars(record).get("indicators", ())
        for at, indicator in enumerate(indicators):
            dates = [actual.date for actual in indicator.actuals]
            for nth, date in enumerate(dates):
                if date in dates[:nth]:
                    message = (
                        f"شاخص {quoted(indicator.title)} برای روز {date.typed} دو مقدار دارد؛ تاریخ"
                        " یکی را درست کنید یا یکی را بردارید"
                    )
                    keys = "indicators", at, "actuals", nth, "date"
                    yield content.advice(record.path, keys, "facts-disagree", message)
