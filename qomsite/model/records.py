"""The records of the plan: goal, strategy, policy, project, axis, measure. Relations are codes."""

from typing import Annotated

from qomsite.model.kinds import (
    Code,
    Codes,
    Date,
    Day,
    Evidence,
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
    optional,
    several,
)
from qomsite.model.parts import (
    DOCUMENTS,
    INDICATORS,
    OWNER,
    Documents,
    Indicators,
    RevisedEnd,
    Source,
    Update,
    axes_field,
    evidence_field,
)
from qomsite.text.jalali import JalaliDate, PartialDate

FROM_FILE = frozenset({"code", "path", "body", "body_line"})
"""What a record has from its file and not from its front matter."""


class Entry(Value):
    """What every content file has: its code (the file name), path, front matter and body."""

    code: Code = field("کد", "نام پرونده بدون ‎.md", term="dcterms:identifier")
    path: str = field("پرونده", "نشانی پرونده در content", term="schema:url")
    body: str = field("متن", "متن به زبان مارک‌داون", term="dcterms:description", default="")
    body_line: int = field("سطر متن", "سطری که متن از آن آغاز می‌شود", default=1)

    title: Text = field("عنوان", "نام کوتاه و یگانه", "نوسازی ایستگاه‌های اتوبوس", "dcterms:title")
    summary: Prose | None = optional(
        "خلاصه",
        "یک جملهٔ ساده که همه بفهمند",
        "ایستگاه‌ها سایبان و نیمکت می‌گیرند.",
        "dcterms:abstract",
    )
    draft: Flag = field("پیش‌نویس", "بله: در سایت منتشر نمی‌شود", "بله", default=False)
    aliases: Words = several(
        "کدهای پیشین",
        "حرف لاتین، رقم و خط تیره؛ پیوندهای قدیمی به این صفحه می‌رسند",
        "[T-118]",
        "schema:alternateName",
    )


class Record(Entry):
    """A record of the plan: an entry whose provenance is stated."""

    approved_text: Prose | None = optional(
        "متن مصوب", "عین عبارت سند مصوب", "شبکهٔ پیادهٔ شهر پیوسته شود.", "schema:text"
    )
    source: Source | None = optional(
        "سند منبع",
        "سند و صفحه برای official، نشانی گزارش برای reported",
        "{document: متن مصوب برنامهٔ قم ۱۴۰۴, page: ۴۲}",
        "dcterms:source",
    )
    provenance: Provenance = field(
        "منشأ",
        "official (مصوب)، reported (گزارش‌شده) یا sample (نمونه)",
        "official",
        "prov:hadPrimarySource",
    )


class Goal(Record):
    """One of the goals of the plan."""

    axes: Codes = axes_field(announced=False)
    indicators: Indicators = INDICATORS
    documents: Documents = DOCUMENTS


class Strategy(Record):
    """The optional level between a goal and its policies."""

    goal: Code = field(
        "هدف", "کد هدفی که راهبرد زیر آن است", "2", "dcterms:isPartOf", names="goals"
    )
    axes: Codes = axes_field(announced=False)


class Policy(Record):
    """An executive policy: under a strategy, or directly under a goal."""

    strategy: Code | None = optional(
        "راهبرد",
        "کد راهبردی که سیاست زیر آن است",
        "5",
        "dcterms:isPartOf",
        names="strategies",
        either="goal",
    )
    goal: Code | None = optional(
        "هدف",
        "کد هدف، برای سیاستی که راهبرد ندارد",
        "2",
        "dcterms:isPartOf",
        names="goals",
        either="strategy",
    )
    axes: Codes = axes_field(announced=True)
    measures: Codes = several(
        "تدبیرها",
        "کد تدبیرهایی که سیاست بر آن‌ها تکیه دارد",
        "[12, 15]",
        "dcterms:conformsTo",
        announced=True,
        names="measures",
    )
    owner: Text | None = OWNER
    indicators: Indicators = INDICATORS
    documents: Documents = DOCUMENTS


