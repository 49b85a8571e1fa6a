"""The records of the plan: goal, strategy, policy, project, axis, measure. Relations are codes."""

from typing import Annotated, Any

from qomsite.model.kinds import (
    Code,
    Codes,
    Day,
    Flag,
    Money,
    OneOrMore,
    Prose,
    Provenance,
    Share,
    Text,
    Texts,
    Value,
    Words,
    field,
)
from qomsite.model.parts import (
    DOCUMENTS,
    INDICATORS,
    OWNER,
    Documents,
    Indicators,
    Source,
    Update,
    axes_field,
)

FROM_FILE = frozenset({"code", "path", "body", "body_line"})
"""What a record has from its file and not from its front matter."""


def _optional(title: str, help: str, example: str, term: str, *, announced: bool = False) -> Any:
    return field(title, help, example=example, term=term, default=None, announced=announced)


class Entry(Value):
    """What every content file has: its code (the file name), path, front matter and body."""

    code: Code = field("کد", "نام پرونده بدون ‎.md", term="dcterms:identifier")
    path: str = field("پرونده", "نشانی پرونده در content", term="schema:url")
    body: str = field("متن", "متن به زبان مارک‌داون", term="dcterms:description", default="")
    body_line: int = field("سطر متن", "سطری که متن از آن آغاز می‌شود", default=1)

    title: Text = field(
        "عنوان", "نام کوتاه و یگانه", example="نوسازی ایستگاه‌های اتوبوس", term="dcterms:title"
    )
    summary: Prose | None = field(
        "خلاصه",
        "یک جملهٔ ساده که همه بفهمند",
        example="ایستگاه‌ها سایبان و نیمکت می‌گیرند.",
        term="dcterms:abstract",
        default=None,
    )
    draft: Flag = field("پیش‌نویس", "بله: در سایت منتشر نمی‌شود", example="بله", default=False)
    aliases: Words = field(
        "کدهای پیشین",
        "حرف لاتین، رقم و خط تیره؛ پیوندهای قدیمی به این صفحه می‌رسند",
        example="[T-118]",
        term="schema:alternateName",
        default=(),
    )


class Record(Entry):
    """A record of the plan: an entry whose provenance is stated."""

    approved_text: Prose | None = field(
        "متن مصوب",
        "عین عبارت سند مصوب",
        example="شبکهٔ پیادهٔ شهر پیوسته شود.",
        term="schema:text",
        default=None,
    )
    source: Source | None = field(
        "سند منبع",
        "سند و صفحه برای official، نشانی گزارش برای reported",
        example="{document: متن مصوب برنامهٔ قم ۱۴۰۴, page: ۴۲}",
        term="dcterms:source",
        default=None,
    )
    provenance: Provenance = field(
        "منشأ",
        "official (مصوب)، reported (گزارش‌شده) یا sample (نمونه)",
        example="official",
        term="prov:hadPrimarySource",
    )


class Goal(Record):
    """One of the goals of the plan."""

    axes: Codes = axes_field(announced=False)
    indicators: Indicators = INDICATORS
    documents: Documents = DOCUMENTS


class Strategy(Record):
    """The optional level between a goal and its policies."""

    goal: Code = field(
        "هدف", "کد هدفی که راهبرد زیر آن است", example="2", term="dcterms:isPartOf", names="goals"
    )
    axes: Codes = axes_field(announced=False)


class Policy(Record):
    """An executive policy: under a strategy, or directly under a goal."""

    strategy: Code | None = field(
        "راهبرد",
        "کد راهبردی که سیاست زیر آن است",
        example="5",
        term="dcterms:isPartOf",
        default=None,
        names="strategies",
        either="goal",
    )
    goal: Code | None = field(
        "هدف",
        "کد هدف، برای سیاستی که راهبرد ندارد",
        example="2",
        term="dcterms:isPartOf",
        default=None,
        names="goals",
        either="strategy",
    )
    axes: Codes = axes_field(announced=True)
    measures: Codes = field(
        "تدبیرها",
        "کد تدبیرهایی که سیاست بر آن‌ها تکیه دارد",
        example="[12, 15]",
        term="dcterms:conformsTo",
        default=(),
        announced=True,
        names="measures",
    )
    owner: Text | None = OWNER
    indicators: Indicators = INDICATORS
    documents: Documents = DOCUMENTS


