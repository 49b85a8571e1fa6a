"""What is asked twice before it is done: another code for a record, and its end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tornado.web import HTTPError

from qomsite.errors import SiteError
from qomsite.loader.load import PLAN_FILE, is_page_name, load
from qomsite.model.collections import BY_NAME, Collection
from qomsite.model.content import Content
from qomsite.model.records import Entry
from qomsite.serve.edit_views import FileDifference, SureView, difference
from qomsite.serve.editing import Editing
from qomsite.staff import records
from qomsite.staff.changes import Change
from qomsite.staff.rehearsal import new_problems
from qomsite.text.digits import ascii_digits, persian_digits

CODE, SURE = "code", "sure"


class Rename(Editing):
    """``/edit/<collection>/<code>/rename``: asks for the code, shows what changes, does it."""

    async def get(self, name: str, code: str) -> None:
        collection = _known(self, name, code)
        content, _ = await self.aside(load, self.folder)
        self.show("rename", _sure(self.token, collection, code, content))

    async def post(self, name: str, code: str) -> None:
        collection = _known(self, name, code)
        sent = dict(self.pairs())
        new = ascii_digits(sent.get(CODE, "").strip()).casefold()
        try:
            view, changes = await self.aside(
                renaming, self.folder, collection, code, new, self.token
            )
            if SURE not in sent or not view.can_go_on:
                self.show("rename", view, 200 if view.can_go_on else 422)
                return
            done = await self.aside(self.journal.apply, changes)
        except SiteError as error:
            self.refuse("کد عوض نشد", error.problems)
            return
        self.redirect(f"/edit/{collection.name}/{new}?note=renamed&undo={done}", status=303)


class Delete(Editing):
    """``/edit/<collection>/<code>/delete``: shows what stands against it, does it."""

    async def get(self, name: str, code: str) -> None:
        collection = _known(self, name, code)
        try:
            view, _ = await self.aside(deleting, self.folder, collection, code, self.token)
        except SiteError as error:
            self.refuse("این پرونده خوانده نمی‌شود", error.problems)
            return
        self.show("delete", view)

    async def post(self, name: str, code: str) -> None:
        collection = _known(self, name, code)
        try:
            view, changes = await self.aside(deleting, self.folder, collection, code, self.token)
            if not view.can_go_on:
                self.show("delete", view, 422)
                return
            done = await self.aside(self.journal.apply, changes)
        except SiteError as error:
            self.refuse("رکورد حذف نشد", error.problems)
            return
        self.redirect(f"/edit/?in={collection.name}&note=deleted&undo={done}", status=303)


def renaming(
    folder: Path, collection: Collection, old: str, new: str, token: str
) -> tuple[SureView, tuple[Change, ...]]:
    """What another code for a record would change, and whether it can be had."""
    content, _ = load(folder)
    if fault := _code_fault(content, collection, old, new):
        return _sure(token, collection, old, content, new_code=new, code_message=fault), ()
    try:
        changes = records.renamed(folder, content, collection, old, new)
    except KeyError:  # the address was looked up, but a button may be pressed twice
        raise HTTPError(404) from None
    problems = new_problems(folder, changes)
    view = _sure(
        token,
        collection,
        old,
        content,
        new_code=new,
        files=_files(changes, collection, old, new),
        problems=problems,
        can_go_on=not problems,
    )
    return view, changes


def deleting(
    folder: Path, collection: Collection, code: str, token: str
) -> tuple[SureView, tuple[Change, ...]]:
    """What stands against taking a record away.

    What names it does; that the plan declares one more than there will be is said, and stops
    nothing: the next step may be a record in its place.
    """
    content, _ = load(folder)
    record = records.opened(folder, collection, code)
    if record is None:  # the address was looked up, but a button may be pressed twice
        raise HTTPError(404)
    change = records.deleted(record)
    naming = records.referring(folder, content, collection, code)
    problems = () if naming else new_problems(folder, [change])
    counted = f"{folder.name}/{PLAN_FILE}"
    warnings = tuple(one for one in problems if one.place.path == counted)
    stopping = tuple(one for one in problems if one.place.path != counted)
    view = _sure(
        token,
        collection,
        code,
        content,
        referring=tuple(_referring(content, path) for path in naming),
        problems=stopping,
        warnings=warnings,
        can_go_on=not naming and not stopping,
    )
    return view, (change,)


def _known(handler: Editing, name: str, code: str) -> Collection:
    collection = handler.collection(name)
    try:
        path = records.path_of(collection, code)
    except ValueError:
        raise HTTPError(404) from None
    if not (handler.folder / path).is_file():
        raise HTTPError(404)
    return collection


def _code_fault(content: Content, collection: Collection, old: str, new: str) -> str:
    if not is_page_name(new):
        return "کد فقط حرف لاتین کوچک، رقم و خط تیره دارد، مانند 12 یا road-safety"
    if new == old:
        return "این همان کد کنونی است؛ کد تازه‌ای بنویسید"
    if new in content.codes.get(collection.name, ()):
        return f"{collection.joined} دیگری این کد را دارد؛ کد دیگری بنویسید"
    return ""


def _files(
    changes: Sequence[Change], collection: Collection, old: str, new: str
) -> tuple[FileDifference, ...]:
    """What changes in each file; the record's own is compared with itself under the new code."""
    own = next(change for change in changes if change.path == records.path_of(collection, old))
    made = next(change for change in changes if change.path == records.path_of(collection, new))
    others = (change for change in changes if change not in (own, made))
    return (
        FileDifference(own.path, difference(own.before, made.after), made.path),
        *(FileDifference(one.path, difference(one.before, one.after)) for one in others),
    )


def _referring(content: Content, path: str) -> tuple[str, str]:
    """A file that names a record: how people call it, and where it is edited (if it can be)."""
    name, _, file = path.partition("/")
    code = file.removesuffix(".md")
    if name not in BY_NAME or code.startswith("_"):
        return path, ""
    collection = BY_NAME[name]
    title = next((one.title for one in content.of(collection, Entry) if one.code == code), "")
    number = f" {persian_digits(code)}" if collection.number else ""
    return f"{collection.singular}{number}: {title}", f"/edit/{name}/{code}"


def _sure(token: str, collection: Collection, code: str, content: Content, **more: Any) -> SureView:
    title = next((one.title for one in content.of(collection, Entry) if one.code == code), code)
    return SureView(
        token=token,
        collection=collection,
        code=code,
        title=title,
        **more,
    )
