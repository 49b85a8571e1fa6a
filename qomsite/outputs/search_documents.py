"""What can be found: every record and page with its texts, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.collections import COLLECTIONS
from qomsite.model.records import Entry, Goal, Indicator, Policy, Project, Record, Strategy
from qomsite.outputs.edition import Edition
from qomsite.pages.frame import UNREPORTED_MARK, goal_place, is_sample
from qomsite.pages.group import GroupView
from qomsite.pages.listing import ListView
from qomsite.pages.page import Page
from qomsite.pages.permalink import permalink
from qomsite.render.plain import plain_text


@dataclass(frozen=True)
class Kind:
    """A kind of result; ``prefix`` + code + ``.html`` is the path, ``numbered`` shows the code."""

    label: str
    plural: str
    prefix: str
    numbered: bool = False


@dataclass(frozen=True)
class Document:
    """A page that can be found. ``place``: the codes of its goal, strategy and policy, as known;
    ``point``: its goal's point of the star, from 1, 0 where it has none.

    ``number`` and ``names`` are searched as the number itself and as its words («طرح ۱۲۵»).
    """

    kind: Kind
    code: str
    title: str
    summary: str
    text: str
    point: int = 0
    place: tuple[str, ...] = ()
    sample: bool = False
    number: str = ""
    names: str = ""


_TERMS = (
    ("owners/", Kind("واحد", "واحدهای متولی", "owners/")),
    ("districts/", Kind("منطقه", "منطقه‌های شهرداری", "districts/")),
    ("statuses/", Kind("وضعیت", "وضعیت‌ها", "statuses/")),
)
_VIEWS = Kind("نما", "فهرست‌ها و نماها", "")
_VIEW_TYPES = frozenset({"home", "list", "group_list", "tree", "dashboard", "news", "sitemap"})


def documents(edition: Edition) -> dict[Kind, list[Document]]:
    """All that can be found, by kind."""
    found: dict[Kind, list[Document]] = {}
    for collection in COLLECTIONS:
        prefix = permalink(collection.kind, "x").removesuffix("x.html")
        kind = Kind(collection.singular, collection.plural, prefix, collection.number)
        entries = _entries(edition.library)[collection.kind]
        found[kind] = [_of_entry(edition.library, kind, entry) for entry in entries]
    for prefix, kind in _TERMS:
        pages = (page for page in edition.pages if isinstance(page.view, GroupView))
        found[kind] = [_of_page(kind, page) for page in pages if page.path.startswith(prefix)]
    views = (page for page in edition.pages if page.type in _VIEW_TYPES)
    found[_VIEWS] = [_of_page(_VIEWS, page) for page in views]
    return found


def _entries(library: Library) -> Mapping[str, Iterable[Entry]]:
    return {
        "goal": library.goals.values(),
        "strategy": library.strategies.values(),
        "policy": library.policies.values(),
        "project": library.projects.values(),
        "axis": library.axes.values(),
        "measure": library.measures.values(),
        "news": library.news,
        "page": library.pages.values(),
    }


def _of_entry(library: Library, kind: Kind, entry: Entry) -> Document:
    summary = entry.summary or ""
    return Document(
        kind=kind,
        code=entry.code,
        title=entry.title,
        summary=summary,
        text=_joined([summary, *_texts(library, entry)]),
        point=_point(library, entry),
        place=_place(library, entry),
        sample=is_sample(entry),
        number=entry.code if kind.numbered else "",
        names=_joined([kind.label, *entry.aliases] if isinstance(entry, Record) else [kind.label]),
    )


def _of_page(kind: Kind, page: Page) -> Document:
    view, frame = page.view, page.view.frame
    body = plain_text(view.body.text) if isinstance(view, ListView) else ""
    return Document(
        kind=kind,
        code=page.path.removeprefix(kind.prefix).removesuffix(".html"),
        title=frame.title,
        summary=frame.lead,
        text=_joined([frame.lead, body]),
    )


def _point(library: Library, entry: Entry) -> int:
    if isinstance(entry, Goal):
        return goal_place(library, entry)
    if isinstance(entry, Strategy | Policy | Project):
        return goal_place(library, library.goal_of(entry))
    return 0


def _place(library: Library, entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, Strategy):
        return (entry.goal,)
    if isinstance(entry, Policy):
        return (library.goal_of(entry).code, entry.strategy or "")
    if isinstance(entry, Project):
        policy = library.policies[entry.policy]
        return (*_place(library, policy), policy.code)
    return ()


def _texts(library: Library, entry: Entry) -> Iterator[str]:
    """All that a record says besides its title and summary."""
    if isinstance(entry, Record) and entry.approved_text:
        yield entry.approved_text
    yield plain_text(entry.body)
    if isinstance(entry, Goal | Policy | Project):
        yield from _titles(entry.indicators)
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


def _titles(indicators: Iterable[Indicator]) -> Iterator[str]:
    titles = "؛ ".join(indicator.title for indicator in indicators)
    if titles:
        yield f"شاخص‌ها: {titles}."


def _joined(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())
