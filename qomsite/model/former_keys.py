"""Keys that files of the content once had: what reading says of them and ``tidy`` does to them."""

from collections.abc import Sequence
from typing import NamedTuple

from qomsite.model.kinds import Value
from qomsite.model.settings import Site


class FormerKey(NamedTuple):
    """A key that stood at the first level of the files of ``model``.

    ``title`` was its Persian label, which sheets had for a heading; ``new`` is the key that its
    value now stands under, ``None`` where it is read no more; ``how`` says in Persian what else
    there is to know.
    """

    model: type[Value]
    old: str
    title: str
    new: str | None
    how: str

    @property
    def message(self) -> str:
        """What became of the key, and what to do."""
        if self.new:
            return f"کلید «{self.old}» اکنون «{self.new}» است ({self.how})؛ نام آن را عوض کنید"
        return f"کلید «{self.old}» دیگر به کار نمی‌آید ({self.how})؛ سطر آن را پاک کنید"


FormerKeys = Sequence[FormerKey]

FORMER_KEYS: FormerKeys = (
    FormerKey(Site, "offline", "خواندن بی‌شبکه", None, "سایت دیگر بی‌شبکه باز نمی‌شود"),
)


def former_key(model: type[Value], name: str, table: FormerKeys) -> FormerKey | None:
    """The row of a key or a label."""
    return next((one for one in table if one.model is model and name in (one.old, one.title)), None)
