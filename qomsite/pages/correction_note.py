"""A correction as its page, the register and the page that it is about show it."""

from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.collections import BY_KIND, BY_NAME
from qomsite.model.records import Correction
from qomsite.model.targets import LIST_VIEWS, ROOT_VIEWS, Target, parse_target
from qomsite.pages.permalink import path_of, permalink
from qomsite.text.jalali import JalaliDate, PartialDate, when


@dataclass(frozen=True)
class CorrectionNote:
    """What was said wrong until ``date``, what is right, why; ``since`` says from when.

    ``path`` is that of the correction's own page, ``about`` that of what was wrong; ``of``: its
    name.
    """

    title: str
    path: str
    about: str
    of: str
    date: JalaliDate
    said: str
    right: str
    since: JalaliDate | str
    reason: str
    sample: bool


def correction_note(library: Library, one: Correction) -> CorrectionNote:
    """A correction as the page of what it corrects tells it."""
    target = parse_target(one.about)
    if target is None:
        raise ValueError(f"{one.about!r} is no reference")  # the checks let no such text through
    return CorrectionNote(
        title=one.title,
        path=permalink("correction", one.code),
        about=path_of(target),
        of=_name(library, target),
        date=one.date,
        said=one.said,
        right=one.right,
        since=when(one.since) if isinstance(one.since, PartialDate) else one.since or "اعلام نشده",
        reason=one.reason or "",
        sample=one.sample,
    )


def notes_of_pages(library: Library) -> dict[str, tuple[CorrectionNote, ...]]:
    """The corrections of each page that any is about, the newest first, by its path."""
    found: dict[str, tuple[CorrectionNote, ...]] = {}
    for one in library.corrections:
        note = correction_note(library, one)
        path = note.about.partition("#")[0]
        found[path] = (*found.get(path, ()), note)
    return found


def _name(library: Library, target: Target) -> str:
    kind, code = target.kind, target.code
    if entry := library.find(kind, code):
        number = BY_KIND[kind].named(code)
        return f"{number}: {entry.title}" if number else entry.title
    if kind == "owner":
        return library.departments.find(code).title
    if kind == "district":
        return library.districts.find(code).title
    if kind == "status":
        return library.statuses.find(code).title
    return {**ROOT_VIEWS, **LIST_VIEWS}.get(code) or BY_NAME[code].plural
