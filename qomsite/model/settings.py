"""``site.yaml`` and ``plan.yaml`` as values: the site's own data, and that of the whole plan."""

from typing import Annotated, Any

from pydantic import create_model

from qomsite.model.kinds import (
    Address,
    Code,
    Count,
    Date,
    Day,
    Flag,
    OneOrMore,
    Outcome,
    Prose,
    Sign,
    Text,
    Texts,
    Value,
    Word,
    Year,
    field,
    optional,
    several,
)
from qomsite.text.jalali import JalaliDate


class MenuItem(Value):
    """An entry of a menu."""

    title: Text = field("عنوان", "نوشتهٔ پیوند", "هدف‌ها")
    to: Word = field("مقصد", "مانند view:tree، page:about، goal:1 یا نشانی وب", '"view:goals"')


class Breaking(Value):
    """The «فوری» line of the home page and the list of news."""

    text: Text = field("متن", "یک جمله", "شورای اسلامی شهر برنامه را تصویب کرد.")
    to: Word = field("مقصد", "مانند news:council-approval", '"news:council-approval"')
    until: Day | None = optional("تا روز", "پس از این روز نشان داده نمی‌شود", "1405-12-29")


class Contact(Value):
    """How to reach the municipality and to report an error."""

    phone: Word | None = optional("تلفن", "شمارهٔ پاسخ‌گویی شهر", '"۱۳۷"')
    phone_label: Text | None = optional(
        "نام خط", "نام خط تلفن، که پیش از شماره می‌آید", "سامانهٔ پاسخ‌گویی شهرداری"
    )
    email: Word | None = optional("رایانامه", "نشانی رایانامه برای گزارش خطا", "info@example.ir")


_DAYS: dict[str, Any] = {  # `from` can be no attribute of a class statement
    "from": (Day, field("از روز", "نخستین روز دورهٔ گزارش", "1405-06-01")),
    "to": (Day, field("تا روز", "آخرین روز دورهٔ گزارش", "1405-09-01")),
}
Report = create_model("Report", __base__=Value, **_DAYS)
"""The days from one session of the council to the next, both in it."""

Menu = Annotated[tuple[MenuItem, ...], OneOrMore]


class Site(Value):
    """``content/site.yaml``."""

    title: Text = field("عنوان سایت", "نام سایت", "برنامهٔ قم ۱۴۰۴", "dcterms:title")
    organisation: Text = field("سازمان", "نام سازمان ناشر", "شهرداری قم", "dcterms:publisher")
    description: Prose = field(
        "معرفی",
        "معرفی سایت در یک یا دو جمله",
        "برنامهٔ پنج‌سالهٔ شهرداری قم با همهٔ هدف‌ها و طرح‌های آن.",
        "dcterms:description",
    )
    base_url: Address = field(
        "نشانی سایت", "نشانی کامل سایت منتشرشده", '"https://plan.example.ir/"', "schema:url"
    )
    as_of: Day = field(
        "تاریخ به‌روزرسانی داده‌ها",
        "روزی که داده‌ها تا آن روز درست‌اند",
        "1405-09-01",
        "dcterms:modified",
    )
    old_after: Count = field(
        "گزارش قدیمی",
        "گزارشی که بیش از این تعداد روز از آن گذشته باشد قدیمی خوانده می‌شود",
        "90",
        default=180,
    )
    report: Report | None = optional(  # type: ignore[valid-type]
        "دورهٔ گزارش",
        "کارنامه می‌گوید در این روزها چه باید پایان می‌یافت، چه پایان یافت و پایان چه تغییر کرد",
        "{from: 1405-06-01, to: 1405-09-01}",
    )
    licence: Text | None = optional(
        "مجوز", "شرط بازنشر داده‌ها", "بازنشر با ذکر منبع آزاد است.", "dcterms:license"
    )
    breaking: Breaking | None = optional(
        "خبر فوری",
        "جملهٔ بالای صفحهٔ نخست و خبرها، مقصد و آخرین روز آن",
        '{text: برنامه تصویب شد., to: "news:council-approval"}',
    )
    top_menu: Menu = several(
        "منوی بالا",
        "پیوندهای نوار بالا؛ هر یک نوشته و مقصد دارد",
        '[{title: تماس, to: "page:contact"}]',
    )
    main_menu: Menu = several(
        "منوی اصلی", "پیوندهای اصلی؛ هر یک نوشته و مقصد دارد", '[{title: هدف‌ها, to: "view:goals"}]'
    )
    quick_links: Menu = several(
        "پیوندهای سریع",
        "پیوندهای پای صفحه؛ هر یک نوشته و مقصد دارد",
        '[{title: راهبردها, to: "view:strategies"}]',
    )
    contact: Contact = field(
        "تماس",
        "راه‌های تماس: تلفن و رایانامه",
        '{phone: "۱۳۷", email: info@example.ir}',
        default=Contact(),
    )

    @property
    def report_days(self) -> tuple[JalaliDate, JalaliDate] | None:
        """The first and the last day of the period of the report."""
        return (getattr(self.report, "from"), self.report.to) if self.report else None


