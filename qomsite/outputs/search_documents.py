"""What can be found: every record and page with its texts, kind by kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.collections import COLLECTIONS, Collection
from qomsite.model.records import Entry, Goal, Policy, Project, Record
from qomsite.outputs.site import Site
from qomsite.pages.frame import UNREPORTED_MARK, Page, goal_place, is_sample, number_of
from qomsite.pages.listing import ListView
from qomsite.pages.permalink import permalink
from qomsite.render.plain import plain_text


@dataclass(frozen=True)
class Kind:
    """A kind of result, as it is named for one and for several."""

    label: str
    plural: str


@dataclass(frozen=True)
class Document:
    """A page that can be found: what a list of results shows of it, and what is searched.

    ``name`` («طرح ۱۲۵»), the ``way`` to it from its goal, the goal's ``point`` of the star; 0 and
    empty where it has none. ``number`` and ``names`` are searched besides title, summary and text.
    """

    path: str
    name: str
    title: str
    summary: str
    text: str
    way: str = ""
    point: int = 0
    sample: bool = False
    number: str = ""
    names: str = ""


_TERMS = {
    "owners": Kind("واحد", "واحدهای متولی"),
    "districts": Kind("منطقه", "منطقه‌های شهرداری"),
    "statuses": Kind("وضعیت", "وضعیت‌ها"),
    "years": Kind("سال", "سال‌ها"),
}
_VIEWS = Kind("بخش", "بخش‌های سایت")
_LEFT_OUT = frozenset({"search", "letter", "not_found", "redirect"})


def documents(site: Site) -> dict[Kind, list[Document]]:
    """All that can be found, by kind."""
    found: dict[Kind, list[Document]] = {}
    for collection in COLLECTIONS:
        entries = site.library.by_kind[collection.kind].values()
        found[Kind(collection.singular, collection.plural)] = [
            _of_entry(site.library, collection, entry) for entry in entries
        ]
    found |= {kind: [] for kind in (*_TERMS.values(), _VIEWS)}
    records = {document.path for group in found.values() for document in group}
    for page in site.pages:
        # The rows of a list are found by themselves, and the list once.
        is_new = page.path not in records and page.type not in _LEFT_OUT
        if is_new and not page.view.frame.is_further:
            folder = page.path.partition("/")[0]
            kind = _TERMS.get(folder, _VIEWS) if page.type == "group" else _VIEWS
            found[kind].append(_of_page(kind, page))
    return found


def _of_entry(library: Library, collection: Collection, entry: Entry) -> Document:
    summary = entry.summary or ""
    return Document(
        path=permalink(collection.kind, entry.code),
        name=number_of(entry) or collection.singular,
        title=entry.title,
        summary=summary,
        text=_joined([summary, *_texts(library, entry)]),
        way=" ‹ ".join(map(number_of, library.above(entry))),
        point=goal_place(library, entry),
        sample=is_sample(entry),
        number=entry.code if collection.number else "",
        names=_joined([collection.singular, *entry.aliases]),
    )


def _of_page(kind: Kind, page: Page) -> Document:
    view, frame = page.view, page.view.frame
    body = plain_text(view.body.text) if isinstance(view, ListView) else ""
    return Document(
        path=page.path,
        name=kind.label,
        title=frame.title,
        summary=frame.lead,
        text=_joined([frame.lead, body]),
    )


def _texts(library: Library, entry: Entry) -> Iterator[str]:
    """All that a record says besides its title and summary."""
    if isinstance(entry, Record) and entry.approved_text:
        yield entry.approved_text
    yield plain_text(entry.body)
    if isinstance(entry, Goal | Policy | Project):
        titles = "؛ ".join(indicator.title for indicator in entry.indicators)
        yield f"شاخص‌ها: {titles}." if titles else ""
        yield from (document.title for document in entry.documents)
    if isinstance(entry, Policy | Project) and entry.owner:
        yield f"واحد متولی: {library.departments.find(entry.owner).title}."
    if isinstance(entry, Project):
        partners = "، ".join(library.departments.find(name).title for name in entry.partners)
        yield f"واحدهای همکار: {partners}." if partners else ""
        districts = "، ".join(library.districts.find(code).title for code in entry.districts)
        yield f"{districts}." if districts else ""
        status = library.status_of(entry)
        yield f"وضعیت: {status.title if status else UNREPORTED_MARK.title}."
        yield entry.status_reason or ""
        yield from (update.text for update in entry.updates)


def _joined(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())
