"""The slugs that code names where it tells a problem or an advice."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PROBLEM = ("Problem", "problem", "LinkFault", "refused", "_refused", "_reader", "Refusal")
"""The functions and methods that make a problem; those of an advice are called ``advice``."""
MESSAGES = Path(__file__).resolve().parent.parent / "qomsite/messages.txt"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slugs_in(source: str, makers: tuple[str, ...]) -> Iterator[str]:
    """The literal slugs in a module's calls of ``makers``: the first argument that can be one.

    A slug that is not a literal must come through one that is.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if name in makers and texts and _SLUG.fullmatch(str(texts[0])):
                yield str(texts[0])


def slugs_of(folder: Path, makers: tuple[str, ...]) -> set[str]:
    """All of a folder's modules, and of the table of messages."""
    modules = (path.read_text("utf-8") for path in folder.rglob("*.py"))
    found = {slug for source in modules for slug in slugs_in(source, makers)}
    problems, advice = (
        set(re.findall(r"^([a-z0-9-]+)(?:\.[a-z-]+)? = ", told, re.MULTILINE))
        for told in MESSAGES.read_text("utf-8").split("[advice]")
    )
    found |= problems if "problem" in makers else set()
    return found | advice if "advice" in makers else found - advice
