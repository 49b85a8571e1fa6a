"""The work behind a record's form: filled from a file, tried, saved, shown again."""

from dataclasses import dataclass, replace
from pathlib import Path

from qomsite.checks.registry import advise, check
from qomsite.editing import records
from qomsite.editing.changes import Change
from qomsite.editing.choices import choices_of
from qomsite.editing.codes import free_code, next_number
from qomsite.editing.dry_run import new_problems
from qomsite.editing.journal import Journal
from qomsite.editing.yaml_words import flow
from qomsite.errors import Problem, SiteError
from qomsite.forms.addresses import editor_address
from qomsite.forms.entered import Entered, Pairs, entered, fits, pairs_of
from qomsite.forms.findings import BODY, findings
from qomsite.forms.questions import Messages, form_of
from qomsite.forms.views import FormView, difference, faults_of
from qomsite.loader.document import Document
from qomsite.loader.load import load
from qomsite.loader.yaml_text import Tree
from qomsite.memo import Memo
from qomsite.model.collections import Collection
from qomsite.model.content import Content
from qomsite.model.fields import rows
from qomsite.pages.permalink import permalink
from qomsite.text.digits import persian_digits

STAMP, CODE = "stamp", "code"
"""Besides the questions of a form: the version of the file, and the code of a new record."""

_NEW = Document("")


@dataclass(frozen=True)
class FormContext:
    """What the form of any record needs: the content, its journal, and the token of this run.

    ``memo``: what is known of the content's files.
    """

    folder: Path
    journal: Journal
    token: str
    memo: Memo


@dataclass(frozen=True)
class Submission:
    """What a form holds: of which record, over which file (none for a new one), its pairs."""

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


def save(context: FormContext, submission: Submission) -> str | FormView:
    """Saves a form: the address to go on to, or the form again with what stands against it."""
    context.journal.recover()
    said = submission.entered()
    if submission.record is None:
        content, _ = load(context.folder)
        try:
            code = free_code(content, submission.collection, submission.code)
        except ValueError as error:
            return _view(context, submission, content, {CODE: (str(error),)}, ())
        submission = replace(submission, code=code)
    change = _change(submission, said.tree)
    here = f"/edit/{submission.collection.name}/{submission.code}"
    if change.before == change.after:
        return f"{here}?note=same"
    if submission.record and submission.get(STAMP) != submission.record.stamp:
        view = filled(context, submission, {}, ())
        return replace(view, difference=difference(change.before, change.after))
    if problems := new_problems(context.folder, [change], context.memo):
        shown = _shown(context.folder, submission.collection, submission.code)
        found = findings(shown, said.names, problems)
        return filled(context, submission, found.messages, found.others)
    try:
        name = context.journal.apply([change])
    except SiteError as error:
        return filled(context, submission, {}, error.problems)
    return f"{here}?note={'saved' if submission.record else 'made'}&undo={name}"


def filled(
    context: FormContext, submission: Submission, messages: Messages, others: tuple[Problem, ...]
) -> FormView:
    """A form with what was entered and what stands against it."""
    content, _ = load(context.folder, context.memo)
    return _view(context, submission, content, messages, others)


def stored(context: FormContext, collection: Collection, code: str) -> FormView:
    """The form of a record as it stands, with its problems and advice beside the questions.

    Raises ``KeyError`` where there is no such record, and ``NotEditable``.
    """
    record = records.opened(context.folder, collection, code)
    tree = record.document.tree
    pairs = (*pairs_of(collection.model, tree), (BODY, record.document.body), (STAMP, record.stamp))
    submission = Submission(collection, code, record, pairs)
    content, read = load(context.folder, context.memo)
    shown = _shown(context.folder, collection, code)
    problems = [one for one in sorted({*read, *check(content)}) if one.place.path == shown]
    hints = [one for one in advise(content) if one.place.path == shown]
    names = submission.entered().names
    found = findings(shown, names, problems)
    better = findings(shown, names, hints)
    view = _view(context, submission, content, found.messages, found.others)
    return replace(view, advice=faults_of(view.fields, better.messages, better.others))


def blank(context: FormContext, collection: Collection) -> FormView:
    content, _ = load(context.folder, context.memo)
    # The plan says how many it has: one more is not published before it has its place there.
    tree: dict[str, Tree] = {"draft": "بله"} if collection.declared else {}
    code = next_number(content, collection) if collection.number else ""
    pairs = (*pairs_of(collection.model, tree), (CODE, code))
    return _view(context, Submission(collection, code, None, pairs), content, {}, ())


def _change(submission: Submission, tree: dict[str, Tree]) -> Change:
    if submission.record is None:
        return records.made(submission.collection, submission.code, tree, submission.body)
    return records.saved(submission.record, submission.collection, tree, submission.body)


def _view(
    context: FormContext,
    submission: Submission,
    content: Content,
    messages: Messages,
    others: tuple[Problem, ...],
) -> FormView:
    collection, record = submission.collection, submission.record
    fields = form_of(collection.model, submission.pairs, choices_of(content), messages)
    number = f" {persian_digits(submission.code)}" if collection.number else ""
    path = f"{collection.name}/{submission.code}.md"
    name = f"{collection.singular}{number}" if record else f"{collection.joined} تازه"
    return FormView(
        token=context.token,
        title=name,
        collection=collection,
        code=submission.code,
        code_messages=messages.get(CODE, ()),
        is_new=record is None,
        stamp=record.stamp if record else "",
        file=f"{context.folder.name}/{path}",
        opens=editor_address(context.folder / path) if record else "",
        page=f"/{permalink(collection.kind, submission.code)}" if record else "",
        fields=fields,
        left=_left(collection, submission.document.tree),
        body=submission.body,
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
