"""What is the same on every page: menus, notices, contact; and a page for machines (schema.org)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from qomsite.library.library import Library
from qomsite.model.settings import MenuItem
from qomsite.pages.authored import ArticleView
from qomsite.pages.frame import Frame, Link
from qomsite.pages.permalink import CALENDAR, FEED, destination, permalink
from qomsite.text.digits import between, number, persian_digits
from qomsite.text.jalali import JalaliDate, last_day_of_year

ABOUT_SAMPLES = "samples"
CONTACT_PAGE = "contact"
REPORT_ANCHOR = "report"


@dataclass(frozen=True)
class SiteView:
    """Shared by all pages. A change here changes them all, so it holds only what they all show."""

    title: str
    short_name: str
    organisation: str
    description: str
    base_url: str
    as_of: JalaliDate
    period: str
    period_ended: str
    licence: str
    breaking: Link | None
    top_menu: tuple[Link, ...]
    main_menu: tuple[Link, ...]
    quick_links: tuple[Link, ...]
    phone: str
    phone_label: str
    email: str
    sample_notice: str
    about_samples: str
    report_path: str
    goals: tuple[Link, ...]
    search_path: str = permalink("view", "search")
    home_path: str = permalink("view", "home")
    tree_path: str = permalink("view", "tree")
    changes_path: str = permalink("view", "changes")
    feed_path: str = FEED
    calendar_path: str = CALENDAR


def site_view(library: Library, base_url: str | None = None) -> SiteView:
    """The shared part; ``base_url`` replaces the one of ``site.yaml``."""
    site, plan = library.site, library.plan
    period = between(str(plan.period.first_year), str(plan.period.last_year))
    contact = site.contact
    return SiteView(
        title=site.title,
        short_name=plan.short_name,
        organisation=site.organisation,
        description=site.description,
        base_url=(base_url or site.base_url).rstrip("/") + "/",
        as_of=site.as_of,
        period=period,
        period_ended=_period_ended(library),
        licence=site.licence or "",
        breaking=_breaking(library),
        top_menu=_menu(site.top_menu),
        main_menu=_menu(site.main_menu),
        quick_links=_menu(site.quick_links),
        phone=persian_digits(contact.phone or ""),
        phone_label=contact.phone_label or "",
        email=contact.email or "",
        sample_notice=sample_notice(library),
        about_samples=_page_path(library, ABOUT_SAMPLES),
        report_path=_page_path(library, CONTACT_PAGE),
        goals=tuple(
            Link(goal.title, permalink("goal", goal.code)) for goal in library.goals.values()
        ),
    )


def _menu(items: tuple[MenuItem, ...]) -> tuple[Link, ...]:
    return tuple(Link(item.title, destination(item.to)) for item in items)


def _breaking(library: Library) -> Link | None:
    line = library.site.breaking
    if line is None or (line.until and line.until < library.site.as_of):
        return None
    return Link(line.text, destination(line.to))


def _page_path(library: Library, code: str) -> str:
    return permalink("page", code) if code in library.pages else ""


def _period_ended(library: Library) -> str:
    """Says that the period is over, from the declared as-of date and never from a clock."""
    last = last_day_of_year(library.plan.period.last_year)
    if library.site.as_of <= last:
        return ""
    return f"دورهٔ این برنامه در {last.words} به پایان رسیده است."


def sample_notice(library: Library) -> str:
    """How many records are samples, in a sentence; empty where none is."""
    samples = len(library.samples())
    return f"{number(samples)} رکورد نمونه است، نه سند مصوب." if samples else ""


def citation(site: SiteView, frame: Frame) -> str:
    """How a page is cited: the site, the permanent number or the title, as of when, the address."""
    named = f"{frame.number} «{frame.title}»" if frame.number else f"«{frame.title}»"
    mark = " (نمونه)" if frame.sample else ""
    return f"{site.title}، {named}{mark}، داده‌ها تا {site.as_of.words}، {site.base_url}{frame.path}"


def report(site: SiteView, frame: Frame) -> str:
    """Where an error on a page is reported, with the record's number filled in.

    A mail to the contact address where there is one; else the contact page, which a script helps
    to show the number on (the link's own words name it too). Empty where there is neither.
    """
    subject = f"گزارش خطا: {frame.number or frame.title}"
    if site.email:
        return (
            f"mailto:{site.email}?subject={quote(subject)}&body={quote(site.base_url + frame.path)}"
        )
    if not site.report_path:
        return ""
    return f"{site.report_path}?record={quote(frame.number or frame.title)}#{REPORT_ANCHOR}"


CONTEXT = {"@vocab": "https://schema.org/"}
"""The context stands in the page: no program has to fetch one."""
FEWEST_STEPS = 4
"""A shorter way says nothing that the address does not."""

Schema = Mapping[str, Any]


def breadcrumb_list(site: SiteView, frame: Frame) -> Schema:
    """The way to a page as a ``BreadcrumbList``; empty where it is short."""
    steps = frame.breadcrumb
    if len(steps) < FEWEST_STEPS:
        return {}
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": step.title,
                "item": f"{site.base_url}{step.path or frame.path}",
            }
            for place, step in enumerate(steps, start=1)
        ],
    }


def news_article(site: SiteView, view: ArticleView) -> Schema:
    """A news item as a ``NewsArticle``; without a day where none is announced."""
    frame = view.frame
    published = {"datePublished": view.date.iso} if view.date else {}
    return {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "headline": frame.title,
        "description": frame.description,
        "url": f"{site.base_url}{frame.path}",
        "inLanguage": "fa",
        **published,
        "publisher": {"@type": "Organization", "name": site.organisation},
    }
