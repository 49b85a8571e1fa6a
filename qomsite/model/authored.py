"""What is written beside the plan: news, pages, and corrections of what the site said."""

from qomsite.model.kinds import (
    Date,
    Day,
    Flag,
    Prose,
    Word,
    Words,
    field,
    optional,
    several,
)
from qomsite.model.parts import Source
from qomsite.model.records import Entry


class Article(Entry):
    """A news item; its date may be unknown («اعلام نشده»)."""

    date: Day | None = optional(
        "تاریخ", "روز رویداد؛ اگر اعلام نشده، ننویسید", "1402-09-15", "dcterms:date", announced=True
    )
    source: Source | None = optional(
        "منبع",
        "رسانه و نشانی گزارش",
        '{document: برنا, address: "https://example.ir/news/12"}',
        "dcterms:source",
    )
    related: Words = several(
        "پیوندها", "رکوردهای مرتبط، مانند goal:1", '["goal:1", "page:about"]', "dcterms:relation"
    )


class Page(Entry):
    """An authored page, such as «دربارهٔ برنامه»."""


class Correction(Entry):
    """What the site said wrong of a record or a page, and what is right."""

    about: Word = field(
        "دربارهٔ",
        "رکورد یا صفحه‌ای که نادرستی در آن بود، مانند project:12 یا view:reckoning",
        '"project:12"',
        "dcterms:subject",
    )
    date: Day = field("روز تصحیح", "روزی که سایت درست شد", "1405-08-20", "dcterms:date")
    said: Prose = field(
        "نوشته شده بود", "آنچه سایت گفته بود", "اعتبار طرح ۵۵ میلیارد تومان است.", "schema:text"
    )
    right: Prose = field(
        "درست", "آنچه درست است", "اعتبار طرح ۵٫۵ میلیارد تومان است.", "dcterms:description"
    )
    since: Date | None = optional(
        "نادرست از",
        "از کی نادرست نوشته شده بود: روز، ماه یا سال",
        "1405-02-10",
        "schema:startDate",
    )
    reason: Prose | None = optional(
        "دلیل", "چرا نادرست نوشته شده بود، در یک جمله", "ممیز عدد هنگام رونویسی افتاده بود."
    )
    sample: Flag = field(
        "نمونه", "بله: این تصحیح ساختگی است و به رکوردی نمونه برمی‌گردد", "بله", default=False
    )
