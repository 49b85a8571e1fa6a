"""The lines of a file around a place, with what cannot be seen made visible."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from qomsite.errors import Place
from qomsite.loader.document import settings_document
from qomsite.loader.files import MAX_BYTES
from qomsite.loader.regular_file import regular_bytes
from qomsite.text.characters import NBSP, hidden_characters
from qomsite.text.digits import persian_digits

AROUND = 3
"""Lines shown before and after the one that is meant."""
WIDTH = 160
"""Characters shown of a line; of a longer one, those around the column."""

TAB = "⇥"


@dataclass(frozen=True)
class Piece:
    """A stretch of a line; ``title`` says what an invisible character is that stands here."""

    text: str
    title: str = ""
    is_marked: bool = False


@dataclass(frozen=True)
class Line:
    """A line of a file with its number; ``is_meant``: the one that a message is about."""

    number: str
    pieces: tuple[Piece, ...]
    is_meant: bool


def excerpt(path: Path, place: Place) -> tuple[Line, ...]:
    """The lines around a place; none where the file is not there or is no text."""
    if not place.line:
        return ()
    try:
        data = regular_bytes(path, MAX_BYTES)
    except OSError:
        return ()
    lines = settings_document(data.decode("utf-8", "replace")).front.split("\n")
    first = max(place.line - AROUND, 1)
    return tuple(
        _line(lines[number - 1], number, place.column if number == place.line else 0)
        for number in range(first, min(place.line + AROUND, len(lines)) + 1)
    )


def _line(text: str, number: int, column: int) -> Line:
    start = max(column - WIDTH // 2, 0) if len(text) > WIDTH else 0
    end = min(start + WIDTH, len(text))
    titles = dict(hidden_characters(text)) | {
        at: "جهش (Tab)" for at, sign in enumerate(text) if sign == "\t"
    }
    apart = [at for at in range(start, end) if at in titles or at + 1 == column]
    pieces = [Piece("…" if start else "")]
    for before, at in pairwise([start - 1, *apart, end]):
        pieces.append(Piece(text[before + 1 : at]))
        if at < end:
            sign, title = text[at], titles.get(at, "")
            seen = sign if not title else TAB if sign == "\t" else f"U+{ord(sign):04X}"
            pieces.append(Piece(seen, title, at + 1 == column))
    pieces.append(Piece("…" if end < len(text) else ""))
    if column > len(text):  # what is missing, is missing at the end
        pieces.append(Piece(NBSP, is_marked=True))
    shown = tuple(piece for piece in pieces if piece.text)
    return Line(persian_digits(str(number)), shown, is_meant=bool(column))
