"""Jalali dates: read from what people write, shown as people read them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import ClassVar, Self

import jdatetime

from qomsite.text.characters import ZWNJ, quoted
from qomsite.text.digits import ascii_digits, persian_digits
from qomsite.text.folding import fold
from qomsite.text.patterns import regex
from qomsite.text.stems import CARDINALS

MONTHS = (
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
)
# CLDR, locale fa, Gregorian months in the form that stands before a year.
_GREGORIAN_MONTHS = (
    *("ژانویهٔ", "فوریهٔ", "مارس", "آوریل", "مهٔ", "ژوئن"),
    *("ژوئیهٔ", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"),
)
_DAYS_ALOUD = {30: "سی", 31: "سی‌ویک"}
# A year outside these is a slip of the hand. Inside them jdatetime's 33-year rule for leap years
# is the calendar of the sky; ICU, which corrects the same rule, does so first in 1502.
_YEARS = range(1300, 1500)
_GREGORIAN_YEARS = range(1900, 2101)
_EXAMPLE = "۱۴۰۲/۱۲/۲۹"
_WRITTEN = regex(r"([0-9]{4})\s*([-–−/.])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})")
_TOGETHER = regex("(1[34][0-9]{2})([0-9]{2})([0-9]{2})")
_MONTH = rf"({'|'.join(MONTHS)})[\s{ZWNJ}]*(?:ماه)?\s*(?:سال\s*)?"
_IN_WORDS = regex(rf"([0-9]{{1,2}})\s*{_MONTH}([0-9]{{4}})")
_PARTIAL = regex(rf"(?:{_MONTH}|سال\s+)?([0-9]{{4}})(?:\s*[-–−/]\s*([0-9]{{1,2}}))?")

# Words as they are folded: of months, of the Gregorian ones, and «پانزدهم», «بیست و یکم».
_NAMES = {fold(name): at for at, name in enumerate(MONTHS, 1)} | {"امرداد": 5}
_FOREIGN = {fold(name): at for at, name in enumerate(_GREGORIAN_MONTHS, 1)}
_FOREIGN |= {"می": 5, "جون": 6, "جولای": 7, "اگوست": 8}
_NTH = {f"{word}م": n for word, n in CARDINALS.items() if n <= 20} | {"اول": 1, "سوم": 3}
_NTH |= {f"سی{blank}ام": 30 for blank in ("", " ")}
_ORDINAL = regex(rf"\b(?:(?P<tens>بیست|سی) ?و ?)?(?P<one>{'|'.join(_NTH)})\b")
_TIME = regex(r"(?:\bساعت|(?:T|\b)[0-9]{1,2}:[0-9]{2}).*", re.DOTALL)
_SPANS = {"هفته", "دهه", "نیمه"}


@dataclass(frozen=True, order=True)
class JalaliDate:
    """A day of the Solar Hijri calendar; raises ValueError (Persian) when there is no such day."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if self.year not in _YEARS:
            raise ValueError(f"سال {_persian(self.year)} پذیرفته نیست؛ سال از ۱۳۰۰ تا ۱۴۹۹ است.")
        if self.month not in range(1, 13):
            raise ValueError(f"ماه {_persian(self.month)} وجود ندارد؛ ماه از ۱ تا ۱۲ است.")
        last_day = _last_day(self.year, self.month)
        if self.day < 1:
            raise ValueError(f"روز {_persian(self.day)} وجود ندارد؛ روز از ۱ است.")
        if self.day > last_day:
            many = _DAYS_ALOUD.get(self.day, _persian(self.day))
            raise ValueError(
                f"{MONTHS[self.month - 1]} {_persian(self.year)} {many} روز ندارد؛"
                f" آخرین روزش {_typed(self.year, self.month, last_day)} است."
            )

    @property
    def first(self) -> Self:
        """The day itself, as the first that a :class:`PartialDate` may mean."""
        return self

    last = first

    @property
    def typed(self) -> str:
        """The day as staff may type it, for messages: «۱۴۰۴/۰۲/۳۱».

        In right-to-left text a slash keeps the order, a hyphen turns it round (UAX #9, W2 and W4).
        """
        return _typed(self.year, self.month, self.day)

    @property
    def iso(self) -> str:
        """The Gregorian day for machines, "2025-05-21" (ISO 8601, HTML's `datetime`)."""
        return self._gregorian.isoformat()

    @property
    def words(self) -> str:
        """The day for readers: «۳۱ اردیبهشت ۱۴۰۴»."""
        return f"{_persian(self.day)} {self.month_words}"

    @property
    def month_words(self) -> str:
        """The month for readers: «اردیبهشت ۱۴۰۴»."""
        return f"{MONTHS[self.month - 1]} {_persian(self.year)}"

    @property
    def gregorian_words(self) -> str:
        """The Gregorian day for readers: «۲۱ مهٔ ۲۰۲۵»."""
        day = self._gregorian
        return f"{_persian(day.day)} {_GREGORIAN_MONTHS[day.month - 1]} {_persian(day.year)}"

    @property
    def ordinal(self) -> int:
        """A count of days (the proleptic Gregorian ordinal), for distances on a timeline."""
        return self._gregorian.toordinal()

    @cached_property
    def _gregorian(self) -> date:
        gregorian: date = jdatetime.date(self.year, self.month, self.day).togregorian()
        return gregorian


