"""What stands within several kinds of record: sources, indicators, updates, documents, owners."""

from typing import Annotated

from qomsite.model import kinds as kind
from qomsite.model.kinds import Value


class Source(Value):
    """Where a text comes from: a document with its page, or a public report with its address."""

    document: kind.Text | None = None
    page: kind.Text | None = None
    address: kind.Address | None = None


class Actual(Value):
    """A measured value of an indicator on a day."""

    date: kind.Day
    value: kind.Quantity
    evidence: kind.Evidence | None = None


class Indicator(Value):
    """What is measured, from where, to where, and what came of it."""

    title: kind.Text
    unit: kind.Sign
    baseline: kind.Quantity | None = None
    target: kind.Quantity | None = None
    direction: kind.Direction | None = None
    range: Annotated[tuple[kind.Quantity, ...], kind.OneOrMore] = ()
    margin: kind.Size | None = None
    rule: kind.Prose | None = None
    actuals: Annotated[tuple[Actual, ...], kind.OneOrMore] = ()


class Update(Value):
    """A dated note about a project."""

    date: kind.Day
    text: kind.Prose
    evidence: kind.Evidence | None = None


class RevisedEnd(Value):
    """A later promise of when a project ends, in place of the one before it."""

    end: kind.Date
    decided: kind.Day | None = None
    reason: kind.Prose | None = None
    evidence: kind.Evidence | None = None


class Document(Value):
    """A file or a web page that belongs to a record."""

    title: kind.Text
    file: kind.Word | None = None
    address: kind.Address | None = None


Indicators = Annotated[tuple[Indicator, ...], kind.OneOrMore]
Documents = Annotated[tuple[Document, ...], kind.OneOrMore]
