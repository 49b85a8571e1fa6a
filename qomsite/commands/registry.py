"""All commands, in the order in which the help names them."""

from __future__ import annotations

from qomsite.commands.audit import AUDIT
from qomsite.commands.build import BUILD
from qomsite.commands.check import CHECK
from qomsite.commands.command import Command
from qomsite.commands.export import EXPORT
from qomsite.commands.import_ import IMPORT
from qomsite.commands.new import NEW
from qomsite.commands.serve import SERVE
from qomsite.commands.test import TEST
from qomsite.commands.tidy import TIDY
from qomsite.commands.undo import UNDO

COMMANDS: tuple[Command, ...] = (
    BUILD,
    SERVE,
    CHECK,
    TIDY,
    NEW,
    EXPORT,
    IMPORT,
    UNDO,
    AUDIT,
    TEST,
)
DEFAULT = BUILD
"""What is done when only options are given, or nothing."""
