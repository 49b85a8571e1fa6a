"""The form of a record: its addresses."""

from __future__ import annotations

from asyncio import wrap_future
from dataclasses import replace

from tornado.web import HTTPError

from qomsite.errors import SiteError
from qomsite.model.collections import Collection
from qomsite.serve.body_preview import rendered_apart
from qomsite.serve.edit_sheet import (
    CODE,
    Desk,
    Sheet,
    blank,
    filled,
    opened,
    save,
    stored,
)
from qomsite.serve.edit_views import FormView
from qomsite.serve.editing import Editing
from qomsite.serve.places import editor_address
from qomsite.staff import records
from qomsite.staff.entered import Pairs
from qomsite.staff.findings import BODY
from qomsite.staff.forms import with_row, with_row_moved, without_row
from qomsite.text.digits import ascii_digits

_DO = "do"
"""The button that was pressed."""

_NOTES = {
    "saved": "ذخیره شد.",
    "same": "چیزی عوض نشده بود؛ پرونده همان است که بود.",
    "made": "رکورد ساخته شد.",
    "renamed": "کد عوض شد و اشاره‌ها به آن درست شد؛ نوشتهٔ پیوندها همان است که بود، آن را ببینید.",
}


class Form(Editing):
    """``/edit/<collection>/<code>``."""

    async def get(self, name: str, code: str) -> None:
        collection = self.collection(name)
        note = _NOTES.get(self.get_query_argument("note", ""), "")
        try:
            view = await self.aside(stored, self._desk, collection, code)
        except SiteError as error:
            self._closed(collection, code, error)
            return
        await self._show(replace(view, note=note, undo=self.undo))

    async def post(self, name: str, code: str) -> None:
        collection = self.collection(name)
        pairs = self.pairs()
        try:
            record = await self.aside(opened, self.folder, collection, code)
            sheet = Sheet(collection, code, record, pairs)
            await self._answer(sheet)
        except SiteError as error:
            self._closed(collection, code, error)

    async def _answer(self, sheet: Sheet) -> None:
        work = sheet.get(_DO)
        if work not in ("", "save"):
            turned = replace(sheet, pairs=_turned(sheet.pairs, work))
            await self._show(await self.aside(filled, self._desk, turned, {}, ()))
            return
        done = await self.aside(save, self._desk, sheet)
        if isinstance(done, str):
            self.redirect(done, status=303)
        else:
            await self._show(done, 409 if done.difference else 422)

    async def _show(self, view: FormView, status: int = 200) -> None:
        shown = await wrap_future(rendered_apart(view.body))
        self.show("form", replace(view, shown_body=shown), status)

    @property
    def _desk(self) -> Desk:
        return Desk(self.folder, self.journal, self.token)

    def _closed(self, collection: Collection, code: str, error: SiteError) -> None:
        path = editor_address(self.folder / records.path_of(collection, code))
        self.refuse("این پرونده در فرم باز نمی‌شود", error.problems, path)


class New(Form):
    """``/edit/new/<collection>``."""

    async def get(self, name: str, code: str = "") -> None:  # noqa: ARG002 Form's signature
        collection = self.collection(name)
        await self._show(await self.aside(blank, self._desk, collection))

    async def post(self, name: str, code: str = "") -> None:
        collection = self.collection(name)
        pairs = self.pairs()
        code = ascii_digits(dict(pairs).get(CODE, "").strip()).casefold()
        await self._answer(Sheet(collection, code, None, pairs))


class BodyPreview(Editing):
    """Renders Markdown as the site does."""

    async def post(self) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        body = dict(self.pairs()).get(BODY, "")
        html: str = await wrap_future(rendered_apart(body))
        self.finish(html)


def _turned(pairs: Pairs, work: str) -> Pairs:
    """The form after a button that saves nothing: a look at the body, a row more, less, moved."""
    if work == "preview":
        return pairs
    verb, _, rest = work.partition(" ")
    name, _, row = rest.rpartition(" ")
    if verb == "add":
        return with_row(pairs, rest)
    if verb == "remove":
        return without_row(pairs, name, row)
    if verb in ("up", "down"):
        return with_row_moved(pairs, name, row, -1 if verb == "up" else 1)
    raise HTTPError(400)
