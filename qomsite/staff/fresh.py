"""The file of a new record: what is known, and each other key in a comment with an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import indent

from qomsite.errors import Problem
from qomsite.loader.yaml_text import Tree, read_yaml
from qomsite.model.collections import Collection
from qomsite.model.fields import Row, rows
from qomsite.staff.yaml_words import entry

DRAFT = "draft"
YES = "بله"


def fresh_file(collection: Collection, values: Mapping[str, Tree]) -> bytes:
    """The file that says ``values``; a key that they lack stands in it as a comment."""
    lines = [
        f"# {collection.joined} تازه. سطرهایی که با # آغاز می‌شوند راهنما هستند و در سایت دیده"
        " نمی‌شوند.",
        "# برای به کار بردن هر کلید، نشانهٔ # و فاصلهٔ پس از آن را از سر سطرش بردارید و مقدار خود"
        " را بنویسید.",
        "# آنچه را نمی‌دانید ننویسید. متن را زیر خط --- دوم بنویسید.",
        "",
    ]
    for row in rows(collection.model):
        lines += _lines(row, values.get(row.name))
    return "\n".join(["---", *lines, "---", ""]).encode()


def example_tree(row: Row) -> Tree:
    """The example of a field as a tree of texts."""
    problems: list[Problem] = []
    result = read_yaml(f"{row.name}: {row.example}\n", "", 1, problems)
    if result is None or problems:
        raise ValueError(f"the example of {row.name} cannot be read: {problems}")
    return result[0][row.name]


def _lines(row: Row, value: Tree | None) -> Iterator[str]:
    yield f"# {row.title}: {row.help}"
    if value is None:
        yield indent(entry(row.name, example_tree(row), 0, "\n"), "# ")
    else:
        yield entry(row.name, value, 0, "\n")
