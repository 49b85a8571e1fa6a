"""The kinds of value a field can have: how each is read from text, and what is said if it is not.

Every scalar of front matter reaches the model as text (see ``loader``), so each kind has one
reader here, and nothing is guessed by YAML. A reader sees only what ``model.scalars`` lets pass.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from qomsite.model.codes import read_code
from qomsite.model.scalars import ADDRESS, EVIDENCE, PROSE, SIGN, TEXT, WORD, Kind, refusal
from qomsite.text.amounts import Amount, parse_amount
from qomsite.text.characters import quoted, refused, trimmed
from qomsite.text.digits import ascii_digits, number, parse_number, persian_digits
from qomsite.text.folding import fold
from qomsite.text.jalali import JalaliDate, PartialDate, parse_date, parse_jalali
from qomsite.text.nearest import suggestion, was_meant

_TRUE = {fold(word) for word in ("true", "yes", "بله", "آری", "1")}
_FALSE = {fold(word) for word in ("false", "no", "خیر", "نه", "0")}
PROVENANCES = {"official": "مصوب", "reported": "گزارش‌شده", "sample": "نمونه"}
OUTCOMES = {
    "open": "باز",
    "stopped": "متوقف",
    "dropped": "کنارگذاشته",
    "merged": "ادغام‌شده",
    "finished": "پایان‌یافته",
}
DIRECTIONS = {"more": "افزایش", "less": "کاهش", "range": "بازه"}
FIXED_WORDS = {"provenance": PROVENANCES, "outcome": OUTCOMES, "direction": DIRECTIONS}
"""The words of each kind that has its own, with their Persian labels."""


def problem(slug: str, message: str) -> PydanticCustomError:
    """A reading error that carries the slug of its heading in the staff guide."""
    # Braces would be taken for pydantic's own placeholders.
    return PydanticCustomError("qomsite", "{text}", {"slug": slug, "text": message})


def _text(kind: Kind) -> Callable[[object], str]:
    """A validator of what is text and nothing more."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            given = "فهرست" if isinstance(value, list | tuple) else "چند کلید تودرتو"
            one = value[0] if isinstance(value, list) and len(value) == 1 else None
            hint = f"؛ بنویسید {quoted(one)}" if isinstance(one, str) else ""
            raise problem("wrong-type", f"اینجا یک مقدار ساده می‌آید، نه {given}{hint}")
        if found := refusal(value, kind):
            raise problem(found.slug, found.message)
        return trimmed(value)

    return read


def _reader(kind: Kind, parse: Callable[[str], Any], slug: str) -> BeforeValidator:
    """A validator from a parser that raises ``ValueError`` with a Persian message."""
    text_of = _text(kind)

    def read(value: object) -> Any:
        if isinstance(value, JalaliDate | PartialDate | Amount | Decimal):
            return value
        # Outside the try: a reading error is a ValueError too, and has a slug of its own.
        text = text_of(value)
        try:
            return parse(text)
        except ValueError as error:
            raise problem(slug, str(error)) from None

    return BeforeValidator(read)


def parse_share(text: str) -> Decimal:
    """«۴۵», «45٪», «٪۴۵», «۴۵ درصد», «45/100» as a number of per cent, 0 to 100, or ValueError."""
    units = ("%", "٪", "درصد", "/100", "/۱۰۰")
    # Without a pattern: one that starts with spaces takes quadratic time on a run of them.
    written = text.strip()
    before = next(filter(written.startswith, units), "")
    written = written.removeprefix(before) + before
    unit = next(filter(written.endswith, units), "")
    number = parse_number(written.removesuffix(unit), most=100)
    if not 0 <= number <= 100:
        shown = quoted(persian_digits(text))
        raise ValueError(f"سهم {shown} بیرون از بازهٔ ۰ تا ۱۰۰ درصد است")
    return number


def parse_flag(text: str) -> bool:
    """«بله» or «خیر», ``true`` or ``false``."""
    folded = fold(text)
    if folded in _TRUE:
        return True
    if folded in _FALSE:
        return False
    raise ValueError(f"{quoted(text)} خوانده نمی‌شود؛ بله یا خیر بنویسید")


def parse_year(text: str) -> int:
    """A Jalali year, 1300 to 1499."""
    digits = ascii_digits(text)
    if not re.fullmatch(r"1[34]\d\d", digits):
        raise ValueError(f"سال {quoted(text)} درست نیست؛ سال خورشیدی چهاررقمی بنویسید، مانند ۱۴۰۴")
    return int(digits)


def parse_count(text: str) -> int:
    """A whole number from 0."""
    number = parse_number(text)
    if number < 0 or number != number.to_integral_value():
        raise ValueError(
            f"{quoted(text)} عدد صحیح نیست؛ عددی از ۰ به بالا و بدون ممیز بنویسید، مانند ۲۷۰"
        )
    return int(number)


def parse_size(text: str) -> Decimal:
    """A number from 0."""
    size = parse_number(text)
    if size < 0:
        raise ValueError(f"{quoted(text)} کمتر از صفر است؛ منظور «{number(-size, places=30)}» بود؟")
    return size


def parse_address(text: str) -> str:
    """A web address (http or https), the only foreign links that content may hold."""
    if not re.fullmatch(r"https?://[^\s<>\"']+", text):
        bare = re.fullmatch(r"(?:https?:)?/*((?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>\"']*)?)", text)
        hint = was_meant(bare and f"https://{bare[1]}")
        raise ValueError(f"نشانی {quoted(text)} درست نیست؛ نشانی وب با https:// آغاز می‌شود{hint}")
    return text


