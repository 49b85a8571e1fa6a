"""What can be found: every record and page with its texts, kind by kind."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.collections import COLLECTIONS, Collection
from qomsite.model.records import Entry, Goal, Policy, Project, Record
from qomsite.outputs.site import Site
from qomsite.pages.ask import AskView
from qomsite.pages.facts import facts_of
from qomsite.pages.frame import Page, goal_place, is_sample, record_link
from qomsite.pages.listing import ListView
from qomsite.pages.permalink import permalink
from qomsite.pages.status_mark import StatusMark
from qomsite.render.plain import plain_text
from qomsite.text.amounts import Amount


@dataclass(frozen=True)
class Kind:
    """A kind of result: what one is called, the folder of all, whether results show numbers."""

    label: str
    folder: str = ""
    numbered: bool = False


@dataclass(frozen=True)
class Document:
    """A page that can be found: what a list of results shows of it, and what is searched.

    The ``way`` to it from its goal, each step a kind's place and a code; the goal's ``point`` of
    the star; 0 and empty where it has none. ``number`` and ``names`` are searched besides title,
    summary and text.
    """

    path: str
    title: str
    summary: str
    text: str
    way: str = ""
    point: int = 0
    status: StatusMark | None = None
    sample: bool = False
    number: str = ""
    names: str = ""


_TERMS = {
    kind.folder: kind
    for kind in map(
        Kind, ("واحد", "منطقه", "وضعیت", "سال"), ("owners", "districts", "statuses", "years")
    )
}
_VIEWS = Kind("بخش")
_LAST_NUMBER = re.compile(r"\d+$")
_PLACES = {collection.model: place for place, collection in enumerate(COLLECTIONS)}
_LEFT_OUT = frozenset(
    {"search", "letter", "not_found", "redirect", "report", "goal_tree", "year_changes", "answer"}
)
"""Types of pages that say nothing of their own: what is found is the goal, the owner, the list."""


def documents(site: Site) -> dict[Kind, list[Document]]:
    """What can be found, by kind: the records, and the pages that say something of their own."""
    found: dict[Kind, list[Document]] = {}
    for collection in COLLECTIONS:
        entries = site.library.by_kind[collection.kind].values()
        folder = permalink(collection.kind, "1").rpartition("/")[0]
        found[Kind(collection.singular, folder, collection.number)] = [
            _of_entry(site.library, collection, entry) for entry in entries
        ]
    found |= {kind: [] for kind in (*_TERMS.values(), _VIEWS)}
    records = {document.path for group in found.values() for document in group}
    for page in site.pages:
        # The rows of a list are found by themselves, and the list once.
        is_new = page.path not in records and page.type not in _LEFT_OUT
        # The classes of the reckoning are on its page; bands of figures are for choosing.
        term = _TERMS.get(page.path.partition("/")[0])
        kind = {"group": term, "group_list": term and _VIEWS}.get(page.type, _VIEWS)
        if kind and is_new and not page.view.frame.is_further:
            found[kind].append(_of_page(site.library, page))
    return found


def _of_entry(library: Library, collection: Collection, entry: Entry) -> Document:
    summary = entry.summary or ""
    return Document(
        path=permalink(collection.kind, entry.code),
        title=entry.title,
        summary=summary,
        text=_joined([summary, *_texts(library, entry)]),
        way=" ".join(f"{_PLACES[type(one)]}.{one.code}" for one in library.above(entry)),
        point=goal_place(library, entry),
        status=record_link(library, entry).status,
        sample=is_sample(entry),
        number=entry.code if collection.number else "",
        names=_joined([collection.singular, *entry.aliases, *_amounts(entry)]),
    )


def _of_page(library: Library, page: Page) -> Document:
    view, frame = page.view, page.view.frame
    body = plain_text(view.body.text) if isinstance(view, ListView) else ""
    if isinstance(view, AskView):
        body = " ".join(question.title for question, _ in view.questions)
    return Document(
        path=page.path,
        title=frame.title,
        summary=frame.lead,
        text=_joined([frame.lead, body]),
        names=_joined(_names(library, page)),
        number="".join(_LAST_NUMBER.findall(frame.title)),
    )


def _names(library: Library, page: Page) -> Iterator[str]:
    """What else a page is called: the plan, whose page is the first, and a list."""
    if page.type == "home":
        yield from library.plan.also_called
    elif page.path.endswith("/index.html"):
        yield "فهرست"


def _texts(library: Library, entry: Entry) -> Iterator[str]:
    """All that a record says besides its title and summary."""
    if isinstance(entry, Record) and entry.approved_text:
        yield entry.approved_text
    yield plain_text(entry.body)
    if isinstance(entry, Goal | Policy | Project):
        titles = "؛ ".join(indicator.title for indicator in entry.indicators)
        yield f"شاخص‌ها: {titles}." if titles else ""
        yield from (document.title for document in entry.documents)
    for fact in facts_of(library, entry) if isinstance(entry, Policy | Project) else ():
        yield f"{fact.label}: {'، '.join(value.text for value in fact.values)}."
    if isinstance(entry, Project):
        status = record_link(library, entry).status
        yield f"وضعیت: {status.title if status else ''}."
        yield entry.status_reason or ""
        yield from (update.text for update in entry.updates)


def _amounts(entry: Entry) -> Iterator[str]:
    """The budget of a project in toman, and in rial as people also know it."""
    if isinstance(entry, Project) and entry.budget:
        yield entry.budget.words
        yield Amount(entry.budget.rials * 10).words.replace("تومان", "ریال")


def _joined(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())