class PlanSource(Value):
    """A public report or document that facts of the plan are taken from."""

    title: Text = field("عنوان", "رسانه و شمارهٔ گزارش", "قم‌گویا، خبر ۵۲۱۸", "dcterms:title")
    address: Address | None = optional(
        "نشانی", "نشانی وب، اگر هست", '"https://example.ir/news/5218"', "schema:url"
    )
    note: Text | None = optional("یادداشت", "توضیح کوتاه", "گزارش جلسهٔ تصویب برنامه در شورا.")


class Period(Value):
    """The years that the plan covers."""

    first_year: Year = field("سال نخست", "سال خورشیدی آغاز برنامه", "۱۴۰۰")
    last_year: Year = field("سال پایانی", "سال خورشیدی پایان برنامه", "۱۴۰۴")
    source: Text = field("منبع", "کلید منبع در sources", "borna", names="sources")
    note: Text | None = optional(
        "یادداشت", "اختلاف گزارش‌ها", "گزارش دیگری دوره را ۱۳۹۹ تا ۱۴۰۴ نوشته است."
    )


class Vision(Value):
    """The vision document above the plan."""

    title: Text = field("عنوان", "نام سند", "سند چشم‌انداز ۱۴۱۴")
    horizon: Year = field("افق", "سال خورشیدی افق چشم‌انداز", "۱۴۱۴")
    notified_year: Year | None = optional("سال ابلاغ", "سال خورشیدی ابلاغ سند", "۱۳۹۵")
    source: Text = field("منبع", "کلید منبع در sources", "qomefori", names="sources")


class DeclaredCount(Value):
    """How many records of a collection the approved plan has."""

    count: Count = field("تعداد", "تعداد اعلام‌شده، عدد صحیح", "۲۷۰")
    source: Text = field("منبع", "کلید منبع در sources", "qomgoya", names="sources")


def _declared(title: str, many: str) -> Any:
    return field(title, f"تعداد {title} و منبع آن", example=f"{{count: {many}, source: qomgoya}}")


class Counts(Value):
    """The declared counts that the records are held against."""

    goals: DeclaredCount = _declared("هدف‌ها", "۸")
    strategies: DeclaredCount = _declared("راهبردها", "۲۹")
    policies: DeclaredCount = _declared("سیاست‌های اجرایی", "۸۱")
    projects: DeclaredCount = _declared("طرح‌ها", "۲۷۰")
    axes: DeclaredCount = _declared("محورهای موضوعی", "۱۹")
    measures: DeclaredCount = _declared("تدبیرها", "۶۰")


class Status(Value):
    """A word of the status vocabulary."""

    key: Code = field("کلید", "شناسهٔ لاتین، مانند stopped", "in-progress")
    title: Text = field("عنوان", "واژهٔ وضعیت، همان که در طرح نوشته می‌شود", "در دست اجرا")
    sign: Sign = field("نشانه", "یک نویسه که کنار وضعیت دیده می‌شود", '"◐"')
    help: Text = field(
        "توضیح", "معنای وضعیت در یک جمله", "کار طرح آغاز شده و هنوز به پایان نرسیده است."
    )
    counted: Flag = field("شمرده می‌شود", "خیر: در جمع‌ها نمی‌آید، مانند لغوشده", "بله", default=True)
    outcome: Outcome = field(
        "سرانجام",
        "با کار چه شده: open (باز)، stopped (متوقف)، dropped (کنارگذاشته)، merged (ادغام‌شده)"
        " یا finished (پایان‌یافته)",
        "finished",
        default="open",
    )


