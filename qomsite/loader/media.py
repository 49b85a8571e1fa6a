"""Reads ``content/media``, the pictures and files that texts refer to."""

import re

from qomsite.errors import Problem
from qomsite.loader.files import Found, Overlay, entries, read_bytes
from qomsite.messages import problem
from qomsite.model.codes import WINDOWS_NAMES
from qomsite.text.slugs import latin_slug

IMAGE_FORMATS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".avif": "AVIF",
    ".gif": "GIF",
}
"""The files that are pictures, and their format. SVG is not among them: it can carry script."""

MEDIA_TYPES = (*IMAGE_FORMATS, ".pdf", ".csv", ".xlsx", ".docx", ".zip")
"""What may be published."""

MAX_MEDIA_BYTES = 20_000_000
_ZIP = rb"PK(?:\x03\x04|\x05\x06)"
_STARTS = {
    ".jpg": rb"\xff\xd8\xff",
    ".jpeg": rb"\xff\xd8\xff",
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".webp": rb"RIFF....WEBP",
    ".avif": rb"....ftyp(?:avi[fs]|mi[af]1|msf1)",
    ".gif": rb"GIF8[79]a",
    ".pdf": rb"%PDF-",
    ".xlsx": _ZIP,
    ".docx": _ZIP,
    ".zip": _ZIP,
}
"""How a file begins, by its ending; a table in CSV is any text."""
_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


def read_media(
    folder: Found, problems: list[Problem], overlay: Overlay
) -> tuple[dict[str, bytes], frozenset[str]]:
    """The files of the media folder by name, and the names that lie there and are refused."""
    media: dict[str, bytes] = {}
    refused: set[str] = set()
    for found in entries(folder.disk, folder.shown, problems, overlay):
        if found.name == "README.md":
            continue
        is_file = not found.is_folder and found.name.endswith(MEDIA_TYPES)
        first = found.name.partition(".")[0].lower()
        is_reserved = first in WINDOWS_NAMES
        if not (is_file and _NAME.fullmatch(found.name)) or is_reserved:
            hint = f"؛ «{first}» نامی است که ویندوز برای خود نگه داشته" if is_reserved else ""
            refused.add(found.name)
            if not found.is_folder and (right := right_name(found.name)):
                hint += f"؛ نامش را «{right}» بگذارید"
                media.setdefault(right, b"")
            said = {"name": found.name, "types": " ".join(MEDIA_TYPES), "hint": hint}
            problems.append(problem(found.shown, "unexpected-file.media", **said))
            continue
        data = read_bytes(found, MAX_MEDIA_BYTES, "نسخهٔ کم‌حجم‌تر بگذارید", problems)
        if data is not None and (fault := _ending_fault(found, data)):
            problems.append(fault)
            data = None
        # A file that cannot be used has its problem already; links to it are right.
        media[found.name] = data or b""
    return media, frozenset(refused)


def right_name(name: str) -> str:
    """The name under which a file can be published; empty where its kind cannot be."""
    stem, _, ending = name.strip().lower().rpartition(".")
    slug = latin_slug(stem)
    slug = f"{slug}-1" if slug in WINDOWS_NAMES else slug
    return f"{slug}.{ending}" if slug and f".{ending}" in MEDIA_TYPES else ""


def ending_of(name: str) -> str:
    """The ending of a file's name, with its dot."""
    return f".{name.rpartition('.')[2]}"


def _ending_fault(found: Found, data: bytes) -> Problem | None:
    """What is wrong with a file that does not begin as its ending says."""
    ending = ending_of(found.name)
    kinds = [kind for kind, start in _STARTS.items() if re.match(start, data, re.DOTALL)]
    if ending not in _STARTS or ending in kinds:
        return None
    key, said = "wrong-ending.other" if kinds else "wrong-ending", {"name": found.name}
    return problem(found.shown, key, ending=ending, kind=" یا ".join(kinds), **said)
