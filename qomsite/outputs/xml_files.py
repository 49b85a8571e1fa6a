"""The site map and ``robots.txt`` (RFC 9309); and how a document of XML is made."""

from collections.abc import Iterator
from xml.etree import ElementTree

from qomsite.outputs.site import Site
from qomsite.pages.permalink import NOT_FOUND, ROBOTS, SITEMAP
from qomsite.render.artifact import Artifact
from qomsite.render.raw_text import xml_text

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def files(site: Site) -> Iterator[Artifact]:
    """The site map and ``robots.txt``, which points to it."""
    yield _sitemap(site)
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {site.view.base_url}{SITEMAP}\n"
    yield Artifact(ROBOTS, robots.encode(), site.library.site_path)


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
