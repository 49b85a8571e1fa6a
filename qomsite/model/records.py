"""The records of the plan, whose relations are codes, and what is written beside it."""

from typing import Annotated

from qomsite.model import kinds as kind
from qomsite.model.kinds import Value
from qomsite.model.parts import (
    Documents,
    Indicators,
    RevisedEnd,
    Source,
    Update,
)
from qomsite.text.jalali import JalaliDate, PartialDate

FROM_FILE = frozenset({"code", "path", "body", "body_line"})
"""What a record has from its file and not from its front matter."""


class Entry(Value):
    """What every content file has: its code (the file name), path, front matter and body."""

    code: kind.Code
    path: str
    body: str = ""
    body_line: int = 1

    title: kind.Text
    summary: kind.Prose | None = None
    draft: kind.Flag = False
    aliases: kind.Words = ()


class Record(Entry):
    """A record of the plan: an entry whose provenance is stated."""

    approved_text: kind.Prose | None = None
    source: Source | None = None
    provenance: kind.Provenance


class Goal(Record):
    """One of the goals of the plan."""

    axes: kind.Codes = ()
    indicators: Indicators = ()
    documents: Documents = ()


class Strategy(Record):
    """The optional level between a goal and its policies."""

    goal: kind.Code
    axes: kind.Codes = ()


class Policy(Record):
    """An executive policy: under a strategy, or directly under a goal."""

    strategy: kind.Code | None = None
    goal: kind.Code | None = None
    axes: kind.Codes = ()
    measures: kind.Codes = ()
    owner: kind.Text | None = None
    indicators: Indicators = ()
    documents: Documents = ()


class Project(Record):
    """A project: what is done, by whom, where, when and with what."""

    policy: kind.Code
    also_serves: kind.Codes = ()
    axes: kind.Codes = ()
    owner: kind.Text | None = None
    partners: kind.Texts = ()
    districts: kind.Codes = ()
    places: kind.Texts = ()
    status: kind.Text | None = None
    status_date: kind.Day | None = None
    status_reason: kind.Prose | None = None
    merged_into: kind.Code | None = None
    start: kind.Date | None = None
    end: kind.Date | None = None
    revised_ends: Annotated[tuple[RevisedEnd, ...], kind.OneOrMore] = ()
    completed_on: kind.Date | None = None
    completion_evidence: kind.Evidence | None = None
    budget: kind.Money | None = None
    funding: kind.Texts = ()
    physical_progress: kind.Share | None = None
    financial_progress: kind.Share | None = None
    indicators: Indicators = ()
    updates: Annotated[tuple[Update, ...], kind.OneOrMore] = ()
    documents: Documents = ()

    @property
    def promised_ends(self) -> tuple[JalaliDate | PartialDate, ...]:
        """The ends that were announced, the first promise first."""
        first = (self.end,) if self.end else ()
        return (*first, *(revised.end for revised in self.revised_ends))

    @property
    def current_end(self) -> JalaliDate | PartialDate | None:
        """The end that holds now: the last that was announced."""
        return next(reversed(self.promised_ends), None)


PARENTS = ("policy", "strategy", "goal")
"""What a record of the plan stands under, the nearest first."""


class Axis(Record):
    """A thematic axis, drawn from measures."""

    measures: kind.Codes = ()


class Measure(Record):
    """A measure of the base document."""


class Article(Entry):
    """A news item; its date may be unknown («اعلام نشده»)."""

    date: kind.Day | None = None
    source: Source | None = None
    related: kind.Words = ()


class Page(Entry):
    """An authored page, such as «دربارهٔ برنامه»."""


class Correction(Entry):
    """What the site said wrong of a record or a page, and what is right."""

    about: kind.Word
    date: kind.Day
    said: kind.Prose
    right: kind.Prose
    since: kind.Date | None = None
    reason: kind.Prose | None = None
    sample: kind.Flag = False
