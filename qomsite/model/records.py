"""The records of the plan: goal, strategy, policy, project, axis, measure. Relations are codes."""

from __future__ import annotations

from typing import Annotated, Any

from qomsite.model.kinds import (
    Address,
    Code,
    Codes,
    Day,
    Flag,
    Money,
    OneOrMore,
    Prose,
    Provenance,
    Quantity,
    Share,
    Text,
    Texts,
    Value,
    field,
)

FROM_FILE = frozenset({"code", "path", "body", "body_line"})
"""What a record has from its file and not from its front matter."""


class Source(Value):
    """Where a text comes from: a document with its page, or a public report with its address."""

    document: Text | None = field(
        "سند", "نام سند یا رسانه", term="dcterms:bibliographicCitation", default=None
    )
    page: Text | None = field("صفحه", "شمارهٔ صفحه در سند", term="schema:pagination", default=None)
    address: Address | None = field("نشانی", "نشانی وب گزارش", term="schema:url", default=None)


class Actual(Value):
    """A measured value of an indicator on a day."""

    date: Day = field("تاریخ", "روز اندازه‌گیری", term="schema:observationDate")
    value: Quantity = field("مقدار", "مقدار اندازه‌گیری‌شده", term="schema:value")


class Indicator(Value):
    """What is measured, from where, to where, and what came of it."""

    title: Text = field("شاخص", "نام شاخص", term="dcterms:title")
    unit: Text = field("واحد", "واحد اندازه‌گیری", term="schema:unitText")
    baseline: Quantity | None = field(
        "مقدار پایه", "مقدار در آغاز برنامه", term="stratml:BaselineResult", default=None
    )
    target: Quantity | None = field(
        "مقدار هدف", "مقدار مورد انتظار در پایان", term="stratml:TargetResult", default=None
    )
    actuals: Annotated[tuple[Actual, ...], OneOrMore] = field(
        "مقدارهای واقعی", "مقدارهای تاریخ‌دار", term="stratml:ActualResult", default=()
    )


class Update(Value):
    """A dated note about a project."""

    date: Day = field("تاریخ", "روز رویداد", term="dcterms:date")
    text: Prose = field("شرح", "یک یا دو جمله", term="dcterms:description")


class Document(Value):
    """A file or a web page that belongs to a record."""

    title: Text = field("عنوان", "عنوان سند", term="dcterms:title")
    file: Text | None = field(
        "پرونده", "نام پرونده در پوشهٔ media", term="schema:contentUrl", default=None
    )
    address: Address | None = field("نشانی", "نشانی وب سند", term="schema:url", default=None)


Indicators = Annotated[tuple[Indicator, ...], OneOrMore]
Documents = Annotated[tuple[Document, ...], OneOrMore]

# Fields that several models share: a label or a line of help stands once.
_OWNER = field(
    "واحد متولی",
    "نام واحد، همان‌گونه که در plan.yaml آمده",
    term="schema:provider",
    default=None,
    announced=True,
    names="departments",
)
_INDICATORS = field(
    "شاخص‌ها",
    "شاخص‌های سنجش",
    term="stratml:PerformanceIndicator",
    default=(),
    announced=True,
)
_DOCUMENTS = field("سندها", "سندهای پیوست", term="dcterms:references", default=())


def _axes(*, announced: bool) -> Any:
    return field(
        "محورهای موضوعی",
        "کد محورها",
        term="dcterms:subject",
        default=(),
        announced=announced,
        names="axes",
    )


class Entry(Value):
    """What every content file has: its code (the file name), path, front matter and body."""

    code: Code = field("کد", "نام پرونده بدون ‎.md", term="dcterms:identifier")
    path: str = field("پرونده", "نشانی پرونده در content", term="schema:url")
    body: str = field("متن", "متن به زبان مارک‌داون", term="dcterms:description", default="")
    body_line: int = field("سطر متن", "سطری که متن از آن آغاز می‌شود", default=1)

    title: Text = field("عنوان", "نام کوتاه و یگانه", term="dcterms:title")
    summary: Prose | None = field("خلاصه", "یک جملهٔ ساده", term="dcterms:abstract", default=None)
    draft: Flag = field("پیش‌نویس", "بله: در سایت منتشر نمی‌شود", default=False)


class Record(Entry):
    """A record of the plan: an entry whose provenance is stated."""

    approved_text: Prose | None = field(
        "متن مصوب", "عین عبارت سند مصوب", term="schema:text", default=None
    )
    source: Source | None = field(
        "سند منبع", "سند و صفحه، یا نشانی گزارش", term="dcterms:source", default=None
    )
    aliases: Texts = field(
        "کدهای پیشین", "کدهای پیشین که به این صفحه می‌رسند", term="schema:alternateName", default=()
    )
    provenance: Provenance = field(
        "منشأ", "official، reported یا sample", term="prov:hadPrimarySource"
    )


class Goal(Record):
    """One of the goals of the plan."""

    axes: Codes = _axes(announced=False)
    indicators: Indicators = _INDICATORS
    documents: Documents = _DOCUMENTS


