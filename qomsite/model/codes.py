"""What the code of a record may be, which is the name of its file and the address of its page."""

import re

from qomsite.text.characters import quoted, trimmed
from qomsite.text.digits import ascii_digits, persian_digits
from qomsite.text.nearest import was_meant

LONGEST = 60
"""Longest code: with folder, hash and ending it stays far below the 255 bytes of a file name."""

_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
WINDOWS_NAMES = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
)
"""What no file is called there, whatever its ending."""


def as_code(text: str) -> str:
    """A code as it is compared: Latin digits, small letters, no zero at its start."""
    if text.isdecimal() and text.isascii() and text[0] != "0":
        return text
    return re.sub(r"^0+(?=\d)", "", ascii_digits(trimmed(text)).casefold())


def read_code(text: str) -> str:
    """The code that a text means, as it is compared; ``ValueError`` with the Persian reason."""
    code = as_code(text)
    if not code:
        raise ValueError("کد نیامده است؛ کد رکورد را، که نام پروندهٔ آن است، بنویسید")
    fault = code_fault(code)
    if not fault:
        return code
    if re.fullmatch(r"-[a-z0-9]+( -[a-z0-9]+)*", code):
        raise ValueError(
            f"کد {quoted(text)} درست نیست؛ پس از خط تیرهٔ فهرست فاصله می‌آید، هر کد در یک سطر:"
            f" «- {code[1:].partition(' ')[0]}»"
        )
    if re.search(r"\w\s*[،؛]\s*\w|[0-9]\s*[,;/]\s*[0-9]|[0-9]\W* (?:(?:و|تا) +)?[0-9]", code):
        raise ValueError(
            f"کد {quoted(text)} درست نیست؛ میان دو کدِ یک فهرست ویرگول لاتین «,» می‌آید،"
            " مانند [1, 3]، و جایی که یک کد می‌آید تنها یکی را بنویسید"
        )
    raise ValueError(f"کد {quoted(text)} {fault}")


def is_page_name(code: str) -> bool:
    """Whether a page can stand under this code, or this former code, on any file system."""
    return not code_fault(code)


def code_fault(code: str) -> str:
    """Why a page cannot stand under a code, to be said after the code; empty if it can."""
    if code in WINDOWS_NAMES:
        return f"نامی است که ویندوز برای خود نگه داشته؛ کد دیگری بگذارید، مانند {code}-1"
    if code == "index":
        return f"نام صفحهٔ نخست هر پوشهٔ سایت است؛ کد دیگری بگذارید، مانند {code}-1"
    if len(code) > LONGEST:
        return f"بیش از {persian_digits(str(LONGEST))} نویسه دارد؛ آن را کوتاه کنید"
    if _PATTERN.fullmatch(code):
        return ""
    # The code is the last part of a link or a path, and spreadsheets make «1.0» of 1.
    last = re.sub(r"^[./]*(?:[a-z]\w*[:/])*|[.٫](?:md|0+)$", "", code)
    near = "-".join(re.findall("[a-z0-9]+", ascii_digits(last)))
    are_several = "-" in near and re.search(r"[^\W\d_a-z]\W*\d", last)
    hint = was_meant(near) if near and is_page_name(near) and not are_several else ""
    return "درست نیست؛ کد فقط حرف لاتین کوچک، رقم و خط تیره دارد، مانند 12 یا road-safety" + hint
