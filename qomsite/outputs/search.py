"""The search index: small scripts, of which the search page loads those that a query needs.

They are scripts because a page read from a disk may load nothing else; each hands over its data
to ``searchPart``. ``search/index.js`` names all others, whose names carry their hash.
"""

from collections.abc import Iterator, Sequence

from qomsite.outputs.search_documents import Document, documents
from qomsite.outputs.search_index import blocks, index, line
from qomsite.outputs.site import Site
from qomsite.pages.permalink import SEARCH_INDEX
from qomsite.render.artifact import Artifact
from qomsite.render.assets import fingerprinted
from qomsite.render.raw_text import json_text
from qomsite.text.characters import ZWNJ
from qomsite.text.direction import isolated
from qomsite.text.folding import LETTERS
from qomsite.text.stems import APART, BEGINNINGS, ENDINGS, STOPS, SUFFIXES

WORDS_SIZE = 1_200
"""Characters of words and their documents in one file."""
ENDS_SIZE = 4_000
"""Characters of words that share their last letters, for finding a word mistyped at its start."""
DOCUMENTS_SIZE = 20
"""Documents whose titles are in one file."""
TEXTS_SIZE = 5
"""Documents whose texts are in one file."""

_FOLDER = SEARCH_INDEX.rpartition("/")[0]


def files(site: Site) -> Iterator[Artifact]:
    """``search/index.js`` and the files that it leads to."""
    by_kind = documents(site)
    everything = [document for group in by_kind.values() for document in group]
    parts: list[Artifact] = []

    def part(name: str, content: object) -> str:
        """Adds a file; what follows the dot in its name."""
        script = _script(name, content)
        path = f"{_FOLDER}/{fingerprinted(f'{name}.js', script)}"
        parts.append(Artifact(path, script, site.library.site_path))
        return path.partition(".")[2]

    words = index(everything, site.library.memo)
    lines = [(token.replace(ZWNJ, ""), line(token, postings)) for token, postings in words.items()]
    ends = sorted((whole[::-1], whole) for whole, _ in lines if not whole.isdecimal())

    def cards(place: int, group: Sequence[Document]) -> str:
        """Adds the titles of some documents, and of a few at a time the texts."""
        first = place * DOCUMENTS_SIZE // TEXTS_SIZE
        texts = [
            part(f"texts-{number}", [isolated(document.text) for document in few])
            for number, few in enumerate(_chunks(group, TEXTS_SIZE), first)
        ]
        return part(f"documents-{place}", ["\n".join(map(_card, group)), texts])

    head = {
        "letters": LETTERS,
        "apart": APART,
        "endings": ENDINGS,
        "fillers": sorted({*ENDINGS, *BEGINNINGS, *STOPS}),
        "suffixes": SUFFIXES,
        "stops": sorted(STOPS),
        "kinds": [[kind.label, kind.plural, len(group)] for kind, group in by_kind.items()],
        "words": [
            [start, part(f"words-{place}", "\n".join(block))]
            for place, (start, block) in enumerate(blocks(lines, WORDS_SIZE))
        ],
        "ends": [
            [start, part(f"ends-{place}", "\n".join(block))]
            for place, (start, block) in enumerate(blocks(ends, ENDS_SIZE))
        ],
        "documents": [
            cards(place, group) for place, group in enumerate(_chunks(everything, DOCUMENTS_SIZE))
        ],
        "sizes": [DOCUMENTS_SIZE, TEXTS_SIZE],
    }
    yield Artifact(SEARCH_INDEX, _script("index", head), site.library.site_path)
    yield from parts


def _card(document: Document) -> str:
    """What a list of results shows of a document, before its text is there."""
    title = isolated(" ".join(document.title.split()))
    marks = str(document.point or ""), "1" if document.sample else ""
    card = (document.path, document.name, title, document.way, *marks)
    return "\t".join(card).rstrip("\t")


def _chunks(group: Sequence[Document], size: int) -> list[Sequence[Document]]:
    return [group[start : start + size] for start in range(0, len(group), size)]


def _script(name: str, content: object) -> bytes:
    return f"searchPart({json_text(name)},{json_text(content)});\n".encode()
