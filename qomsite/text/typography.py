"""Persian typography: what in a text is not well typed, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qomsite.text.finding import Finding, disjoint
from qomsite.text.typed_digits import digits
from qomsite.text.typed_letters import letters
from qomsite.text.typed_spaces import spaces
from qomsite.text.typed_words import words
from qomsite.text.vocabulary import Vocabulary

_RULES: tuple[Callable[[str], Iterator[Finding]], ...] = (letters, digits, spaces)

FAMILIES = {
    "arabic-letter": "حرف عربی",
    "kashida": "کشیده",
    "stray-mark": "نشانهٔ سرگردان",
    "digit-system": "رقم غیرفارسی",
    "half-space": "نیم‌فاصله",
    "joined-word": "نیم‌فاصلهٔ واژهٔ مرکب",
    "spacing": "فاصله",
    "punctuation": "نشانهٔ لاتین",
    "quotes": "گیومه",
}
"""The families of findings, each a slug, and what people call it."""


def findings(text: str, vocabulary: Vocabulary) -> list[Finding]:
    """What is not well typed in ``text``, in order, no two overlapping.

    Characters that must stay are masked with those of ``finding``: no rule touches them, nor takes
    them for letters. Putting all findings right may bring up others; after a few rounds there are
    none (see ``staff.tidy``). Nothing found changes a letter or a digit into another one: the
    text's ``fold`` stays the same.
    """
    found = [finding for rule in _RULES for finding in rule(text)]
    return disjoint([*found, *words(text, vocabulary)])
