"""What is drawn from left to right within Persian text: Latin, numbers with signs, formulas.

In the bidirectional algorithm (UAX #9) a hyphen, a space or a sign beside digits takes the
direction of the Persian around it and changes sides; so such a run is isolated as a whole. What
comes out right by itself stays as it is: Latin that begins and ends with a letter or a digit,
digits with a dot, a colon or a slash between them, a percent sign.
"""

import re
from itertools import chain, pairwise

from qomsite.text.characters import DIGIT, LETTER, NBSP

_LATIN = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u052f\u1e00-\u1fff\u2126\u212a"
_SMALL = "\u00b2\u00b3\u00b9\u2070-\u2079\u207f-\u2089"
_WEST = f"{_LATIN}{_SMALL}0-9"
_SIGN = f"[{_LATIN}{_SMALL}{DIGIT}]"
_MONEY = "$£¥\u20a0-\u20bf"
_MARK = "√§№©"
_SIGNS = rf"\-+−±×÷·*^=<>≤≥≈~&|_@#{_MONEY}¼-¾⅐-⅞%‰٪°℃℉′″'’\\٫٬–‐‑→⁺⁻"
_BETWEEN = f"{_SIGNS}:.,/"
_SPACE = f"[ {NBSP}\u2009\u202f]"
_UNIT = (
    rf"(?:°(?:{_SPACE}?[CFK])?|℃|℉|[{_MONEY}]|(?:[kKMGTmcdµμn]?(?:[mgtshWVAJBbLlNKΩ]|Wh|VA|Hz|Pa|bit|bps|lx|lm"
    r"|eV|cal|mol)|ha|min|dBA?|bar|ppm|ppb|px|dpi|rpm|USD|EUR|IRR|CO₂|CO2)"
    rf"(?:[²³]|\^?[23])?(?:[/·*-][kmcµμ]?[A-Za-z]{{1,3}}[²³23]?)*)(?![{_WEST}])"
)
_DIGITS = f"[{DIGIT}]+"
_OPEN = r"(?<![^\s(«\"'“‘\[،؛:])"
"""Before a sign that belongs to what follows; behind a word it belongs to the word."""
_ADDRESS = r"(?:https?|ftp)://[^\s<>«»\"'،؛]*[^\s<>«»\"'،؛.,:;!?)\]]"
_SENTENCE = rf"\A(?=\S+ \S)[{_LATIN}][^\n{LETTER}]*[.!?]\Z"
_IN_GROUPS = (
    rf"(?:\([+0۰٠]{_DIGITS}\)(?={_SPACE}?[{DIGIT}])|\({_DIGITS}\)(?={_SPACE}?[{DIGIT}]{{3}})"
    rf"|[+0۰٠]{_DIGITS})"
    rf"(?:(?:{_SPACE}?[-/–]{_SPACE}?|{_SPACE}|(?<=\))){_DIGITS}|{_SPACE}?\({_DIGITS}\))+"
    rf"|[A-Z]{{2}}[{DIGIT}]{{2}}(?:{_SPACE}[{DIGIT}]{{2,4}}){{3,}}"
    rf"|[{DIGIT}]{{1,3}}(?:{_SPACE}[{DIGIT}]{{3}})+(?![{DIGIT}])"
    rf"|[{DIGIT}]{{4}}(?:{_SPACE}[{DIGIT}]{{4}}){{1,3}}(?![{DIGIT}])"
    rf"|[{DIGIT}]{{5}}{_SPACE}[{DIGIT}]{{5}}(?![{DIGIT}])|[*#][{DIGIT}*]+#"
)
"""Phone, account, card, postal and dialled numbers, and thousands parted by blanks."""
_IN_BRACKETS = rf"\([{_BETWEEN}]*{_SIGN}(?:{_SIGN}|[{_BETWEEN}])*\)"
_FORMULA = rf"{_IN_BRACKETS}(?={_SPACE}?[×÷=+−*/^]{_SPACE}?[{_LATIN}{DIGIT}(])"
_LEAD = (
    rf"(?:(?:[-+−±–~≈<>≤≥={_MONEY}#@{_MARK}]{{1,2}}|[{_MONEY}{_MARK}<>≤≥=≈±]{{1,2}}{_SPACE})"
    rf"(?=[{DIGIT}])|%(?=[0-9])|(?:[@#$~≤≥≈√∆._/\\*]{{1,3}}|--?(?=[a-z]))(?=[{_LATIN}]))"
)
_NEXT = "|".join(
    (
        rf"[{_BETWEEN}]{{1,4}}{_SIGN}+",  # 025-377, a/b
        rf"[{_BETWEEN}]{{0,4}}{_IN_BRACKETS}",  # f(x), 2×(3+4)
        rf"(?<=[{DIGIT}]){_SPACE}{_UNIT}",  # 25 °C
        rf"{_SPACE}?[×÷=<>≤≥≈±+−*/^→]{_SPACE}?(?:[-+−±]?{_SIGN}+|{_IN_BRACKETS})",  # 2 × -3
        rf"(?<=[{_WEST})])[+#%°]*{_SPACE}[-–&|:~]{_SPACE}[{_WEST}]{_SIGN}*",  # C++ & C, 8 - 3
        rf"(?<=[{_LATIN}])[,;:]{_SPACE}[@#$]?[{_WEST}]{_SIGN}*",  # Java, C
        rf"(?<=\.[{_LATIN}])\.(?!\w)",  # U.S.
        rf"(?<=[{_WEST}).])[+#%°′″]{{0,2}}{_SPACE}[@#$.+-]?[{_WEST}]{_SIGN}*",  # 2024 World Cup
        rf"(?<=[:/][{DIGIT}]{{2}}){_SPACE}[-–−]{_SPACE}(?=[{DIGIT}]+[:/]){_DIGITS}",  # 8:00 - 9:30
        rf"[°′]{_SPACE}?{_DIGITS}",  # 34° 38′
        rf"(?<=[{_LATIN}]){_SPACE}\([{_WEST}](?:{_SIGN}|[ {_BETWEEN}])*\)",  # GIS (ArcGIS)
        rf"(?<=[0-9]){_SPACE}[%‰]",  # 62 %
        rf"[°′″]{_SPACE}?[NSEW](?![{_WEST}])",  # 34.6° N
    )
)
"""How a run goes on, each with an example."""
_TAIL = rf"[+#−_]{{1,2}}|[°℃℉{_MONEY}¼-¾⅐-⅞%‰٪′″⁺⁻™®]{{1,2}}|(?<=[{_LATIN}])/(?!\w)"
_RUN = re.compile(
    rf"{_SENTENCE}|{_ADDRESS}|(?:{_OPEN}(?:{_IN_GROUPS}|{_FORMULA}|{_LEAD}{_SIGN}+)|{_SIGN}+)"
    rf"(?:{_NEXT})*(?:{_TAIL})?"
)
_RIGHT_BY_ITSELF = re.compile(
    rf"[{_LATIN}](?:[^٠-٩{LETTER}]*[{_LATIN}{_SMALL}0-9۰-۹)])?"
    rf"|{_DIGITS}(?:[.,:/٫٬{NBSP}\u202f]{_DIGITS})*(?:(?<![0-9])[%٪‰])?"
)
_PERHAPS = re.compile(
    rf"[{_LATIN}{_SMALL}{_SIGNS}{_MARK}]"
    rf"|[{DIGIT}](?:[)/]?{_SPACE}[{DIGIT}(.,:/]|\(|\)[{DIGIT}]|[.,:/][(.,:/])"
)
"""What most texts have nothing of: there is no run in them."""
_PARTED = re.compile(r"\W*[،؛؟«»]\W*")


def parts(text: str) -> list[str]:
    """``text`` in parts; every second one is a run that would be drawn wrongly within Persian."""
    runs: list[tuple[int, int]] = []
    latin = (0, 0)
    for run in _RUN.finditer(text) if _PERHAPS.search(text) else ():
        # Two that only a Persian comma or quotation marks part would become one and change sides.
        if latin[1] and _PARTED.fullmatch(text, latin[1], run.start()):
            runs.append(latin)
        latin = (0, 0)
        if not _RIGHT_BY_ITSELF.fullmatch(run[0]):
            runs.append(run.span())
        elif not run[0][0].isdigit():
            latin = run.span()
    return [text[start:end] for start, end in pairwise([0, *chain(*runs), len(text)])]


def isolated(text: str) -> str:
    """``text`` with isolates around its runs, for where no element can stand."""
    return "".join(
        f"\u2066{part}\u2069" if place % 2 else part for place, part in enumerate(parts(text))
    )
