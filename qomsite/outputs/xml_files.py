"""What programs read: the feed, the site map, and ``robots.txt`` (RFC 9309)."""

from collections.abc import Iterator
from xml.etree import ElementTree

from qomsite.model.authored import Article, Correction
from qomsite.outputs.site import Site
from qomsite.pages.frame import kind_of
from qomsite.pages.permalink import FEED, NOT_FOUND, ROBOTS, SITEMAP, permalink
from qomsite.render.artifact import Artifact
from qomsite.render.raw_text import xml_text
from qomsite.text.direction import isolated
from qomsite.text.jalali import JalaliDate

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def files(site: Site) -> Iterator[Artifact]:
    """The feed, the site map and ``robots.txt``, which points to it."""
    yield from (_feed(site), _sitemap(site))
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {site.view.base_url}{SITEMAP}\n"
    yield Artifact(ROBOTS, robots.encode(), site.library.site_path)


def _feed(site: Site) -> Artifact:
    """``feed.xml``: news and corrections, the newest first, as Atom (RFC 4287).

    Atom asks for the day of the last change of each entry. Where the day of a news item is not
    announced, that is the first day of the plan's period, which stays when the as-of date moves
    (readers would take the item for a new one), and ``published`` is left out.
    """
    library, view = site.library, site.view
    unknown = JalaliDate(library.plan.period.first_year, 1, 1)
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "fa"})
    _child(feed, "id", view.base_url)
    _child(feed, "title", isolated(f"{view.title}: خبرها و تصحیح‌ها"))
    _child(feed, "subtitle", isolated(view.description))
    _child(feed, "updated", _moment(library.site.as_of))
    _child(_child(feed, "author"), "name", view.organisation)
    _child(feed, "link", rel="self", type="application/atom+xml", href=view.base_url + FEED)
    news = view.base_url + permalink("view", "news")
    _child(feed, "link", rel="alternate", type="text/html", href=news)
    entries: list[Article | Correction] = [*library.news, *library.corrections]
    for one in sorted(entries, key=lambda one: (one.date is None, -(one.date or unknown).ordinal)):
        address = view.base_url + permalink(kind_of(one), one.code)
        title, said = one.title, one.summary or one.title
        if isinstance(one, Correction):
            title = f"تصحیح: {title}{' (نمونه)' if one.sample else ''}"
            said = f"نوشته شده بود: {one.said} درست: {one.right}"
        entry = _child(feed, "entry")
        _child(entry, "id", address)
        _child(entry, "title", isolated(title))
        _child(entry, "link", rel="alternate", type="text/html", href=address)
        _child(entry, "updated", _moment(one.date or unknown))
        if one.date:
            _child(entry, "published", _moment(one.date))
        _child(entry, "summary", isolated(said))
    return Artifact(FEED, _document(feed), library.site_path)


def _moment(day: JalaliDate) -> str:
    """Noon of a day in Tehran (UTC+03:30, no daylight saving since 1402), RFC 3339: the same day
    from UTC−8 to UTC+12.
    """
    return f"{day.iso}T12:00:00+03:30"


def _sitemap(site: Site) -> Artifact:
    """``sitemap.xml`` with every page that may be indexed (sitemaps.org 0.9).

    A page that shows a sample says ``noindex``, so it is not offered here either.
    """
    library, view = site.library, site.view
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAP})
    for page in site.pages:
        if page.view.frame.samples or page.path == NOT_FOUND or page.type == "redirect":
            continue
        url = _child(root, "url")
        _child(url, "loc", view.base_url + page.path)
        _child(url, "lastmod", library.site.as_of.iso)
    return Artifact(SITEMAP, _document(root), library.site_path)


def _document(root: ElementTree.Element) -> bytes:
    """``root`` as an indented UTF-8 document with its declaration."""
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _child(
    parent: ElementTree.Element, tag: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    """Adds an element with text and attributes to ``parent`` and returns it."""
    known = {name: xml_text(value) for name, value in attributes.items()}
    element = ElementTree.SubElement(parent, tag, known)
    element.text = xml_text(text) or None
    return element
