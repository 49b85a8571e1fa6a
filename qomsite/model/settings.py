"""``site.yaml`` and ``plan.yaml`` as values: the site's own data, and that of the whole plan."""

from typing import Annotated, Any

from qomsite.model.kinds import (
    Address,
    Code,
    Count,
    Day,
    Flag,
    OneOrMore,
    Prose,
    Text,
    Texts,
    Value,
    Word,
    Year,
    field,
)


class MenuItem(Value):
    """An entry of a menu."""

    title: Text = field("عنوان", "نوشتهٔ پیوند", example="هدف‌ها")
    to: Word = field(
        "مقصد", "مانند view:tree، page:about، goal:1 یا نشانی وب", example='"view:goals"'
    )


class Breaking(Value):
    """The «فوری» line."""

    text: Text = field("متن", "یک جمله", example="شورای اسلامی شهر برنامه را تصویب کرد.")
    to: Word = field("مقصد", "مانند news:council-approval", example='"news:council-approval"')


class Contact(Value):
    """How to reach the municipality and to report an error."""

    phone: Word | None = field("تلفن", "شمارهٔ پاسخ‌گویی شهر", example='"۱۳۷"', default=None)
    phone_label: Text | None = field(
        "نام خط",
        "نام خط تلفن، که پیش از شماره می‌آید",
        example="سامانهٔ پاسخ‌گویی شهرداری",
        default=None,
    )
    email: Word | None = field(
        "رایانامه", "نشانی رایانامه برای گزارش خطا", example="info@example.ir", default=None
    )


Menu = Annotated[tuple[MenuItem, ...], OneOrMore]


class Site(Value):
    """``content/site.yaml``."""

    title: Text = field("عنوان سایت", "نام سایت", example="برنامهٔ قم ۱۴۰۴", term="dcterms:title")
    organisation: Text = field(
        "سازمان", "نام سازمان ناشر", example="شهرداری قم", term="dcterms:publisher"
    )
    description: Prose = field(
        "معرفی",
        "معرفی سایت در یک یا دو جمله",
        example="برنامهٔ پنج‌سالهٔ شهرداری قم با همهٔ هدف‌ها و طرح‌های آن.",
        term="dcterms:description",
    )
    base_url: Address = field(
        "نشانی سایت",
        "نشانی کامل سایت منتشرشده",
        example='"https://plan.example.ir/"',
        term="schema:url",
    )
    as_of: Day = field(
        "تاریخ آمار",
        "روزی که داده‌ها تا آن روز درست‌اند",
        example="1405-09-01",
        term="dcterms:modified",
    )
    licence: Text | None = field(
        "مجوز",
        "شرط بازنشر داده‌ها",
        example="بازنشر با نام بردن از منبع آزاد است.",
        term="dcterms:license",
        default=None,
    )
    breaking: Breaking | None = field(
        "خط فوری",
        "خط فوری بالای سایت: جمله و مقصد آن",
        example='{text: برنامه تصویب شد., to: "news:council-approval"}',
        default=None,
    )
    top_menu: Menu = field(
        "منوی بالا",
        "پیوندهای نوار بالا؛ هر یک نوشته و مقصد دارد",
        example='[{title: تماس, to: "page:contact"}]',
        default=(),
    )
    main_menu: Menu = field(
        "منوی اصلی",
        "پیوندهای اصلی؛ هر یک نوشته و مقصد دارد",
        example='[{title: هدف‌ها, to: "view:goals"}]',
        default=(),
    )
    quick_links: Menu = field(
        "پیوندهای سریع",
        "پیوندهای پای صفحه؛ هر یک نوشته و مقصد دارد",
        example='[{title: راهبردها, to: "view:strategies"}]',
        default=(),
    )
    contact: Contact = field(
        "تماس",
        "راه‌های تماس: تلفن و رایانامه",
        example='{phone: "۱۳۷", email: info@example.ir}',
        default=Contact(),
    )


class PlanSource(Value):
    """A public report or document that facts of the plan are taken from."""

    title: Text = field(
        "عنوان", "رسانه و شمارهٔ گزارش", example="قم‌گویا، خبر ۵۲۱۸", term="dcterms:title"
    )
    address: Address | None = field(
        "نشانی",
        "نشانی وب، اگر هست",
        example='"https://example.ir/news/5218"',
        term="schema:url",
        default=None,
    )
    note: Text | None = field(
        "یادداشت", "توضیح کوتاه", example="گزارش جلسهٔ تصویب برنامه در شورا.", default=None
    )


class Period(Value):
    """The years that the plan covers."""

    first_year: Year = field("سال نخست", "سال خورشیدی آغاز برنامه", example="۱۴۰۰")
    last_year: Year = field("سال پایانی", "سال خورشیدی پایان برنامه", example="۱۴۰۴")
    source: Text = field("منبع", "کلید منبع در sources", example="borna", names="sources")
    note: Text | None = field(
        "یادداشت",
        "اختلاف گزارش‌ها",
        example="گزارش دیگری دوره را ۱۳۹۹ تا ۱۴۰۴ نوشته است.",
        default=None,
    )


class Vision(Value):
    """The vision document above the plan."""

    title: Text = field("عنوان", "نام سند", example="سند چشم‌انداز ۱۴۱۴")
    horizon: Year = field("افق", "سال خورشیدی افق چشم‌انداز", example="۱۴۱۴")
    notified_year: Year | None = field(
        "سال ابلاغ", "سال خورشیدی ابلاغ سند", example="۱۳۹۵", default=None
    )
    source: Text = field("منبع", "کلید منبع در sources", example="qomefori", names="sources")