class Department(Value):
    """A unit of the municipality that owns or helps."""

    key: Code = field("کلید", "شناسهٔ لاتین، مانند finance", "civil-works")
    title: Text = field("عنوان", "نام واحد، همان که در طرح نوشته می‌شود", "معاونت فنی و عمرانی")


class District(Value):
    """A municipal district."""

    code: Code = field("شماره", "شمارهٔ منطقه", "۸")
    title: Text = field("عنوان", "نام منطقه", "منطقهٔ ۸")
    note: Text | None = optional("یادداشت", "نام دیگر یا توضیح", "پردیسان")


class Milestone(Value):
    """A step of the drafting and approval; its date may be unknown, or known only as words."""

    title: Text = field("عنوان", "نام گام، مانند تصویب در شورا", "پایان بررسی در کمیسیون تلفیق")
    date: Date | None = optional("تاریخ", "روز، ماه یا سال رویداد، اگر اعلام شده", "1404-12-29")
    date_words: Text | None = optional("زمان", "زمان به عبارت، مانند «اواخر ۱۳۹۷»", "اواخر ۱۳۹۷")
    text: Prose | None = optional(
        "شرح", "شرح گام در یک یا دو جمله", "هدف‌ها، راهبردها و سیاست‌ها بررسی شد."
    )
    source: Text = field("منبع", "کلید منبع در sources", "qomgoya", names="sources")


class Plan(Value):
    """``content/plan.yaml``."""

    name: Text = field("نام برنامه", "نام رسمی برنامه", "برنامهٔ راهبردی و عملیاتی دوم شهرداری قم")
    short_name: Text = field("نام کوتاه", "مانند قم ۱۴۰۴", "قم ۱۴۰۴")
    also_called: Texts = several(
        "نام‌های دیگر", "نام‌های دیگر برنامه، یک یا چند", "[برنامهٔ پنج‌سالهٔ دوم]"
    )
    sources: dict[Word, PlanSource] = field(
        "منبع‌ها",
        "هر منبع زیر یک کلید لاتین، با عنوان و اگر هست نشانی",
        '{borna: {title: برنا، خبر ۱۳۱۳۰۹۱, address: "https://example.ir/news/1313091"}}',
    )
    period: Period = field(
        "دوره", "سال نخست و پایانی با منبع", "{first_year: ۱۴۰۰, last_year: ۱۴۰۴, source: borna}"
    )
    vision: Vision = field(
        "چشم‌انداز",
        "سند چشم‌انداز و افق آن",
        "{title: سند چشم‌انداز ۱۴۱۴, horizon: ۱۴۱۴, source: qomefori}",
    )
    counts: Counts = field(
        "تعدادهای اعلام‌شده",
        "تعداد هر مجموعه با منبع؛ شمار پرونده‌ها با آن سنجیده می‌شود",
        "{goals: {count: ۸, source: qomgoya}, strategies: {count: ۲۹, source: qomgoya}, "
        "policies: {count: ۸۱, source: qomgoya}, projects: {count: ۲۷۰, source: qomgoya}, "
        "axes: {count: ۱۹, source: qomgoya}, measures: {count: ۶۰, source: qomgoya}}",
    )
    statuses: Annotated[tuple[Status, ...], OneOrMore] = field(
        "وضعیت‌ها",
        "واژگان وضعیت، به ترتیبی که در سایت می‌آید",
        '[{key: in-progress, title: در دست اجرا, sign: "◐", help: کار طرح در جریان است.}]',
    )
    departments: Annotated[tuple[Department, ...], OneOrMore] = field(
        "واحدها", "واحدهای شهرداری، هر یک با شناسه و نام", "[{key: finance, title: معاونت مالی}]"
    )
    districts: Annotated[tuple[District, ...], OneOrMore] = field(
        "منطقه‌ها",
        "منطقه‌های شهرداری، هر یک با شماره و نام",
        "[{code: ۸, title: منطقهٔ ۸, note: پردیسان}]",
    )
    milestones: Annotated[tuple[Milestone, ...], OneOrMore] = several(
        "گام‌ها",
        "گام‌های تدوین و تصویب، به ترتیب زمان",
        "[{title: آغاز برنامه‌ریزی, date_words: اواخر ۱۳۹۷, source: qomgoya}]",
    )
