"""Patterns that are compiled when they are first used: half of them see no text after an edit."""

import re
from typing import Any, AnyStr, cast


class _Pattern:
    """What stands for a pattern until something is asked of it."""

    def __init__(self, source: object, flags: int) -> None:
        self._given: Any = (source, flags)

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._given)
        # What an instance holds is found without this: it is called once.
        vars(self).update((own, getattr(compiled, own)) for own in dir(compiled) if own[0] != "_")
        return getattr(compiled, name)


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile`` at the first use, for what a module holds; for what each process of a build
    uses it is only work done twice. The functions of ``re`` take none of these: it has the methods.
    """
    return cast(re.Pattern[AnyStr], _Pattern(source, flags))
