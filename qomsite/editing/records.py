"""Records as they are kept: opened, saved, made, renamed, taken away; each as changes to files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qomsite.editing.changes import Change
from qomsite.editing.front_matter import new_document, with_body, with_values
from qomsite.errors import NotEditable, Place, Problem
from qomsite.loader.document import Document, record_document, settings_document
from qomsite.loader.files import MAX_BYTES, Found, read_bytes
from qomsite.loader.load import LISTING_FILE, SITE_FILE
from qomsite.loader.yaml_text import Tree, read_yaml
from qomsite.markup.links import body_links
from qomsite.model.codes import is_page_name, read_code
from qomsite.model.collections import COLLECTIONS, Collection, Listing
from qomsite.model.content import Content
from qomsite.model.fields import rows
from qomsite.model.kinds import CODES_PARTED
from qomsite.model.targets import parse_target
from qomsite.text.collation import collation_key

_REFERENCES = ("related", "to")
"""The keys that hold references such as ``project:125``."""
_TARGET = re.compile(r"([a-z]+):([^\s#/:?]+)")


@dataclass(frozen=True)
class Opened:
    """A record's file as it stands: its bytes, its parts and the values of its front matter."""

    path: str
    data: bytes
    document: Document
    tree: dict[str, Tree]

    @property
    def stamp(self) -> str:
        """Tells whether the file is still the one that was opened."""
        return hashlib.sha256(self.data).hexdigest()


def path_of(collection: Collection, code: str) -> str:
    """Where the file of a record is, from the content folder.

    Raises ``ValueError`` for a code that no file can have: no path from outside gets further.
    """
    if not is_page_name(code):
        raise ValueError(f"{code!r} is no code")
    return f"{collection.name}/{code}.md"


def opened(folder: Path, collection: Collection, code: str) -> Opened:
    """The file of a record.

    Raises ``KeyError`` where there is none, and :class:`NotEditable` for one that the loader
    refuses, as one in a folder behind a link.
    """
    try:
        path = path_of(collection, code)
    except ValueError:
        raise KeyError(code) from None
    if (folder / collection.name).is_symlink():
        message = "این پوشه پیوند (symlink) است؛ پیوندها دنبال نمی‌شوند، خود پوشه را بگذارید"
        place = Place(f"{folder.name}/{collection.name}")
        raise NotEditable([Problem(place, "unreadable-file", message)])
    if not (folder / path).exists():
        raise KeyError(code)
    return _opened(folder, path)


def _opened(folder: Path, path: str) -> Opened:
    shown = f"{folder.name}/{path}"
    problems: list[Problem] = []
    data = read_bytes(Found(str(folder / path), shown), MAX_BYTES, "", problems)
    if data is None:
        raise NotEditable(problems)
    try:
        document = record_document(data.decode(), shown, [])
    except UnicodeDecodeError:
        document = None
    if document is None:
        message = "مشخصات این پرونده میان دو خط --- و با کدگذاری UTF-8 نیامده است"
        raise NotEditable([Problem(Place(shown), "missing-front-matter", message)])
    result = read_yaml(document.front, shown, 2, problems)
    if result is None or problems:
        raise NotEditable(problems)
    return Opened(path, data, document, result[0])


def order_of(collection: Collection) -> tuple[str, ...]:
    """The keys of a collection's front matter in the order of the table of fields."""
    return tuple(row.name for row in rows(collection.model))


def saved(
    record: Opened | None, collection: Collection, code: str, tree: dict[str, Tree], body: str
) -> Change:
    """A record with other values and another body, every other byte as it is; or a new one."""
    if record is None:
        values = {name: tree[name] for name in order_of(collection) if name in tree}
        return Change(path_of(collection, code), None, new_document(values, body).to_bytes())
    document = record.document
    if tree != record.tree:
        document = with_values(document, tree, order_of(collection))
    document = with_body(document, body)
    # A file that mixes line ends is put right only with a change of its own.
    same = document == record.document
    return Change(record.path, record.data, record.data if same else document.to_bytes())


