"""Sums of money: read in rial or toman, kept in rial, shown in toman."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from itertools import pairwise
from typing import Self

from qomsite.text.characters import LETTER, ZWNJ, quoted
from qomsite.text.digits import number, parse_number, persian_digits
from qomsite.text.folding import fold
from qomsite.text.nearest import nearest, was_meant
from qomsite.text.patterns import regex
from qomsite.text.stems import CARDINALS

_RIALS_PER_TOMAN = 10
_UNITS = {"ریال": Decimal(1), "تومان": Decimal(_RIALS_PER_TOMAN)}
_SCALES = {
    "تریلیون": Decimal(10**12),
    "هزار میلیارد": Decimal(10**12),
    "میلیارد": Decimal(10**9),
    "میلیون": Decimal(10**6),
    "هزار": Decimal(10**3),
    "": Decimal(1),
}
SCALES = tuple(reversed(_SCALES))
UNITS = tuple(reversed(_UNITS))
"""The words of an amount, to choose from: scales, none first, and units."""
_AND = regex(r"(?<!\s)\s+و\s*(?=[0-9۰-۹٠-٩])")
_HALF = regex(r"([0-9۰-۹٠-٩])((?: *(?:هزار|میلیون|میلیارد|تریلیون|همت)\b)*) و نیم\b")
# «صدهزار», «یک‌میلیارد».
_TOGETHER = regex(f"(?<=[{LETTER}]){ZWNJ}?(?=هزار|میلیون|میلیارد|تریلیون|همت|تومان|ریال)")
# «۲ هزار و ۵۰۰ میلیارد»: the thousands count the same as what follows them.
_THOUSANDS = regex(r"^([1-9۱-۹]\d{0,2}) هزار و (\d{1,3}) (?=میلیارد|(?<=^\d هزار و \d{3} )میلیون)")
_WORDS = CARDINALS | {
    fold(f"{one}صد"): number * 100
    for one, number in (*CARDINALS.items(), ("پان", 5), ("شش", 6))
    if number < 10 and one not in ("دو", "سه", "پنج")
}
_NUMERAL = f"({'|'.join((*_WORDS, 'نیم', *filter(None, _SCALES)))})?"
# «صدوبیست», «یک‌ونیم», «هزارو پانصد».
_AND_TOGETHER = regex(rf"\b{_NUMERAL}{ZWNJ}?و{ZWNJ}?{_NUMERAL}\b")
# «۲ میلیون و ۵۰۰ تومان» is 2,000,500 to a reader and 2,500,000 to a speaker.
_BELOW = {"میلیون": "هزار", "میلیارد": "میلیون", "تریلیون": "میلیارد", "همت": "میلیارد"}
# By folded word: half-spaces and spaces get lost in pasted text («هزارمیلیاردتومان»).
_FACTORS = {
    fold(scale + unit): factor * rials
    for scale, factor in _SCALES.items()
    for unit, rials in _UNITS.items()
} | {
    fold("همت"): _SCALES["تریلیون"] * _RIALS_PER_TOMAN,
    fold("هزار همت"): _SCALES["تریلیون"] * _RIALS_PER_TOMAN * 1000,
}
_NAMES = (*(f"{scale} {unit}".strip() for scale in _SCALES for unit in ("", *UNITS)), "همت")
# «همت» is «هزار میلیارد تومان», as the budget's readers shorten it.
# «تریلیون» is read, but readers know «هزار میلیارد».
_SHOWN = [(name, factor) for name, factor in reversed(_SCALES.items()) if name != "تریلیون"]
# Each scale is a thousand of the next, so three decimals show the next one down in full.
_PLACES = 3
_MOST_PLACES = 30
# Decimal rounds to 28 digits by itself; money is never rounded without a word.
_EXACT = Context(prec=200, traps=[Inexact])
_EXAMPLE = "«۵۵٫۳ میلیارد تومان»"


@dataclass(frozen=True, order=True)
class Amount:
    """A sum of money in rial, exact; raises ValueError when negative, infinite or not a number."""

    rials: Decimal

    def __post_init__(self) -> None:
        if not self.rials.is_finite() or self.rials < 0:
            raise ValueError("مبلغ باید عددی صفر یا بیشتر باشد.")

    def __add__(self, other: Self) -> Self:
        """Return the exact sum."""
        return type(self)(_EXACT.add(self.rials, other.rials))

    @property
    def words(self) -> str:
        """The sum in toman as it is read aloud: «۵۵٫۳ میلیارد تومان», «حدود …» where it is
        rounded.
        """
        tomans = _EXACT.divide(self.rials, Decimal(_RIALS_PER_TOMAN))
        figures = [(name, _EXACT.divide(tomans, factor)) for name, factor in _SHOWN]
        name, figure = next((one for one in figures if one[1] < 1000), figures[-1])
        shown = number(figure, places=_PLACES)
        words = " ".join(filter(None, (shown, name, "تومان")))
        return words if parse_number(shown) == figure else f"حدود {words}"

    @property
    def milliards(self) -> str:
        """In milliard toman with one decimal, for columns of one unit and precision."""
        tomans = _EXACT.divide(self.rials, Decimal(_RIALS_PER_TOMAN))
        shown = number(_EXACT.divide(tomans, _SCALES["میلیارد"]), places=1)
        return shown if "٫" in shown else f"{shown}٫۰"

    @property
    def in_full(self) -> str:
        """As in words; where these are rounded, with all digits behind them."""
        if parse_amount(self.words.removeprefix("حدود ")) == self:
            return self.words
        tomans = _EXACT.divide(self.rials, Decimal(_RIALS_PER_TOMAN))
        return f"{self.words} ({number(tomans, places=_MOST_PLACES)} تومان)"


def parse_amount(text: str) -> Amount:
    """Return the sum that `text` names: a number, a scale word or none, and its unit.

    «۲ میلیون و ۵۰۰ هزار تومان» is a sum of falling scales, «۲ همت» two thousand milliard toman.
    Raises ValueError (Persian), for a missing unit above all: a guess would be wrong ten times
    over.
    """
    apart = _TOGETHER.sub(" ", text.replace("﷼", " ریال").strip().removesuffix("."))
    written = _figures(" ".join(_AND_TOGETHER.sub(r"\1 و \2", apart).split()))
    written = re.sub("^(?=هزار )", "۱ ", written)
    written = _THOUSANDS.sub(lambda one: f"{one[1]}{one[2].zfill(3)} ", written)
    written = _HALF.sub(r"\1٫۵\2", re.sub("^نیم ", "۰٫۵ ", written))
    *larger, last = _AND.split(written)
    if larger:
        return _added(written, larger, last)
    start = next((at for at, char in enumerate(written) if char.isalpha()), len(written))
    figure, words = written[:start], written[start:]
    if not figure.strip():
        why = "با عدد آغاز نمی‌شود" if re.search(r"\d", written) else "عدد ندارد"
        raise ValueError(f"مبلغ {quoted(written)} {why}؛ {_turned(words)}")
    value = parse_number(figure, f" {words}" if words else "")
    if value < 0:
        raise ValueError(f"مبلغ {quoted(written)} منفی است؛ مبلغ صفر یا بیشتر است.")
    return Amount(_EXACT.multiply(value, _factor(written, words)))


def _turned(words: str) -> str:
    """The end of a message on an amount behind other words: what was meant, or an example."""
    before, *rest = re.split(r"(?=\d)", words, maxsplit=1)
    figure = "".join(rest)
    meant = f"{figure} {before.strip()}" if fold(before) in map(fold, _UNITS) else figure
    with suppress(ValueError):
        # «میلیارد ۵ تومان» is no «۵ تومان».
        if figure and not any(map(before.__contains__, filter(None, _SCALES))):
            parse_amount(meant)
            return f"منظور «{meant}» بود؟"
    return f"مانند {_EXAMPLE} بنویسید."


def _figures(text: str) -> str:
    """An amount with digits for the words of its numbers: «صد و بیست میلیون» is «۱۲۰ میلیون»."""
    done: list[str] = []
    room = 0
    for token in text.split():
        value = _WORDS.get(fold(token), 0)
        is_behind = bool(done) and done[-1].isdecimal()
        if not value:
            room = room if token == "و" else 0
            done.append(token)
        elif is_behind and (value != 100 or len(done[-1]) > 1 or done[-1] in "0۰٠"):
            return text
        elif is_behind:
            done[-1], room = str(int(done[-1]) * 100), 100
        else:
            if value < room:
                value += int(done[-2])
                del done[-2:]
            done.append(str(value))
            room = 10 if value % 100 >= 20 else 0 if value % 100 else 100
    return persian_digits(" ".join(done)) if room or any(map(str.isdecimal, done)) else text


def _added(written: str, larger: Sequence[str], last: str) -> Amount:
    """The sum of an amount in words: each part a number and a scale, the last with the unit."""
    unit = next((name for name in _UNITS if fold(last).endswith(name)), None)
    if unit is None:
        raise ValueError(f"مبلغ {quoted(written)} واحد ندارد؛ تومان یا ریال را پس از آن بنویسید.")
    whole = (*_UNITS, fold("همت"))
    parts = [
        parse_amount(part if fold(part).endswith(whole) else f"{part} {unit}")
        for part in (*larger, last)
    ]
    if any(low.rials >= high.rials for high, low in pairwise(parts)):
        raise ValueError(f"مبلغ {quoted(written)} از بزرگ به کوچک نیست؛ مانند {_EXAMPLE} بنویسید.")
    total = sum(parts[1:], parts[0])
    below = next((low for high, low in _BELOW.items() if fold(larger[-1]).endswith(fold(high))), "")
    figure = last.removesuffix(unit).strip()
    if below and figure.isdecimal() and len(figure) <= 3:
        raise ValueError(
            f"مبلغ {quoted(written)} دو معنا دارد؛ «{' و '.join(larger)} و {figure} {below} {unit}»"
            f" یا «{number(_EXACT.divide(total.rials, _UNITS[unit]))} {unit}» بنویسید."
        )
    return total


def _factor(written: str, words: str) -> Decimal:
    is_words = all(char.isalpha() or char.isspace() or char == ZWNJ for char in words)
    if is_words and fold(words) in _FACTORS:
        return _FACTORS[fold(words)]
    if fold(words) in map(fold, _SCALES):
        raise ValueError(f"مبلغ {quoted(written)} واحد ندارد؛ تومان یا ریال را پس از آن بنویسید.")
    # Word by word, and by its first letter: «دلار» is no slip for a unit, nor «بیلیون» for a scale.
    near = [
        nearest(word, (name for name in _NAMES if name[:1] == word[0])) for word in words.split()
    ]
    meant = " ".join(filter(None, near))
    hint = was_meant(meant) if None not in near and fold(meant) in _FACTORS else ""
    if fold(words).endswith(tuple(_UNITS)):
        scales = "، ".join(name for name in reversed(_SCALES) if name)
        raise ValueError(
            f"مبلغ {quoted(written)} خوانده نشد؛ یک عدد، یکی از «{scales}» و سپس"
            f" تومان یا ریال بنویسید، مانند {_EXAMPLE}{hint or '.'}"
        )
    raise ValueError(
        f"مبلغ {quoted(written)}: واحد {quoted(words)} شناخته نیست؛ واحد تومان یا ریال است،"
        f" مانند {_EXAMPLE}{hint}"
    )
