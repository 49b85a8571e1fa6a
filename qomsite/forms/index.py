"""The first page of editing: the list of records, and what was done and can be undone."""

from collections import Counter
from pathlib import Path

from qomsite.checks.registry import check
from qomsite.forms.addresses import editor_address
from qomsite.forms.submission import FormContext
from qomsite.forms.views import CollectionLine, IndexView, RecordLine, steps
from qomsite.loader.load import PLAN_FILE, SITE_FILE, load
from qomsite.model.collections import COLLECTIONS, Collection
from qomsite.model.content import Content
from qomsite.model.records import Entry
from qomsite.pages.frame import is_sample
from qomsite.text.collation import collation_key
from qomsite.text.digits import persian_digits
from qomsite.text.folding import fold


def index_view(context: FormContext, query: str, name: str, note: str) -> IndexView:
    """The first page: the records that ``query`` finds, those of a collection, or none."""
    folder = context.folder
    content, read = load(folder, context.memo)
    problems = Counter(problem.place.path for problem in {*read, *check(content)})
    lines = tuple(
        _collection(content, collection, problems, folder, fold(query), collection.name == name)
        for collection in COLLECTIONS
    )
    return IndexView(
        token=context.token,
        query=query,
        collections=lines,
        found=sum(len(line.records) for line in lines),
        steps=steps(context.journal, _titles(content)),
        problems=problems.total(),
        note=note,
        settings=tuple((name, editor_address(folder / name)) for name in (SITE_FILE, PLAN_FILE)),
    )


def _collection(
    content: Content,
    collection: Collection,
    problems: Counter[str],
    folder: Path,
    wanted: str,
    is_open: bool,
) -> CollectionLine:
    entries = {entry.code: entry for entry in content.of(collection, Entry)}
    codes = sorted(content.codes.get(collection.name, ()), key=collation_key)
    shown = [
        _line(
            collection,
            code,
            entries.get(code),
            problems[f"{folder.name}/{collection.name}/{code}.md"],
        )
        for code in codes
        if (is_open and not wanted)
        or (wanted and wanted in _words(code, entries.get(code), collection))
    ]
    return CollectionLine(
        collection.name, collection.plural, collection.joined, len(codes), is_open, tuple(shown)
    )


def _titles(content: Content) -> dict[str, str]:
    return {
        f"{collection.name}/{entry.code}.md": entry.title
        for collection in COLLECTIONS
        for entry in content.of(collection, Entry)
    }


def _words(code: str, entry: Entry | None, collection: Collection) -> str:
    return fold(f"{collection.singular}{code} {entry.title if entry else ''}")


def _line(collection: Collection, code: str, entry: Entry | None, problems: int) -> RecordLine:
    number = f"{persian_digits(code)}. " if collection.number else ""
    marks = []
    if entry is None:
        marks.append("خوانده نمی‌شود")
    elif entry.draft:
        marks.append("پیش‌نویس")
    if entry and is_sample(entry):
        marks.append("نمونه")
    if entry and (status := getattr(entry, "status", None)):
        marks.append(status)
    title = (entry.title if entry else "") or code
    return RecordLine(f"{number}{title}", f"/edit/{collection.name}/{code}", tuple(marks), problems)
