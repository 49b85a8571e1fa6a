"""How a value that somebody wrote is shown inside a message."""

_LONGEST = 40
_ZWNJ = "\u200c"


def quoted(text: str) -> str:
    """Return `text` in «», cut to forty characters, with what cannot be seen written as U+XXXX.

    A message must stay one readable line whatever was thrown at the field (ten megabytes, control
    characters, lone surrogates), so that it can be printed on any terminal.
    """
    cut = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return "«" + "".join(map(_visible, cut)) + "»"


def _visible(char: str) -> str:
    return char if char.isprintable() or char == _ZWNJ else f"[U+{ord(char):04X}]"
