"""``site.yaml`` and ``plan.yaml`` as values: the site's own data, and that of the whole plan."""

from __future__ import annotations

from typing import Annotated

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
    Year,
    field,
)


class MenuItem(Value):
    """An entry of a menu."""

    title: Text = field("عنوان", "نوشتهٔ پیوند")
    to: Text = field("مقصد", "مانند view:tree، page:about، goal:1 یا نشانی وب")


class Breaking(Value):
    """The «فوری» line."""

    text: Text = field("متن", "یک جمله")
    to: Text = field("مقصد", "مانند news:council-approval")


class Contact(Value):
    """How to reach the municipality and to report an error."""

    phone: Text | None = field("تلفن", "شمارهٔ پاسخ‌گویی شهر", default=None)
    phone_label: Text | None = field("نام خط", "نام خط تلفن", default=None)
    email: Text | None = field("رایانامه", "نشانی رایانامه برای گزارش خطا", default=None)


Menu = Annotated[tuple[MenuItem, ...], OneOrMore]


class Site(Value):
    """``content/site.yaml``."""

    title: Text = field("عنوان سایت", "نام سایت", term="dcterms:title")
    organisation: Text = field("سازمان", "نام سازمان ناشر", term="dcterms:publisher")
    description: Prose = field("معرفی", "یک یا دو جمله", term="dcterms:description")
    base_url: Address = field("نشانی سایت", "نشانی کامل سایت منتشرشده", term="schema:url")
    as_of: Day = field("تاریخ آمار", "روزی که داده‌ها تا آن روز درست‌اند", term="dcterms:modified")
    offline: Flag = field(
        "خواندن بی‌شبکه",
        "بله: صفحه‌های خوانده‌شده در دستگاه خواننده می‌ماند و بی‌شبکه باز می‌شود",
        default=False,
    )
    licence: Text | None = field("مجوز", "شرط بازنشر داده‌ها", term="dcterms:license", default=None)
    breaking: Breaking | None = field("خط فوری", "متن و مقصد", default=None)
    top_menu: Menu = field("منوی بالا", "پیوندهای نوار بالا", default=())
    main_menu: Menu = field("منوی اصلی", "پیوندهای اصلی", default=())
    quick_links: Menu = field("پیوندهای سریع", "پیوندهای پای صفحه", default=())
    contact: Contact = field("تماس", "راه‌های تماس", default=Contact())


class PlanSource(Value):
    """A public report or document that facts of the plan are taken from."""

    title: Text = field("عنوان", "رسانه و شمارهٔ گزارش", term="dcterms:title")
    address: Address | None = field("نشانی", "نشانی وب", term="schema:url", default=None)
    note: Text | None = field("یادداشت", "توضیح کوتاه", default=None)


class Period(Value):
    """The years that the plan covers."""

    first_year: Year = field("سال نخست", "سال خورشیدی")
    last_year: Year = field("سال پایانی", "سال خورشیدی")
    source: Text = field("منبع", "کلید منبع در sources", names="sources")
    note: Text | None = field("یادداشت", "اختلاف گزارش‌ها", default=None)


class Vision(Value):
    """The vision document above the plan."""

    title: Text = field("عنوان", "نام سند")
    horizon: Year = field("افق", "سال خورشیدی")
    notified_year: Year | None = field("سال ابلاغ", "سال خورشیدی", default=None)
    source: Text = field("منبع", "کلید منبع در sources", names="sources")


class DeclaredCount(Value):
    """How many records of a collection the approved plan has."""

    count: Count = field("تعداد", "تعداد اعلام‌شده")
    source: Text = field("منبع", "کلید منبع در sources", names="sources")


class Counts(Value):
    """The declared counts that the records are held against."""

    goals: DeclaredCount = field("هدف‌ها", "تعداد و منبع")
    strategies: DeclaredCount = field("راهبردها", "تعداد و منبع")
    policies: DeclaredCount = field("سیاست‌های اجرایی", "تعداد و منبع")
    projects: DeclaredCount = field("طرح‌ها", "تعداد و منبع")
    axes: DeclaredCount = field("محورهای موضوعی", "تعداد و منبع")
    measures: DeclaredCount = field("تدبیرها", "تعداد و منبع")


class Status(Value):
    """A word of the status vocabulary."""

    key: Code = field("کلید", "شناسهٔ لاتین")
    title: Text = field("عنوان", "واژهٔ وضعیت")
    sign: Text = field("نشانه", "یک نویسه")
    help: Text = field("توضیح", "یک جمله")
    counted: Flag = field("در شمار", "خیر: در جمع‌ها نمی‌آید، مانند لغوشده", default=True)
    finished: Flag = field("پایان‌یافته", "بله: طرح به پایان رسیده", default=False)


class Department(Value):
    """A unit of the municipality that owns or helps."""

    key: Code = field("کلید", "شناسهٔ لاتین")
    title: Text = field("عنوان", "نام واحد")


class District(Value):
    """A municipal district."""

    code: Code = field("شماره", "شمارهٔ منطقه")
    title: Text = field("عنوان", "نام منطقه")
    note: Text | None = field("یادداشت", "نام دیگر یا توضیح", default=None)


class Milestone(Value):
    """A step of the drafting and approval; its date may be unknown, or known only as words."""

    title: Text = field("عنوان", "رویداد")
    date: Day | None = field("تاریخ", "روز رویداد، اگر اعلام شده", default=None)
    date_words: Text | None = field("زمان", "زمان به عبارت، مانند «اواخر ۱۳۹۷»", default=None)
    text: Prose | None = field("شرح", "یک یا دو جمله", default=None)
    source: Text = field("منبع", "کلید منبع در sources", names="sources")


class Plan(Value):
    """``content/plan.yaml``."""

    name: Text = field("نام برنامه", "نام رسمی")
    short_name: Text = field("نام کوتاه", "مانند قم ۱۴۰۴")
    also_called: Texts = field("نام‌های دیگر", "نام‌های دیگر", default=())
    sources: dict[str, PlanSource] = field("منبع‌ها", "کلید، عنوان و نشانی هر منبع")
    period: Period = field("دوره", "سال نخست و پایانی با منبع")
    vision: Vision = field("چشم‌انداز", "سند چشم‌انداز و افق آن")
    counts: Counts = field("شمارهای اعلام‌شده", "تعداد هر مجموعه با منبع")
    statuses: Annotated[tuple[Status, ...], OneOrMore] = field("وضعیت‌ها", "واژگان وضعیت")
    departments: Annotated[tuple[Department, ...], OneOrMore] = field("واحدها", "واحدهای شهرداری")
    districts: Annotated[tuple[District, ...], OneOrMore] = field("منطقه‌ها", "منطقه‌های شهرداری")
    milestones: Annotated[tuple[Milestone, ...], OneOrMore] = field(
        "گام‌ها", "گام‌های تدوین و تصویب", default=()
    )
