"""Tables back into the content: the changes that they ask for, or all that is wrong with them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qomsite.editing import records
from qomsite.editing.changes import Change
from qomsite.editing.dry_run import new_problems
from qomsite.editing.front_matter import with_values
from qomsite.editing.records import Opened
from qomsite.errors import Keys, Place, Problem, SheetsRefused, around
from qomsite.loader.load import PLAN_FILE
from qomsite.loader.yaml_text import Tree
from qomsite.model.collections import BY_NAME
from qomsite.model.fields import rows
from qomsite.model.former_keys import FORMER_KEYS, FormerKeys
from qomsite.model.scalars import Kind, refusal
from qomsite.model.settings import Plan
from qomsite.sheets.layout import BODY, SHEET_OF, SHEETS, TITLE, Files, body_cell, read_files
from qomsite.sheets.matching import (
    Line,
    Matched,
    Owner,
    Part,
    matched,
    part_lines,
    record_lines,
    repeated,
)
from qomsite.sheets.table import KEEP, Cell, Table, cell_of, is_same, parts_of, put
from qomsite.sheets.wanted import Wanted, Words, with_line, with_parts, words_of
from qomsite.text.characters import quoted
from qomsite.text.collation import CollationKey, collation_key
from qomsite.text.folding import fold


@dataclass(frozen=True)
class Import:
    """What tables ask for.

    ``unlisted``: the files of records that a sheet of their collection lacks, and that stay;
    ``notes``: how headings were understood that are no more.
    """

    changes: tuple[Change, ...] = ()
    unlisted: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class _Work:
    """What has been found so far; lives only inside :func:`read_import`."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    cells: dict[str, dict[Keys, Cell]] = field(default_factory=dict)


def read_import(
    content: Path,
    tables: Sequence[Table],
    ignored: str,
    *,
    remove: bool,
    former: FormerKeys = FORMER_KEYS,
) -> Import:
    """The changes that bring the content to what the tables say; nothing is written.

    ``remove``: what a sheet does not list goes. Raises ``SheetsRefused`` with all that is wrong.
    """
    work = _Work()
    files = read_files(content, work.problems)
    sheets = matched(tables, ignored, work.problems, work.notes, former)
    plan = _with_words(files, sheets, work, remove=remove)
    lines: dict[Owner, Line] = {}
    listing = [one for one in sheets if one.sheet.kind == "records"]
    for found in listing:
        lines |= record_lines(found, files.records, work.problems)
    known = list(dict.fromkeys([*files.records, *lines]))
    by_parts = (one for one in sheets if one.sheet.kind == "parts")
    parts = {one.sheet.name: part_lines(one, known, work.problems) for one in by_parts}
    words = words_of(plan, [sheet.name for sheet in SHEETS if sheet.kind == "words"])
    words |= _by_title(files, lines)
    for owner in known:
        _record(owner, files.records.get(owner), lines.get(owner), sheets, parts, words, work)
    listed = {one.sheet.name for one in listing}
    stays = {owner for owner in files.records if owner[0] not in listed} | lines.keys()
    unlisted = [stored for owner, stored in files.records.items() if owner not in stays]
    for stored in unlisted if remove else ():
        work.changes.append(records.deleted(stored))
    if problems := _all_problems(content, work, tables):
        raise SheetsRefused(problems)
    kept = () if remove else tuple(stored.path for stored in unlisted)
    return Import(tuple(sorted(work.changes, key=_place)), kept, tuple(work.notes))


def _by_title(files: Files, lines: Mapping[Owner, Line]) -> dict[str, dict[str, str]]:
    """The codes of the records of each collection by their titles, where one record has one."""
    titles = {owner: cell_of(stored.tree.get("title")) for owner, stored in files.records.items()}
    titles |= {owner: line.text(TITLE) for owner, line in lines.items() if TITLE.key in line.cells}
    often = Counter((name, fold(title)) for (name, _), title in titles.items())
    found: dict[str, dict[str, str]] = {name: {} for name in BY_NAME}
    for (name, code), title in titles.items():
        folded = fold(title)
        # What a cell of codes cannot hold stays a fault there; a number is always a code.
        is_fit = refusal(title, Kind("code")) is None and not folded.isdecimal()
        if often[name, folded] == 1 and is_fit:
            found[name][folded] = code
    return found


def _place(change: Change) -> tuple[int, CollationKey]:
    """Where a file comes in the order of the plan."""
    folder = change.path.rpartition("/")[0]
    return [*BY_NAME].index(folder) + 1 if folder else 0, collation_key(change.path)


def _all_problems(content: Path, work: _Work, tables: Sequence[Table]) -> list[Problem]:
    """Those of the tables, and those that the changes would bring, at the cells they come from."""
    brought = new_problems(content, work.changes) if work.changes else ()
    places = {problem.place for problem in work.problems}
    places.update(Place(table.shown, *at) for table in tables for at in table.merged)
    slugs = {problem.slug for problem in work.problems}
    lacking = {one.place.path for one in work.problems if one.slug == "unknown-column"}
    more = [
        problem
        for problem in (
            _at_cell(one, work.cells.get(one.place.path.removeprefix(f"{content.name}/"), {}))
            for one in brought
        )
        # What a faulty cell, heading or row leaves out is missed; its own problem is enough.
        if problem.place not in places
        and not (problem.slug == "missing-field" and problem.place.path in lacking)
        and not (problem.slug == "count-mismatch" and "bad-row" in slugs)
    ]
    return [*work.problems, *more]


