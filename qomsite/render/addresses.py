"""Links inside the site, independent of where the page stands until its bytes are made.

Templates, Markdown and style sheets write :data:`ROOT` before a path; :func:`settle` replaces it at
the end by the way from the page to the site's root. So a piece of HTML is a pure function of its
text, and the site works at a domain's root, in a sub-folder and from a disk alike.
"""

from urllib.parse import urlsplit

from qomsite.pages.permalink import NOT_FOUND

ROOT = "\ufdd0"
"""A Unicode noncharacter: the loader refuses it in content, so no text can forge it."""


_RESERVED = ("example", "test", "invalid", "localhost")
"""The top-level domains that nobody can have (RFC 2606)."""


def reserved_host(base_url: str) -> str:
    """The host of a base address that no site can have; empty where it may be a real one."""
    host = urlsplit(base_url).hostname or ""
    return host if host.rpartition(".")[2] in _RESERVED else ""


def href(path: str) -> str:
    """A path of the site as a link; a foreign address or an anchor of the same page as it is."""
    if path.startswith(("#", "http:", "https:", "mailto:", "tel:")):
        return path
    return ROOT + path


def base_path(base_url: str) -> str:
    """The path of the base address, with a slash at both ends."""
    inner = urlsplit(base_url).path.strip("/")
    return f"/{inner}/" if inner else "/"


def way_to_root(path: str, base_url: str) -> str:
    """What leads from a page to the site's root.

    It is relative on every page but one: a host shows the 404 page at any address, so the links
    there start from the path of the base address.
    """
    return base_path(base_url) if path == NOT_FOUND else "../" * path.count("/")


def settle(text: str, way: str) -> str:
    """``text`` with every link led by ``way``."""
    return text.replace(ROOT, way)
