"""What the front matter of records is to be, by the rows of sheets."""

from collections.abc import Mapping, Sequence

from qomsite.errors import Keys, Problem
from qomsite.loader.yaml_text import Tree
from qomsite.model.kinds import FIXED_WORDS
from qomsite.sheets.layout import Sheet
from qomsite.sheets.matching import Line, Part
from qomsite.sheets.table import KEEP, Cell, cell_of, dig, is_same, parts_of, put, tree_of
from qomsite.text.characters import quoted
from qomsite.text.digits import persian_digits
from qomsite.text.folding import fold

Words = Mapping[str, Mapping[str, str]]
"""The words of each list of ``plan.yaml`` as they are spelt, and the codes of each collection, by
the folded form of a word or a title."""

_FIXED = {
    kind: {fold(label): name for name, label in words.items()}
    for kind, words in FIXED_WORDS.items()
}


Wanted = tuple[dict[str, Tree], dict[Keys, Cell]]
"""Front matter as rows want it, and the cell that each of its values came from."""


def with_line(
    tree: dict[str, Tree],
    line: Line,
    sheet: Sheet,
    words: Words,
    problems: list[Problem],
    at: Keys = (),
) -> Wanted:
    """The tree with the values of a row; ``at`` is where the tree stands in its file.

    A column that the table lacks leaves its value alone; a blank cell takes it out; a cell that
    says what stands there already changes nothing, however it is written there.
    """
    cells: dict[Keys, Cell] = {at: line.first}
    for column in sheet.fields:
        cell = line.cells.get(column.key)
        if cell is None or column.row is None:
            continue
        cells[*at, *column.location] = cell
        before = cell_of(dig(tree, column.location))
        if cell.fault or cell.text.strip() == KEEP:
            continue
        if not is_same(cell.text, before):
            known = _FIXED.get(column.row.kind) or words.get(column.row.names, {})
            value = tree_of(cell.text, column.row, known) if cell.text.strip() else None
            tree = put(tree, column.location, value)
    for name, (cell, new) in line.former.items():
        cells[*at, name] = cell
        kept = tree.get(name, new)
        if not _says(kept, new):
            message = f"با {name} که در پرونده است نمی‌خواند؛ خانه را خالی کنید و آنجا بنویسید"
            problems.append(cell.problem("bad-cell", message))
        tree = put(tree, (name,), kept)
    return tree, cells


def _says(kept: Tree, old: Tree) -> bool:
    """Whether a value says what the old one did, which knew the last of several, and few keys."""
    if isinstance(old, list):
        last = kept[-1:] if isinstance(kept, list) else [kept]
        return len(last) == len(old) and all(map(_says, last, old))
    if isinstance(old, dict) and isinstance(kept, dict):
        return all(name in kept and _says(kept[name], part) for name, part in old.items())
    return kept == old


def with_parts(
    tree: dict[str, Tree],
    parts: Sequence[Part],
    sheet: Sheet,
    words: Words,
    problems: list[Problem],
    at: Keys = (),
) -> Wanted:
    """The tree with the rows of parts in place of what its field held.

    The row with the number of a part that was there keeps what the table has no column for.
    ``at``: where the tree stands in its file, a name and a number for each list on the way.
    """
    name, *rest = sheet.location[len(at) // 2 :]
    shaped = parts_of(tree.get(name))
    if shaped is None and not parts:
        return tree, {}
    old = shaped or []
    made: list[Wanted] = []
    if rest:
        for number, part in enumerate(old):
            mine = [Part(one.orders[1:], one.line) for one in parts if one.orders[0] == number + 1]
            made.append(with_parts(part, mine, sheet, words, problems, (*at, name, number)))
        for lost in (part for part in parts if not 1 <= part.orders[0] <= len(old)):
            column = next(one for one in sheet.columns if one.location == ("outer",))
            order = quoted(persian_digits(lost.line.text(column)))
            message = (
                f"این رکورد ردیفی با شمارهٔ {order} ندارد؛ شماره را درست کنید یا سطر را بردارید"
            )
            problems.append(lost.line.at(column).problem("bad-row", message))
    else:
        for number, row in enumerate(parts):
            place = row.orders[-1]
            before = old[place - 1] if place <= len(old) else {}
            where = (*at, name, number)
            made.append(with_line(before, row.line, sheet, words, problems, where))
    new = list[Tree](part for part, _ in made)
    cells = {keys: cell for _, part in made for keys, cell in part.items()}
    return (tree if new == old else put(tree, (name,), new or None)), cells


def words_of(plan: Mapping[str, Tree], names: Sequence[str]) -> dict[str, dict[str, str]]:
    """What records call the words in the lists of the plan: by title, or code if they have one."""
    return {
        name: {
            fold(title): cell_of(word.get("code", title))
            for word in parts_of(plan.get(name)) or ()
            if isinstance(title := word.get("title"), str)
        }
        for name in names
    }
