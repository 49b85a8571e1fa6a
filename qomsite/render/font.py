"""Cuts the site's font down to the characters in use."""

from io import BytesIO

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = (400, 700)
FEATURES = "ccmp calt init medi fina isol rlig liga mark mkmk kern locl"
"""The scripts of the site need no more; small capitals and the like would only weigh."""


def subset(font: bytes, characters: frozenset[str]) -> bytes:
    """``font`` (variable, TrueType) as WOFF2 with ``characters`` only."""
    source = TTFont(BytesIO(font), recalcTimestamp=False, lazy=False)
    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = FEATURES.split()
    options.name_IDs = [0, 1, 2, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in sorted(characters)])
    subsetter.subset(source)
    source = instantiateVariableFont(source, {"wght": WEIGHTS}, inplace=True)
    source.flavor = "woff2"
    target = BytesIO()
    source.save(target, reorderTables=False)
    return target.getvalue()