class DeclaredCount(Value):
    """How many records of a collection the approved plan has."""

    count: Count = field("تعداد", "تعداد اعلام‌شده، عدد صحیح", example="۲۷۰")
    source: Text = field("منبع", "کلید منبع در sources", example="qomgoya", names="sources")


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

    key: Code = field("کلید", "شناسهٔ لاتین، مانند stopped", example="in-progress")
    title: Text = field("عنوان", "واژهٔ وضعیت، همان که در طرح نوشته می‌شود", example="در دست اجرا")
    sign: Text = field("نشانه", "یک نویسه که کنار وضعیت دیده می‌شود", example='"◐"')
    help: Text = field(
        "توضیح", "معنای وضعیت در یک جمله", example="کار طرح آغاز شده و هنوز به پایان نرسیده است."
    )
    counted: Flag = field(
        "در شمار", "خیر: در جمع‌ها نمی‌آید، مانند لغوشده", example="بله", default=True
    )
    finished: Flag = field("پایان‌یافته", "بله: طرح به پایان رسیده", example="خیر", default=False)


class Department(Value):
    """A unit of the municipality that owns or helps."""

    key: Code = field("کلید", "شناسهٔ لاتین، مانند finance", example="civil-works")
    title: Text = field(
        "عنوان", "نام واحد، همان که در طرح نوشته می‌شود", example="معاونت فنی و عمرانی"
    )


class District(Value):
    """A municipal district."""

    code: Code = field("شماره", "شمارهٔ منطقه", example="۸")
    title: Text = field("عنوان", "نام منطقه", example="منطقهٔ ۸")
    note: Text | None = field("یادداشت", "نام دیگر یا توضیح", example="پردیسان", default=None)


class Milestone(Value):
    """A step of the drafting and approval; its date may be unknown, or known only as words."""

    title: Text = field(
        "عنوان", "نام گام، مانند تصویب در شورا", example="پایان بررسی در کمیسیون تلفیق"
    )
    date: Day | None = field(
        "تاریخ", "روز رویداد، اگر اعلام شده", example="1404-12-29", default=None
    )
    date_words: Text | None = field(
        "زمان", "زمان به عبارت، مانند «اواخر ۱۳۹۷»", example="اواخر ۱۳۹۷", default=None
    )
    text: Prose | None = field(
        "شرح",
        "شرح گام در یک یا دو جمله",
        example="هدف‌ها، راهبردها و سیاست‌ها بررسی شد.",
        default=None,
    )
    source: Text = field("منبع", "کلید منبع در sources", example="qomgoya", names="sources")


class Plan(Value):
    """``content/plan.yaml``."""

    name: Text = field(
        "نام برنامه", "نام رسمی برنامه", example="برنامهٔ راهبردی و عملیاتی دوم شهرداری قم"
    )
    short_name: Text = field("نام کوتاه", "مانند قم ۱۴۰۴", example="قم ۱۴۰۴")
    also_called: Texts = field(
        "نام‌های دیگر", "نام‌های دیگر برنامه، یک یا چند", example="[برنامهٔ پنج‌سالهٔ دوم]", default=()
    )
    sources: dict[str, PlanSource] = field(
        "منبع‌ها",
        "هر منبع زیر یک کلید لاتین، با عنوان و اگر هست نشانی",
        example='{borna: {title: برنا، خبر ۱۳۱۳۰۹۱, address: "https://example.ir/news/1313091"}}',
    )
    period: Period = field(
        "دوره",
        "سال نخست و پایانی با منبع",
        example="{first_year: ۱۴۰۰, last_year: ۱۴۰۴, source: borna}",
    )
    vision: Vision = field(
        "چشم‌انداز",
        "سند چشم‌انداز و افق آن",
        example="{title: سند چشم‌انداز ۱۴۱۴, horizon: ۱۴۱۴, source: qomefori}",
    )
    counts: Counts = field(
        "شمارهای اعلام‌شده",
        "تعداد هر مجموعه با منبع؛ شمار پرونده‌ها با آن سنجیده می‌شود",
        example="{goals: {count: ۸, source: qomgoya}, strategies: {count: ۲۹, source: qomgoya}, "
        "policies: {count: ۸۱, source: qomgoya}, projects: {count: ۲۷۰, source: qomgoya}, "
        "axes: {count: ۱۹, source: qomgoya}, measures: {count: ۶۰, source: qomgoya}}",
    )
    statuses: Annotated[tuple[Status, ...], OneOrMore] = field(
        "وضعیت‌ها",
        "واژگان وضعیت، به ترتیبی که در سایت می‌آید",
        example='[{key: in-progress, title: در دست اجرا, sign: "◐", help: کار طرح در جریان است.}]',
    )
    departments: Annotated[tuple[Department, ...], OneOrMore] = field(
        "واحدها",
        "واحدهای شهرداری، هر یک با شناسه و نام",
        example="[{key: finance, title: معاونت مالی}]",
    )
    districts: Annotated[tuple[District, ...], OneOrMore] = field(
        "منطقه‌ها",
        "منطقه‌های شهرداری، هر یک با شماره و نام",
        example="[{code: ۸, title: منطقهٔ ۸, note: پردیسان}]",
    )
    milestones: Annotated[tuple[Milestone, ...], OneOrMore] = field(
        "گام‌ها",
        "گام‌های تدوین و تصویب، به ترتیب زمان",
        example="[{title: آغاز برنامه‌ریزی, date_words: اواخر ۱۳۹۷, source: qomgoya}]",
        default=(),
    )
