"""How a value is written where HTML's escapes are not read: in style, script, JSON, XML and CSV."""

import json
import re

from markupsafe import Markup

_OUT_OF_CSS = re.compile(r'["\\<\x00-\x1f\x7f]')
# Not every «<»: the packed words of the search index are full of them.
_OUT_OF_SCRIPT = re.compile("<(?=[/!])|[\u2028\u2029]")
_OUT_OF_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA = re.compile(r"'*(?:[\t\r]|\s*[=+\-@＝＋－＠])")
"""Spreadsheets calculate what starts so; an apostrophe before it tells them not to."""


def css_string(text: str) -> Markup:
    """What stands between the double quotes of a string of CSS (CSS Syntax 4.3.7)."""
    return Markup(_OUT_OF_CSS.sub(lambda sign: f"\\{ord(sign[0]):x} ", text))


def json_text(value: object) -> Markup:
    """A value as JSON on one line that may stand in a script, in a page or in a file."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(_OUT_OF_SCRIPT.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text))


def xml_text(text: str) -> str:
    """A text without what no XML document may hold, not even escaped (XML 1.0, 2.2)."""
    return _OUT_OF_XML.sub("", text)


def csv_cell(text: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def from_csv_cell(text: str) -> str:
    """What :func:`csv_cell` made the cell of."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
