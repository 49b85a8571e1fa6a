"""The tables of keys in the staff guide, written from the table of fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.model import parts, settings
from qomsite.model.collections import COLLECTIONS, MEASURES, PAGES, Listing
from qomsite.model.fields import Row, rows
from qomsite.model.kinds import Value
from qomsite.model.records import Entry, Record

MARK = re.compile(r"(<!-- جدول: (.+?) -->\n).*?(<!-- پایان جدول -->)", re.DOTALL)
"""A table of the guide between two comments, the first of which names it."""
LONGEST = 80
"""A longer example is shown in the text of the guide, not in a table."""


@dataclass(frozen=True)
class Table:
    """The keys of a model, without those of the models it builds on."""

    model: type[Value]
    base: type[Value] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that the table shows."""
        known = {row.name for row in rows(self.base)} if self.base else set()
        return tuple(row for row in rows(self.model) if row.name not in known)


NESTED: dict[type[Value], str] = {
    parts.Source: "سند منبع",
    parts.Indicator: "شاخص",
    parts.Actual: "مقدار واقعی",
    parts.Update: "رویداد",
    parts.RevisedEnd: "پایان بازنگری‌شده",
    parts.Document: "سند پیوست",
    settings.MenuItem: "پیوند منو",
    settings.Breaking: "خبر فوری",
    settings.Report: "گزارش شورا",
    settings.Contact: "تماس",
    settings.PlanSource: "منبع",
    settings.Period: "دوره",
    settings.Vision: "چشم‌انداز",
    settings.Counts: "تعدادها",
    settings.DeclaredCount: "شمار اعلام‌شده",
    settings.Status: "وضعیت",
    settings.Department: "واحد",
    settings.District: "منطقه",
    settings.Milestone: "گام",
}
"""The headings of the models that stand within others."""

TABLES: dict[str, Table] = {
    "همهٔ پرونده‌ها": Table(Entry),
    "رکوردهای برنامه": Table(Record, Entry),
    **{
        one.name: Table(one.model, Record if issubclass(one.model, Record) else Entry)
        for one in COLLECTIONS
        if one not in (MEASURES, PAGES)
    },
    **{heading: Table(model) for model, heading in NESTED.items()},
    "_index.md": Table(Listing),
    "site.yaml": Table(settings.Site),
    "plan.yaml": Table(settings.Plan),
}
"""The tables by the name that stands in the guide; measures and pages have no keys of their own."""


def renewed(guide: str) -> str:
    """The guide with every table as the models have it; ``KeyError`` for an unknown name."""
    return MARK.sub(lambda found: f"{found[1]}{table(TABLES[found[2]])}{found[3]}", guide)


def table(shown: Table) -> str:
    """A table of keys in Markdown, a line each."""
    lines = ["| کلید | لازم | چیست | نمونه |", "|---|---|---|---|", *map(_line, shown.rows)]
    return "".join(f"{line}\n" for line in lines)


def _line(row: Row) -> str:
    example = f"{row.name}: {row.example}"
    shown = f"`{example}`" if len(example) <= LONGEST else ""
    return f"| `{row.name}` | {_need(row)} | {'؛ '.join(_words(row))} | {shown} |"


def _need(row: Row) -> str:
    if row.either:
        return f"این یا `{row.either}`"
    return "بله" if row.required else ""


def _words(row: Row) -> Iterator[str]:
    yield f"**{row.title}**: {row.help}"
    if row.nested:
        heading = NESTED[row.nested]
        yield f"[کلیدهای آن](#{heading.replace(' ', '-')})"
