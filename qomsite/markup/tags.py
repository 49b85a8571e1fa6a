"""Raw tags of a Markdown text: which may stay, and which are shown as the text that they are."""

import re
from collections.abc import Iterator

from qomsite.text.patterns import regex

_BLOCKS = (
    "blockquote caption dd details div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre "
    "summary table tbody td tfoot th thead tr ul"
)
_INLINES = (
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strong sub "
    "sup time u"
)
BLOCK_TAGS = frozenset(_BLOCKS.split())
INLINE_TAGS = frozenset(_INLINES.split())
VOID_TAGS = frozenset({"br", "hr", "img"})
DEEPEST = 30
"""How many raw tags may be open at once; those further in are text."""
TAG = (
    r"(<(/?)([A-Za-z][A-Za-z0-9:]*+)"
    r"(?:\s++[A-Za-z][A-Za-z0-9:_.-]*+"
    r"(?:\s*+=\s*+(?:\"[^\"<>]*+\"|'[^'<>]*+'|[A-Za-z0-9:_./#?&%-]++))?+)*+\s*+(/?)>)"
)
"""A tag: whether it closes, its name, whether it closes itself."""

_TOKEN = regex(rf"(?<!\\){TAG}|\n[ \t]*\n")


def shown_tags(masked: str) -> Iterator[tuple[int, str, bool]]:
    """The tags that a reader sees: where, as typed, and whether only their partner is missing.

    An unknown name in angle brackets stands for something, as in «<name>», unless more of HTML is
    there: an attribute or an end. Directly behind a Latin letter, a lone one compares or is code.
    """
    tokens = [*_TOKEN.finditer(masked)]
    ended = {_name(token) for token in tokens if token[2]}
    pending: list[re.Match[str]] = []
    lone: list[re.Match[str]] = []
    for token in tokens:
        name = _name(token)
        if not name:
            lone += (one for one in pending if _name(one) in INLINE_TAGS)
            pending = [one for one in pending if _name(one) not in INLINE_TAGS]
        elif name not in BLOCK_TAGS | INLINE_TAGS:
            if not token[2] and (name in ended or token[4] or len(token[0].split()) > 1):
                yield token.start(), token[0], False
        elif token[2] if name in VOID_TAGS else token[4]:
            lone.append(token)
        elif not token[2] and name not in VOID_TAGS and len(pending) < DEEPEST:
            pending.append(token)
        elif token[2]:
            last = max((at for at, one in enumerate(pending) if _name(one) == name), default=-1)
            lone += [token] if last < 0 else pending[last + 1 :]
            del pending[last if last >= 0 else len(pending) :]
    for one in (*lone, *pending):
        before = masked[max(0, one.start() - 1) : one.start()]
        if one[2] or not (before.isascii() and before.isalnum()):
            yield one.start(), one[0], True


def _name(token: re.Match[str]) -> str:
    return (token[3] or "").lower()
