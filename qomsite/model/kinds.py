"""The kinds of value a field can have: how each is read from text, and what is said if it is not.

Every scalar of front matter reaches the model as text (see ``loader``), so each kind has one
reader here, and nothing is guessed by YAML.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from qomsite.model.codes import read_code
from qomsite.text.amounts import Amount, parse_amount
from qomsite.text.characters import quoted
from qomsite.text.digits import ascii_digits, parse_number, persian_digits
from qomsite.text.folding import fold
from qomsite.text.jalali import JalaliDate, parse_jalali
from qomsite.text.nearest import suggestion

_TRUE = {fold(word) for word in ("true", "yes", "بله", "آری", "1")}
_FALSE = {fold(word) for word in ("false", "no", "خیر", "نه", "0")}
PROVENANCES = {"official": "مصوب", "reported": "گزارش‌شده", "sample": "نمونه"}


def problem(slug: str, message: str) -> PydanticCustomError:
    """A reading error that carries the slug of its heading in the staff guide."""
    # Braces would be taken for pydantic's own placeholders.
    return PydanticCustomError("qomsite", "{text}", {"slug": slug, "text": message})


def _text(value: object) -> str:
    if not isinstance(value, str):
        found = "فهرست" if isinstance(value, list | tuple) else "چند کلید تودرتو"
        raise problem("wrong-type", f"اینجا یک مقدار ساده می‌آید، نه {found}")
    if text := value.strip():
        return text
    raise problem("empty-value", "مقدار خالی است؛ آن را پر کنید یا کلید را بردارید")


def _reader(parse: Callable[[str], Any], slug: str) -> Callable[[object], Any]:
    """A validator from a parser that raises ``ValueError`` with a Persian message."""

    def read(value: object) -> Any:
        if isinstance(value, JalaliDate | Amount | Decimal):
            return value
        # Outside the try: a reading error is a ValueError too, and has a slug of its own.
        text = _text(value)
        try:
            return parse(text)
        except ValueError as error:
            raise problem(slug, str(error)) from None

    return read


def parse_share(text: str) -> Decimal:
    """«۴۵», «45٪» or «۴۵ درصد» as a number of per cent; ``ValueError`` outside 0 to 100."""
    # Without a pattern: one that starts with spaces takes quadratic time on a run of them.
    written = text.rstrip()
    unit = next((unit for unit in ("%", "٪", "درصد") if written.endswith(unit)), "")
    number = parse_number(written.removesuffix(unit))
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
        raise ValueError(f"سال {quoted(text)} درست نیست؛ سال خورشیدی چهار رقمی بنویسید، مانند ۱۴۰۴")
    return int(digits)


def parse_count(text: str) -> int:
    """A whole number from 0."""
    number = parse_number(text)
    if number < 0 or number != number.to_integral_value():
        raise ValueError(
            f"{quoted(text)} عدد صحیح نیست؛ عددی از ۰ به بالا و بی ممیز بنویسید، مانند ۲۷۰"
        )
    return int(number)


def parse_address(text: str) -> str:
    """A web address (http or https), the only foreign links that content may hold."""
    if not re.fullmatch(r"https?://[^\s<>\"']+", text):
        raise ValueError(f"نشانی {quoted(text)} درست نیست؛ نشانی وب با https:// آغاز می‌شود")
    return text


def parse_provenance(text: str) -> str:
    """One of ``official``, ``reported``, ``sample``, or its Persian label."""
    for key, label in PROVENANCES.items():
        if fold(text) in (fold(key), fold(label)):
            return key
    allowed = "، ".join(f"{key} ({label})" for key, label in PROVENANCES.items())
    hint = suggestion(text, [*PROVENANCES, *PROVENANCES.values()])
    raise ValueError(f"منشأ {quoted(text)} شناخته نیست؛ یکی از این‌ها: {allowed}{hint}")


def _several(value: object) -> object:
    """One value where a list may stand is a list of one."""
    return [value] if isinstance(value, str | dict) else value


def _codes(value: object) -> object:
    """Codes may also stand in one line, parted by commas or «،» or «و»."""
    if isinstance(value, str):
        return [part for part in re.split(r"\s*[,،؛]\s*|\s+و\s+|\s+", value.strip()) if part]
    return value


@dataclass(frozen=True)
class Kind:
    """The name of a kind, for whoever shows a field to people: a form, a sheet, a schema."""

    name: str


Text = Annotated[str, BeforeValidator(_text), Kind("text")]
Prose = Annotated[str, BeforeValidator(_text), Kind("prose")]
"""A text of a sentence or more."""
Word = Annotated[str, BeforeValidator(_text), Kind("word")]
"""A text that programs go by and no prose: a reference, a former code, the name of a file."""
Code = Annotated[str, BeforeValidator(_reader(read_code, "bad-code")), Kind("code")]
Day = Annotated[JalaliDate, BeforeValidator(_reader(parse_jalali, "bad-date")), Kind("day")]
Share = Annotated[Decimal, BeforeValidator(_reader(parse_share, "bad-share")), Kind("share")]
Quantity = Annotated[Decimal, BeforeValidator(_reader(parse_number, "bad-number")), Kind("number")]
Money = Annotated[Amount, BeforeValidator(_reader(parse_amount, "bad-amount")), Kind("money")]
Flag = Annotated[bool, BeforeValidator(_reader(parse_flag, "bad-choice")), Kind("flag")]
Year = Annotated[int, BeforeValidator(_reader(parse_year, "bad-year")), Kind("year")]
Count = Annotated[int, BeforeValidator(_reader(parse_count, "bad-number")), Kind("count")]
Address = Annotated[str, BeforeValidator(_reader(parse_address, "bad-address")), Kind("address")]
Provenance = Annotated[
    Literal["official", "reported", "sample"],
    BeforeValidator(_reader(parse_provenance, "bad-choice")),
    Kind("provenance"),
]
Codes = Annotated[tuple[Code, ...], BeforeValidator(_codes)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_several)]
Words = Annotated[tuple[Word, ...], BeforeValidator(_several)]
OneOrMore = BeforeValidator(_several)


class Value(BaseModel):
    """A frozen value read from content; a key that the model does not name is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def field(
    title: str,
    help: str,
    example: str = "",
    term: str = "",
    *,
    default: Any = ...,
    announced: bool = False,
    names: str = "",
    either: str = "",
) -> Any:
    """A row of the table of fields.

    ``title``: the Persian label. ``help``: one Persian line for the person who fills it in.
    ``example``: what could follow the key, as staff write it in one line of YAML.
    ``term``: the open-data term it maps to. ``announced``: a reader expects this fact, so a page
    names it among what is not announced when it is missing. ``names``: whose codes or titles
    stand in it: a collection, or a list of ``plan.yaml``. ``either``: the other field of a pair of
    which exactly one is written.
    """
    return Field(
        default=default,
        title=title,
        description=help,
        json_schema_extra={
            "example": example,
            "term": term,
            "announced": announced,
            "names": names,
            "either": either,
        },
    )


optional = partial(field, default=None)
"""A row whose value need not be there."""

several = partial(field, default=())
"""A row that holds any number of values."""
