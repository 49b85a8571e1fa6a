"""The search index: small scripts, of which the search page loads those that a query needs.

They are scripts because a page read from a disk may load nothing else; each hands over its data
to ``searchPart``. ``search/index.js`` names all others, whose names carry their hash.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from string import ascii_letters

from qomsite.library.library import Library
from qomsite.outputs.search_documents import Document, Kind, documents
from qomsite.outputs.search_index import blocks, index, line
from qomsite.outputs.site import Site
from qomsite.pages.permalink import SEARCH_INDEX
from qomsite.render.artifact import Artifact
from qomsite.render.assets import fingerprinted
from qomsite.render.raw_text import json_text
from qomsite.text import stems
from qomsite.text.characters import ZWNJ
from qomsite.text.direction import isolated
from qomsite.text.folding import LETTERS

WORDS_SIZE = 1_300
"""Characters of words and their documents in one file."""
ENDS_SIZE = 2_000
"""Characters of words that share their last letters, for finding a word mistyped at its start."""
DOCUMENTS_TOGETHER = 700
"""Documents whose titles are all in one file, of 12 KB: results then need one request for them."""
DOCUMENTS_SIZE = 20
"""Documents whose titles are in one file where there are more."""
TEXTS_SIZE = 5
"""Documents whose texts are in one file."""

_ASCII = re.compile("[~A-Za-z]")
_PACKED = f"یانرهدمشتوسلبکحخپگزعقطصآضغفجچئثظذژأؤء«»،؛ۀة–۰۱۲۳۴۵ٔ{ZWNJ}"
_PACKING = str.maketrans(dict(zip(_PACKED, ascii_letters, strict=True)))
_FOLDER = SEARCH_INDEX.rpartition("/")[0]


def files(site: Site) -> Iterator[Artifact]:
    """``search/index.js`` and the files that it leads to."""
    by_kind = documents(site)
    everything = [document for group in by_kind.values() for document in group]
    codes = {
        document.path: document.path.removesuffix(".html").removeprefix(f"{kind.folder}/")
        for kind, group in by_kind.items()
        for document in group
    }
    statuses = list(dict.fromkeys(document.status for document in everything if document.status))
    size = len(everything) if len(everything) <= DOCUMENTS_TOGETHER else DOCUMENTS_SIZE
    parts: list[Artifact] = []

    def part(name: str, content: object) -> str:
        """Adds a file; what follows the dot in its name."""
        script = _script(name, content)
        path = f"{_FOLDER}/{fingerprinted(f'{name}.js', script)}"
        parts.append(Artifact(path, script, site.library.site_path))
        return path.partition(".")[2]

    words = index(everything, site.library.memo, site.library.synonyms)
    lines = [(token.replace(ZWNJ, ""), line(token, postings)) for token, postings in words.items()]
    ends = sorted((whole[::-1], whole) for whole, _ in lines if not whole.isdecimal())

    def card(document: Document, before: Document | None) -> str:
        """What a list of results shows of a document, before its text is there.

        Without its code where that is one more than the code of the document before it.
        """
        code, last = codes[document.path], codes[before.path] if before else ""
        if last.isdecimal() and code == str(int(last) + 1):
            code = ""
        title = isolated(" ".join(document.title.split()))
        status = statuses.index(document.status) if document.status else ""
        marks = map(str, (document.point or "", "1" if document.sample else "", status))
        return "\t".join((code, title, document.way, *marks)).rstrip("\t")

    def cards(place: int, group: Sequence[Document]) -> str:
        """Adds the titles of some documents, and of a few at a time the texts."""
        first = place * size // TEXTS_SIZE
        texts = [
            part(f"texts-{number}", [isolated(document.text) for document in few])
            for number, few in enumerate(_chunks(group, TEXTS_SIZE), first)
        ]
        lines = "\n".join(map(card, group, (None, *group)))
        return part(f"documents-{place}", [packed(lines), part(f"names-{place}", texts)])

    head = {
        "letters": LETTERS,
        "packed": _PACKED,
        "apart": stems.APART,
        "endings": stems.ENDINGS,
        "beginnings": stems.BEGINNINGS,
        "stops": f" {' '.join(sorted(stems.STOPS))} ",
        "asking": f"{' '.join(sorted(stems.ASKING - stems.STOPS))} ",
        "verbs": stems.ASKING_VERBS,
        "suffixes": stems.SUFFIXES,
        "numbers": stems.NUMBERS,
        "spoken": stems.SPOKEN,
        "sounds": stems.SOUNDS,
        "keys": stems.KEYS,
        "total": len(everything),
        "kinds": [
            [kind.label, _named(kind, site.library), kind.folder, int(kind.numbered), len(group)]
            for kind, group in by_kind.items()
        ],
        "statuses": [(mark.shade, mark.sign, mark.title) for mark in statuses],
        "words": [
            start + part(f"words-{place}", "\n".join(block))
            for place, (start, block) in enumerate(blocks(lines, WORDS_SIZE, 3))
        ],
        "ends": [
            start + part(f"ends-{place}", "\n".join(block))
            for place, (start, block) in enumerate(blocks(ends, ENDS_SIZE))
        ],
        "documents": [cards(place, group) for place, group in enumerate(_chunks(everything, size))],
        "sizes": [size, TEXTS_SIZE],
    }
    yield Artifact(SEARCH_INDEX, _script("index", head), site.library.site_path)
    yield from parts


def packed(text: str) -> str:
    """Text with ASCII letters for the usual Persian ones, a seventh shorter when compressed.

    ~ stands before what is an ASCII letter itself.
    """
    return _ASCII.sub("~\\g<0>", text).translate(_PACKING)


def _named(kind: Kind, library: Library) -> str:
    """What a kind is called, and what else by the list of synonyms: «طرح پروژه»."""
    groups = (group for group in library.synonyms if kind.label in group)
    return " ".join((kind.label, *chain.from_iterable(groups)))


def _chunks(group: Sequence[Document], size: int) -> list[Sequence[Document]]:
    return [group[start : start + size] for start in range(0, len(group), size)]


def _script(name: str, content: object) -> bytes:
    return f"searchPart({json_text(name)},{json_text(content)});\n".encode()
