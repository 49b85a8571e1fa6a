"""Advice on facts that hang without another, or disagree."""

from collections.abc import Iterator

from qomsite.checks.entries import all_records, is_written
from qomsite.checks.outcomes import with_statuses
from qomsite.errors import Problem
from qomsite.model.content import Content
from qomsite.model.fields import row
from qomsite.model.parts import Indicator
from qomsite.model.records import Project
from qomsite.text.characters import quoted
from qomsite.text.digits import number

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
