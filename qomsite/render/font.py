"""Cuts the site's font down to the characters in use."""

from __future__ import annotations

from io import BytesIO
from string import ascii_letters, digits, punctuation

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = (400, 700)

ALWAYS = frozenset(
    "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئإةيك"
    "۰۱۲۳۴۵۶۷۸۹٪٫٬،؛؟«»…–—−×↩\u200c\u200d\u00a0\u0654\u064b\u064c\u064d\u064e\u064f\u0650\u0651"
    + ascii_letters
    + digits
    + punctuation
    + " "
)
"""What may be typed into a field or made by a script, whatever the content is."""


def subset(font: bytes, characters: frozenset[str]) -> bytes:
    """``font`` (variable, TrueType) as WOFF2 with ``characters`` and :data:`ALWAYS` only."""
    source = TTFont(BytesIO(font), recalcTimestamp=False, lazy=False)
    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    options.desubroutinize = True
    # The scripts of the site need no more; small capitals and the like would only weigh.
    options.layout_features = [
        "ccmp",
        "calt",
        "init",
        "medi",
        "fina",
        "isol",
        "rlig",
        "liga",
        "mark",
        "mkmk",
        "kern",
        "locl",
        "tnum",
    ]
    options.name_IDs = [0, 1, 2, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters | ALWAYS])
    subsetter.subset(source)
    source = instantiateVariableFont(source, {"wght": WEIGHTS}, inplace=True)
    source.flavor = "woff2"
    target = BytesIO()
    source.save(target, reorderTables=False)
    return target.getvalue()