@dataclass(frozen=True)
class PartialDate:
    """A year, or a month of one, where the day is not announced: any day from `first` to `last`.
    Raises ValueError as a day does.
    """

    year: int
    month: int | None = None
    iso: ClassVar[str] = ""

    def __post_init__(self) -> None:
        _ = self.first

    @property
    def first(self) -> JalaliDate:
        """The first day that may be meant."""
        return JalaliDate(self.year, 1 if self.month is None else self.month, 1)

    @property
    def last(self) -> JalaliDate:
        """The last day that may be meant."""
        month = self.month or 12
        return JalaliDate(self.year, month, _last_day(self.year, month))

    @property
    def typed(self) -> str:
        """As staff may type it: «۱۴۰۴» or «۱۴۰۴/۰۲»."""
        return _persian(f"{self.year}/{self.month:02}" if self.month else self.year)

    @property
    def words(self) -> str:
        """For readers: «۱۴۰۴» or «اردیبهشت ۱۴۰۴»."""
        return self.first.month_words if self.month else _persian(self.year)

    month_words = words


def when(date: JalaliDate | PartialDate | None) -> str:
    """Return a date in words, where a year alone is called one: «سال ۱۴۰۴»; empty for none."""
    words = date.words if date else ""
    return f"سال {words}" if isinstance(date, PartialDate) and not date.month else words


def last_day_of_year(year: int) -> JalaliDate:
    """Return 29 Esfand of `year`, or 30 Esfand of a leap year; ValueError as for any day."""
    return JalaliDate(year, 12, _last_day(year, 12))


