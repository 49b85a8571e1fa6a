"""Reads ``content/media``, the pictures and files that texts refer to, and the size of pictures."""

import re
import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

from qomsite.errors import Place, Problem
from qomsite.loader.files import Found, Overlay, entries, read_bytes

IMAGE_TYPES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")
"""The files that are pictures. SVG is not among them: it can carry script."""

MEDIA_TYPES = (*IMAGE_TYPES, ".pdf", ".csv", ".xlsx", ".docx", ".zip")
"""What may be published."""

MAX_MEDIA_BYTES = 20_000_000
_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


def read_media(folder: Found, problems: list[Problem], overlay: Overlay) -> dict[str, bytes]:
    """The files of the media folder by name."""
    media: dict[str, bytes] = {}
    for found in entries(folder.disk, folder.shown, problems, overlay):
        if found.name == "README.md":
            continue
        is_file = not found.is_folder and found.name.endswith(MEDIA_TYPES)
        if not (is_file and _NAME.fullmatch(found.name)):
            message = (
                f"«{found.name}» را نمی‌توان منتشر کرد؛ نام با حرف لاتین کوچک، رقم و خط تیره است "
                f"و پایانش یکی از این‌ها: {' '.join(MEDIA_TYPES)}"
            )
            problems.append(Problem(Place(found.shown), "unexpected-file", message))
            continue
        data = read_bytes(found, MAX_MEDIA_BYTES, "نسخهٔ کم‌حجم‌تر بگذارید", problems)
        if data is not None and found.name.endswith(IMAGE_TYPES) and image_size(data) is None:
            message = (
                f"«{found.name}» تصویر درستی نیست و اندازه‌اش خوانده نمی‌شود؛ آن را دوباره در قالب "
                "JPEG، PNG، WebP، AVIF یا GIF ذخیره کنید"
            )
            problems.append(Problem(Place(found.shown), "bad-image", message))
        # A file that could not be read has its problem already; links to it are right.
        media[found.name] = data or b""
    return media


_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The JPEG segments that tell the size."""

_ALONE = {0x01, *range(0xD0, 0xD9)}
"""The JPEG markers that have no length."""

_ORIENTATION = 0x0112
_LYING = (5, 6, 7, 8)
"""The EXIF orientations under which a browser turns a picture by a quarter."""


class Size(NamedTuple):
    """In pixels, after the turn that the file asks for."""

    width: int
    height: int


def image_size(content: bytes) -> Size | None:
    """The size of a PNG, JPEG, GIF, WebP or AVIF picture; ``None`` for anything else."""
    for read in _READERS:
        try:
            size = read(content)
        except (struct.error, IndexError):
            size = None
        if size and size.width and size.height:
            return size
    return None


def _png(content: bytes) -> Size | None:
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR":
        return None
    return Size(*struct.unpack_from(">II", content, 16))


def _gif(content: bytes) -> Size | None:
    if content[:6] not in (b"GIF87a", b"GIF89a"):
        return None
    return Size(*struct.unpack_from("<HH", content, 6))


def _jpeg(content: bytes) -> Size | None:
    if content[:2] != b"\xff\xd8":
        return None
    lies = False
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return Size(height, width) if lies else Size(width, height)
        if marker == 0xE1:
            lies = lies or _exif_orientation(content[at + 4 : at + 2 + length]) in _LYING
        at += 2 + length
    return None


def _exif_orientation(segment: bytes) -> int:
    """The orientation that an EXIF segment names; 1, upright, where it names none."""
    tiff = segment.removeprefix(b"Exif\x00\x00")
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) == len(segment):
        return 1
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for at in range(start + 2, start + 2 + 12 * count, 12):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, at)
            if tag == _ORIENTATION:
                return int(value)
    except struct.error:
        pass
    return 1


def _webp(content: bytes) -> Size | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return None
    form = content[12:16]
    if form == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") for at in (24, 27))
        return Size(width + 1, height + 1)
    if form == b"VP8L" and content[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", content, 21)
        return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if form == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", content, 26)
        return Size(width & 0x3FFF, height & 0x3FFF)
    return None


def _avif(content: bytes) -> Size | None:
    """The largest size in the file: beside the picture itself may stand its tiles and thumbnail."""
    brand = next(_boxes(content), None)
    if brand is None or brand[0] != b"ftyp":
        return None
    fours = {brand[1][at : at + 4] for at in range(0, len(brand[1]), 4)}
    if not {b"avif", b"avis"} & fours:
        return None
    sizes: list[Size] = []
    lies = False
    for kind, body in _properties(content):
        if kind == b"ispe":
            sizes.append(Size(*struct.unpack_from(">II", body, 4)))
        elif kind == b"irot":
            lies = bool(body[0] & 1)
    largest = max(sizes, key=lambda size: size.width * size.height, default=None)
    return Size(largest.height, largest.width) if largest and lies else largest


def _properties(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    for meta in (body[4:] for kind, body in _boxes(content) if kind == b"meta"):
        for properties in (body for kind, body in _boxes(meta) if kind == b"iprp"):
            for container in (body for kind, body in _boxes(properties) if kind == b"ipco"):
                yield from _boxes(container)


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The boxes of an ISO media file (ISO/IEC 14496-12) as kind and body."""
    at = 0
    while at + 8 <= len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        start = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", content, at + 8)
            start = 16
        end = at + size if size else len(content)
        if end < at + start:
            return
        yield kind, content[at + start : end]
        at = end


_READERS: tuple[Callable[[bytes], Size | None], ...] = (_png, _jpeg, _webp, _gif, _avif)
