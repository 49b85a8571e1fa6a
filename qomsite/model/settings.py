"""``site.yaml`` and ``plan.yaml`` as values: the site's own data, and that of the whole plan."""

from typing import Annotated, Any

from pydantic import create_model

from qomsite.model import kinds as kind
from qomsite.model.kinds import Value
from qomsite.text.jalali import JalaliDate


class MenuItem(Value):
    """An entry of a menu."""

    title: kind.Text
    to: kind.Word


class Breaking(Value):
    """The «فوری» line of the home page and the list of news."""

    text: kind.Text
    to: kind.Word
    until: kind.Day | None = None


class Contact(Value):
    """How to reach the municipality and to report an error."""

    phone: kind.Word | None = None
    phone_label: kind.Text | None = None
    email: kind.Word | None = None


_DAYS: dict[str, Any] = {"from": (kind.Day, ...), "to": (kind.Day, ...)}
# `from` can be no attribute of a class statement.
Report = create_model("Report", __base__=Value, **_DAYS)
"""The days from one session of the council to the next, both in it."""

Menu = Annotated[tuple[MenuItem, ...], kind.OneOrMore]


class Site(Value):
    """``content/site.yaml``."""

    title: kind.Text
    organisation: kind.Text
    description: kind.Prose
    base_url: kind.Address
    as_of: kind.Day
    old_after: kind.Count = 180
    report: Report | None = None  # type: ignore[valid-type]
    licence: kind.Text | None = None
    breaking: Breaking | None = None
    top_menu: Menu = ()
    main_menu: Menu = ()
    quick_links: Menu = ()
    contact: Contact = Contact()

    @property
    def report_days(self) -> tuple[JalaliDate, JalaliDate] | None:
        """The first and the last day of the period of the report."""
        return (getattr(self.report, "from"), self.report.to) if self.report else None


class PlanSource(Value):
    """A public report or document that facts of the plan are taken from."""

    title: kind.Text
    address: kind.Address | None = None
    note: kind.Text | None = None


class Period(Value):
    """The years that the plan covers."""

    first_year: kind.Year
    last_year: kind.Year
    source: kind.Text
    note: kind.Text | None = None


class Vision(Value):
    """The vision document above the plan."""

    title: kind.Text
    horizon: kind.Year
    notified_year: kind.Year | None = None
    source: kind.Text


class DeclaredCount(Value):
    """How many records of a collection the approved plan has."""

    count: kind.Count
    source: kind.Text


class Counts(Value):
    """The declared counts that the records are held against."""

    goals: DeclaredCount
    strategies: DeclaredCount
    policies: DeclaredCount
    projects: DeclaredCount
    axes: DeclaredCount
    measures: DeclaredCount


class Status(Value):
    """A word of the status vocabulary."""

    key: kind.Code
    title: kind.Text
    sign: kind.Sign
    help: kind.Text
    counted: kind.Flag = True
    outcome: kind.Outcome = "open"


class Department(Value):
    """A unit of the municipality that owns or helps."""

    key: kind.Code
    title: kind.Text


class District(Value):
    """A municipal district."""

    code: kind.Code
    title: kind.Text
    note: kind.Text | None = None


class Milestone(Value):
    """A step of the drafting and approval; its date may be unknown, or known only as words."""

    title: kind.Text
    date: kind.Date | None = None
    date_words: kind.Text | None = None
    text: kind.Prose | None = None
    source: kind.Text


class Plan(Value):
    """``content/plan.yaml``."""

    name: kind.Text
    short_name: kind.Text
    also_called: kind.Texts = ()
    sources: dict[kind.Word, PlanSource]
    period: Period
    vision: Vision
    counts: Counts
    statuses: Annotated[tuple[Status, ...], kind.OneOrMore]
    departments: Annotated[tuple[Department, ...], kind.OneOrMore]
    districts: Annotated[tuple[District, ...], kind.OneOrMore]
    milestones: Annotated[tuple[Milestone, ...], kind.OneOrMore] = ()
