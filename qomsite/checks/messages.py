"""What is said of each fault: the rows of ``messages.txt``, which explains how they are written."""

import re
from dataclasses import replace
from pathlib import Path
from string import Formatter
from typing import Any

from qomsite.errors import BODY, Keys, Place, Problem
from qomsite.model.content import Content
from qomsite.text.characters import quoted
from qomsite.text.digits import number, persian_digits

_TEXT = Path(__file__).with_name("messages.txt").read_text("utf-8")
_MESSAGES = dict(re.findall("^([a-z.-]+) = (.*)", _TEXT, re.MULTILINE))
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


def problem(content: Content, path: str, keys: Keys, key: str, /, **values: object) -> Problem:
    """The problem of, or the advice on, a value of a file, with the message of ``key``."""
    found = content.problem(path, keys, key.partition(".")[0], message(key, **values))
    return replace(found, is_advice=key in _ADVICE)


def problem_at(place: Place, key: str, /, **values: object) -> Problem:
    """The problem of, or the advice on, a Markdown text at a place, with the message of ``key``."""
    slug, said = key.partition(".")[0], message(key, **values)
    return Problem(place, slug, said, is_advice=key in _ADVICE, keys=BODY)