class Project(Record):
    """A project: what is done, by whom, where, when and with what."""

    policy: Code = field(
        "سیاست اجرایی", "کد سیاست اصلی طرح", example="18", term="dcterms:isPartOf", names="policies"
    )
    also_serves: Codes = field(
        "سیاست‌های همراه",
        "کد سیاست‌های دیگری که این طرح به آن‌ها نیز کمک می‌کند",
        example="[40]",
        term="dcterms:relation",
        default=(),
        names="policies",
    )
    axes: Codes = axes_field(announced=True)
    owner: Text | None = OWNER
    partners: Texts = field(
        "واحدهای همکار",
        "نام واحدهای همکار، همان‌گونه که در plan.yaml آمده",
        example="[سازمان پسماند]",
        term="schema:contributor",
        default=(),
        announced=True,
        names="departments",
    )
    districts: Codes = field(
        "منطقه",
        "شمارهٔ منطقه‌ها؛ برای طرح همهٔ شهر ننویسید",
        example="[2, 7]",
        term="dcterms:spatial",
        default=(),
        announced=True,
        names="districts",
    )
    status: Text | None = field(
        "وضعیت",
        "یکی از وضعیت‌های plan.yaml",
        example="در دست اجرا",
        term="schema:status",
        default=None,
        announced=True,
        names="statuses",
    )
    status_date: Day | None = _optional(
        "تاریخ وضعیت", "روزی که وضعیت گزارش شد", "1404-11-30", "dcterms:modified"
    )
    status_reason: Prose | None = _optional(
        "دلیل وضعیت",
        "در یک جمله",
        "تملک زمین پایان نیافته است.",
        "dcterms:description",
    )
    start: Day | None = _optional(
        "شروع", "روزی که کار آغاز شد یا می‌شود", "1401-03-15", "schema:startDate", announced=True
    )
    end: Day | None = _optional(
        "پایان", "روز پایان در برنامه", "1403-06-31", "schema:endDate", announced=True
    )
    revised_end: Day | None = _optional(
        "پایان بازنگری‌شده", "روز پایان تازه، اگر عوض شده", "1405-06-31", "schema:endDate"
    )
    budget: Money | None = field(
        "اعتبار",
        "مبلغ با واحد، مانند ۵۵٫۳ میلیارد تومان",
        example="۵۵٫۳ میلیارد تومان",
        term="schema:amount",
        default=None,
        announced=True,
    )
    funding: Texts = field(
        "محل تأمین اعتبار",
        "یک یا چند منبع پول",
        example="[بودجهٔ عمرانی شهرداری, مشارکت بخش خصوصی]",
        term="schema:funding",
        default=(),
        announced=True,
    )
    physical_progress: Share | None = _optional(
        "پیشرفت فیزیکی", "درصد کار انجام‌شده، ۰ تا ۱۰۰", "62", "schema:value", announced=True
    )
    financial_progress: Share | None = _optional(
        "پیشرفت ریالی", "درصد اعتبار هزینه‌شده، ۰ تا ۱۰۰", "48", "schema:value", announced=True
    )
    indicators: Indicators = INDICATORS
    updates: Annotated[tuple[Update, ...], OneOrMore] = field(
        "رویدادها",
        "رویدادهای تاریخ‌دار، هر یک با روز و شرح",
        example="[{date: 1402-05-10, text: نقشه‌های بخش نخست به تصویب رسید.}]",
        term="schema:event",
        default=(),
    )
    documents: Documents = DOCUMENTS


class Axis(Record):
    """A thematic axis, drawn from measures."""

    measures: Codes = field(
        "تدبیرها",
        "کد تدبیرهایی که محور از آن‌ها برآمده",
        example="[31, 32]",
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
        "تاریخ",
        "روز رویداد؛ اگر اعلام نشده، ننویسید",
        example="1402-09-15",
        term="dcterms:date",
        default=None,
        announced=True,
    )
    source: Source | None = field(
        "منبع",
        "رسانه و نشانی گزارش",
        example='{document: برنا, address: "https://example.ir/news/12"}',
        term="dcterms:source",
        default=None,
    )
    related: Words = field(
        "پیوندها",
        "رکوردهای مرتبط، مانند goal:1",
        example='["goal:1", "page:about"]',
        term="dcterms:relation",
        default=(),
    )


class Page(Entry):
    """An authored page, such as «دربارهٔ برنامه»."""
