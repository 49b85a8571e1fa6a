"""The first page of editing: the list of records, and what was done and can be undone."""

from collections import Counter
from pathlib import Path

from qomsite.checks.entries import all_entries
from qomsite.checks.registry import check
from qomsite.forms.addresses import editor_address
from qomsite.forms.submission import FormContext
from qomsite.forms.views import CollectionLine, RecordLine, steps
from qomsite.loader.load import PLAN_FILE, SITE_FILE, load
from qomsite.model.collections import COLLECTIONS, Collection
from qomsite.model.content import Content
from qomsite.model.records import Entry
from qomsite.pages.frame import is_sample
from qomsite.text.collation import collation_key
from qomsite.text.digits import persian_digits
from qomsite.text.folding import fold


def index_view(context: FormContext, query: str, name: str) -> dict[str, object]:
    """What the first page shows: the records that ``query`` finds, of a collection, or none."""
    folder = context.folder
    content, read = load(folder, context.memo)
    problems = Counter(problem.place.path for problem in {*read, *check(content)})
    lines = tuple(
        _collection(content, collection, problems, folder, fold(query), collection.name == name)
        for collection in COLLECTIONS
    )
    titles = {entry.path.partition("/")[2]: entry.title for entry in all_entries(content)}
    return {
        "token": context.token,
        "query": query,
        "collections": lines,
        "found": sum(len(line.records) for line in lines),
        "steps": tuple(steps(context.journal, titles)),
        "problems": problems.total(),
        "settings": [(name, editor_address(folder / name)) for name in (SITE_FILE, PLAN_FILE)],
    }


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
    shown = []
    for code in codes:
        entry = entries.get(code)
        words = f"{collection.singular}{code} {entry.title if entry else ''}"
        if wanted in fold(words) if wanted else is_open:
            count = problems[f"{folder.name}/{collection.name}/{code}.md"]
            shown.append(_line(collection, code, entry, count))
    return CollectionLine(collection, len(codes), is_open, tuple(shown))


def _line(collection: Collection, code: str, entry: Entry | None, problems: int) -> RecordLine:
    number = f"{persian_digits(code)}. " if collection.number else ""
    marks = (
        "" if entry else "خوانده نمی‌شود",
        "پیش‌نویس" if entry and entry.draft else "",
        "نمونه" if entry and is_sample(entry) else "",
        getattr(entry, "status", None) or "",
    )
    title = f"{number}{(entry.title if entry else '') or code}"
    address = f"/edit/{collection.name}/{code}"
    return RecordLine(title, address, tuple(filter(None, marks)), problems)
