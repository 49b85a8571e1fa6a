"""Pictures: each says in words what it shows, and none is larger than a page needs."""

import re
from collections.abc import Iterator
from decimal import Decimal

from qomsite.checks.entries import bodies, folder, place_finder
from qomsite.errors import BODY, Place, Problem, advice
from qomsite.loader.load import MEDIA_FOLDER
from qomsite.markup.code import FILLER, mask_code
from qomsite.markup.links import ATTRIBUTE
from qomsite.model.content import Content
from qomsite.text.digits import number

WIDEST = 1600
"""Dots that a page shows side by side on a sharp screen."""
HEAVIEST = 2_000_000

_UNNAMED = re.compile(rf"(?<!\\)!\[[^\w\[\]{FILLER}]*+\](?=[\[(])")
_TAG = re.compile(r"<img(?=[\s/>])", re.IGNORECASE)
_WORD = re.compile(r"\w")


def missing_alt(content: Content) -> Iterator[Problem]:
    """A picture has words for those who do not see it."""
    for body in bodies(content):
        if "![" not in body.text and "<" not in body.text:
            continue
        place = place_finder(body)
        for offset in _faults(body.text):
            message = (
                "این تصویر توضیح ندارد؛ برای کسی که آن را نمی‌بیند بنویسید چه نشان می‌دهد،"
                " به این شکل: ![توضیح تصویر](media/x.jpg)"
            )
            yield Problem(place(offset), "missing-alt", message, keys=BODY)


def large_picture(content: Content) -> Iterator[Problem]:
    """A picture is neither wider than a page can show nor heavy; known once pictures are drawn."""
    for name, size in sorted(content.image_sizes.items()):
        weight = len(content.media[name])
        if size.width > WIDEST or weight > HEAVIEST:
            megabytes = number(round(max(Decimal(weight) / 1_000_000, Decimal("0.1")), 1))
            message = (
                f"«{name}» {number(size.width)} در {number(size.height)} نقطه و {megabytes} مگابایت"
                " است و سایت آن را کوچک نمی‌کند؛ آن را به پهنای حداکثر"
                f" {number(WIDEST)} نقطه برسانید و در قالب webp یا jpg ذخیره کنید"
            )
            yield advice(Place(f"{folder(content, MEDIA_FOLDER)}/{name}"), "large-picture", message)


def _faults(text: str) -> Iterator[int]:
    """Where the pictures without words begin, those of Markdown and those of raw HTML."""
    masked = mask_code(text)
    unnamed = [match.start() for match in _UNNAMED.finditer(masked)]
    tags = [tag.start() for tag in _TAG.finditer(masked) if not _WORD.search(_alt(masked, tag))]
    yield from sorted(unnamed + tags)


def _alt(masked: str, tag: re.Match[str]) -> str:
    """The text that stands for the picture of a tag."""
    at = tag.end()
    while attribute := ATTRIBUTE.match(masked, at):
        at = attribute.end()
        if attribute["name"].lower() == "alt":
            return attribute["double"] or attribute["single"] or attribute["bare"] or ""
    return ""
