"""What an import would change, in words, before it is done."""

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from itertools import groupby

from qomsite.editing.changes import Change
from qomsite.loader.document import Document, document_of
from qomsite.loader.load import PLAN_FILE
from qomsite.loader.yaml_text import Tree
from qomsite.model.collections import BY_NAME
from qomsite.model.fields import rows
from qomsite.model.kinds import Value
from qomsite.model.settings import Plan
from qomsite.sheets.importing import Import
from qomsite.sheets.layout import BODY
from qomsite.sheets.table import cell_of, parts_of
from qomsite.text.digits import number, persian_digits

_SHORT = 50
"""Values up to this length stand in one line, the old and the new one."""


def preview(found: Import) -> Iterator[str]:
    """The lines: what headings mean, then file by file, and of a changed one each field."""
    if found.notes:
        yield from (*found.notes, "")
    for folder, changes in groupby(found.changes, key=lambda one: one.path.rpartition("/")[0]):
        yield f"{BY_NAME[folder].plural if folder else PLAN_FILE}:"
        for change in changes:
            yield from _change(change, BY_NAME[folder].model if folder else Plan)
        yield ""
    if found.unlisted:
        count = number(len(found.unlisted))
        yield (
            f"{count} رکورد در جدول نیست و دست نمی‌خورد: {'، '.join(found.unlisted[:5])}"
            f"{' …' if len(found.unlisted) > 5 else ''}"
        )
        yield "برای برداشتن آن‌ها همین فرمان را با ‎--remove بزنید."
        yield ""
    yield summary(found)


def summary(found: Import) -> str:
    """How many files come, change and go."""
    new = sum(change.before is None for change in found.changes)
    gone = sum(change.after is None for change in found.changes)
    changed = len(found.changes) - new - gone
    return f"{number(new)} تازه، {number(changed)} تغییر، {number(gone)} برداشته."


def _change(change: Change, model: type[Value]) -> Iterator[str]:
    before, after = (
        (document_of(data.decode(), change.path, []) if data else None) or Document("")
        for data in (change.before, change.after)
    )
    title = cell_of((before if change.after is None else after).tree.get("title"))
    shown = f"{change.path}  {title}" if title else change.path
    if change.before is None:
        yield f"  + تازه: {shown}"
    elif change.after is None:
        yield f"  − برداشته می‌شود: {shown}"
    else:
        yield f"  ~ {shown}"
        old, new = dict(_flat(before.tree, model, "")), dict(_flat(after.tree, model, ""))
        for label in dict.fromkeys([*old, *new]):
            if old.get(label, "") != new.get(label, ""):
                yield from _field(label, old.get(label, ""), new.get(label, ""))
        if before.body != after.body:
            yield f"      {BODY.title}:"
            yield from _diff(before.body, after.body)


def _flat(tree: Mapping[str, Tree], model: type[Value], outer: str) -> Iterator[tuple[str, str]]:
    """Each single value with its Persian name, which for parts of a list has their number."""
    known = {row.name: row for row in rows(model)}
    for name, value in tree.items():
        row = known.get(name)
        label = outer + (row.title if row else name)
        parts = parts_of(value) if row and row.nested and not row.by_key else None
        if parts is None or row is None or row.nested is None:
            yield label, cell_of(value)
            continue
        for at, part in enumerate(parts, 1):
            mark = f" {persian_digits(str(at))}" if row.several else ""
            yield from _flat(part, row.nested, f"{label}{mark}، ")


def _field(label: str, old: str, new: str) -> Iterator[str]:
    if old and new and max(len(old), len(new)) > _SHORT:
        yield f"      {label}:"
        yield from _diff(old, new)
        return
    change = f"از «{old}» به «{new}»"
    if not old or not new:
        change = f"برداشته می‌شود: {old}" if old else f"افزوده می‌شود: {new}"
    yield f"      {label}: {change}".replace("\n", " / ")


def _diff(old: str, new: str) -> Iterator[str]:
    lines = unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    for line in list(lines)[2:]:
        if not line.startswith("@@"):
            yield f"        {'−' if line[0] == '-' else line[0]} {line[1:]}"