def _record(
    owner: Owner,
    stored: Opened | None,
    line: Line | None,
    sheets: Sequence[Matched],
    parts: dict[str, dict[Owner, list[Part]]],
    words: Words,
    work: _Work,
) -> None:
    """Adds the change of one record, if rows ask for one."""
    collection = BY_NAME[owner[0]]
    tree, cells = stored.tree if stored else {}, dict[Keys, Cell]()
    numbers: dict[str, dict[int, int]] = {}
    for found in sheets:
        sheet = found.sheet
        if sheet.name == collection.name and line:
            tree, more = with_line(tree, line, sheet, words, work.problems)
        elif sheet.kind == "parts" and (line or owner in parts[sheet.name]):
            if sheet.location[0] not in collection.model.model_fields:
                continue
            mine = parts[sheet.name].get(owner, [])
            # A row that was taken out leaves a gap in the numbers, but none in the list.
            outer = numbers.get(sheet.location[0], {}) if len(sheet.location) > 1 else {}
            if outer:
                mine = [
                    replace(one, orders=(outer.get(one.orders[0], 0), *one.orders[1:]))
                    for one in mine
                ]
            numbers[sheet.name] = {one.orders[-1]: at for at, one in enumerate(mine, 1)}
            tree, more = with_parts(tree, mine, sheet, words, work.problems)
        else:
            continue
        cells |= more
    body = stored.document.body if stored else ""
    cell = line.cells.get(BODY.key) if line else None
    if cell and not cell.fault and cell.text.strip() != KEEP:
        cells["body",] = cell
        if not is_same(cell.text, body_cell(stored) if stored else ""):
            # Blank lines above the old text stay.
            above = body[: len(body) - len(body.lstrip("\n"))]
            body = above + cell.text.strip("\n").rstrip()
    change = records.saved(stored, collection, owner[1], tree, body)
    if change.before != change.after:
        work.changes.append(change)
        work.cells[change.path] = cells


def _with_words(
    files: Files, sheets: Sequence[Matched], work: _Work, *, remove: bool
) -> dict[str, Tree]:
    """The settings of the plan with the words that sheets list; adds the change, if any."""
    plan = files.plan
    tree, cells = plan.tree, dict[Keys, Cell]()
    for found in (one for one in sheets if one.sheet.kind == "words"):
        tree, more = _words(found, tree, work.problems, remove=remove)
        cells |= more
    if tree != plan.tree:
        document = with_values(plan.document, tree, [row.name for row in rows(Plan)])
        work.changes.append(Change(PLAN_FILE, plan.data, document.to_bytes()))
        work.cells[PLAN_FILE] = cells
    return tree


def _words(
    found: Matched, tree: dict[str, Tree], problems: list[Problem], *, remove: bool
) -> Wanted:
    sheet, key = found.sheet, found.sheet.columns[0]
    old = parts_of(tree.get(sheet.name)) or []
    keys = [str(word.get(key.location[0], "")) for word in old]
    lines: dict[str, Line] = {}
    for line in found.lines:
        name = line.text(key)
        if lines.setdefault(name, line) is not line and name:
            problems.append(repeated(line.at(key), quoted(name), lines[name]))
    kept = [name for name in keys if name in lines or not remove]
    cells: dict[Keys, Cell] = {}
    new: list[dict[str, Tree]] = []
    for at, name in enumerate(dict.fromkeys([*kept, *lines])):
        word = old[keys.index(name)] if name in keys else {}
        if name in lines:
            word, more = with_line(word, lines[name], sheet, {}, problems, (sheet.name, at))
            cells |= more
        new.append(word)
    return (tree if new == old else put(tree, (sheet.name,), list[Tree](new))), cells


_WORDS_OF = {
    "unknown-owner": "departments",
    "unknown-district": "districts",
    "unknown-status": "statuses",
}


def _at_cell(problem: Problem, cells: Mapping[Keys, Cell]) -> Problem:
    """A problem with the place of the cell that is to blame: that of the nearest value around."""
    keys = around(problem.keys, cells)
    if problem.slug == "count-mismatch":
        way = "؛ اگر جدول درست است، نخست این شمار را درست کنید و سپس جدول را دوباره وارد کنید"
        return replace(problem, message=problem.message + way)
    if keys not in cells:
        return problem
    said = problem.words
    # A cell of a list is the value of each of its parts.
    if problem.label and not all(isinstance(part, int) for part in problem.keys[len(keys) :]):
        # The table lacks the column, whose heading people know and not its key.
        folder = problem.place.path.split("/")[-2]
        columns = SHEET_OF[folder].columns if folder in SHEET_OF else ()
        lacking = next((one for one in columns if one.location == problem.keys), None)
        said = f"{quoted(lacking.title)}: {said}" if lacking else problem.message
    # A word that the plan does not have may be new, and its sheet takes it.
    words = _WORDS_OF.get(problem.slug)
    hint = f"؛ اگر تازه است، آن را در برگهٔ «{SHEET_OF[words].title}» بیفزایید" if words else ""
    return cells[keys].problem(problem.slug, said + hint)
