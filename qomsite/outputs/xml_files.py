"""Documents of XML: the site map, with ``robots.txt`` (RFC 9309) that points to it, and feeds.

Atom feeds (RFC 4287): news with corrections, and what changed: in the whole plan, under a goal, at
an owner. Atom asks of each entry for the day of its last change. Where the day of a news item is
not announced, that is the first day of the plan's period, which stays when the as-of date moves
(readers would take the item for a new one), and ``published`` is left out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from qomsite.model.records import Article, Correction
from qomsite.outputs.site import Site
from qomsite.pages.body import body_of
from qomsite.pages.changes import Change, change_feeds
from qomsite.pages.frame import kind_of
from qomsite.pages.permalink import FEED, NOT_FOUND, ROBOTS, SITEMAP, feed_path, permalink
from qomsite.render.addresses import settle
from qomsite.render.artifact import Artifact
from qomsite.render.direction import with_direction
from qomsite.render.markdown import to_html
from qomsite.render.raw_text import xml_text
from qomsite.text.direction import isolated
from qomsite.text.jalali import JalaliDate

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def files(site: Site) -> Iterator[Artifact]:
    """The site map, ``robots.txt``, ``feed.xml``, and a feed beside each page that has one."""
    base = site.view.base_url
    yield _sitemap(site)
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {base}{SITEMAP}\n"
    yield Artifact(ROBOTS, robots.encode(), site.library.site_path)
    yield _feed(site, FEED, base, "خبرها و تصحیح‌ها", permalink("view", "news"), _news(site))
    for link, changes in change_feeds(site.library):
        path = feed_path(link.path)
        yield _feed(site, path, base + path, link.title, link.path, _changes(site, changes))


def _sitemap(site: Site) -> Artifact:
    """``sitemap.xml`` with every page that may be indexed (sitemaps.org 0.9).

    A page that shows a sample says ``noindex``, so it is not offered here either.
    """
    library, view = site.library, site.view
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAP})
    for page in site.pages:
        if page.view.frame.samples or page.path == NOT_FOUND or page.type == "redirect":
            continue
        url = child(root, "url")
        child(url, "loc", view.base_url + page.path)
        child(url, "lastmod", library.site.as_of.iso)
    return Artifact(SITEMAP, document(root), library.site_path)


def document(root: ElementTree.Element) -> bytes:
    """``root`` as an indented UTF-8 document with its declaration."""
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def child(
    parent: ElementTree.Element, tag: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    """Adds an element with text and attributes to ``parent`` and returns it."""
    known = {name: xml_text(value) for name, value in attributes.items()}
    element = ElementTree.SubElement(parent, tag, known)
    element.text = xml_text(text) or None
    return element


_ATOM = "http://www.w3.org/2005/Atom"
_OF_PAGE = re.compile(r'(?<= href=")(?=#)')


@dataclass(frozen=True)
class _Entry:
    """An entry; ``id`` lasts, ``html`` is its whole text where that is more than ``text``."""

    id: str
    address: str
    title: str
    date: JalaliDate | None
    text: str
    html: str = ""


def _news(site: Site) -> Iterator[_Entry]:
    library, base = site.library, site.view.base_url
    every: list[Article | Correction] = [*library.news, *library.corrections]
    for one in sorted(every, key=lambda one: -one.date.ordinal if one.date else 0):
        address = base + permalink(kind_of(one), one.code)
        if isinstance(one, Correction):
            title = f"تصحیح: {one.title}{' (نمونه)' if one.sample else ''}"
            said = f"نوشته شده بود: {one.said} درست: {one.right}"
            yield _Entry(address, address, title, one.date, said)
            continue
        # Readers of feeds know no script and no popover: the terms are not explained.
        body = to_html(replace(body_of(library, one), terms=()))
        html = _OF_PAGE.sub(address, settle(with_direction(body), base))
        yield _Entry(address, address, one.title, one.date, one.summary or one.title, html)


def _changes(site: Site, changes: Iterable[Change]) -> Iterator[_Entry]:
    """The same day may bring several changes of a kind: they are counted, the first as it is."""
    seen: Counter[str] = Counter()
    for one in changes:
        address = site.view.base_url + one.path
        name = f"{address}#{one.key}-{one.date.iso}"
        seen[name] += 1
        title = f"{one.of}، {one.kind}{' (نمونه)' if one.sample else ''}"
        said = f"{one.kind}: {one.text} {one.note}".strip()
        number = f"-{seen[name]}" if seen[name] > 1 else ""
        yield _Entry(name + number, address, title, one.date, said)


def _feed(
    site: Site, path: str, id: str, title: str, page: str, entries: Iterable[_Entry]
) -> Artifact:
    library, view = site.library, site.view
    unknown = JalaliDate(library.plan.period.first_year, 1, 1)
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "fa"})
    child(feed, "id", id)
    child(feed, "title", isolated(f"{view.title}: {title}"))
    child(feed, "subtitle", isolated(view.description))
    child(feed, "updated", _moment(library.site.as_of))
    child(child(feed, "author"), "name", view.organisation)
    child(feed, "link", rel="self", type="application/atom+xml", href=view.base_url + path)
    child(feed, "link", rel="alternate", type="text/html", href=view.base_url + page)
    for one in entries:
        entry = child(feed, "entry")
        child(entry, "id", one.id)
        child(entry, "title", isolated(one.title))
        child(entry, "link", rel="alternate", type="text/html", href=one.address)
        child(entry, "updated", _moment(one.date or unknown))
        if one.date:
            child(entry, "published", _moment(one.date))
        child(entry, "summary", isolated(one.text))
        if one.html:
            child(entry, "content", one.html, type="html")
    return Artifact(path, document(feed), library.site_path)


def _moment(day: JalaliDate) -> str:
    """Noon of a day in Tehran (UTC+03:30, no daylight saving since 1402), RFC 3339: the same day
    from UTC−8 to UTC+12.
    """
    return f"{day.iso}T12:00:00+03:30"
