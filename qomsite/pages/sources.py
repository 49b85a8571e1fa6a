"""Where every figure comes from: what is no sample with its source, the samples counted, and how
sums and means are made.
"""

from collections.abc import Iterator

from qomsite.library.library import Library
from qomsite.model.collections import PLAN_COLLECTIONS, Collection
from qomsite.model.kinds import PROVENANCES
from qomsite.model.records import Record
from qomsite.model.settings import DeclaredCount
from qomsite.pages.frame import Link, Page, view_frame, view_link
from qomsite.pages.group_table import GroupRow, GroupTable, TablesView, figure_row
from qomsite.pages.permalink import permalink
from qomsite.text.digits import between, number, persian_digits

VIEW = "sources"
_FORMULAS = (
    ("میانگین پیشرفت", "میانگین سادهٔ درصدها، بی‌وزن", "طرح‌های شمرده‌شده‌ای که درصدشان گزارش شده است"),
    ("جمع اعتبار", "جمع مبلغ‌ها به ریال", "طرح‌های شمرده‌شده‌ای که مبلغشان اعلام شده است"),
    ("دیرکرد", "روزهای پس از نخستین پایان", "تا پایان کار، یا تا تاریخ داده‌ها اگر کار باز است"),
    ("عقب‌رفتن", "روزهای میان نخستین و آخرین پایان", "طرح‌های شمرده‌شده با پایان دیرتر"),
    ("سهم هر رده", "تعداد رده بخش بر طرح‌های شمرده‌شده", "بی‌طرح‌های کنارگذاشته و ادغام‌شده"),
    ("پیشرفت شاخص", "راه رفته از مقدار پایه تا هدف", "شاخصی که پایه، هدف و مقدار تاریخ‌دار دارد"),
    ("سهم منتشرشده", "مشخصه‌های پر بخش بر همهٔ مشخصه‌ها", "طرح‌های شمرده‌شده"),
)
"""Each roll-up: its name, its formula, and what it is said of."""


def pages(library: Library) -> Iterator[Page]:
    """The page of provenance."""
    samples = len(library.samples())
    described = "هر رقمی که نمونه نیست با منبعش، تعداد نمونه‌ها، و روش هر جمع و میانگین"
    records = sum(len(library.by_kind[one.kind]) for one in PLAN_COLLECTIONS)
    view = TablesView(
        frame=view_frame(library, view_link(VIEW), described, "reckoning", lead=f"{described}."),
        says=f"از {number(records)} رکورد برنامه، {number(samples)} رکورد نمونه است.",
        base="هر رکورد یک بار شمرده می‌شود.",
        tables=tuple(_tables(library)),
        sampled=False,
    )
    yield Page("tables", view)


def provenances(library: Library, collection: Collection) -> dict[str, int]:
    """How many records of a collection are official, reported and samples."""
    records = library.by_kind[collection.kind].values()
    said: list[str] = [one.provenance for one in records if isinstance(one, Record)]
    return {name: said.count(name) for name in PROVENANCES}


def declared_counts(library: Library) -> GroupTable:
    """The declared counts against the records, each with its source."""
    rows = []
    for collection in PLAN_COLLECTIONS:
        declared: DeclaredCount = getattr(library.plan.counts, collection.name)
        said, there = declared.count, len(library.by_kind[collection.kind])
        cells = Link(number(said), ""), Link(number(there), "")
        way = permalink("view", collection.name)
        where = _source(library, declared.source)
        rows.append(GroupRow(collection.plural, way, (*cells, where)))
    heads = ("مجموعه", "اعلام‌شده", "در این سایت", "منبع عدد اعلام‌شده")
    return GroupTable("شمارش برنامه", "records", heads, tuple(rows), "هر رکورد یک بار شمرده می‌شود.")


def _source(library: Library, key: str) -> Link:
    source = library.plan.sources[key]
    return Link(source.title, source.address or "")


def _tables(library: Library) -> Iterator[GroupTable]:
    yield declared_counts(library)
    plan = library.plan
    years = between(str(plan.period.first_year), str(plan.period.last_year))
    said = [("دورهٔ برنامه", years, plan.period.source)]
    horizon = persian_digits(str(plan.vision.horizon))
    said.append((plan.vision.title, f"افق {horizon}", plan.vision.source))
    for step in plan.milestones:
        when = step.date.words if step.date else step.date_words or "اعلام نشده"
        said.append((step.title, when, step.source))
    rows = [
        GroupRow(title, "", (Link(value, ""), _source(library, key))) for title, value, key in said
    ]
    yield GroupTable("دوره، چشم‌انداز و گام‌ها", "facts", ("موضوع", "مقدار", "منبع"), tuple(rows))
    rows = [
        figure_row(one.plural, permalink("view", one.name), *provenances(library, one).values())
        for one in PLAN_COLLECTIONS
    ]
    heads = ("مجموعه", *PROVENANCES.values())
    note = "منشأ هر رکورد با سند و شمارهٔ صفحه در پای آن آمده است."
    yield GroupTable("منشأ رکوردها", "provenance", heads, tuple(rows), note)
    rows = [figure_row(name, "", formula, base) for name, formula, base in _FORMULAS]
    yield GroupTable("روش محاسبه", "formulas", ("رقم", "روش", "بر پایهٔ"), tuple(rows))
