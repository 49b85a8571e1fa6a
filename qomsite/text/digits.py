"""Numbers in Persian text, in both directions."""

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

from qomsite.text.characters import NBSP, quoted
from qomsite.text.patterns import regex

_ASCII = "0123456789"
_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC = "٠١٢٣٤٥٦٧٨٩"
_TO_ASCII = str.maketrans(_PERSIAN + _ARABIC, _ASCII * 2)
_TO_PERSIAN = str.maketrans(_ASCII + _ARABIC, _PERSIAN * 2)
_SEPARATORS = str.maketrans({",": "٬", ".": "٫"})

_MINUS = "\u2212"
_MOST_DIGITS = 30
# Groups are whole threes only: «۵,۳» is far more often a decimal comma than a grouped fifty-three.
# The slash is what Windows types for the decimal separator on a Persian keyboard.
_GROUP_SIGNS = f"٬,'’{NBSP}\u2009\u202f "
_NUMBER = regex(
    r"\u200e?(?P<sign>[-+\u2212]?)"
    rf"(?P<whole>[1-9][0-9]{{0,2}}(?:(?P<group>[{_GROUP_SIGNS}])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*)"
    r"|[0-9]+)(?:[٫./](?P<part>[0-9]+))?"
)
# What people part groups and decimals by, read or not: «۵۰۰/۰۰۰» is both.
_BY = rf"(?P<by>[{_GROUP_SIGNS}،./]|٫(?=[0-9]{{3}}٫))"
_GROUPED = rf"[1-9][0-9]{{0,2}}{_BY}[0-9]{{3}}(?:(?P=by)[0-9]{{3}})*"
_WHOLE = regex(f"[-+\u2212]?{_GROUPED}")
_DECIMAL = regex(f"([-+\u2212]?)({_GROUPED}|[0-9]+)(?!(?P=by))[٫.,،/]([0-9]+)")
_HALF = regex("([0-9]+) و ?نیم")
_TO_DECIMAL = str.maketrans({"٬": None, "٫": ".", _MINUS: "-"})
_FRACTIONS = ("1/2", "1/3", "2/3", "1/4", "3/4")


def ascii_digits(text: str) -> str:
    """Return `text` with Persian and Arabic-Indic digits as ASCII ones, the rest untouched."""
    return text.translate(_TO_ASCII)


def persian_digits(text: str) -> str:
    """Return `text` with ASCII and Arabic-Indic digits as Persian ones, the rest untouched."""
    return text.translate(_TO_PERSIAN)


def number(value: int | Decimal, *, places: int = 2) -> str:
    """Return `value` as a reader sees it: «۱۲٬۳۴۵٫۵», «۱۴۰۴», «−۳».

    Rounded half up to `places` decimals, trailing zeros dropped, grouped from five digits on.
    Rounding never makes a whole number of what is none («۹۹٫۹۹» for 99.996), nor zero of what is
    more: a small value keeps two digits («۰٫۰۰۴»). Raises ValueError for NaN and infinity.
    """
    if isinstance(value, int) and 0 <= value < 10_000:
        return persian_digits(str(value))  # as most are
    plain = str(abs(value)) if isinstance(value, int) else _plain(value, places)
    whole, _, part = plain.partition(".")
    part = part.rstrip("0")
    grouped = f"{int(whole):,}" if len(whole) > 4 else whole
    shown = f"{grouped}.{part}" if part else grouped
    sign = _MINUS if value < 0 and shown != "0" else ""
    return sign + persian_digits(shown.translate(_SEPARATORS))


def percent(part: int | Decimal, whole: int = 100) -> str:
    """Return what per cent of `whole` is `part`, for readers: «۶۲٪», a whole number but where it
    would say all or nothing of what is not.
    """
    value = Decimal(100 * part) / whole
    is_near = round(value) in (0, 100) and value != round(value)
    return f"{number(value, places=2 if is_near else 0)}٪"


