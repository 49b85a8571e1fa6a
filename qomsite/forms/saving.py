"""The work behind a record's form: filled from a file, tried, saved, shown again."""

from dataclasses import replace

from qomsite.checks.registry import advise, check
from qomsite.editing import records
from qomsite.editing.answers import choices_of
from qomsite.editing.creation import free_code, next_number
from qomsite.editing.dry_run import new_problems
from qomsite.editing.yaml_words import flow
from qomsite.errors import SiteError
from qomsite.forms.addresses import editor_address
from qomsite.forms.entered import DROP, fits, pairs_of
from qomsite.forms.merging import Conflict, told, values_of
from qomsite.forms.questions import BODY, NOTHING, Findings, FormField, findings, form_of
from qomsite.forms.submission import CHOICE, CODE, FormContext, Submission, filled_from, rebased
from qomsite.forms.views import FormView, LeftKey, faults_of
from qomsite.loader.load import load
from qomsite.loader.yaml_text import Tree
from qomsite.model.collections import Collection
from qomsite.model.content import Content
from qomsite.model.fields import rows
from qomsite.pages.permalink import permalink
from qomsite.text.digits import persian_digits


def save(context: FormContext, submission: Submission) -> str | FormView:
    """Saves a form: the address to go on to, or the form again with what stands against it.

    What was changed in the file since the form was filled stays; what was changed there and here
    is asked until it is answered. Raises ``ChangeUnfinished`` where a change does not end.
    """
    context.journal.recover()
    note = "saved" if submission.is_current else "merged"
    submission = rebased(submission)
    if submission.asked:
        return filled(context, submission)
    said = submission.entered()
    if submission.record is None:
        note = "made"
        content, _ = load(context.folder)
        try:
            code = free_code(content, submission.collection, submission.code)
        except ValueError as error:
            return _view(context, submission, content, Findings({CODE: (str(error),)}))
        submission = replace(submission, code=code)
    record, collection, code = submission.record, submission.collection, submission.code
    change = records.saved(record, collection, code, said.tree, submission.body)
    here = f"/edit/{collection.name}/{code}"
    if change.before == change.after:
        return f"{here}?note=same"
    if problems := new_problems(context.folder, [change], context.memo):
        shown = f"{context.folder.name}/{submission.path}"
        return filled(context, submission, findings(shown, said.names, problems))
    try:
        name = context.journal.apply([change])
    except SiteError as error:
        return filled(context, submission, Findings(others=error.problems))
    return f"{here}?note={note}&undo={name}"


def filled(context: FormContext, submission: Submission, found: Findings = NOTHING) -> FormView:
    """A form with what was entered and what stands against it."""
    content, _ = load(context.folder, context.memo)
    return _view(context, submission, content, found)


def stored(context: FormContext, collection: Collection, code: str) -> FormView:
    """The form of a record as it stands, with its problems and advice beside the questions.

    Raises ``KeyError`` where there is no such record, and ``NotEditable``.
    """
    record = records.opened(context.folder, collection, code)
    pairs = filled_from(collection, record, values_of(record.document))
    submission = Submission(collection, code, record, pairs)
    content, read = load(context.folder, context.memo)
    shown = f"{context.folder.name}/{submission.path}"
    problems = [one for one in sorted({*read, *check(content)}) if one.place.path == shown]
    hints = [one for one in advise(content) if one.place.path == shown]
    names = submission.entered().names
    view = _view(context, submission, content, findings(shown, names, problems))
    return replace(view, advice=faults_of(view.fields, findings(shown, names, hints)))


def blank(context: FormContext, collection: Collection) -> FormView:
    """The form of a record that is not there yet, with the next free number where codes are
    numbers.
    """
    content, _ = load(context.folder, context.memo)
    # The plan says how many it has: one more is not published before it has its place there.
    tree: dict[str, Tree] = {"draft": "بله"} if collection.declared else {}
    code = next_number(content, collection) if collection.number else ""
    pairs = (*pairs_of(collection.model, tree), (CODE, code))
    return _view(context, Submission(collection, code, None, pairs), content, NOTHING)


def _view(
    context: FormContext, submission: Submission, content: Content, found: Findings
) -> FormView:
    collection, record = submission.collection, submission.record
    choices = choices_of(content)
    fields = form_of(collection.model, submission.pairs, choices, found.messages)
    number = f" {persian_digits(submission.code)}" if collection.number else ""
    name = f"{collection.singular}{number}" if record else f"{collection.joined} تازه"
    base = tuple(pairs_of(collection.model, submission.base.tree))
    return FormView(
        context=context,
        form=submission,
        title=name,
        opens=editor_address(context.folder / submission.path),
        page=f"/{permalink(collection.kind, submission.code)}" if record else "",
        fields=fields,
        left=_left(submission),
        messages=found.messages,
        faults=faults_of(fields, found),
        conflicts=_conflicts(submission, fields, form_of(collection.model, base, choices, {})),
    )


def _left(submission: Submission) -> tuple[LeftKey, ...]:
    """Keys of a file that no question stands for."""
    known = {row.name: row for row in rows(submission.collection.model)}
    return tuple(
        LeftKey(
            name,
            known[name].title if name in known else "",
            flow(value),
            (DROP, name) in submission.pairs,
        )
        for name, value in submission.base.tree.items()
        if name not in known or not fits(known[name], value)
    )


def _conflicts(
    submission: Submission, mine: tuple[FormField, ...], theirs: tuple[FormField, ...]
) -> tuple[Conflict, ...]:
    """What the form asks about, in the order of its questions; ``theirs`` are those of the file."""
    words = {
        ours.name: (ours.title, told(ours), told(other))
        for ours, other in zip(mine, theirs, strict=True)
    }
    words[BODY] = ("متن", (submission.body,), (submission.base.body,))
    for left in _left(submission):
        words[left.name] = (left.title or left.name, (), (left.text,))
    return tuple(
        Conflict(name, *told_of, submission.get(CHOICE + name))
        for name, told_of in words.items()
        if name in submission.asked
    )
