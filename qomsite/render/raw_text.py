"""What keeps a page safe where no escapes of HTML are read: values in style, script, JSON, XML and
CSV, and the content security policy (CSP Level 3), which allows scripts and styles by their hash.
"""

import base64
import hashlib
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


SLOT = "{content-security-policy}"
"""What the layout writes where the policy belongs."""

_LOADS_SCRIPTS = ('<link rel="preload" as="script" ', '<form data-script="')
_LOADS_STYLES = "@import url("
# Data in a script is not run; yet checkers ask for its hash.
_INLINE = re.compile(
    r'<(script|style)(?: type="application/ld\+json")?>((?:[^<]++|<(?!/\1>))*+)</\1>'
)


def content_security_policy(html: str) -> str:
    """The policy that lets exactly the inline scripts and styles of ``html`` work."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for tag, text in _INLINE.findall(html):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        hashes[tag].append(f"'sha256-{digest}'")
    if _LOADS_STYLES in html:
        hashes["style"].append("'self'")
    if any(sign in html for sign in _LOADS_SCRIPTS):
        hashes["script"].append("'self'")
    parts = [
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "img-src 'self'",
        "font-src 'self'",
        # Auditing tools fetch robots.txt from within a page.
        "connect-src 'self'",
        *(f"{tag}-src {' '.join(found)}" for tag, found in hashes.items() if found),
    ]
    return "; ".join(parts)


def with_policy(html: str) -> str:
    """``html`` with its policy in the slot that the layout left for it."""
    return html.replace(SLOT, content_security_policy(html), 1)