class Strategy(Record):
    """The optional level between a goal and its policies."""

    goal: Code = field("هدف", "کد هدف", term="dcterms:isPartOf", names="goals")
    axes: Codes = _axes(announced=False)


class Policy(Record):
    """An executive policy: under a strategy, or directly under a goal."""

    strategy: Code | None = field(
        "راهبرد", "کد راهبرد", term="dcterms:isPartOf", default=None, names="strategies"
    )
    goal: Code | None = field(
        "هدف", "کد هدف، اگر راهبرد ندارد", term="dcterms:isPartOf", default=None, names="goals"
    )
    axes: Codes = _axes(announced=True)
    measures: Codes = field(
        "تدبیرها",
        "کد تدبیرها",
        term="dcterms:conformsTo",
        default=(),
        announced=True,
        names="measures",
    )
    owner: Text | None = _OWNER
    indicators: Indicators = _INDICATORS
    documents: Documents = _DOCUMENTS


class Project(Record):
    """A project: what is done, by whom, where, when and with what."""

    policy: Code = field("سیاست اجرایی", "کد سیاست", term="dcterms:isPartOf", names="policies")
    also_serves: Codes = field(
        "سیاست‌های همراه",
        "کد سیاست‌های دیگری که این طرح به آن‌ها نیز کمک می‌کند",
        term="dcterms:relation",
        default=(),
        names="policies",
    )
    axes: Codes = _axes(announced=True)
    owner: Text | None = _OWNER
    partners: Texts = field(
        "واحدهای همکار",
        "نام واحدها",
        term="schema:contributor",
        default=(),
        announced=True,
        names="departments",
    )
    districts: Codes = field(
        "منطقه",
        "شمارهٔ منطقه‌ها",
        term="dcterms:spatial",
        default=(),
        announced=True,
        names="districts",
    )
    status: Text | None = field(
        "وضعیت",
        "یکی از وضعیت‌های plan.yaml",
        term="schema:status",
        default=None,
        announced=True,
        names="statuses",
    )
    status_date: Day | None = field(
        "تاریخ وضعیت", "روزی که وضعیت گزارش شد", term="dcterms:modified", default=None
    )
    status_reason: Prose | None = field(
        "دلیل وضعیت", "یک جمله", term="dcterms:description", default=None
    )
    start: Day | None = field(
        "شروع", "روز شروع", term="schema:startDate", default=None, announced=True
    )
    end: Day | None = field(
        "پایان", "روز پایان در برنامه", term="schema:endDate", default=None, announced=True
    )
    revised_end: Day | None = field(
        "پایان بازنگری‌شده", "روز پایان تازه، اگر عوض شده", term="schema:endDate", default=None
    )
    budget: Money | None = field(
        "اعتبار",
        "مبلغ با واحد، مانند ۵۵٫۳ میلیارد تومان",
        term="schema:amount",
        default=None,
        announced=True,
    )
    funding: Texts = field(
        "محل تأمین اعتبار", "یک یا چند منبع", term="schema:funding", default=(), announced=True
    )
    physical_progress: Share | None = field(
        "پیشرفت فیزیکی", "درصد، ۰ تا ۱۰۰", term="schema:value", default=None, announced=True
    )
    financial_progress: Share | None = field(
        "پیشرفت ریالی", "درصد، ۰ تا ۱۰۰", term="schema:value", default=None, announced=True
    )
    indicators: Indicators = _INDICATORS
    updates: Annotated[tuple[Update, ...], OneOrMore] = field(
        "رویدادها", "یادداشت‌های تاریخ‌دار", term="schema:event", default=()
    )
    documents: Documents = _DOCUMENTS


class Axis(Record):
    """A thematic axis, drawn from measures."""

    measures: Codes = field(
        "تدبیرها",
        "کد تدبیرهایی که محور از آن‌ها برآمده",
        term="dcterms:conformsTo",
        default=(),
        announced=True,
        names="measures",
    )


class Measure(Record):
    """A measure of the base document."""


class Article(Entry):
    """A news item; its date may be unknown («اعلام نشده»)."""

    date: Day | None = field(
        "تاریخ", "روز رویداد، اگر اعلام شده", term="dcterms:date", default=None, announced=True
    )
    source: Source | None = field("منبع", "رسانه و نشانی", term="dcterms:source", default=None)
    related: Texts = field(
        "پیوندها", "رکوردهای مرتبط، مانند goal:1", term="dcterms:relation", default=()
    )


class Page(Entry):
    """An authored page, such as «دربارهٔ برنامه»."""


class Listing(Value):
    """The introduction of a collection's list page (``_index.md``)."""

    path: str = field("پرونده", "نشانی پرونده در content")
    body: str = field("متن", "متن به زبان مارک‌داون", default="")
    body_line: int = field("سطر متن", "سطری که متن از آن آغاز می‌شود", default=1)
    title: Text = field("عنوان", "عنوان صفحهٔ فهرست", term="dcterms:title")
    summary: Prose | None = field("خلاصه", "یک جملهٔ ساده", term="dcterms:abstract", default=None)
