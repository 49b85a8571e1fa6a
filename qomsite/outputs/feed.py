"""The Atom feed of the news (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from qomsite.outputs.site import Site
from qomsite.outputs.xml import child, document
from qomsite.pages.permalink import FEED, permalink
from qomsite.render.artifact import Artifact

_NAMESPACE = "http://www.w3.org/2005/Atom"


def files(site: Site) -> Iterator[Artifact]:
    """``feed.xml``.

    Atom asks for the day of the last change of each entry. Where the day of a news item is not
    announced, that is the as-of date of the site, and ``published`` is left out.
    """
    library, view = site.library, site.view
    as_of = _moment(library.site.as_of.iso)
    feed = ElementTree.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "fa"})
    child(feed, "id", view.base_url)
    child(feed, "title", f"{view.title}: خبرها")
    child(feed, "subtitle", view.description)
    child(feed, "updated", as_of)
    child(child(feed, "author"), "name", view.organisation)
    child(feed, "link", rel="self", type="application/atom+xml", href=view.base_url + FEED)
    child(
        feed,
        "link",
        rel="alternate",
        type="text/html",
        href=view.base_url + permalink("view", "news"),
    )
    for article in library.news:
        address = view.base_url + permalink("news", article.code)
        entry = child(feed, "entry")
        child(entry, "id", address)
        child(entry, "title", article.title)
        child(entry, "link", rel="alternate", type="text/html", href=address)
        child(entry, "updated", _moment(article.date.iso) if article.date else as_of)
        if article.date:
            child(entry, "published", _moment(article.date.iso))
        child(entry, "summary", article.summary or article.title)
    yield Artifact(FEED, document(feed), library.site_path)


def _moment(iso_day: str) -> str:
    """The start of a day in Tehran's time (UTC+03:30, no daylight saving since 1402), RFC 3339."""
    return f"{iso_day}T00:00:00+03:30"
