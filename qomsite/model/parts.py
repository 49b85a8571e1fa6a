"""What stands within several kinds of record: sources, indicators, updates, documents, owners."""

from typing import Annotated, Any

from qomsite.model.kinds import (
    Address,
    Day,
    OneOrMore,
    Prose,
    Quantity,
    Text,
    Value,
    Word,
    field,
)


class Source(Value):
    """Where a text comes from: a document with its page, or a public report with its address."""

    document: Text | None = field(
        "سند",
        "نام سند یا رسانه",
        example="متن مصوب برنامهٔ قم ۱۴۰۴",
        term="dcterms:bibliographicCitation",
        default=None,
    )
    page: Text | None = field(
        "صفحه", "شمارهٔ صفحه در سند", example="۴۲", term="schema:pagination", default=None
    )
    address: Address | None = field(
        "نشانی",
        "نشانی وب گزارش، با https://",
        example='"https://example.ir/news/12"',
        term="schema:url",
        default=None,
    )


class Actual(Value):
    """A measured value of an indicator on a day."""

    date: Day = field(
        "تاریخ", "روز اندازه‌گیری", example="1403-12-30", term="schema:observationDate"
    )
    value: Quantity = field(
        "مقدار", "مقدار اندازه‌گیری‌شده، تنها عدد", example="2600", term="schema:value"
    )


class Indicator(Value):
    """What is measured, from where, to where, and what came of it."""

    title: Text = field("شاخص", "نام شاخص", example="طول پیاده‌راه بهسازی‌شده", term="dcterms:title")
    unit: Text = field(
        "واحد", "واحد اندازه‌گیری، مانند متر یا درصد", example="متر", term="schema:unitText"
    )
    baseline: Quantity | None = field(
        "مقدار پایه",
        "مقدار در آغاز برنامه، تنها عدد",
        example="0",
        term="stratml:BaselineResult",
        default=None,
    )
    target: Quantity | None = field(
        "مقدار هدف",
        "مقدار مورد انتظار در پایان، تنها عدد",
        example="4200",
        term="stratml:TargetResult",
        default=None,
    )
    actuals: Annotated[tuple[Actual, ...], OneOrMore] = field(
        "مقدارهای واقعی",
        "مقدارهای واقعی؛ هر یک روز و مقدار دارد",
        example="[{date: 1402-12-29, value: 1300}, {date: 1403-12-30, value: 2600}]",
        term="stratml:ActualResult",
        default=(),
    )


class Update(Value):
    """A dated note about a project."""

    date: Day = field("تاریخ", "روز رویداد", example="1402-05-10", term="dcterms:date")
    text: Prose = field(
        "شرح",
        "شرح رویداد در یک یا دو جمله",
        example="نقشه‌های بخش نخست به تصویب کارگروه فنی رسید.",
        term="dcterms:description",
    )


class Document(Value):
    """A file or a web page that belongs to a record."""

    title: Text = field("عنوان", "عنوان سند", example="نقشهٔ مسیر", term="dcterms:title")
    file: Word | None = field(
        "پرونده",
        "نام پرونده در پوشهٔ media",
        example="naghsheh-125.pdf",
        either="address",
        term="schema:contentUrl",
        default=None,
    )
    address: Address | None = field(
        "نشانی",
        "نشانی وب سند",
        example='"https://example.ir/tarh-125"',
        either="file",
        term="schema:url",
        default=None,
    )


Indicators = Annotated[tuple[Indicator, ...], OneOrMore]
Documents = Annotated[tuple[Document, ...], OneOrMore]

# Fields that several models share: a label or a line of help stands once.
OWNER = field(
    "واحد متولی",
    "نام واحد، همان‌گونه که در plan.yaml آمده",
    example="معاونت فنی و عمرانی",
    term="schema:provider",
    default=None,
    announced=True,
    names="departments",
)
INDICATORS = field(
    "شاخص‌ها",
    "شاخص‌های سنجش، هر یک با نام و واحد",
    example="[{title: طول پیاده‌راه بهسازی‌شده, unit: متر, baseline: 0, target: 4200}]",
    term="stratml:PerformanceIndicator",
    default=(),
    announced=True,
)
DOCUMENTS = field(
    "سندها",
    "سندهای پیوست، هر یک با عنوان و پرونده یا نشانی",
    example="[{title: نقشهٔ مسیر, file: naghsheh-125.pdf}]",
    term="dcterms:references",
    default=(),
)


def axes_field(*, announced: bool) -> Any:
    """The axes of a record."""
    return field(
        "محورهای موضوعی",
        "کد محورهایی که به آن‌ها مربوط است",
        example="[3, 4]",
        term="dcterms:subject",
        default=(),
        announced=announced,
        names="axes",
    )
