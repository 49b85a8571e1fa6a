"""The addresses of editing: the list of records, the form of each, what is confirmed, undoing."""

from collections.abc import Awaitable
from dataclasses import replace

from tornado.web import HTTPError, RequestHandler

from qomsite.editing import records
from qomsite.errors import SiteError
from qomsite.forms.addresses import editor_address
from qomsite.forms.confirmation import asking, deleting, renaming
from qomsite.forms.index import index_view
from qomsite.forms.questions import BODY, turned
from qomsite.forms.saving import blank, filled, save, stored
from qomsite.forms.submission import CODE, Submission
from qomsite.forms.views import ConfirmView, FormView, RefusedView
from qomsite.model.codes import is_page_name
from qomsite.model.collections import Collection
from qomsite.serve.editing import Editing
from qomsite.text.folding import fold


class Index(Editing):
    """All records, filtered by a word or a collection; the last changes."""

    async def get(self) -> None:
        query = self.get_query_argument("q", "")
        name = self.get_query_argument("in", "")
        view = await self.aside(index_view, self.context, query, name)
        self.show("index", {**view, "note": self.note, "undo": self.undo})


_ANEW = (
    "پیش‌نمایش در این میان از نو آغاز شده بود و هنوز چیزی ذخیره نشده است. نوشتهٔ شما در فرم مانده "
    "است؛ یک بار دیگر دکمهٔ ذخیره را بزنید."
)
_GONE = (
    "این رکورد در این میان حذف شده یا کد آن عوض شده است. نوشتهٔ شما در فرم مانده است؛ اگر هنوز به "
    "کار می‌آید، با دکمهٔ «ساختن» رکورد تازه‌ای از آن بسازید."
)


class Undo(Editing):
    """Takes a change back, on request without the files that were edited since."""

    async def post(self) -> None:
        sent = dict(self.pairs())
        name = sent.get("name", "")
        try:
            await self.aside(self.journal.undo, name, rest="rest" in sent)
        except SiteError as error:
            changes = dict(self.journal.history()).get(name, ())
            rest = name if len(changes) > len(error.problems) else ""
            title, token = "این تغییر بازگردانده نشد", self.run.token
            self.show("refused", RefusedView(title, error.problems, "", rest, token), 409)
            return
        self.redirect("/edit/?note=undone", status=303)


class Token(Editing):
    """The token of this run, for a page that was opened before, and which content is served."""

    def get(self) -> None:
        self.finish({"token": self.context.token, "project": self.context.project})


class Fold(Editing):
    """A typed word as it is looked for, so that the rule stands once."""

    def get(self) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(fold(self.get_query_argument("q", "")))


class Nowhere(Editing):
    """Every other address under ``/edit/``: no page of the site stands there."""

    def get(self) -> None:
        raise HTTPError(404)


class Form(Editing):
    """``/edit/<collection>/<code>``."""

    async def get(self, name: str, code: str) -> None:
        collection = self.collection(name)
        try:
            view = await self.found(stored, self.context, collection, code)
        except SiteError as error:
            self._closed(collection, code, error)
            return
        await self._show(replace(view, note=self.note, undo=self.undo))

    async def post(self, name: str, code: str) -> None:
        collection = self.collection(name)
        pairs = self.pairs()
        try:
            # What a run that died left behind is put right before the file is looked at.
            await self.aside(self.journal.recover)
            record = await self.aside(records.opened, self.folder, collection, code)
            await self._answer(Submission(collection, code, record, pairs))
        except KeyError:
            if not is_page_name(code):
                raise HTTPError(404) from None
            await self._show_again(
                Submission(collection, code, None, (*pairs, (CODE, code))), 404, _GONE
            )
        except SiteError as error:
            self._closed(collection, code, error)

    def answer_old_page(self) -> None:
        """Does nothing here: the form is shown again, with what was entered."""

    async def _answer(self, submission: Submission) -> None:
        work = submission.get("do")
        saves = work in ("", "save")
        try:
            again = (
                submission if saves else replace(submission, pairs=turned(submission.pairs, work))
            )
            again.base.tree  # noqa: B018 what no form sends is refused here
        except ValueError:
            raise HTTPError(400 if self.has_token() else 403) from None
        if not self.has_token():
            await self._show_again(submission, 403, _ANEW)
        elif not saves:
            await self._show_again(again, 200, "")
        elif isinstance(done := await self.aside(save, self.context, submission), str):
            self.redirect(done, status=303)
        else:
            await self._show(done, 409 if done.conflicts else 422)

    async def _show_again(self, submission: Submission, status: int, notice: str) -> None:
        view = await self.aside(filled, self.context, submission)
        await self._show(replace(view, notice=notice), status)

    async def _show(self, view: FormView, status: int = 200) -> None:
        shown = await self.aside(self.run.body_html, view.form.body)
        self.show("form", replace(view, shown_body=shown), status)

    def _closed(self, collection: Collection, code: str, error: SiteError) -> None:
        path = editor_address(self.folder / records.path_of(collection, code))
        self.refuse("این پرونده در فرم باز نمی‌شود", error.problems, path)


