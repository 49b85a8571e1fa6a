"""Former keys of a content file, byte by byte: renamed, written anew or taken out."""

import re
from collections.abc import Iterator

from qomsite.checks.typography import model_of
from qomsite.editing import yaml_words
from qomsite.loader.document import document_of
from qomsite.loader.yaml_text import Node, compose, read_yaml
from qomsite.model.fields import rows
from qomsite.model.former_keys import FormerKey, FormerKeys, former_key
from qomsite.model.kinds import Value
from qomsite.text.characters import LINE_END

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def without_former(text: str, path: str, table: FormerKeys) -> tuple[str, int]:
    """The text of a file without former keys, and how many there were; all else is as it was.

    Front matter that cannot be read is left; so is a key beside its new one, one without a value to
    write anew, and one to be taken out of values within others or of braces.
    """
    model = model_of(path)
    document = document_of(text, path, [])
    if model is None or document is None or read_yaml(document.front, path, 1, []) is None:
        return text, 0
    root = compose(document.front)
    front = document.front
    lines: list[str] = _LINES.findall(text.removeprefix(document.mark))
    above = document.opening.count("\n")
    count = 0
    # From the end, so that what stands before keeps its place.
    for node, name, known in reversed([*_former(root, model, table)] if root else []):
        key, value = node.entries[name]
        first, end, new = above + key.line - 1, max(key.end, value.end), known.new
        if new and known.rewrite:
            if not isinstance(value.tree, str) or not value.tree.strip():
                continue
            tree = known.rewrite(value.tree)
            words = yaml_words.flow({new: tree})[1:-1] if node.is_flow else ""
            new = words or yaml_words.entry(new, tree, key.column - 1).lstrip()
        elif new:
            end = key.end
        elif node.is_flow or key.column > 1:
            continue
        count += 1
        last = above + front.count("\n", 0, end)
        if new:
            ending = LINE_END.search(lines[first])
            new = new.replace("\n", ending[0] if ending else "\n")
            behind = lines[last][end - front.rfind("\n", 0, end) - 1 :]
            lines[last] = lines[first][: key.column - 1] + new + behind
            lines[first:last] = [""] * (last - first)
        else:
            lines[first : last + 1] = [""] * (last + 1 - first)
    return document.mark + "".join(lines), count


def _former(
    node: Node, model: type[Value], table: FormerKeys
) -> Iterator[tuple[Node, str, FormerKey]]:
    """The former keys of a mapping and of those within, in their order, beside no new one."""
    nested = {row.name: row.nested for row in rows(model)}
    for name, (_, value) in node.entries.items():
        known = former_key(model, name, table)
        if known and name == known.old and known.new not in node.entries:
            yield node, name, known
        if inner := nested.get(name):
            for part in value.items or (value,):
                yield from _former(part, inner, table)
