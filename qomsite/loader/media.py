"""Reads ``content/media``: the pictures and files that texts refer to."""

from __future__ import annotations

import re

from qomsite.errors import Place, Problem
from qomsite.loader.files import Found, entries, read_bytes
from qomsite.loader.image_size import IMAGE_TYPES, image_size

MEDIA_TYPES = (*IMAGE_TYPES, ".pdf", ".csv", ".xlsx", ".docx", ".zip")
"""What may be published."""

MAX_MEDIA_BYTES = 20_000_000
_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


def read_media(folder: Found, problems: list[Problem]) -> dict[str, bytes]:
    """The files of the media folder by name."""
    media: dict[str, bytes] = {}
    for entry, found in entries(folder.disk, folder.shown, problems):
        if entry.name == "README.md":
            continue
        if (
            entry.is_dir()
            or not entry.name.endswith(MEDIA_TYPES)
            or not _NAME.fullmatch(entry.name)
        ):
            message = (
                f"«{entry.name}» را نمی‌توان منتشر کرد؛ نام با حرف لاتین کوچک، رقم و خط تیره است "
                f"و پایانش یکی از این‌ها: {' '.join(MEDIA_TYPES)}"
            )
            problems.append(Problem(Place(found.shown), "unexpected-file", message))
            continue
        data = read_bytes(found, MAX_MEDIA_BYTES, "نسخهٔ کم‌حجم‌تر بگذارید", problems)
        if data is not None and entry.name.endswith(IMAGE_TYPES) and image_size(data) is None:
            message = (
                f"«{entry.name}» تصویر درستی نیست و اندازه‌اش خوانده نمی‌شود؛ آن را دوباره در قالب "
                "JPEG، PNG، WebP، AVIF یا GIF ذخیره کنید"
            )
            problems.append(Problem(Place(found.shown), "bad-image", message))
        # A file that could not be read has its problem already; links to it are right.
        media[entry.name] = data or b""
    return media
