"""The Markdown text of a page, with what is needed to show it."""

from dataclasses import dataclass

from qomsite.library.glossary import GLOSSARY_PAGE, Glossary, Term
from qomsite.library.library import Library
from qomsite.markup.links import body_links
from qomsite.model.collections import BY_KIND, PAGES, Listing
from qomsite.model.records import Entry
from qomsite.model.targets import parse_target
from qomsite.pages.frame import kind_of
from qomsite.pages.permalink import permalink


@dataclass(frozen=True)
class Picture:
    """A picture of the media folder, with its size in pixels."""

    path: str
    width: int
    height: int


@dataclass(frozen=True)
class Body:
    """Markdown text of a content file, and where it stands there.

    ``terms`` are those of the glossary that the text uses, ``pictures`` those that it shows.
    """

    text: str
    origin: str
    line: int
    terms: tuple[Term, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text.strip())


NO_BODY = Body("", "", 1)
"""Where there is no text to show."""


def body_of(library: Library, entry: Entry) -> Body:
    """The Markdown body of an entry.

    No term is explained on the page of the glossary itself, nor «طرح» on the page of a project.
    """
    collection = BY_KIND[kind_of(entry)]
    if collection is PAGES and entry.code == GLOSSARY_PAGE:
        return Body(entry.body, entry.path, entry.body_line, (), _pictures(library, entry.body))
    return _body(library, entry.body, entry.path, entry.body_line, collection.singular)


def listing_body(library: Library, listing: Listing | None) -> Body:
    """The Markdown body of a collection's list page."""
    if listing is None:
        return NO_BODY
    return _body(library, listing.body, listing.path, listing.body_line)


def _body(library: Library, text: str, origin: str, line: int, known: str = "") -> Body:
    used = library.memo.kept(Glossary.used_in, library.glossary, text)
    terms = tuple(term for term in library.glossary.named(used) if term.name != known)
    return Body(text, origin, line, terms, _pictures(library, text))


def _pictures(library: Library, text: str) -> tuple[Picture, ...]:
    if "media/" not in text:
        return ()
    links = library.memo.once(body_links, text)
    targets = (parse_target(link.target) for link in links if link.is_image)
    names = dict.fromkeys(target.code for target in targets if target and target.kind == "media")
    sizes = library.image_sizes
    return tuple(Picture(permalink("media", name), *sizes[name]) for name in names if name in sizes)
