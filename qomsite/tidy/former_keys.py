"""Takes keys that are no more out of a file, and gives renamed ones their new names."""

import re

from qomsite.checks.typography import model_of
from qomsite.loader.document import document_of
from qomsite.loader.yaml_text import compose, read_yaml
from qomsite.model.former_keys import FormerKeys, former_key

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def without_former(text: str, path: str, table: FormerKeys) -> tuple[str, int]:
    """The text of a file without former keys, and how many there were; all else is as it was.

    Front matter that cannot be read, or is in braces, is left; so is a key beside its new one.
    """
    model = model_of(path)
    document = document_of(text, path, [])
    if model is None or document is None or read_yaml(document.front, path, 1, []) is None:
        return text, 0
    root = compose(document.front)
    if root is None or root.is_flow:
        return text, 0
    lines: list[str] = _LINES.findall(text.removeprefix(document.mark))
    above = document.opening.count("\n")
    count = 0
    for name, (key, value) in root.entries.items():
        known = former_key(model, name, table)
        if known is None or name != known.old or (known.new in root.entries):
            continue
        count += 1
        first = above + key.line - 1
        if known.new:
            end = key.column - 1 + key.end - key.start
            lines[first] = lines[first][: key.column - 1] + known.new + lines[first][end:]
        else:
            last = above + document.front.count("\n", 0, max(key.end, value.end))
            lines[first : last + 1] = [""] * (last + 1 - first)
    return document.mark + "".join(lines), count