def months_later(day: JalaliDate, months: int) -> JalaliDate:
    """Return the same day of a later month, or the last day of one that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return JalaliDate(year, month, min(day.day, _last_day(year, month)))


def parse_date(text: str) -> JalaliDate | PartialDate:
    """Return the day that `text` names, as in :func:`parse_jalali`, or the year or the month where
    it names no day: «۱۴۰۳», `1403-02`, «اردیبهشت ۱۴۰۳».
    """
    partial = _partial(text)
    also = "؛ سال تنها (مانند ۱۴۰۳) یا ماه و سال (مانند مهر ۱۴۰۳) نیز پذیرفته است."
    return parse_jalali(text, also) if partial is None else partial


def _partial(text: str) -> PartialDate | None:
    found = _PARTIAL.fullmatch(ascii_digits(text.strip()))
    if found is None or (found[1] and found[3]):
        return None
    if found[1]:
        return PartialDate(int(found[2]), MONTHS.index(found[1]) + 1)
    return PartialDate(int(found[2]), int(found[3]) if found[3] else None)


def parse_jalali(text: str, also: str = ".") -> JalaliDate:
    """Return the day that `text` names as year, month, day, with `-`, `/` or `.` between, as eight
    digits, or in words («۳۱ اردیبهشت ۱۴۰۴»); digits of any kind, spaces around. `also` ends the
    message of a text in which no day is found.

    Raises ValueError whose Persian message says what is wrong and what would be right. A Gregorian
    day is told its Jalali equivalent, never converted.
    """
    written = ascii_digits(text.strip())
    if in_words := _IN_WORDS.fullmatch(written):
        day, month, year = in_words.groups()
        return JalaliDate(int(year), MONTHS.index(month) + 1, int(day))
    if together := _TOGETHER.fullmatch(written):
        return JalaliDate(*map(int, together.groups()))
    match = _WRITTEN.fullmatch(written)
    if match is None:
        meant = " یا ".join(f"«{day.typed}»" for day in _meant(written))
        raise ValueError(
            f"تاریخ {quoted(text.strip())} خوانده نشد؛ سال (چهار رقم)، ماه و روز را به همین ترتیب"
            f" بنویسید{f'؛ منظور {meant} بود؟' if meant else f'، مانند {_EXAMPLE}{also}'}"
        )
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    if year in _GREGORIAN_YEARS:
        try:
            right = f": {_from_gregorian(year, month, day).typed}"
        except ValueError:
            right = f"، مانند {_EXAMPLE}"
        raise ValueError(f"سال {_persian(year)} میلادی است؛ تاریخ را شمسی بنویسید{right}.")
    return JalaliDate(year, month, day)


def _from_gregorian(year: int, month: int, day: int) -> JalaliDate:
    jalali = jdatetime.date.fromgregorian(date=date(year, month, day))
    return JalaliDate(jalali.year, jalali.month, jalali.day)


def _meant(written: str) -> Iterator[JalaliDate]:
    """The days that the three numbers of a text may name, its year first or last."""
    tokens = re.findall(r"[0-9]+|[^\W\d_]+", _TIME.sub("", written).replace(ZWNJ, ""))
    words = _ORDINAL.sub(
        lambda found: str(CARDINALS.get(found["tens"] or "", 0) + _NTH[found["one"]]),
        " ".join(map(fold, tokens)),
    ).split()
    numbers = [word for word in words if word.isdecimal()]
    names = [word.removesuffix("ماه") for word in words]
    foreign = next((_FOREIGN[name] for name in names if name in _FOREIGN), None)
    month_named = next((_NAMES[name] for name in names if name in _NAMES), foreign)
    if month_named:
        numbers.insert(1, str(month_named))
    if len(numbers) != 3 or _SPANS & set(words):
        return
    # Before the name of a month stands its day, not a short year: «۱۵ مهر ۰۳».
    is_day_first = month_named is not None and len(numbers[0]) < 4
    for year, month, day in (numbers, numbers[::-1])[is_day_first:]:
        if {len(month), len(day)} <= {1, 2} and len(year) in (2, 4):
            century = 0 if len(year) == 4 else 1300 if year >= "50" else 1400
            make = _from_gregorian if foreign else JalaliDate
            with suppress(ValueError):
                yield make(century + int(year), int(month), int(day))


def _last_day(year: int, month: int) -> int:
    if month == 12:
        return 30 if jdatetime.date(year, 1, 1).isleap() else 29
    return 31 if month <= 6 else 30


def _typed(year: int, month: int, day: int) -> str:
    return _persian(f"{year:04}/{month:02}/{day:02}")


def _persian(value: int | str) -> str:
    return persian_digits(str(value))
