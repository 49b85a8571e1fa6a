"""What is asked many times in a build is made once: results by function and arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, TypeVarTuple

Asked = TypeVarTuple("Asked")
R = TypeVar("R")
Results = dict[tuple[Any, ...], Any]


class Memo:
    """The results of pure functions, for as long as one build, or one answer of the preview, lasts.

    It is handed on with what was read, and ends with it. Whoever builds again begins with
    :meth:`renewed`, so that what has not changed since is not looked at again.
    """

    def __init__(self, earlier: Mapping[Callable[..., Any], Results] | None = None) -> None:
        """``earlier``: results that may be taken over, by function."""
        self._earlier = earlier or {}
        self._made: dict[Callable[..., Any], Results] = {}

    def once(self, function: Callable[[*Asked], R], *arguments: *Asked) -> R:
        """``function(*arguments)``; called only if nobody has asked for the same before.

        The function is pure, the arguments can be hashed, and nobody changes the result. What it
        raises is not remembered.
        """
        made = self._made.setdefault(function, {})
        if arguments in made:
            known: R = made[arguments]
            return known
        earlier = self._earlier.get(function, {})
        result: R = earlier[arguments] if arguments in earlier else function(*arguments)
        made[arguments] = result
        return result

    def renewed(self) -> Memo:
        """A memo for the next build, with what this one was asked for.

        Of a function that this one was not asked for at all (a build that failed half-way) it has
        what was known before. So it is never larger than what the content gives rise to.
        """
        return Memo({**self._earlier, **self._made})
