"""What a command is."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """A word after ``build.py``.

    ``help`` is one Persian line; ``options`` adds the command's options to its parser; ``run``
    does it and returns the exit status: 0 fine, 1 a person has something to put right.
    """

    name: str
    help: str
    options: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
