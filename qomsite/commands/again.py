"""An unchanged build is recognised by the words of its command line, before anything reads them.

What such a build says is kept for the words and the folder in which they were typed, with all that
it depends on. So this imports next to nothing, and where it is not sure, the words are read.
"""

import os
import sys
import time
from hashlib import sha256

from qomsite.environment import ROOT
from qomsite.loader.regular_file import regular_bytes
from qomsite.pipeline.unchanged import is_unchanged

CACHE = f"{ROOT}/.cache/build"
"""The folder of what is known from earlier builds."""


_PERSIAN = str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫")


def is_said(words: list[str]) -> bool:
    """Whether the site is as these words would make it; then that is said."""
    started = time.perf_counter()
    try:
        note = regular_bytes(f"{CACHE}/{name_of(words)}").decode("utf-8", "surrogateescape")
        # The hash stands last: a note that was cut short has none.
        before, after, content, real, under_way, *told, inputs = note.split("\0")
        # A change that was begun is put right, or waited for, by who reads the words.
        is_whole = os.path.realpath(content) == real and not os.path.lexists(under_way)
        if not (is_whole and is_unchanged(inputs, *told)):
            return False
        seconds = f"{time.perf_counter() - started:.1f}".translate(_PERSIAN)
        sys.stdout.write(f"{before}{seconds}{after}")
        sys.stdout.flush()
    except (OSError, ValueError, TypeError):
        return False
    return True


def name_of(words: list[str]) -> str:
    """The name of the note for these words here, as they are answered there."""
    is_plain = not sys.stdout.isatty() or "NO_COLOR" in os.environ
    asked = repr((ROOT, words, os.getcwd(), is_plain))
    return f"said-{sha256(asked.encode()).hexdigest()[:12]}"