class Project(Record):
    """A project: what is done, by whom, where, when and with what."""

    policy: Code = field(
        "سیاست اجرایی", "کد سیاست اصلی طرح", "18", "dcterms:isPartOf", names="policies"
    )
    also_serves: Codes = several(
        "سیاست‌های همراه",
        "کد سیاست‌های دیگری که این طرح به آن‌ها نیز کمک می‌کند",
        "[40]",
        "dcterms:relation",
        names="policies",
    )
    axes: Codes = axes_field(announced=True)
    owner: Text | None = OWNER
    partners: Texts = several(
        "واحدهای همکار",
        "نام واحدهای همکار، همان‌گونه که در plan.yaml آمده",
        "[سازمان پسماند]",
        "schema:contributor",
        announced=True,
        names="departments",
    )
    districts: Codes = several(
        "منطقه",
        "شمارهٔ منطقه‌ها؛ برای طرح همهٔ شهر ننویسید",
        "[2, 7]",
        "dcterms:spatial",
        announced=True,
        names="districts",
    )
    places: Texts = several(
        "مکان",
        "نام محله‌ها و خیابان‌ها، همان‌گونه که مردم می‌گویند",
        "[محلهٔ نمونه, خیابان نمونه]",
        "schema:contentLocation",
    )
    status: Text | None = optional(
        "وضعیت",
        "یکی از وضعیت‌های plan.yaml",
        "در دست اجرا",
        "schema:status",
        announced=True,
        names="statuses",
        state=True,
    )
    status_date: Day | None = optional(
        "تاریخ وضعیت",
        "روزی که وضعیت گزارش شد",
        "1404-11-30",
        "dcterms:modified",
        state=True,
    )
    status_reason: Prose | None = optional(
        "دلیل وضعیت",
        "در یک جمله",
        "تملک زمین پایان نیافته است.",
        "dcterms:description",
        state=True,
    )
    merged_into: Code | None = optional(
        "ادغام در",
        "کد طرحی که این طرح در آن ادغام شده؛ تنها با وضعیت ادغام‌شده",
        "118",
        "dcterms:isReplacedBy",
        names="projects",
        state=True,
    )
    start: Date | None = optional(
        "شروع",
        "زمان آغاز کار؛ اگر روز اعلام نشده، سال یا سال و ماه",
        "1401-03-15",
        "schema:startDate",
        announced=True,
    )
    end: Date | None = optional(
        "پایان",
        "زمان پایان در برنامه: روز، ماه یا سال",
        "1403-06-31",
        "schema:endDate",
        announced=True,
    )
    revised_ends: Annotated[tuple[RevisedEnd, ...], OneOrMore] = several(
        "پایان بازنگری‌شده",
        "پایان‌های تازه، کهن‌ترین نخست؛ هر یک با زمان پایان و اگر هست روز تصمیم و دلیل",
        "[{end: 1405-06-31, decided: 1404-02-10, reason: تملک زمین طول کشید.}]",
        "schema:endDate",
        state=True,
    )
    completed_on: Date | None = optional(
        "پایان یافتن کار",
        "زمانی که کار پایان یافت: روز، ماه یا سال؛ تنها با وضعیت پایان‌یافته",
        "1403-05-20",
        "schema:endTime",
        state=True,
    )
    completion_evidence: Evidence | None = evidence_field("پایان کار", state=True)
    budget: Money | None = optional(
        "اعتبار",
        "مبلغ با واحد، مانند ۵۵٫۳ میلیارد تومان",
        "۵۵٫۳ میلیارد تومان",
        "schema:amount",
        announced=True,
    )
    funding: Texts = several(
        "محل تأمین اعتبار",
        "یک یا چند منبع پول",
        "[بودجهٔ عمرانی شهرداری, مشارکت بخش خصوصی]",
        "schema:funding",
        announced=True,
    )
    physical_progress: Share | None = optional(
        "پیشرفت فیزیکی",
        "درصد کار انجام‌شده، ۰ تا ۱۰۰",
        "62",
        "schema:value",
        announced=True,
        state=True,
    )
    financial_progress: Share | None = optional(
        "پیشرفت ریالی",
        "درصد اعتبار هزینه‌شده، ۰ تا ۱۰۰",
        "48",
        "schema:value",
        announced=True,
        state=True,
    )
    indicators: Indicators = INDICATORS
    updates: Annotated[tuple[Update, ...], OneOrMore] = several(
        "رویدادها",
        "رویدادهای تاریخ‌دار، هر یک با روز و شرح",
        "[{date: 1402-05-10, text: نقشه‌های بخش نخست به تصویب رسید.}]",
        "schema:event",
        state=True,
    )
    documents: Documents = DOCUMENTS

    @property
    def promised_ends(self) -> tuple[JalaliDate | PartialDate, ...]:
        """The ends that were announced, the first promise first."""
        first = (self.end,) if self.end else ()
        return (*first, *(revised.end for revised in self.revised_ends))

    @property
    def current_end(self) -> JalaliDate | PartialDate | None:
        """The end that holds now: the last that was announced."""
        return next(reversed(self.promised_ends), None)


class Axis(Record):
    """A thematic axis, drawn from measures."""

    measures: Codes = several(
        "تدبیرها",
        "کد تدبیرهایی که محور از آن‌ها برآمده",
        "[31, 32]",
        "dcterms:conformsTo",
        announced=True,
        names="measures",
    )


class Measure(Record):
    """A measure of the base document."""
