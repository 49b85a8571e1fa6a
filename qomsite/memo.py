"""What is asked many times in a build is made once: results by function and arguments."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import sha256
from typing import Any, Protocol, TypeVar, TypeVarTuple

Asked = TypeVarTuple("Asked")
R = TypeVar("R")
Results = dict[tuple[Any, ...], Any]
Store = Callable[[str, Callable[[], bytes]], bytes]
"""A look-up by key that makes and keeps the bytes when it has none."""


class Memo:
    """The results of pure functions, for as long as one build, or one answer of the preview, lasts.

    It is handed on with what was read, and ends with it. Whoever builds again begins with
    :meth:`renewed`, so that what has not changed since is not looked at again.
    """

    def __init__(
        self,
        earlier: Mapping[Callable[..., Any], Results] | None = None,
        store: Store | None = None,
        stamp: bytes = b"",
        interrupt: Callable[[], object] = lambda: None,
    ) -> None:
        """``earlier``: results that may be taken over, by function. ``store`` outlives the build;
        ``stamp`` names the code whose results may be taken from there. ``interrupt`` is called with
        each question: what it raises ends the build.
        """
        self._store, self._stamp, self._interrupt = store, stamp, interrupt
        self._earlier = earlier or {}
        self._made: dict[Callable[..., Any], Results] = {}

    def once(self, function: Callable[[*Asked], R], *arguments: *Asked) -> R:
        """``function(*arguments)``; called only if nobody has asked for the same before.

        The function is pure, the arguments can be hashed, and nobody changes the result. What it
        raises is not remembered.
        """
        self._interrupt()
        made = self._made.setdefault(function, {})
        if arguments in made:
            known: R = made[arguments]
            return known
        earlier = self._earlier.get(function, {})
        result: R = earlier[arguments] if arguments in earlier else function(*arguments)
        made[arguments] = result
        return result

    def kept(self, function: Callable[[*Asked], R], *arguments: *Asked) -> R:
        """The same of a result that the next build may have too: nothing but tuples, texts, numbers
        and ``None``.
        """
        if self._store is None:
            return self.once(function, *arguments)
        digest = sha256(self._stamp + f"{function.__module__}.{function.__qualname__}".encode())
        for argument in arguments:
            digest.update(self._digest(argument))
        # By its hash alone: the texts of all pages are not held as long as the build lasts.
        key = digest.hexdigest()
        made = self._made.setdefault(self.kept, {})
        if (key,) not in made:
            kept = self._store(key, lambda: json.dumps(function(*arguments)).encode())
            made[key,] = _tuples(json.loads(kept))
        result: R = made[key,]
        return result

    def _digest(self, argument: object) -> bytes:
        if isinstance(argument, str):
            return sha256(argument.encode(errors="surrogatepass")).digest()
        if isinstance(argument, bytes):
            return sha256(argument).digest()
        return self.once(_digest_of_value, argument)

    def renewed(self, interrupt: Callable[[], object] = lambda: None) -> Memo:
        """A memo for the next build, with what this one was asked for, and its own ``interrupt``.

        Of a function that this one was not asked for at all (a build that failed half-way) it has
        what was known before. So it is never larger than what the content gives rise to.
        """
        return Memo({**self._earlier, **self._made}, interrupt=interrupt)


class HasMemo(Protocol):
    """What was read, with the memo that goes with it."""

    @property
    def memo(self) -> Memo: ...


H = TypeVar("H", bound=HasMemo)


def made_once(function: Callable[[H, *Asked], R]) -> Callable[[H, *Asked], R]:
    """A pure function that is called once in a build, by the memo of its first argument."""

    @wraps(function)
    def known(read: H, *arguments: *Asked) -> R:
        return read.memo.once(function, read, *arguments)

    return known


def _digest_of_value(value: object) -> bytes:
    said = repr(sorted(value) if isinstance(value, frozenset) else value)
    return sha256(said.encode(errors="surrogatepass")).digest()


def _tuples(tree: Any) -> Any:
    """What JSON has as lists as the tuples that they were; each text once, for many results have
    the same.
    """
    if isinstance(tree, list):
        return tuple(map(_tuples, tree))
    return sys.intern(tree) if isinstance(tree, str) else tree
