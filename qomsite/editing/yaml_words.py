"""Values as the words of YAML that read back as the same values."""

import re

from qomsite.loader.yaml_text import Tree
from qomsite.text.characters import hidden_characters

WIDTH = 100
"""A list longer than this stands in lines of its own."""

_INDICATORS = "-?:,[]{}#&*!|>'\"%@`="
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def scalar(text: str, indent: int, *, flow: bool = False) -> str:
    """A text as a plain, a literal or a quoted scalar; ``indent`` is that of its key in spaces."""
    if _is_plain(text, flow=flow):
        return text
    if not flow and _is_literal(text):
        chomp = "" if text.endswith("\n") else "-"
        margin = " " * (indent + 2)
        lines = text.removesuffix("\n").split("\n")
        return "\n".join([f"|{chomp}", *(margin + line if line else "" for line in lines)])
    # What no value may hold is written so that the reader sees it, names it and refuses it.
    hidden = {text[at] for at, _ in hidden_characters(text)}
    signs = _ESCAPES | {sign: f"\\U{ord(sign):08X}" for sign in hidden}
    return '"' + "".join(signs.get(sign, sign) for sign in text) + '"'


def flow(tree: Tree) -> str:
    """A value on one line, its lists and keys in brackets; or a key."""
    if isinstance(tree, str):
        return scalar(tree, 0, flow=True)
    if isinstance(tree, list):
        return f"[{', '.join(map(flow, tree))}]"
    return f"{{{', '.join(f'{flow(name)}: {flow(value)}' for name, value in tree.items())}}}"


def entry(name: str, tree: Tree, indent: int) -> str:
    """A key with its value, ``indent`` spaces in from the margin, without the final line end."""
    return " " * indent + flow(name) + ":" + value(tree, indent)


def value(tree: Tree, indent: int) -> str:
    """What follows the colon of a key that stands ``indent`` spaces in."""
    if isinstance(tree, str):
        return f" {scalar(tree, indent)}"
    if not tree or _fits_a_line(tree):
        return f" {flow(tree)}"
    if isinstance(tree, list):
        return "\n" + "\n".join(item(part, indent + 2) for part in tree)
    parts = (entry(name, part, indent + 2) for name, part in tree.items())
    return "\n" + "\n".join(parts)


def item(tree: Tree, indent: int) -> str:
    """A part of a list with its dash, which stands ``indent`` spaces in."""
    dash = " " * indent + "- "
    if isinstance(tree, dict) and tree:
        parts = (entry(name, part, indent + 2) for name, part in tree.items())
        return dash + "\n".join(parts).lstrip(" ")
    if isinstance(tree, str):
        return dash + scalar(tree, indent)
    return dash + flow(tree)


def _fits_a_line(tree: Tree) -> bool:
    """A list of plain values goes in brackets, but not keys within keys or lists."""
    return (
        isinstance(tree, list)
        and all(isinstance(part, str) and "\n" not in part for part in tree)
        and len(flow(tree)) <= WIDTH
    )


def _is_plain(text: str, *, flow: bool) -> bool:
    return (
        bool(text)
        and text == text.strip()
        and text[0] not in _INDICATORS
        and not re.search(r":(?:\s|$)|\s#|[\n\t]", text)
        and not hidden_characters(text)
        and not (flow and re.search(r"[,\[\]{}:]", text))
        and not text.startswith(("---", "..."))
    )


def _is_literal(text: str) -> bool:
    """Lines that a literal scalar gives back sign for sign."""
    lines = text.removesuffix("\n").split("\n")
    return (
        len(lines) > 1
        and bool(lines[0].strip())
        and lines[0][0] not in " \t"
        and bool(lines[-1].strip())
        and not hidden_characters(text)
    )
