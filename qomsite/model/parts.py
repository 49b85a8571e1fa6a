"""What stands within several kinds of record: sources, indicators, updates, documents, owners."""

from typing import Annotated, Any

from qomsite.model.kinds import (
    Address,
    Date,
    Day,
    Direction,
    Evidence,
    OneOrMore,
    Prose,
    Quantity,
    Sign,
    Size,
    Text,
    Value,
    Word,
    field,
    optional,
    several,
)


class Source(Value):
    """Where a text comes from: a document with its page, or a public report with its address."""

    document: Text | None = optional(
        "سند", "نام سند یا رسانه", "متن مصوب برنامهٔ قم ۱۴۰۴", "dcterms:bibliographicCitation"
    )
    page: Text | None = optional("صفحه", "شمارهٔ صفحه در سند", "۴۲", "schema:pagination")
    address: Address | None = optional(
        "نشانی", "نشانی وب گزارش، با https://", '"https://example.ir/news/12"', "schema:url"
    )


def evidence_field(of: str, *, state: bool = False) -> Any:
    """What shows that something is as it is said."""
    return optional(
        f"سند {of}",
        "عنوان یکی از سندهای همین پرونده، یا نشانی وب با https://",
        '"https://example.ir/news/12"',
        "prov:wasDerivedFrom",
        state=state,
    )


class Actual(Value):
    """A measured value of an indicator on a day."""

    date: Day = field("تاریخ", "روز اندازه‌گیری", "1403-12-30", "schema:observationDate")
    value: Quantity = field("مقدار", "مقدار اندازه‌گیری‌شده، تنها عدد", "2600", "schema:value")
    evidence: Evidence | None = evidence_field("مقدار")


class Indicator(Value):
    """What is measured, from where, to where, and what came of it."""

    title: Text = field("شاخص", "نام شاخص", "طول پیاده‌راه بهسازی‌شده", "dcterms:title")
    unit: Sign = field("واحد", "واحد اندازه‌گیری، مانند متر یا درصد", "متر", "schema:unitText")
    baseline: Quantity | None = optional(
        "مقدار پایه", "مقدار در آغاز برنامه، تنها عدد", "0", "stratml:BaselineResult"
    )
    target: Quantity | None = optional(
        "مقدار هدف", "مقدار مورد انتظار در پایان، تنها عدد", "4200", "stratml:TargetResult"
    )
    direction: Direction | None = optional(
        "جهت مطلوب",
        "کدام تغییر خوب است: more (افزایش)، less (کاهش) یا range (ماندن در بازه)",
        "more",
    )
    range: Annotated[tuple[Quantity, ...], OneOrMore] = several(
        "بازهٔ مطلوب",
        "تنها با direction: range و به‌جای مقدار هدف؛ نخست کمترین مقدار و سپس بیشترین",
        "[20, 30]",
    )
    margin: Size | None = optional(
        "مرز تغییر",
        "تغییری تا این اندازه از مقدار پایه بی‌تغییر شمرده می‌شود؛ به واحد شاخص",
        "0.5",
    )
    rule: Prose | None = optional(
        "قاعدهٔ سنجش",
        "شاخص چگونه سنجیده می‌شود، در یک یا دو جمله",
        "هر پاییز با یک پرسش‌نامه از زائران پرسیده می‌شود.",
        "schema:measurementMethod",
    )
    actuals: Annotated[tuple[Actual, ...], OneOrMore] = several(
        "مقدارهای واقعی",
        "مقدارهای واقعی؛ هر یک روز و مقدار دارد",
        "[{date: 1402-12-29, value: 1300}, {date: 1403-12-30, value: 2600}]",
        "stratml:ActualResult",
        state=True,
    )


class Update(Value):
    """A dated note about a project."""

    date: Day = field("تاریخ", "روز رویداد", "1402-05-10", "dcterms:date")
    text: Prose = field(
        "شرح",
        "شرح رویداد در یک یا دو جمله",
        "نقشه‌های بخش نخست به تصویب کارگروه فنی رسید.",
        "dcterms:description",
    )
    evidence: Evidence | None = evidence_field("رویداد")


class RevisedEnd(Value):
    """A later promise of when a project ends, in place of the one before it."""

    end: Date = field(
        "پایان تازه", "زمان پایان تازه: روز، ماه یا سال", "1405-06-31", "schema:endDate"
    )
    decided: Day | None = optional(
        "روز تصمیم", "روزی که پایان تازه تعیین شد", "1404-02-10", "dcterms:date"
    )
    reason: Prose | None = optional(
        "دلیل", "چرا پایان تغییر کرد، در یک جمله", "تملک زمین طول کشید.", "dcterms:description"
    )
    evidence: Evidence | None = evidence_field("تصمیم")


class Document(Value):
    """A file or a web page that belongs to a record."""

    title: Text = field("عنوان", "عنوان سند", "نقشهٔ مسیر", "dcterms:title")
    file: Word | None = optional(
        "پرونده",
        "نام پرونده در پوشهٔ media",
        "naghsheh-125.pdf",
        "schema:contentUrl",
        either="address",
    )
    address: Address | None = optional(
        "نشانی", "نشانی وب سند", '"https://example.ir/tarh-125"', "schema:url", either="file"
    )


Indicators = Annotated[tuple[Indicator, ...], OneOrMore]
Documents = Annotated[tuple[Document, ...], OneOrMore]

# Fields that several models share: a label or a line of help stands once.
OWNER = optional(
    "واحد متولی",
    "نام واحد، همان‌گونه که در plan.yaml آمده",
    "معاونت فنی و عمرانی",
    "schema:provider",
    announced=True,
    names="departments",
)
INDICATORS = several(
    "شاخص‌ها",
    "شاخص‌های سنجش، هر یک با نام و واحد",
    "[{title: طول پیاده‌راه بهسازی‌شده, unit: متر, baseline: 0, target: 4200}]",
    "stratml:PerformanceIndicator",
    announced=True,
)
DOCUMENTS = several(
    "سندها",
    "سندهای پیوست، هر یک با عنوان و پرونده یا نشانی",
    "[{title: نقشهٔ مسیر, file: naghsheh-125.pdf}]",
    "dcterms:references",
)


def axes_field(*, announced: bool) -> Any:
    """The axes of a record."""
    return several(
        "محورهای موضوعی",
        "کد محورهایی که به آن‌ها مربوط است",
        "[3, 4]",
        "dcterms:subject",
        announced=announced,
        names="axes",
    )
