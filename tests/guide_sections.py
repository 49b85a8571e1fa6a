"""The chapter of the staff guide on problems as values: a heading for every slug."""

import re
from dataclasses import dataclass

from qomsite.terminal import CHAPTER

_CHAPTERS = re.compile(r"^## (.+)$", re.MULTILINE)
_SECTIONS = re.compile(r"^### (.+)$", re.MULTILINE)
_EXAMPLE = re.compile(r"^(نادرست|درست):\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_END = re.compile(r"[؛.]")


@dataclass(frozen=True)
class Explanation:
    """A section of the guide: cause and remedy in Persian, and the examples as they are written."""

    slug: str
    text: str
    wrong: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def cause(self) -> str:
        """The first clause, which says what is wrong."""
        return _END.split(self.text, maxsplit=1)[0]


def explanations(text: str) -> tuple[Explanation, ...]:
    """The sections of the chapter on problems, in their order; ``text``: that of the guide."""
    chapters = dict(_parted(_CHAPTERS, text))
    return tuple(
        _explanation(*section) for section in _parted(_SECTIONS, chapters.get(CHAPTER, ""))
    )


def _explanation(slug: str, section: str) -> Explanation:
    examples = _EXAMPLE.findall(section)
    return Explanation(
        slug,
        " ".join(_EXAMPLE.sub("", section).replace("</div>", "").split()),
        tuple(example for label, example in examples if label == "نادرست"),
        tuple(example for label, example in examples if label == "درست"),
    )


def _parted(heading: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    """The headings of a level, each with what stands below it."""
    # An example may show a heading; it is none.
    bare = _FENCED.sub(lambda fenced: re.sub(".", " ", fenced[0]), text)
    found = list(heading.finditer(bare))
    ends = [*(match.start() for match in found[1:]), len(text)]
    return [
        (match[1].strip(), text[match.end() : end]) for match, end in zip(found, ends, strict=True)
    ]
