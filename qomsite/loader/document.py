"""A content file as its parts: byte-order mark, fences, front matter, body; and how lines end."""

import re
from dataclasses import dataclass

from qomsite.errors import Place, Problem
from qomsite.loader.yaml_remedies import ODD_SPACE, odd_space
from qomsite.loader.yaml_text import Tree, read_yaml
from qomsite.messages import problem
from qomsite.text.characters import BOM, plain_lines

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True)
class Document:
    """The text of a content file; all parts together, behind ``mark``, are the file.

    Front matter stands between two fences; a file of settings has nothing else. ``newline`` is how
    the file's lines end, and stands in the parts as ``\\n``.
    """

    front: str
    opening: str = "---\n"
    closing: str = "---\n"
    body: str = ""
    newline: str = "\n"
    mark: str = ""

    @property
    def body_line(self) -> int:
        """The line that the body starts on."""
        return (self.opening + self.front + self.closing).count("\n") + 1

    @property
    def tree(self) -> dict[str, Tree]:
        """The front matter as texts; the file must be one that the loader accepts."""
        problems: list[Problem] = []
        result = read_yaml(self.front, "", 1, problems)
        if result is None or problems:
            raise ValueError(f"front matter that the loader refuses: {problems}")
        return result[0]

    def to_bytes(self) -> bytes:
        """The file."""
        text = self.opening + self.front + self.closing + self.body
        return (self.mark + text.replace("\n", self.newline)).encode()


def settings_document(text: str) -> Document:
    """The parts of a file without a body, as it was decoded; mixed line ends become one."""
    mark = BOM if text.startswith(BOM) else ""
    newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"
    lines = plain_lines(text.removeprefix(mark))
    return Document(lines, opening="", closing="", newline=newline, mark=mark)


def record_document(text: str, path: str, problems: list[Problem]) -> Document | None:
    """The parts of a file with front matter and a body; ``None`` once a fence is reported."""
    whole = settings_document(text)
    lines = whole.front
    opening = _OPENING.match(lines)
    closing = _CLOSING.search(lines, opening.end()) if opening else None
    if opening and closing:
        return Document(
            lines[opening.end() : closing.start()],
            opening[0],
            closing[0],
            lines[closing.end() :],
            whole.newline,
            whole.mark,
        )
    for at, line in enumerate(lines.split("\n") if "---" in lines else ()):
        odd = ODD_SPACE.search(line)
        if odd and line.strip() == "---" and (at == 0) == (opening is None):
            place, said = Place(path, at + 1, odd.start() + 1), odd_space(odd[0], "در خط ---")
            problems.append(Problem(place, "missing-front-matter", said))
            return None
    key = "missing-front-matter.end" if opening else "missing-front-matter"
    problems.append(problem(Place(path, 1, 1), key))
    return None


def document_of(text: str, path: str, problems: list[Problem]) -> Document | None:
    """The parts of a file, which has a body unless it stands at the top of the content folder."""
    return record_document(text, path, problems) if "/" in path else settings_document(text)
