"""What every address under ``/edit/`` shares: who may ask, what was sent, how it is answered."""

import asyncio
import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar
from urllib.parse import parse_qsl

from tornado.web import HTTPError

from qomsite.editing.journal import Journal
from qomsite.errors import Problem
from qomsite.forms.entered import Pairs
from qomsite.forms.submission import FormContext
from qomsite.forms.views import RefusedView
from qomsite.model.collections import BY_NAME, Collection
from qomsite.serve.guard import Guarded

_ANSWER = "answer"
"""What names an answer that is kept, in the address."""
_ANEW = "پیش‌نمایش در این میان از نو آغاز شده است"

_NOTES = {
    "undone": "تغییر بازگردانده شد.",
    "deleted": "رکورد حذف شد.",
    "saved": "ذخیره شد.",
    "same": "چیزی عوض نشده بود؛ پرونده همان است که بود.",
    "merged": "ذخیره شد. پرونده در این میان عوض شده بود؛ آن تغییر هم مانده و در فرم دیده می‌شود.",
    "made": "رکورد ساخته شد.",
    "renamed": "کد عوض شد و اشاره‌ها به آن درست شد؛ نوشتهٔ پیوندها همان است که بود، آن را ببینید.",
}
"""What is said of what was just done, by the name that stands in the address."""

P = ParamSpec("P")
T = TypeVar("T")

MOST_BYTES = 15_000_000
"""What a form may send: a content file, what it was before, and six signs for a Persian letter."""
MOST_PAIRS = 5_000
MOST_ANSWERS = 20
"""How many answers to forms are kept for the browser's way back."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


class Editing(Guarded):
    """A page of editing: nothing is changed but by a POST with the token of this run.

    What is answered to a POST is kept, and the browser sent to where it is got: from there the way
    back leads to a page, not to a question whether to send it all again.
    """

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("X-Frame-Options", "DENY")

    def prepare(self) -> None:
        super().prepare()
        if self.request.method not in ("GET", "HEAD"):
            if len(self.request.body) > MOST_BYTES:
                raise HTTPError(413)
            self.require_own_page()
            if not self.has_token():
                self.answer_old_page()
        elif answer := self.run.answers.get(self.get_query_argument(_ANSWER, "")):
            self._finish(*answer)

    def answer_old_page(self) -> None:
        """Answers a page that was opened before the preview began anew."""
        self.show("refused", RefusedView(_ANEW, ()), 403)

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """Says in a page with a way on that there is no such record; else as the others do."""
        if status_code == 404:
            name = self.path_args[0] if self.path_args else ""
            self.show("missing", BY_NAME.get(name), 404)
        else:
            super().write_error(status_code, **kwargs)

    @property
    def folder(self) -> Path:
        """The content folder."""
        return self.run.request.content

    @property
    def context(self) -> FormContext:
        """What the forms need: besides the content, the secret of this run and what is known."""
        return FormContext(self.folder, self.journal, self.run.token, self.run.board.memo.renewed())

    @property
    def journal(self) -> Journal:
        """Where changes are kept, beside the content."""
        return Journal(self.folder)

    @property
    def note(self) -> str:
        """What the address says was just done, in a sentence."""
        return _NOTES.get(self.get_query_argument("note", ""), "")

    @property
    def undo(self) -> str:
        """The change that the address offers to take back; empty where there is none such."""
        name = self.get_query_argument("undo", "")
        return name if name in self.journal.names() else ""

    def collection(self, name: str) -> Collection:
        """The collection of an address; 404 where there is none of that name."""
        if name not in BY_NAME:
            raise HTTPError(404)
        return BY_NAME[name]

    def pairs(self) -> Pairs:
        """What the form sent, in its order; 400 for what no form of this page sends."""
        try:
            return tuple(
                parse_qsl(
                    self.request.body.decode("utf-8"),
                    keep_blank_values=True,
                    strict_parsing=True,
                    errors="strict",
                    max_num_fields=MOST_PAIRS,
                )
            )
        except ValueError:
            raise HTTPError(400) from None

    def show(self, template: str, view: object, status: int = 200) -> None:
        """Answers with a page."""
        page = self.run.pages.rendered(f"edit/{template}", page=view)
        if self.request.method != "POST":
            self._finish(status, page)
            return
        name = secrets.token_urlsafe(8)
        answers = self.run.answers
        answers[name] = (status, page)
        while len(answers) > MOST_ANSWERS:
            del answers[next(iter(answers))]
        self.redirect(f"{self.request.path}?{_ANSWER}={name}", status=303)

    def _finish(self, status: int, page: str) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page)

    def refuse(self, title: str, problems: tuple[Problem, ...], opens: str = "") -> None:
        """Answers with what stands against it."""
        self.show("refused", RefusedView(title, problems, opens), 409)

    async def found(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Like :meth:`aside`; 404 where the record is not there any more (``KeyError``)."""
        try:
            return await self.aside(work, *given, **named)
        except KeyError:
            raise HTTPError(404) from None

    async def aside(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Does something that takes its time while other pages are answered."""
        return await asyncio.get_running_loop().run_in_executor(
            None, partial(work, *given, **named)
        )
