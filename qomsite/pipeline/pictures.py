"""The pictures of the content as they are published; the cache keeps what was made of each."""

import hashlib
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from qomsite.checks.entries import folder
from qomsite.errors import PictureRefused, Place, Problem
from qomsite.loader.load import MEDIA_FOLDER
from qomsite.loader.media import IMAGE_FORMATS, ending_of
from qomsite.model.content import Content, Size
from qomsite.pipeline.cache import Cache

_CODE = Path(__file__).resolve().parents[1] / "render" / "pictures.py"


def with_pictures(content: Content, cache: Cache) -> tuple[Content, tuple[Problem, ...]]:
    """``content`` with its pictures as they are published and their sizes, and what is wrong."""
    media = dict(content.media)
    sizes: dict[str, Size] = {}
    problems: list[Problem] = []
    for name, data in content.media.items():
        form = IMAGE_FORMATS.get(ending_of(name))
        if form is None or not data:
            continue
        try:
            sizes[name], media[name] = _drawn(data, form, cache)
        except PictureRefused as refusal:
            place = Place(f"{folder(content, MEDIA_FOLDER)}/{name}")
            problems.append(Problem(place, "bad-image", f"«{name}» {refusal}"))
    return replace(content, media=media, image_sizes=sizes), tuple(problems)


def _drawn(data: bytes, form: str, cache: Cache) -> tuple[Size, bytes]:
    def make() -> bytes:
        from qomsite.render.pictures import drawn

        size, content = drawn(data, form)
        return f"{size.width} {size.height}\n".encode() + content

    digest = hashlib.sha256(_CODE.read_bytes() + f"{version('pillow')}\0{form}\0".encode() + data)
    size, _, content = cache.once(f"picture:{digest.hexdigest()}", make).partition(b"\n")
    return Size(*map(int, size.split())), content
