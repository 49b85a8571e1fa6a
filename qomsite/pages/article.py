"""News: the list and the articles. An article's date may be unknown («اعلام نشده»)."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.collections import NEWS
from qomsite.model.records import Article, Entry
from qomsite.model.targets import parse_target
from qomsite.pages.body import Body, body_of, listing_body
from qomsite.pages.frame import (
    Frame,
    Link,
    Page,
    RecordLink,
    home_link,
    kind_of,
    list_link,
    neighbours,
    record_link,
    record_links,
    source_line,
)
from qomsite.pages.listing import list_frame
from qomsite.pages.permalink import permalink
from qomsite.text.jalali import JalaliDate


@dataclass(frozen=True)
class NewsItem:
    """A news item in a list; ``date`` is ``None`` where it is not announced."""

    title: str
    summary: str
    path: str
    date: JalaliDate | None


@dataclass(frozen=True)
class NewsView:
    """All news, newest first, undated last."""

    frame: Frame
    body: Body
    items: tuple[NewsItem, ...]


@dataclass(frozen=True)
class ArticleView:
    """A news item."""

    frame: Frame
    date: JalaliDate | None
    body: Body
    related: tuple[RecordLink, ...]


def news_items(library: Library) -> tuple[NewsItem, ...]:
    """The news for a list."""
    return tuple(
        NewsItem(
            article.title, article.summary or "", permalink("news", article.code), article.date
        )
        for article in library.news
    )


def news_links(library: Library, record: Entry) -> tuple[RecordLink, ...]:
    """The news about a record."""
    return record_links(library, library.news_about[kind_of(record), record.code])


def pages(library: Library) -> Iterator[Page]:
    """The list of news and a page for each item."""
    listing = library.listings.get("news")
    link = list_link(library, "news")
    frame = list_frame(library, NEWS, (), "خبرهای برنامه")
    body = listing_body(library, listing)
    yield Page("news", NewsView(frame, body, news_items(library)))
    for article in library.news:
        yield Page("article", _article(library, article, link))


def _article(library: Library, article: Article, parent: Link) -> ArticleView:
    related = _related(library, article)
    newer, older = neighbours(library, article)
    frame = Frame(
        path=permalink("news", article.code),
        title=article.title,
        description=article.summary or article.title,
        origin=article.path,
        breadcrumb=(home_link(), parent, Link(article.title, "")),
        section="news",
        kicker=NEWS.singular,
        lead=article.summary or "",
        samples=any(link.sample for link in related),
        previous=newer,
        next=older,
        source=source_line(article.source),
    )
    return ArticleView(frame, article.date, body_of(library, article), related)


def _related(library: Library, article: Article) -> tuple[RecordLink, ...]:
    targets = [target for target in map(parse_target, article.related) if target]
    found = [library.find(target.kind, target.code) for target in targets]
    return tuple(record_link(library, record) for record in found if record)
