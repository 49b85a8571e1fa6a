"""What is confirmed before it is done: another code for a record, and its end."""

from typing import Any

from qomsite.editing import records
from qomsite.editing.changes import Change
from qomsite.editing.creation import free_code
from qomsite.editing.dry_run import new_problems
from qomsite.forms.submission import FormContext
from qomsite.forms.views import ConfirmView, FileDifference, difference
from qomsite.loader.load import PLAN_FILE, load
from qomsite.model.collections import BY_NAME, Collection
from qomsite.model.content import Content
from qomsite.model.records import Entry
from qomsite.text.digits import persian_digits


def renaming(context: FormContext, collection: Collection, old: str, new: str) -> ConfirmView:
    """What another code for a record would change, and whether it can be had.

    Raises ``KeyError`` where there is no such record, and ``NotEditable``.
    """
    context.journal.recover()
    content, _ = load(context.folder, context.memo)
    try:
        new = free_code(content, collection, new, old)
    except ValueError as error:
        return _view(context, collection, old, content, new_code=new, code_message=str(error))
    changes = records.renamed(context.folder, content, collection, old, new)
    problems = new_problems(context.folder, changes, context.memo)
    found = {"changes": changes, "files": _files(*changes), "problems": problems}
    return _view(context, collection, old, content, new_code=new, **found)


def deleting(context: FormContext, collection: Collection, code: str) -> ConfirmView:
    """What stands against taking a record away.

    What names it does; that the plan declares one more than there will be is said, and stops
    nothing: the next step may be a record in its place. Raises as :func:`renaming` does.
    """
    context.journal.recover()
    content, _ = load(context.folder, context.memo)
    change = records.deleted(records.opened(context.folder, collection, code))
    naming = records.referring(context.folder, content, collection, code)
    problems = () if naming else new_problems(context.folder, [change], context.memo)
    counted = f"{context.folder.name}/{PLAN_FILE}"
    found = {
        "changes": (change,),
        "referring": tuple(_referring(content, path) for path in naming),
        "problems": tuple(one for one in problems if one.place.path != counted),
        "warnings": tuple(one for one in problems if one.place.path == counted),
    }
    return _view(context, collection, code, content, **found)


def asking(context: FormContext, collection: Collection, code: str) -> ConfirmView:
    """A record whose other code is asked for, before anything was entered."""
    content, _ = load(context.folder, context.memo)
    return _view(context, collection, code, content)


def _files(own: Change, made: Change, *others: Change) -> tuple[FileDifference, ...]:
    """What changes in each file; the record's own is compared with itself under the new code."""
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


def _view(
    context: FormContext, collection: Collection, code: str, content: Content, **more: Any
) -> ConfirmView:
    title = next((one.title for one in content.of(collection, Entry) if one.code == code), code)
    return ConfirmView(context.token, collection, code, title, **more)
