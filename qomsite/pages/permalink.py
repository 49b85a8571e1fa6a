"""Where every page is. The only place that knows the site's addresses.

Addresses name their file (``projects/125.html``), so that a folder on a disk works without a
server: there, nobody turns ``projects/125/`` into its ``index.html``.
"""

from qomsite.model.collections import BY_KIND
from qomsite.model.targets import ROOT_VIEWS, Target, is_foreign, parse_target

HOME = "index.html"
NOT_FOUND = "404.html"
FEED = "feed.xml"
CALENDAR = "calendar.ics"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
OPEN_DATA = "open"
DATABASE = f"{OPEN_DATA}/plan.sqlite"
SEARCH_INDEX = "search/index.js"

_FOLDERS = {
    "correction": "correction",
    "changes": "changes",
    "edition": "editions",
    "goal-report": "reckoning/goals",
    "owner-report": "reckoning/owners",
    "owner": "owners",
    "district": "districts",
    "status": "statuses",
    "year": "years",
    "letter": "titles",
    "verdict": "reckoning",
    "due": "due",
    "end": "ends",
    "report": "reports",
    "budget": "amounts",
    "tree": "tree",
    "dataset": "open-data",
    "ask": "ask",
}


def permalink(kind: str, code: str, page: int = 1) -> str:
    """The path of a record's page, from its kind and code alone.

    ``page`` counts the pages of a list from 1. Those after the first lie in a folder of its name,
    where no record can claim their path.
    """
    if page > 1:
        return f"{permalink(kind, code).removesuffix('.html')}/{page}.html"
    if kind == "view":
        if code in ROOT_VIEWS:
            return HOME if code == "home" else f"{code}.html"
        return f"{code}/index.html"
    if kind == "media":
        return f"media/{code}"
    if kind == "page":
        return f"{code}.html"
    folder = _FOLDERS[kind] if kind in _FOLDERS else BY_KIND[kind].name
    return f"{folder}/{code}.html"


def edition_path(code: str) -> str:
    """The file of an edition, beside its page."""
    return permalink("edition", code).removesuffix("html") + "json"


def feed_path(path: str) -> str:
    """The feed of what a page follows, beside the page."""
    return f"{path.removesuffix('.html')}.xml"


def filter_path(digest: str) -> str:
    """The path of the script that filters the list of projects, named by what it holds."""
    return f"filter/{digest}.js"


def path_of(target: Target) -> str:
    """The path of a target, with its fragment."""
    path = permalink(target.kind, target.code)
    return f"{path}#{target.fragment}" if target.fragment else path


def destination(reference: str) -> str:
    """The path or foreign address that a checked reference in content leads to."""
    if is_foreign(reference):
        return reference
    target = parse_target(reference)
    if target is None:
        raise ValueError(f"{reference!r} is no reference")  # the checks let no such text through
    return path_of(target)
