"""What the staff guide says of a message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from qomsite.loader.load import GUIDE_FILE
from qomsite.pages.body import Body

_SECTION = re.compile(r"^### ([a-z0-9-]+)\n(.*?)(?=^#{1,3} |^</div>|\Z)", re.MULTILINE | re.DOTALL)


def explanations(content: Path) -> Mapping[str, Body]:
    """What the guide in the content folder says, by slug; nothing where there is no guide."""
    try:
        text = (content / GUIDE_FILE).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    origin = f"{content.name}/{GUIDE_FILE}"
    return {
        found[1]: Body(found[2].strip(), origin, text.count("\n", 0, found.start(2)) + 1)
        for found in _SECTION.finditer(text)
    }
