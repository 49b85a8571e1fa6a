"""Persian typography: what in a text is not well typed, and how it is written."""

import re
from collections.abc import Callable, Iterator

from qomsite.text.arabic import passages
from qomsite.text.characters import LETTER, MARK, ZWNJ
from qomsite.text.finding import BREAK, Finding, disjoint
from qomsite.text.patterns import regex
from qomsite.text.typed_characters import digits, letters
from qomsite.text.typed_pairs import pairs
from qomsite.text.typed_spaces import spaces
from qomsite.text.typed_words import words
from qomsite.text.vocabulary import Vocabulary

_RULES: tuple[Callable[[str], Iterator[Finding]], ...] = (letters, digits, spaces, pairs)

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

_BEGINNING = regex(
    rf"^(?!(?:[^\S\n]|{BREAK})*+[«({ZWNJ}{MARK}]*+[{LETTER}])[^{LETTER}\n]++", re.MULTILINE
)
"""What stands in a line before its first letter, if it is more than an opening: with a half-space
or a mark less it might begin a list or a heading, or be a rule."""


def findings(text: str, vocabulary: Vocabulary) -> list[Finding]:
    """What is not well typed in ``text``, in order, no two overlapping.

    Characters that must stay are masked with those of ``finding``. Putting all findings right may
    bring up others; after a few rounds there are none (see ``tidy``). The text's ``fold`` stays the
    same.
    """
    found = [*(finding for rule in _RULES for finding in rule(text)), *words(text, vocabulary)]
    if any(map(_is_unseen, found)):
        spared = {at for beginning in _BEGINNING.finditer(text) for at in range(*beginning.span())}
        found = [one for one in found if one.start not in spared or not _is_unseen(one)]
    arabic = (
        {at for passage in passages(text, vocabulary) for at in range(*passage)} if found else ()
    )
    return disjoint(one for one in found if one.start not in arabic)


def _is_unseen(finding: Finding) -> bool:
    return not finding.replacement and finding.slug in ("half-space", "stray-mark")