def renamed(
    folder: Path, content: Content, collection: Collection, old: str, new: str
) -> tuple[Change, ...]:
    """A record under another code, its old address kept, and all that names it brought along.

    Raises what :func:`opened` does.
    """
    record = opened(folder, collection, old)
    target = _Renaming(collection, old, new)
    document = target.applied(collection, record.document)
    tree = document.tree
    written = tree.get("aliases", [])
    former = [
        alias
        for alias in (written if isinstance(written, list) else [written])
        if str(alias).casefold() != new
    ]
    document = with_values(document, {**tree, "aliases": [*former, old]}, order_of(collection))
    others = (change for change in _mentions(folder, content, target) if change.path != record.path)
    return (
        Change(record.path, record.data, None),
        Change(path_of(collection, new), None, document.to_bytes(), like=record.path),
        *others,
    )


def deleted(record: Opened) -> Change:
    """A record taken away."""
    return Change(record.path, record.data, None)


def referring(folder: Path, content: Content, collection: Collection, code: str) -> tuple[str, ...]:
    """The files that name a record, from the content folder; its own is not among them."""
    own = path_of(collection, code)
    # Whatever would have to change if it were called otherwise names it.
    target = _Renaming(collection, code, f"{code}-x")
    return tuple(change.path for change in _mentions(folder, content, target) if change.path != own)


def _mentions(folder: Path, content: Content, target: _Renaming) -> Iterator[Change]:
    for collection in COLLECTIONS:
        codes = sorted(content.codes.get(collection.name, ()), key=collation_key)
        paths = [f"{collection.name}/{name}.md" for name in codes if is_page_name(name)]
        listing = f"{collection.name}/{LISTING_FILE}"
        for path in [*paths, *([listing] if collection.name in content.listings else [])]:
            try:
                other = _opened(folder, path)
            except NotEditable:
                continue  # it has its own problem, and nothing in it can be changed
            after = target.applied(collection if path != listing else None, other.document)
            if after != other.document:
                yield Change(path, other.data, after.to_bytes())
    yield from target.in_settings(folder / SITE_FILE)


@dataclass(frozen=True)
class _Renaming:
    """A record's old code and its new one, put in the place of the old wherever that stands."""

    collection: Collection
    old: str
    new: str

    def applied(self, collection: Collection | None, document: Document) -> Document:
        """A document that names the new code."""
        model = collection.model if collection else Listing
        named = {row.name for row in rows(model) if row.names == self.collection.name}
        tree = document.tree
        wanted = {
            name: self._value(name, value, are_codes=name in named) for name, value in tree.items()
        }
        if wanted != tree:
            document = with_values(document, wanted, ())
        body = self._linked(document.body)
        return document if body == document.body else with_body(document, body)

    def in_settings(self, path: Path) -> Iterator[Change]:
        """The change to ``site.yaml``, where its menus name the record."""
        try:
            data = path.read_bytes()
            document = settings_document(data.decode())
            tree = document.tree
        except (OSError, ValueError):  # it has its own problem, and nothing in it can be changed
            return
        wanted = {name: self._value(name, value) for name, value in tree.items()}
        if wanted != tree:
            yield Change(path.name, data, with_values(document, wanted, ()).to_bytes())

    def _value(self, name: str, value: Tree, *, are_codes: bool = False) -> Tree:
        if isinstance(value, list):
            return [self._value(name, part, are_codes=are_codes) for part in value]
        if isinstance(value, dict):
            return {key: self._value(key, part) for key, part in value.items()}
        if are_codes:
            return re.sub(
                rf"[^\s{CODES_PARTED}]+",
                lambda word: self.new if self._is_old(word[0]) else word[0],
                value,
            )
        return self._reference(value) if name in _REFERENCES else value

    def _reference(self, text: str) -> str:
        target = parse_target(text.strip())
        if target is None or (target.kind, target.code) != (self.collection.kind, self.old):
            return text
        return _TARGET.sub(f"{self.collection.kind}:{self.new}", text, count=1)

    def _linked(self, body: str) -> str:
        for link in sorted(body_links(body), reverse=True):
            if body.startswith(link.target, link.offset):
                end = link.offset + len(link.target)
                body = body[: link.offset] + self._reference(link.target) + body[end:]
        return body

    def _is_old(self, word: str) -> bool:
        try:
            return read_code(word) == self.old
        except ValueError:
            return False
