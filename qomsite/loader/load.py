"""The whole content folder into one ``Content``, with all its problems."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from qomsite.errors import Problem, around, bounded
from qomsite.loader.document import record_document, settings_document
from qomsite.loader.editions import read_editions
from qomsite.loader.files import (
    MAX_BYTES,
    NO_OVERLAY,
    REMEDY,
    Found,
    Overlay,
    entries,
    read_bytes,
    read_text,
    text_of,
)
from qomsite.loader.lists import read_synonyms, read_words
from qomsite.loader.media import read_media
from qomsite.loader.reading import read_value
from qomsite.loader.yaml_text import Marks, read_yaml
from qomsite.memo import Memo
from qomsite.messages import problem
from qomsite.model.codes import as_code, is_page_name, read_code
from qomsite.model.collections import BY_NAME, COLLECTIONS, Collection, Listing
from qomsite.model.content import Content, Places
from qomsite.model.fields import rows
from qomsite.model.records import Entry
from qomsite.model.settings import District, Plan, Site
from qomsite.text.characters import quoted
from qomsite.text.collation import collation_key
from qomsite.text.folding import fold
from qomsite.text.nearest import suggestion

SITE_FILE = "site.yaml"
PLAN_FILE = "plan.yaml"
GUIDE_FILE = "README.md"
WORDS_FILE = "words.txt"
SYNONYMS_FILE = "synonyms.txt"
MEDIA_FOLDER = "media"
EDITIONS_FOLDER = "editions"
LISTING_FILE = "_index.md"

T = TypeVar("T")


@dataclass
class _Reading:
    """What has been read so far; lives only inside :func:`load`."""

    memo: Memo
    overlay: Overlay
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Places] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    records: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    codes: dict[str, frozenset[str]] = field(default_factory=dict)
    listings: dict[str, Listing] = field(default_factory=dict)
    unread: dict[str, tuple[int, str]] = field(default_factory=dict)

    def keep(
        self,
        path: str,
        text: str,
        marks: Marks | None,
        of_text: list[Problem],
        of_values: Sequence[Problem],
    ) -> None:
        """Keeps what was read of a file; ``of_text`` are problems that know their places only."""
        if marks:
            self.places[path] = marks
            self.texts[path] = text
            of_text = [
                replace(one, keys=marks.keys_at(one.place.line, one.place.column))
                for one in of_text
            ]
        self.problems.extend(of_text)
        # A value is not complained of again where its text was, nor one that YAML reads otherwise.
        told = {(one.slug, one.keys) for one in of_text}
        misread = {
            one.keys
            for one in of_values
            if one.slug == "bad-yaml" and marks and one.place >= marks.place(path, one.keys)
        } - {()}
        self.problems.extend(
            one
            for one in of_values
            if told.isdisjoint({(one.slug, one.keys), (one.slug, one.keys[:-1])})
            and (one.slug == "bad-yaml" or not around(one.keys, misread))
        )


def load(
    folder: Path, memo: Memo | None = None, overlay: Overlay = NO_OVERLAY
) -> tuple[Content, tuple[Problem, ...]]:
    """Reads ``folder``; returns what could be read and every problem met on the way.

    ``memo``: what is known from before, of files that have not changed since. ``overlay``: what
    stands in front of the files, by path in the folder, with slashes.
    """
    shown = folder.name or folder.resolve().name
    reading = _Reading(memo or Memo(), {f"{shown}/{path}": data for path, data in overlay.items()})
    problems = reading.problems
    files: dict[str, Found] = {}
    folders: dict[str, Found] = {}
    if not os.path.isdir(folder):  # noqa: PTH112 - the other raises at a name that is too long
        problems.append(problem(shown, "unreadable-file.folder", folder=folder))
        return Content(None, None, {}, {}, {}, {}), tuple(problems)
    for found in entries(folder, shown, problems, reading.overlay):
        (folders if found.is_folder else files)[found.name] = found
    expected_folders = [*BY_NAME, EDITIONS_FOLDER, MEDIA_FOLDER]
    expected_files = [SITE_FILE, PLAN_FILE, GUIDE_FILE, WORDS_FILE, SYNONYMS_FILE]
    for there, expected in ((files, expected_files), (folders, expected_folders)):
        unknown = (found for name, found in there.items() if name not in expected)
        problems.extend(_unexpected(found, expected) for found in unknown)

    site = _settings(Site, SITE_FILE, files, shown, reading)
    plan = _settings(Plan, PLAN_FILE, files, shown, reading)
    for collection in COLLECTIONS:
        if collection.name in folders:
            _collection(collection, folders[collection.name], reading)
    lying, frozen = folders.get(MEDIA_FOLDER), folders.get(EDITIONS_FOLDER)
    media, refused = read_media(lying, problems, reading.overlay) if lying else ({}, frozenset())
    content = Content(
        site,
        plan,
        reading.records,
        reading.listings,
        reading.codes,
        reading.places,
        media=media,
        refused=refused,
        site_path=f"{shown}/{SITE_FILE}",
        plan_path=f"{shown}/{PLAN_FILE}",
        words=_list(files.get(WORDS_FILE), read_words, reading),
        synonyms=_list(files.get(SYNONYMS_FILE), read_synonyms, reading),
        texts=reading.texts,
        unread=reading.unread,
        editions=read_editions(frozen, problems, reading.overlay, reading.memo) if frozen else (),
        memo=reading.memo,
    )
    return content, tuple(_with_codes(bounded(problems), content))


def _with_codes(problems: tuple[Problem, ...], content: Content) -> Iterator[Problem]:
    """The problems; that of a title in place of a code names the one code that has the title."""
    if all(one.slug != "bad-code" for one in problems):
        yield from problems
        return
    titled: dict[tuple[str, str], set[str]] = {}
    named: dict[str, Sequence[Entry | District]] = {**content.records}
    named["districts"] = content.plan.districts if content.plan else ()
    for name, each in named.items():
        for entry in each:
            titled.setdefault((name, fold(entry.title)), set()).add(entry.code)
    for one in problems:
        collection, places = BY_NAME.get(Path(one.place.path).parent.name), content.places
        if one.slug == "bad-code" and collection and one.place.path in places:
            names = next((row.names for row in rows(collection.model) if row.name in one.keys), "")
            text = places[one.place.path].text(one.keys)
            if len(codes := titled.get((names, fold(text)), set())) == 1:
                said = f"{quoted(text)} عنوان است و اینجا کد می‌آید؛ منظور «{min(codes)}» بود؟"
                yield replace(one, message=one.label + said)
                continue
        yield one


def _settings(
    model: type[Any], name: str, files: dict[str, Found], shown: str, reading: _Reading
) -> Any | None:
    path = f"{shown}/{name}"
    if name not in files:
        reading.problems.append(problem(path, "unreadable-file.wanted"))
        return None
    return _entry(model, files[name], None, reading)


def _list(
    found: Found | None,
    read: Callable[[str, str], tuple[T, tuple[Problem, ...]]],
    reading: _Reading,
) -> T:
    """What a file lists line by line: nothing where it is missing, empty or no text."""
    of_text: list[Problem] = []
    text = read_text(found, of_text) if found else None
    reading.problems.extend(of_text)
    # The same value for the same text: what is known of a text by its words stays known.
    listed, problems = reading.memo.once(read, text or "", found.shown if found else "")
    told = {(one.slug, one.place.line) for one in of_text}
    reading.problems.extend(one for one in problems if (one.slug, one.place.line) not in told)
    return listed


def _collection(collection: Collection, folder: Found, reading: _Reading) -> None:
    taken: dict[str, str] = {}
    read: list[Entry] = []
    for found in entries(folder.disk, folder.shown, reading.problems, reading.overlay):
        if found.name == LISTING_FILE:
            if listing := _entry(Listing, found, None, reading):
                reading.listings[collection.name] = listing
            continue
        if found.is_folder or not found.name.endswith(".md"):
            key = "unexpected-file.collection"
            reading.problems.append(problem(found.shown, key, name=found.name))
            continue
        code = _code(found, reading.problems)
        if code is None:
            continue
        if code in taken:
            said = {"code": code, "first": taken[code]}
            reading.problems.append(problem(found.shown, "duplicate-code.file", **said))
            continue
        taken[code] = found.shown
        if value := _entry(collection.model, found, code, reading):
            read.append(value)
    # Also what is refused unread, such as a link: it has its problem, references to it none.
    others = {
        name.removesuffix(".md")
        for name in _listed(folder.disk)
        if name.endswith(".md") and reading.overlay.get(f"{folder.shown}/{name}", b"") is not None
    } - taken.keys()
    named = filter(is_page_name, map(as_code, others))
    reading.codes[collection.name] = frozenset(taken).union(named)
    read.sort(key=lambda record: collation_key(record.code))
    reading.records[collection.name] = tuple(read)


def _listed(folder: str) -> Iterator[str]:
    with suppress(OSError), os.scandir(folder) as found:  # it was told
        yield from (entry.name for entry in found)


def _entry(model: Any, found: Found, code: str | None, reading: _Reading) -> Any | None:
    data = read_bytes(found, MAX_BYTES, REMEDY, reading.problems)
    if data is None:
        return None
    read = reading.memo.once(_read_entry, model, found.shown, code, data)
    value, text, marks, of_text, of_values = read
    reading.keep(found.shown, text, marks, [*of_text], of_values)
    is_lost = value is None and "body" in model.model_fields
    if is_lost and (document := record_document(text, found.shown, [])):
        reading.unread[found.shown] = document.body_line, document.body
    return value


def _read_entry(
    model: Any, path: str, code: str | None, data: bytes
) -> tuple[Any | None, str, Marks | None, tuple[Problem, ...], tuple[Problem, ...]]:
    """A file's bytes as a value, its text, its marks, the problems of the text and of values."""
    text, of_text = text_of(data, path)
    if text is None:
        return None, "", None, of_text, ()
    problems: list[Problem] = []
    has_body = "body" in model.model_fields
    document = record_document(text, path, problems) if has_body else settings_document(text)
    result = read_yaml(document.front, path, 1 + has_body, problems) if document else None
    if document is None or result is None:
        return None, text, None, of_text, tuple(problems)
    tree, marks = result
    from_file: dict[str, Any] = {} if code is None else {"code": code}
    if has_body:
        marks = replace(marks, body_line=document.body_line)
        from_file |= {"path": path, "body": document.body, "body_line": marks.body_line}
    value = read_value(model, tree, marks, path, problems, from_file)
    return value, text, marks, of_text, tuple(problems)


def _code(found: Found, problems: list[Problem]) -> str | None:
    stem = found.name.removesuffix(".md")
    try:
        code = read_code(stem)
    except ValueError as error:
        problems.append(problem(found.shown, "bad-file-name.code", error=error))
        return None
    if code != stem:
        problems.append(problem(found.shown, "bad-file-name.right", code=code))
    return code


def _unexpected(found: Found, expected: list[str]) -> Problem:
    hint = suggestion(found.name, expected) or f"؛ اینجا فقط این‌ها می‌آید: {'، '.join(expected)}"
    return problem(found.shown, "unexpected-file", name=found.name, hint=hint)