def _plain(value: Decimal, places: int) -> str:
    if not value.is_finite():
        raise ValueError("این مقدار عدد نیست و نوشتنی نیست.")
    if not value:
        return "0"
    if places:
        places = max(places, 1 - value.adjusted())
    # The default context stops at 28 digits; room for all of them keeps large numbers exact.
    room = Context(prec=max(value.adjusted(), 0) + places + 2)
    size = value.copy_abs()
    rounded = size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, room)
    if places and rounded > size and rounded == rounded.to_integral_value():
        rounded = size.quantize(Decimal(1).scaleb(-places), ROUND_DOWN, room)
    return f"{rounded:f}"


def parse_number(text: str, unit: str = "", most: int | None = None) -> Decimal:
    """Return the number written in `text`, exactly; `unit` follows what a message suggests, and of
    two meanings none is more than `most`.

    Takes digits of any of the three kinds; `٬`, `,`, an apostrophe or a space between groups of
    three; `٫`, `.` or `/` before decimals; a sign, and spaces around. Raises ValueError (Persian,
    with the right form where one can be told) for anything else, for what has two meanings
    (`1.000`, `500/000`, `1/2`) and for more than thirty digits.
    """
    written = text.strip()
    plain = ascii_digits(written)
    match = _NUMBER.fullmatch(plain)
    readings = [
        f"«{persian_digits(one)}{unit}»"
        for one in _readings(plain)
        if most is None or Decimal(one.translate(_TO_DECIMAL)) <= most
    ]
    if match is None or (most is not None and match["group"] and readings):
        meant = f"؛ منظور {' یا '.join(readings)} بود؟" if readings else "."
        raise ValueError(
            f"{quoted(written)} عدد نیست؛ عدد را مانند ۱۲۳۴ یا ۱۲٬۳۴۵٫۵ بنویسید"
            f" (جداکنندهٔ سه‌رقمی «٬» و ممیز «٫»){meant}"
        )
    if len(readings) > 1 and match["group"] is None:
        raise ValueError(f"{quoted(written)} دو معنا دارد؛ {' یا '.join(readings)} بنویسید.")
    whole = re.sub(f"[{_GROUP_SIGNS}]", "", match["whole"])
    part = match["part"] or ""
    if len(whole) + len(part) > _MOST_DIGITS:
        raise ValueError(
            f"عدد {quoted(written)} بیش از {persian_digits(str(_MOST_DIGITS))} رقم دارد."
        )
    sign = "-" if match["sign"] in ("-", "\u2212") else ""
    return Decimal(f"{sign}{whole}.{part or '0'}") if part else Decimal(sign + whole)


def is_ambiguous(figure: str) -> bool:
    """Whether a number with a point would be refused as having two meanings, such as «1.000»."""
    return len(list(_readings(figure))) > 1


def _readings(plain: str) -> Iterator[str]:
    """What ASCII digits and signs may mean to people, in the right form."""
    if _WHOLE.fullmatch(plain):
        yield re.sub("[^-+\u22120-9]", "٬", plain)
    bare = plain.strip("%٪ ").removeprefix("درصد").removesuffix("درصد").strip()
    if bare != plain and _NUMBER.fullmatch(bare):
        yield bare.translate(_SEPARATORS).replace("/", "٫")
    if plain in _FRACTIONS:
        yield number(Decimal(plain[0]) / Decimal(plain[2]), places=3)
    if half := _HALF.fullmatch(plain):
        yield f"{half[1]}٫5"
    if found := _DECIMAL.fullmatch(plain):
        yield f"{found[1]}{re.sub('[^0-9]', '٬', found[2])}٫{found[4]}"


def between(low: str, high: str) -> str:
    """Return a range as it is read aloud, «۳ تا ۵» (a dash flips in bidi text); one value once."""
    first, last = persian_digits(low.strip()), persian_digits(high.strip())
    return first if first == last else f"{first} تا {last}"
