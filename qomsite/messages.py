"""What is said of each fault: the rows of ``messages.txt``, which explains how they are written."""

import re
from pathlib import Path
from string import Formatter
from typing import Any

from qomsite.errors import Place, Problem
from qomsite.text.characters import quoted
from qomsite.text.digits import number, persian_digits

_TEXT = Path(__file__).with_suffix(".txt").read_text("utf-8")
_MESSAGES = dict(re.findall("^([a-z0-9.-]+) = (.*)", _TEXT, re.MULTILINE))
_ADVICE = frozenset(re.findall("^([a-z.-]+) =", _TEXT.partition("[advice]")[2], re.MULTILINE))


class _Sentence(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "q":
            return quoted(value)
        if format_spec == "n":
            return number(value)
        return persian_digits(str(value)) if format_spec == "d" else str(value)


def message(key: str, /, **values: object) -> str:
    """The message of a key with its values."""
    return _Sentence().vformat(_MESSAGES[key], (), values)


def problem(place: Place | str, key: str, /, **values: object) -> Problem:
    """The problem of, or the advice on, a place or a whole file, with the message of ``key``."""
    where = Place(place) if isinstance(place, str) else place
    slug, said = key.partition(".")[0], message(key, **values)
    return Problem(where, slug, said, is_advice=key in _ADVICE)
