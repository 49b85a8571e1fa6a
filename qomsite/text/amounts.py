"""Sums of money: read in rial or toman, kept in rial, shown in toman."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact
from typing import Self

from qomsite.text.characters import ZWNJ, quoted
from qomsite.text.digits import number, parse_number
from qomsite.text.folding import fold
from qomsite.text.nearest import suggestion

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
# By folded word: half-spaces and spaces get lost in pasted text («هزارمیلیاردتومان»).
_FACTORS = {
    fold(scale + unit): factor * rials
    for scale, factor in _SCALES.items()
    for unit, rials in _UNITS.items()
}
# «تریلیون» is read, but readers know «هزار میلیارد».
_SHOWN = [(name, factor) for name, factor in reversed(_SCALES.items()) if name != "تریلیون"]
_LARGEST = "هزار میلیارد"
# Each scale is a thousand of the next, so three decimals show the next one down in full.
_PLACES = 3
_LAST_PLACE = Decimal(1).scaleb(-_PLACES)
# Decimal rounds to 28 digits by itself; money is never rounded without a word.
_EXACT = Context(prec=200, traps=[Inexact])
_ROUNDING = Context(prec=200, rounding=ROUND_HALF_UP)
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
        """The sum in toman as it is read aloud, to three decimals: «۵۵٫۳ میلیارد تومان».

        The scale is the first that leaves less than a thousand; «هزار میلیارد» takes all the rest.
        """
        tomans = _EXACT.divide(self.rials, Decimal(_RIALS_PER_TOMAN))
        figures = {
            name: _ROUNDING.quantize(_EXACT.divide(tomans, factor), _LAST_PLACE)
            for name, factor in _SHOWN
        }
        # Compared after rounding, so that nothing reads «۱۰۰۰ میلیون».
        name = next((name for name, figure in figures.items() if figure < 1000), _LARGEST)
        return " ".join(filter(None, (number(figures[name], places=_PLACES), name, "تومان")))


def parse_amount(text: str) -> Amount:
    """Return the sum that `text` names: a number, a scale word or none, and its unit.

    Scale words are هزار، میلیون، میلیارد، هزار میلیارد (or تریلیون). Raises ValueError (Persian)
    for a missing unit above all: rial and toman are confused in real texts, and a guess would be
    wrong ten times over. Negative sums are refused.
    """
    written = text.strip()
    start = next((at for at, char in enumerate(written) if char.isalpha()), len(written))
    figure, words = written[:start], written[start:]
    if not figure.strip():
        raise ValueError(f"مبلغ {quoted(written)} عدد ندارد؛ مانند {_EXAMPLE} بنویسید.")
    value = parse_number(figure)
    if value < 0:
        raise ValueError(f"مبلغ {quoted(written)} منفی است؛ مبلغ صفر یا بیشتر است.")
    return Amount(_EXACT.multiply(value, _factor(written, words)))


def _factor(written: str, words: str) -> Decimal:
    is_words = all(char.isalpha() or char.isspace() or char == ZWNJ for char in words)
    if is_words and fold(words) in _FACTORS:
        return _FACTORS[fold(words)]
    if fold(words).endswith(tuple(_UNITS)):
        scales = "، ".join(name for name in reversed(_SCALES) if name)
        raise ValueError(
            f"مبلغ {quoted(written)} خوانده نشد؛ یک عدد، یکی از «{scales}» و سپس"
            f" تومان یا ریال بنویسید، مانند {_EXAMPLE}."
        )
    if fold(words) not in map(fold, _SCALES):
        units = [f"{scale} {unit}".strip() for scale in _SCALES for unit in _UNITS]
        raise ValueError(
            f"مبلغ {quoted(written)}: واحد {quoted(words)} شناخته نیست؛ واحد تومان یا ریال است،"
            f" مانند {_EXAMPLE}{suggestion(words, units)}"
        )
    raise ValueError(f"مبلغ {quoted(written)} واحد ندارد؛ تومان یا ریال را پس از آن بنویسید.")