class New(Form):
    """``/edit/new/<collection>``."""

    async def get(self, name: str, code: str = "") -> None:  # noqa: ARG002 Form's signature
        collection = self.collection(name)
        await self._show(await self.aside(blank, self.context, collection))

    async def post(self, name: str, code: str = "") -> None:
        collection = self.collection(name)
        pairs = self.pairs()
        code = dict(pairs).get(CODE, "").strip()
        try:
            await self._answer(Submission(collection, code, None, pairs))
        except SiteError as error:
            self.refuse("رکورد ساخته نشد", error.problems)


class BodyPreview(Editing):
    """Renders Markdown as the site does."""

    async def post(self) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        body = dict(self.pairs()).get(BODY, "")
        self.finish(await self.aside(self.run.body_html, body))


class _Confirmed(Editing):
    """Shows what a change to a record would do, and does it when that is confirmed."""

    def known(self, name: str, code: str) -> Collection:
        """The collection of a record; 404 where there is no such record."""
        collection = self.collection(name)
        if (
            not is_page_name(code)
            or not (self.folder / records.path_of(collection, code)).is_file()
        ):
            raise HTTPError(404)
        return collection

    async def answer(
        self, template: str, refused: str, proposed: Awaitable[ConfirmView], *, does: bool
    ) -> None:
        """Shows what is proposed, or does it; ``refused`` is said where that cannot be."""
        try:
            view = await proposed
            if not does or not view.can_go_on:
                is_fine = view.can_go_on or self.request.method == "GET"
                self.show(template, view, 200 if is_fine else 422)
                return
            done = await self.aside(self.journal.apply, view.changes)
        except SiteError as error:
            self.refuse(refused, error.problems)
            return
        name = view.collection.name
        renamed, deleted = f"{name}/{view.new_code}?note=renamed", f"?in={name}&note=deleted"
        self.redirect(f"/edit/{renamed if view.new_code else deleted}&undo={done}", status=303)


class Rename(_Confirmed):
    """``/edit/<collection>/<code>/rename``: asks for the code, shows what changes, does it."""

    async def get(self, name: str, code: str) -> None:
        collection = self.known(name, code)
        self.show("rename", await self.aside(asking, self.context, collection, code))

    async def post(self, name: str, code: str) -> None:
        collection, sent = self.known(name, code), dict(self.pairs())
        new = sent.get(CODE, "").strip()
        proposed = self.found(renaming, self.context, collection, code, new)
        await self.answer("rename", "کد عوض نشد", proposed, does="confirm" in sent)


class Delete(_Confirmed):
    """``/edit/<collection>/<code>/delete``: shows what stands against it, does it."""

    async def get(self, name: str, code: str) -> None:
        proposed = self.found(deleting, self.context, self.known(name, code), code)
        await self.answer("delete", "این پرونده خوانده نمی‌شود", proposed, does=False)

    async def post(self, name: str, code: str) -> None:
        proposed = self.found(deleting, self.context, self.known(name, code), code)
        await self.answer("delete", "رکورد حذف نشد", proposed, does=True)


_CODE = r"([a-z]+)/([a-z0-9-]+)"

HANDLERS: tuple[tuple[str, type[RequestHandler]], ...] = (
    (r"/edit/?", Index),
    (r"/edit/undo", Undo),
    (r"/edit/fold", Fold),
    (r"/edit/token", Token),
    (r"/edit/preview", BodyPreview),
    (r"/edit/new/([a-z]+)", New),
    (rf"/edit/{_CODE}", Form),
    (rf"/edit/{_CODE}/rename", Rename),
    (rf"/edit/{_CODE}/delete", Delete),
    (r"/edit/.*", Nowhere),
)
"""The addresses of editing."""