def parse_evidence(text: str) -> str:
    """A web address, or the title of a document, which is any other text."""
    return parse_address(text) if re.match("[a-z]+:/", text, re.IGNORECASE) else text


def parse_provenance(text: str) -> str:
    """One of ``official``, ``reported``, ``sample``, or its Persian label."""
    return _parse_word("منشأ", PROVENANCES, text)


def _parse_word(noun: str, words: Mapping[str, str], text: str) -> str:
    for key, label in words.items():
        if fold(text) in (fold(key), fold(label)):
            return key
    allowed = "، ".join(f"{key} ({label})" for key, label in words.items())
    hint = suggestion(text, [*words, *words.values()])
    raise ValueError(f"{noun} {quoted(text)} شناخته نیست؛ یکی از این‌ها: {allowed}{hint}")


def _several(value: object) -> object:
    """One value where a list may stand is a list of one."""
    return [value] if isinstance(value, str | dict) else value


_PERSIAN_WORD = re.compile(r"[^\W\d_a-zA-Z]")
CODES_PARTED = ",،؛;"
"""The signs between codes in one text, besides blanks."""


def listed_codes(text: str) -> list[str]:
    """Codes in one text, parted by blanks, commas of any kind or «و», as a list; words that are no
    codes stay together.
    """
    signs, also = rf"\s*[{CODES_PARTED}\n]\s*", r"|\s+و\s+"
    # A mark of a list belongs to what follows it.
    parts = re.split(rf"{signs}{also}|(?<=\w)\s+", text.strip())
    if any(map(_PERSIAN_WORD.search, parts)):
        parts = re.split(signs + also if re.search(r"\d", text) else signs, text.strip())
    return list(filter(None, parts))


def _codes(value: object) -> object:
    """Codes may also stand in one line."""
    # What no value may hold must not be lost among the separators.
    if not isinstance(value, str):
        return value
    return (() if refused(value) else listed_codes(value)) or [value]


_CODE, _DAY, _SHARE, _NUMBER = Kind("code"), Kind("day"), Kind("share"), Kind("number")
_DATE = Kind("date")
_MONEY, _FLAG, _YEAR, _COUNT = Kind("money"), Kind("flag"), Kind("year"), Kind("count")
_PROVENANCE, _OUTCOME, _DIRECTION = Kind("provenance"), Kind("outcome"), Kind("direction")

Text = Annotated[str, BeforeValidator(_text(TEXT)), TEXT]
Sign = Annotated[str, BeforeValidator(_text(SIGN)), SIGN]
"""A text that may be a sign alone, such as a unit."""
Prose = Annotated[str, BeforeValidator(_text(PROSE)), PROSE]
"""A text of a sentence or more."""
Word = Annotated[str, BeforeValidator(_text(WORD)), WORD]
"""A text that programs go by and no prose: a reference, a former code, the name of a file."""
Code = Annotated[str, _reader(_CODE, read_code, "bad-code"), _CODE]
Day = Annotated[JalaliDate, _reader(_DAY, parse_jalali, "bad-date"), _DAY]
Date = Annotated[JalaliDate | PartialDate, _reader(_DATE, parse_date, "bad-date"), _DATE]
"""A day, or the year or month alone where no more is announced."""
Share = Annotated[Decimal, _reader(_SHARE, parse_share, "bad-share"), _SHARE]
Quantity = Annotated[Decimal, _reader(_NUMBER, parse_number, "bad-number"), _NUMBER]
Size = Annotated[Decimal, _reader(_NUMBER, parse_size, "bad-number"), _NUMBER]
"""A number from 0."""
Money = Annotated[Amount, _reader(_MONEY, parse_amount, "bad-amount"), _MONEY]
Flag = Annotated[bool, _reader(_FLAG, parse_flag, "bad-choice"), _FLAG]
Year = Annotated[int, _reader(_YEAR, parse_year, "bad-year"), _YEAR]
Count = Annotated[int, _reader(_COUNT, parse_count, "bad-number"), _COUNT]
Address = Annotated[str, _reader(ADDRESS, parse_address, "bad-address"), ADDRESS]
Provenance = Annotated[
    Literal["official", "reported", "sample"],
    _reader(_PROVENANCE, parse_provenance, "bad-choice"),
    _PROVENANCE,
]
Outcome = Annotated[
    Literal["open", "stopped", "dropped", "merged", "finished"],
    _reader(_OUTCOME, partial(_parse_word, "سرانجام", OUTCOMES), "bad-choice"),
    _OUTCOME,
]
Direction = Annotated[
    Literal["more", "less", "range"],
    _reader(_DIRECTION, partial(_parse_word, "جهت", DIRECTIONS), "bad-choice"),
    _DIRECTION,
]
Evidence = Annotated[str, _reader(EVIDENCE, parse_evidence, "bad-address"), EVIDENCE]
"""The title of a document of the same record, or a web address."""
Codes = Annotated[tuple[Code, ...], BeforeValidator(_codes)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_several)]
Words = Annotated[tuple[Word, ...], BeforeValidator(_several)]
OneOrMore = BeforeValidator(_several)


class Value(BaseModel):
    """A frozen value read from content; a key that the model does not name is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
