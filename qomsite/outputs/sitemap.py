"""The site map for search engines (sitemaps.org 0.9) and ``robots.txt`` (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from qomsite.outputs.site import Site
from qomsite.outputs.xml import child, document
from qomsite.pages.permalink import NOT_FOUND, ROBOTS, SITEMAP
from qomsite.render.artifact import Artifact

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def files(site: Site) -> Iterator[Artifact]:
    """``sitemap.xml`` with every page that may be indexed, and ``robots.txt`` that points to it.

    A page that shows a sample says ``noindex``, so it is not offered here either.
    """
    library, view = site.library, site.view
    root = ElementTree.Element("urlset", {"xmlns": _NAMESPACE})
    for page in site.pages:
        if page.view.frame.samples or page.path == NOT_FOUND or page.type == "redirect":
            continue
        url = child(root, "url")
        child(url, "loc", view.base_url + page.path)
        child(url, "lastmod", library.site.as_of.iso)
    yield Artifact(SITEMAP, document(root), library.site_path)
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {view.base_url}{SITEMAP}\n"
    yield Artifact(ROBOTS, robots.encode(), library.site_path)
