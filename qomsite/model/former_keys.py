"""Keys that files of the content once had: what reading says of them and ``tidy`` does to them."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from qomsite.model.kinds import Value, parse_flag
from qomsite.model.records import Project
from qomsite.model.settings import Site, Status


class FormerKey(NamedTuple):
    """A key that values of ``model`` had.

    ``title`` was its Persian label, which sheets had for a heading; ``new`` is the key that its
    value now stands under, ``None`` where it is read no more; ``how`` says in Persian what else
    there is to know. ``rewrite`` makes the new value of the text of the old, where the two differ;
    of a text that never was a value it makes none either.
    """

    model: type[Value]
    old: str
    title: str
    new: str | None
    how: str
    rewrite: Callable[[str], Any] | None = None

    @property
    def message(self) -> str:
        """What became of the key, and what to do."""
        if self.rewrite:
            became = f"جای خود را به «{self.new}» داده است ({self.how})"
            return f"کلید «{self.old}» {became}؛ به شکل تازه بنویسید، یا tidy را بزنید"
        if self.new:
            return f"کلید «{self.old}» اکنون «{self.new}» است ({self.how})؛ نام آن را عوض کنید"
        return f"کلید «{self.old}» دیگر به کار نمی‌آید ({self.how})؛ سطر آن را پاک کنید"


FormerKeys = Sequence[FormerKey]


def _one_end(text: str) -> list[dict[str, str]]:
    return [{"end": text}]


def _outcome(text: str) -> str:
    with suppress(ValueError):
        return "finished" if parse_flag(text) else "open"
    return text


FORMER_KEYS: FormerKeys = (
    FormerKey(Site, "offline", "خواندن بی‌شبکه", None, "سایت دیگر بی‌شبکه باز نمی‌شود"),
    FormerKey(
        Project,
        "revised_end",
        "پایان بازنگری‌شده",
        "revised_ends",
        "فهرست پایان‌های تازه، مانند [{end: 1405-06-31}]",
        _one_end,
    ),
    FormerKey(
        Status, "finished", "پایان‌یافته", "outcome", "«بله» اکنون outcome: finished است", _outcome
    ),
)


def former_key(model: type[Value], name: str, table: FormerKeys) -> FormerKey | None:
    """The row of a key or a label."""
    return next((one for one in table if one.model is model and name in (one.old, one.title)), None)
