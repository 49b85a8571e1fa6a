"""The work behind a record's form: filled from a file, tried, saved, shown again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from tornado.web import HTTPError

from qomsite.checks.registry import advise, check
from qomsite.errors import Problem, SiteError
from qomsite.loader.load import is_page_name, load
from qomsite.loader.yaml_text import Tree
from qomsite.model.collections import Collection
from qomsite.model.content import Content
from qomsite.model.fields import rows
from qomsite.pages.permalink import permalink
from qomsite.serve.edit_views import FormView, difference, faults_of
from qomsite.serve.places import editor_address
from qomsite.staff import records
from qomsite.staff.changes import Change, Journal
from qomsite.staff.choices import choices_of
from qomsite.staff.codes import next_number
from qomsite.staff.document import Document, parse
from qomsite.staff.entered import Entered, Pairs, entered, fits, pairs_of
from qomsite.staff.findings import BODY, findings
from qomsite.staff.forms import Messages, form_of
from qomsite.staff.rehearsal import new_problems
from qomsite.staff.yaml_words import flow
from qomsite.text.digits import persian_digits

STAMP, CODE = "stamp", "code"
"""Besides the questions of a form: the version of the file, and the code of a new record."""

_NEW = Document("---\n", "", "---\n", "", "\n")


@dataclass(frozen=True)
class Desk:
    """Where a form is worked on: the content, its journal, and the token of this run."""

    folder: Path
    journal: Journal
    token: str


@dataclass(frozen=True)
class Sheet:
    """A form being filled in: whose, over which file (none for a new record), with what."""

    collection: Collection
    code: str
    record: records.Opened | None
    pairs: Pairs

    @property
    def document(self) -> Document:
        """The file as it stands."""
        return self.record.document if self.record else _NEW

    @property
    def body(self) -> str:
        """The body that the form holds."""
        return self.get(BODY)

    def get(self, name: str) -> str:
        """A text that the form holds."""
        return dict(self.pairs).get(name, "")

    def entered(self) -> Entered:
        """The front matter that the form wants."""
        return entered(self.collection.model, self.pairs, self.document.tree)


def save(desk: Desk, sheet: Sheet) -> str | FormView:
    """Saves a form: the address to go on to, or the form again with what stands against it."""
    said = sheet.entered()
    if sheet.record is None and (fault := _code_fault(desk.folder, sheet)):
        return filled(desk, sheet, {CODE: (fault,)}, ())
    change = _change(sheet, said.tree)
    here = f"/edit/{sheet.collection.name}/{sheet.code}"
    if change.before == change.after:
        return f"{here}?note=same"
    if sheet.record and sheet.get(STAMP) != sheet.record.stamp:
        view = filled(desk, sheet, {}, ())
        return replace(view, difference=difference(change.before, change.after))
    if problems := new_problems(desk.folder, [change]):
        assert change.after is not None
        return _with_problems(desk, sheet, said, change.after, problems)
    try:
        name = desk.journal.apply([change])
    except SiteError as error:
        return filled(desk, sheet, {}, error.problems)
    return f"{here}?note={'saved' if sheet.record else 'made'}&undo={name}"


def filled(desk: Desk, sheet: Sheet, messages: Messages, others: tuple[Problem, ...]) -> FormView:
    """A form with what was entered and what stands against it."""
    content, _ = load(desk.folder)
    return _view(desk, sheet, content, messages, others)


def _with_problems(
    desk: Desk, sheet: Sheet, said: Entered, after: bytes, problems: tuple[Problem, ...]
) -> FormView:
    document = parse(after) or _NEW
    shown = _shown(desk.folder, sheet.collection, sheet.code)
    found = findings(sheet.collection.model, document, shown, said.names, problems)
    return filled(desk, sheet, found.messages, found.others)


def opened(folder: Path, collection: Collection, code: str) -> records.Opened:
    try:
        record = records.opened(folder, collection, code)
    except ValueError:
        record = None
    if record is None:
        raise HTTPError(404)
    return record


def stored(desk: Desk, collection: Collection, code: str) -> FormView:
    """The form of a record as it stands, with its problems and advice beside the questions."""
    record = opened(desk.folder, collection, code)
    tree = record.document.tree
    pairs = (*pairs_of(collection.model, tree), (BODY, record.document.body), (STAMP, record.stamp))
    sheet = Sheet(collection, code, record, pairs)
    content, read = load(desk.folder)
    shown = _shown(desk.folder, collection, code)
    problems = [one for one in sorted({*read, *check(content)}) if one.place.path == shown]
    hints = [one for one in advise(content) if one.place.path == shown]
    names = sheet.entered().names
    found = findings(collection.model, record.document, shown, names, problems)
    better = findings(collection.model, record.document, shown, names, hints)
    view = _view(desk, sheet, content, found.messages, found.others)
    return replace(view, advice=faults_of(view.fields, better.messages, better.others))


def blank(desk: Desk, collection: Collection) -> FormView:
    content, _ = load(desk.folder)
    # The plan says how many it has: one more is not published before it has its place there.
    tree: dict[str, Tree] = {"draft": "بله"} if collection.declared else {}
    code = next_number(content, collection) if collection.number else ""
    pairs = (*pairs_of(collection.model, tree), (CODE, code))
    return _view(desk, Sheet(collection, code, None, pairs), content, {}, ())


def _change(sheet: Sheet, tree: dict[str, Tree]) -> Change:
    if sheet.record is None:
        return records.made(sheet.collection, sheet.code, tree, sheet.body)
    return records.saved(sheet.record, sheet.collection, tree, sheet.body)


def _code_fault(folder: Path, sheet: Sheet) -> str:
    if not sheet.code:
        return "کد رکورد تازه را بنویسید؛ کد نام پرونده است"
    if not is_page_name(sheet.code):
        return "کد فقط حرف لاتین کوچک، رقم و خط تیره دارد، مانند 12 یا road-safety"
    if (folder / records.path_of(sheet.collection, sheet.code)).exists():
        return "رکوردی با این کد هست؛ کد دیگری بنویسید"
    return ""


def _view(
    desk: Desk, sheet: Sheet, content: Content, messages: Messages, others: tuple[Problem, ...]
) -> FormView:
    collection, record = sheet.collection, sheet.record
    fields = form_of(collection.model, sheet.pairs, choices_of(content), messages)
    number = f" {persian_digits(sheet.code)}" if collection.number else ""
    path = f"{collection.name}/{sheet.code}.md"
    name = f"{collection.singular}{number}" if record else f"{collection.joined} تازه"
    return FormView(
        token=desk.token,
        title=name,
        collection=collection,
        code=sheet.code,
        code_messages=messages.get(CODE, ()),
        is_new=record is None,
        stamp=record.stamp if record else "",
        file=f"{desk.folder.name}/{path}",
        opens=editor_address(desk.folder / path) if record else "",
        page=f"/{permalink(collection.kind, sheet.code)}" if record else "",
        fields=fields,
        left=_left(collection, sheet.document.tree),
        body=sheet.body,
        body_messages=messages.get(BODY, ()),
        faults=faults_of(fields, messages, others),
    )


def _left(collection: Collection, tree: dict[str, Tree]) -> tuple[tuple[str, str, str], ...]:
    """Keys of a file that no question stands for: name, title if it is known, what stands there."""
    known = {row.name: row for row in rows(collection.model)}
    return tuple(
        (name, known[name].title if name in known else "", flow(value))
        for name, value in tree.items()
        if name not in known or not fits(known[name], value)
    )


def _shown(folder: Path, collection: Collection, code: str) -> str:
    return f"{folder.name}/{collection.name}/{code}.md"
