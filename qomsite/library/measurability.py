"""Two facts of a project that say nothing of its progress: whether it can be measured, and how much
of what may be published of it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from qomsite.model.fields import Row, rows
from qomsite.model.parts import Indicator
from qomsite.model.records import Project, Record


class Condition(Enum):
    """What a project needs to be measured; the value is its Persian label."""

    INDICATOR = "شاخص کامل"
    OWNER = "واحد متولی"
    END = "زمان پایان"
    PLACE = "منطقه یا مکان"


def lacking(project: Project) -> tuple[Condition, ...]:
    """The conditions that a project does not fulfil; it can be measured where there is none."""
    met = {
        Condition.INDICATOR: any(map(is_complete, project.indicators)),
        Condition.OWNER: project.owner,
        Condition.END: project.promised_ends,
        Condition.PLACE: project.districts or project.places,
    }
    return tuple(condition for condition in Condition if not met[condition])


def is_complete(indicator: Indicator) -> bool:
    """Whether an indicator, which always has a unit, has a baseline, a target and a dated value."""
    target = indicator.target is not None or bool(indicator.range)
    return target and indicator.baseline is not None and bool(indicator.actuals)


def expected(model: type[Record]) -> tuple[Row, ...]:
    """The facts that readers expect of a kind of record."""
    return tuple(row for row in rows(model) if row.announced)


def withheld(record: Record) -> tuple[Row, ...]:
    """Those of the expected facts that are not published; zero is published."""
    return tuple(r for r in expected(type(record)) if getattr(record, r.name) in (None, (), ""))


@dataclass(frozen=True)
class Openness:
    """How many of the facts that are expected of some records are published."""

    published: int
    expected: int


def openness(records: Iterable[Record]) -> Openness:
    """The published facts of ``records``, those of all added up."""
    facts = [(len(expected(type(one))), len(withheld(one))) for one in records]
    total = sum(many for many, _ in facts)
    return Openness(total - sum(missing for _, missing in facts), total)
