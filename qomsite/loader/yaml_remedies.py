"""What the YAML parser finds wrong, in Persian: where to look, why, and what to do."""

import re

import yaml

QUOTE_IT = 'مقدار را در گیومهٔ " بگذارید'

_START = "ساختار این سطر درست نیست"
_WHERE_OPENED = (
    "found unexpected end of stream",
    "did not find expected ',' or",
    "did not find expected alphabetic",
    "did not find expected whitespace",
    "could not find expected ':'",
)
"""What was left open, and a mark that is none, are put right where they begin."""

_REMEDIES = (
    ("mapping values are not allowed", f"دونقطه در میان مقدار آمده؛ همهٔ {QUOTE_IT}"),
    (
        "cannot start any token",
        "مقدار با نویسه‌ای آغاز شده که در YAML معنا دارد (مانند تب، @ یا `)؛"
        ' آن را در گیومهٔ " بگذارید',
    ),
    ("tab character", "تورفتگی با تب است؛ به جای آن فاصله بگذارید"),
    ("found unexpected end of stream", "گیومه یا کروشه‌ای باز مانده است"),
    (
        "did not find expected ',' or ']'",
        "کروشهٔ فهرست بسته نشده یا ویرگول لاتین میان دو مقدار نیست",
    ),
    ("did not find expected ',' or '}'", "آکولاد بسته نشده یا ویرگول لاتین میان دو مقدار نیست"),
    ("node content", f"مقدار با یکی از نویسه‌های ] }} , آغاز شده است؛ {QUOTE_IT}"),
    (
        "block sequence entries",
        "خط تیره‌ای که مقدار را آغاز کند نشان فهرست است؛ آن را با دو فاصله تورفتگی در سطر بعد"
        f" بنویسید یا {QUOTE_IT}",
    ),
    ("mapping keys are not allowed", f"مقدار با نشان ? آغاز شده است؛ {QUOTE_IT}"),
    ("scanning a block scalar", "پس از | یا > که متن چندسطری را آغاز می‌کند چیزی نمی‌آید"),
    ("scanning an a", f"نشانه‌های & و * در آغاز مقدار پذیرفته نیست؛ {QUOTE_IT}"),
    ("a tag", f"نشانهٔ ! در آغاز مقدار پذیرفته نیست؛ {QUOTE_IT}"),
    ("tag handle", f"نشانهٔ ! در آغاز مقدار پذیرفته نیست؛ {QUOTE_IT}"),
    (
        "invalid Unicode character",
        "پس از \\u نشانی آمده که نشان هیچ نویسه‌ای نیست (نیمهٔ تنهای یک نویسه)؛ آن را پاک کنید",
    ),
    ("escape character", 'در گیومهٔ " نویسهٔ \\ را دو بار بنویسید: \\\\'),
    ("hexdecimal", 'در گیومهٔ " نویسهٔ \\ را دو بار بنویسید: \\\\'),
    ("could not find expected ':'", "پس از نام کلید دونقطه نیامده است"),
    ("document start", "سطرهای پیش از این تورفته‌ترند، یا خطی مانند ... مشخصات را بسته است"),
    (
        "block mapping",
        "تورفتگی یا گیومهٔ این سطر درست نیست؛ هر کلید در سطر خود و هم‌تراز با بقیه می‌آید",
    ),
    ("block collection", "تورفتگی فهرست درست نیست؛ خط‌های تیره را هم‌تراز کنید"),
)
"""A part of what the parser says in English, and the remedy that most often helps."""

_KEY = re.compile(r"(?P<indent> *)[\w-]+:(?:\s|$)")


def spot(mark: object) -> tuple[int, int]:
    """Line and column from 0 of a mark of either parser; the top where the parser gave none."""
    return getattr(mark, "line", 0), getattr(mark, "column", 0)


def remedy(error: yaml.MarkedYAMLError, text: str) -> tuple[tuple[int, int], str]:
    """Line and column from 0 where ``text`` is to be put right, and a Persian sentence."""
    said = f"{error.context or ''} {error.problem or ''}"
    at = spot(error.problem_mark or error.context_mark)
    if error.context_mark and (error.problem or "").startswith(_WHERE_OPENED):
        at = spot(error.context_mark)
    if "mapping values are not allowed" in said and (line := _before_a_key(text, at)):
        return line
    for fragment, what in _REMEDIES:
        if fragment in said:
            return at, f"{_START}: {what}"
    return at, f"{_START}؛ هر سطر به شکل «کلید: مقدار» است"


def _before_a_key(text: str, at: tuple[int, int]) -> tuple[tuple[int, int], str] | None:
    """Where the colon that was refused is that of a key, the fault is in how the line begins."""
    lines = text.split("\n")
    key = _KEY.match(lines[at[0]])
    if not key or key.end() < at[1] or ":" in key[0][: at[1]]:
        return None
    indent = len(key["indent"])
    if indent:
        return (at[0], indent), f"{_START}: تورفتگی این کلید زیاد است؛ آن را با بقیه هم‌تراز کنید"
    above = next((line for line in range(at[0] - 1, -1, -1) if lines[line].strip()), None)
    if above is None:
        return None
    # The line above has no colon and was taken for the beginning of a key of two lines.
    return (above, 0), f"{_START}: پس از نام کلید دونقطه و یک فاصله نیامده است"
