"""JSON Schemas of ``site.yaml`` and ``plan.yaml``: draft 7, which editors of YAML know best.

An editor reads YAML by the usual rules, so a value arrives as a number, a flag or a text where the
loader sees only texts; a schema accepts every form in which a reader of ``model.kinds`` would
accept the value. Words of ``plan.yaml`` are content, and no part of a schema.
"""

import json
from collections.abc import Callable
from string import ascii_lowercase
from typing import Any

from qomsite.model.fields import Row, rows
from qomsite.model.kinds import OUTCOMES, Value
from qomsite.model.settings import Plan, Site
from qomsite.text.jalali import MONTHS

Schema = dict[str, Any]

_DIGIT = "[0-9۰-۹٠-٩]"
_NUMBER = f"\\u200e?[-+\u2212]?{_DIGIT}+([٬,'’\\s]{_DIGIT}{{3}})*([.٫/]{_DIGIT}+)?"
_CODE = "[A-Za-z0-9۰-۹٠-٩]+(-[A-Za-z0-9۰-۹٠-٩]+)*"
_MONTH = "([0۰٠]?[1-9۱-۹١-٩]|[1۱١][0-2۰-۲٠-٢])"
_DAY = "([0۰٠]?[1-9۱-۹١-٩]|[12۱۲١٢][0-9۰-۹٠-٩]|[3۳٣][01۰۱٠١])"
_YEAR = f"[1۱١][34۳۴٣٤]{_DIGIT}{{2}}"
_SPELLINGS = {"ی": "[یيى]", "ک": "[کك]", "آ": "[آا]", "0": "[0۰٠]", "1": "[1۱١]"}


def schemas() -> dict[str, str]:
    """The text of each schema by its file name, the same on every run."""
    models: dict[str, type[Value]] = {"site": Site, "plan": Plan}
    return {
        f"{name}.json": json.dumps(_top(model), ensure_ascii=False, indent=1) + "\n"
        for name, model in models.items()
    }


def _top(model: type[Value]) -> Schema:
    return {"$schema": "http://json-schema.org/draft-07/schema#", **_keys(model)}


def _keys(model: type[Value]) -> Schema:
    """What a mapping with the keys of a model is."""
    table = rows(model)
    schema: Schema = {
        "type": "object",
        "properties": {row.name: _property(row) for row in table},
        "required": [row.name for row in table if row.required],
        "additionalProperties": False,
    }
    pairs = {tuple(sorted((row.name, row.either))) for row in table if row.either}
    if pairs:
        schema["allOf"] = [
            {"oneOf": [{"required": [name]} for name in pair]} for pair in sorted(pairs)
        ]
    return schema


def _property(row: Row) -> Schema:
    example = f"{row.name}: {row.example}"
    return {
        "title": row.title,
        "description": f"{row.title}: {row.help}",
        "markdownDescription": f"**{row.title}**: {row.help}\n\nنمونه: `{example}`",
        "errorMessage": f"{row.title} ({row.name}): {row.help}. نمونه: {example}",
        # No word of the standard: which list of the plan the value is one of.
        **({"x-names": row.names} if row.names else {}),
        **_value(row),
    }


def _value(row: Row) -> Schema:
    one = _keys(row.nested) if row.nested else _KINDS[row.kind]()
    if row.by_key:
        return {"type": "object", "additionalProperties": one}
    if not row.several:
        return one
    # One value where a list may stand is a list of one; codes may also stand in one line.
    alone = {"type": "string", "pattern": r"\S"} if row.kind == "code" else one
    return {"anyOf": [{"type": "array", "items": one}, one, *([alone] if alone != one else [])]}


def _texts(*patterns: str) -> Schema:
    return {"type": "string", "pattern": "|".join(f"^\\s*({one})\\s*$" for one in patterns)}


def _text() -> Schema:
    return {"anyOf": [{"type": "string", "pattern": r"\S"}, {"type": ["number", "boolean"]}]}


def _code() -> Schema:
    return {"anyOf": [{"type": "integer", "minimum": 0}, _texts(_CODE)]}


def _day() -> Schema:
    names = "|".join(MONTHS)
    return _texts(
        f"{_YEAR}\\s*([-–−/.])\\s*{_MONTH}\\s*\\2\\s*{_DAY}",
        f"{_YEAR}{_DIGIT}{{4}}",
        f"{_DAY}\\s+({names})[\\s\u200c]*(ماه)?\\s+{_YEAR}",
    )


def _date() -> Schema:
    names = "|".join(MONTHS)
    partial = _texts(f"(({names})[\\s\u200c]*(ماه)?\\s+|سال\\s+)?{_YEAR}(\\s*[-–−/]\\s*{_MONTH})?")
    return {"anyOf": [{"type": "integer", "minimum": 1300, "maximum": 14991231}, _day(), partial]}


def _flag() -> Schema:
    words = ("true", "yes", "بله", "آری", "1", "false", "no", "خیر", "نه", "0")
    return {
        "anyOf": [
            {"enum": ["بله", "خیر"]},
            {"type": "boolean"},
            {"enum": [0, 1]},
            _texts(*map(_spelt, words)),
        ]
    }


def _outcome() -> Schema:
    words = [word for pair in OUTCOMES.items() for word in pair]
    return {"anyOf": [{"enum": words}, _texts(*map(_spelt, words))]}


def _year() -> Schema:
    return {"anyOf": [{"type": "integer", "minimum": 1300, "maximum": 1499}, _texts(_YEAR)]}


def _count() -> Schema:
    return {"anyOf": [{"type": "integer", "minimum": 0}, _texts(_NUMBER)]}


def _address() -> Schema:
    return _texts("https?://[^\\s<>\"']+")


def _spelt(word: str) -> str:
    """A word in any of the spellings that fold to one."""
    cases = {sign: f"[{sign}{sign.upper()}]" for sign in ascii_lowercase}
    signs = ((cases | _SPELLINGS).get(sign, sign) for sign in word.replace("\u200c", ""))
    return r"[\s\u200cـ]*".join(signs)


_KINDS: dict[str, Callable[[], Schema]] = {
    "text": _text,
    "word": _text,
    "prose": _text,
    "code": _code,
    "day": _day,
    "date": _date,
    "flag": _flag,
    "outcome": _outcome,
    "year": _year,
    "count": _count,
    "address": _address,
}
