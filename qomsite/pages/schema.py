"""What a page says to machines in the words of schema.org: where it sits, what news it tells."""

from collections.abc import Mapping
from typing import Any

from qomsite.pages.article import ArticleView
from qomsite.pages.frame import Frame
from qomsite.pages.site import SiteView

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
