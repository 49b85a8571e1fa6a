"""Numbers and dates in all pages: Persian digits, machine dates that say the same day, no dashes
in ranges, amounts in words and unit."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import jdatetime
import pytest
from lxml import etree
from lxml.html import HtmlElement

from qomsite.text.digits import ascii_digits
from qomsite.text.jalali import JalaliDate
from tests.listing import expect_none

Pages = Mapping[str, HtmlElement]

FOREIGN = frozenset({"script", "style", "code", "pre"})
SPOKEN = ("title", "aria-label", "alt")
IN_HEAD = "/html/head/title/text() | /html/head/meta[@name='description']/@content"

LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9./:+-]*(?: [0-9.]+)?|\S*@\S*")
"""What is written in Latin letters keeps its digits: a file, a code such as T-62, an address."""
WRONG_DIGIT = re.compile(r"[0-9٠-٩]")
DASHED_RANGE = re.compile(r"[۰-۹]\s*[-–—−]\s*[۰-۹]")
LARGE_BARE_AMOUNT = re.compile(r"[۰-۹][۰-۹٬٫]{6,}\s*(?:تومان|ریال)")


@pytest.fixture(scope="module")
def shown(pages: Pages) -> Mapping[str, Sequence[str]]:
    """All pieces of Persian text that someone sees or hears, by page."""
    return {path: tuple(texts(page)) for path, page in pages.items()}


def texts(page: HtmlElement) -> Iterator[str]:
    """The pieces of text of a page that are no code, no example and in no other language."""
    yield from (str(text) for text in page.xpath(IN_HEAD))
    body = page.find("body")
    assert body is not None
    yield from persian(body, SPOKEN)


def persian(element: HtmlElement, attributes: Sequence[str] = ()) -> Iterator[str]:
    """The text of an element in order, without what is foreign, and what attributes say in it.

    One walk that leaves out whole branches: XPath asks each text for all that it stands in.
    """
    walk = etree.iterwalk(element, ("start", "end", "comment"))
    for event, part in walk:
        if event != "start":
            yield part.tail or ""
        elif is_foreign(part):
            walk.skip_subtree()
        else:
            yield part.text or ""
            yield from (part.get(name, "") for name in attributes)


def is_foreign(element: HtmlElement) -> bool:
    return (
        element.tag in FOREIGN
        or element.get("dir") == "ltr"
        or element.get("lang", "fa") != "fa"
        or element.get("class") == "example"
    )


@pytest.mark.parametrize(
    ("wrong", "spared"),
    [(WRONG_DIGIT, LATIN_WORD), (DASHED_RANGE, None), (LARGE_BARE_AMOUNT, None)],
    ids=["digits", "ranges", "amounts"],
)
def test_it_is_written_in_persian(
    shown: Mapping[str, Sequence[str]], wrong: re.Pattern[str], spared: re.Pattern[str] | None
) -> None:
    expect_none(
        f"{path}: {text.strip()[:200]}"
        for path, texts in shown.items()
        for text in texts
        if wrong.search(spared.sub("", text) if spared else text)
    )


def test_each_time_says_the_same_day_twice(pages: Pages) -> None:
    count = 0
    faults = []
    for path, page in pages.items():
        for time in page.iter("time"):
            count += 1
            text = " ".join(str(time.text_content()).split())
            if text not in spellings(time.get("datetime", "")):
                faults.append(f"{path}:{time.sourceline}: {time.get('datetime')} is not «{text}»")
    expect_none(faults)
    assert count > 1000


def spellings(iso: str) -> set[str]:
    """The ways a day may be written: in words."""
    try:
        jalali = jdatetime.date.fromgregorian(date=date.fromisoformat(iso))
    except ValueError:
        return set()
    day = JalaliDate(jalali.year, jalali.month, jalali.day)
    return {day.words}


def test_no_jalali_day_stands_outside_a_time(pages: Pages) -> None:
    """In what the site itself writes; texts of the staff name days as they like, and a citation is
    text to be copied.
    """
    months = "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند"
    day = re.compile(rf"[۰-۹]{{1,2}} (?:{months}) [۰-۹]{{4}}")
    bare = "//dl[contains(@class,'facts')]//text()[not(ancestor::time or ancestor::*[@id='cite'])]"
    expect_none(
        f"{path}: {text}"
        for path, page in pages.items()
        for text in page.xpath(bare)
        if day.search(str(text))
    )


def test_a_time_in_latin_digits_would_be_seen() -> None:
    assert WRONG_DIGIT.search(LATIN_WORD.sub("", "سال 1404"))
    assert not WRONG_DIGIT.search(LATIN_WORD.sub("", "کد T-62 و نشانی a@b1.ir"))
    assert ascii_digits("۱۴۰۴") == "1404"
    assert spellings("2025-05-21") == {"۳۱ اردیبهشت ۱۴۰۴"}
    assert spellings("2025-02-31") == set()
