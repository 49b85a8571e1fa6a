"""Where a content file is edited: in a form of the preview, or in an editor on this machine."""

from pathlib import Path
from urllib.parse import quote

from qomsite.loader.load import LISTING_FILE
from qomsite.model.collections import BY_NAME


def editor_address(path: Path, line: int = 1, column: int = 1) -> str:
    """What opens a file in Visual Studio Code, which registers the scheme on every system."""
    return f"vscode://file/{quote(path.as_posix().lstrip('/'), safe='/:')}:{line}:{column}"


def edit_address(shown: str, content_name: str) -> str:
    """The address of the form for a record's file; empty for what has none."""
    parts = shown.split("/")
    if len(parts) != 3 or parts[0] != content_name or parts[1] not in BY_NAME:
        return ""
    if parts[2] == LISTING_FILE or not parts[2].endswith(".md"):
        return ""
    return f"/edit/{parts[1]}/{quote(parts[2].removesuffix('.md'))}"
