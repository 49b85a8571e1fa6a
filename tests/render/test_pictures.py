"""Pictures as they are published: upright, bare of all but the picture, or refused by name."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from qomsite.errors import PictureRefused
from qomsite.loader.media import IMAGE_FORMATS
from qomsite.render.pictures import LONGEST_SIDE, MOST_PIXELS, drawn

SIZE = (48, 32)
RED, BLUE = (220, 20, 20), (20, 20, 220)
FORMATS = sorted({*IMAGE_FORMATS.values()})
SECRET = b"34.6416N 50.8746E"


def picture(form: str, mode: str = "RGB", **saving: Any) -> bytes:
    """A file with a red picture whose upper left quarter is blue."""
    image = Image.new("RGB", SIZE, RED)
    image.paste(BLUE, (0, 0, SIZE[0] // 2, SIZE[1] // 2))
    target = BytesIO()
    image.convert(mode).save(target, form, **saving)
    return target.getvalue()


def exif(orientation: int) -> Image.Exif:
    """What a phone notes: how it was held, and where."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010E] = SECRET.decode()
    return made


def quarters(content: bytes) -> str:
    """Which quarter is blue: upper or lower, left or right."""
    image = Image.open(BytesIO(content)).convert("RGB")
    places = {f"{y}{x}": (x == "r", y == "l") for y in "ul" for x in "lr"}
    for name, (right, low) in places.items():
        at = (image.width * (3 if right else 1) // 4, image.height * (3 if low else 1) // 4)
        red, _, blue = image.getpixel(at)  # type: ignore[misc]
        if blue > red:
            return name
    return ""


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_decoded(form: str) -> None:
    size, content = drawn(picture(form), form)
    assert (size, quarters(content)) == (SIZE, "ul")
    assert Image.open(BytesIO(content)).format == form


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize(
    ("orientation", "blue"),
    [(1, "ul"), (2, "ur"), (3, "lr"), (4, "ll"), (5, "ul"), (6, "ur"), (7, "lr"), (8, "ll")],
)
def test_a_turned_picture_is_set_upright(form: str, orientation: int, blue: str) -> None:
    size, content = drawn(picture(form, exif=exif(orientation)), form)
    assert size == (SIZE if orientation < 5 else SIZE[::-1])
    assert quarters(content) == blue
    assert Image.open(BytesIO(content)).size == size
    assert not Image.open(BytesIO(content)).getexif()


@pytest.mark.parametrize(
    ("form", "with_secret"),
    [
        ("JPEG", picture("JPEG", exif=exif(1))),
        ("JPEG", picture("JPEG", comment=SECRET)),
        ("JPEG", picture("JPEG", xmp=SECRET)),
        ("JPEG", picture("JPEG", extra=b"\xff\xed\0\x13" + SECRET)),
        ("JPEG", picture("JPEG") + SECRET),
        ("JPEG", picture("MPO", save_all=True, append_images=[Image.new("RGB", SIZE)]) + SECRET),
        ("PNG", picture("PNG", exif=exif(1))),
        ("PNG", picture("PNG") + SECRET),
        ("WEBP", picture("WEBP", exif=exif(1))),
        ("WEBP", picture("WEBP", xmp=SECRET)),
        ("AVIF", picture("AVIF", exif=exif(1))),
        ("AVIF", picture("AVIF", xmp=SECRET)),
        ("GIF", picture("GIF", comment=SECRET)),
        ("GIF", picture("GIF") + b"=0;/*" + SECRET),
    ],
)
def test_nothing_but_the_picture_is_published(form: str, with_secret: bytes) -> None:
    assert SECRET in with_secret
    _, content = drawn(with_secret, form)
    assert SECRET not in content
    assert quarters(content) == "ul"


def test_colours_stay_as_they_were_meant() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for form in ("JPEG", "PNG"):
        _, content = drawn(picture(form, icc_profile=profile), form)
        assert Image.open(BytesIO(content)).info["icc_profile"] == profile
    _, content = drawn(picture("JPEG", "CMYK", icc_profile=profile), "JPEG")
    image = Image.open(BytesIO(content))
    assert (image.mode, "icc_profile" in image.info, quarters(content)) == ("RGB", False, "ul")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_depth_of_colour_stays(mode: str) -> None:
    target = BytesIO()
    Image.new("L", SIZE, 90).convert(mode).save(target, "PNG")
    _, content = drawn(target.getvalue(), "PNG")
    assert Image.open(BytesIO(content)).mode == mode


def test_a_photo_keeps_its_quality() -> None:
    source = picture("JPEG", quality=40)
    _, content = drawn(source, "JPEG")
    before, after = (Image.open(BytesIO(data)) for data in (source, content))
    assert before.quantization == after.quantization  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", ["WEBP", "AVIF"])
def test_one_that_needs_no_change_has_none(form: str) -> None:
    source = picture(form)
    assert drawn(source, form)[1] == source


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG file that says how large it is."""
    told = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, body in (told, *chunks):
        parts += [struct.pack(">I", len(body)), kind, body]
        parts.append(struct.pack(">I", zlib.crc32(kind + body)))
    return b"".join(parts)


MOVING = [Image.new("RGB", SIZE, (20 * step, 0, 0)) for step in range(1, 4)]
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "33 bytes": ("PNG", png(37, 21), "ناقص"),
    "no format": ("JPEG", b"\xff\xd8\xff" + b"<html>", "ناقص"),
    "another format": ("JPEG", picture("PNG"), "ناقص"),
    "a program": ("GIF", b"GIF89a=0;alert(1)", "ناقص"),
    "an empty canvas": ("PNG", png(0, 21), "ناقص"),
    "very large": ("PNG", png(2**31 - 1, 2**31 - 1, (b"IDAT", b"")), "آن را کوچک‌تر"),
    "many pixels": ("PNG", png(10_001, MOST_PIXELS // 10_000, (b"IDAT", b"")), "آن را کوچک‌تر"),
    "a long side": ("PNG", png(LONGEST_SIDE + 1, 1, (b"IDAT", b"")), "آن را کوچک‌تر"),
    "a large canvas": (
        "WEBP",
        b"RIFF\x16\0\0\0WEBPVP8X\n\0\0\0" + bytes(4) + b"\xff" * 6,
        "کوچک‌تر",
    ),
    "a bomb of text": (
        "PNG",
        png(8, 8, (b"zTXt", b"x\0\0" + zlib.compress(bytes(5_000_000), 9))),
        "ناقص",
    ),
    **{
        f"moving {form}": (form, picture(form, save_all=True, append_images=MOVING), "متحرک")
        for form in ("GIF", "PNG", "WEBP", "AVIF")
    },
}


@pytest.mark.parametrize(("form", "data", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_shown_is_refused(form: str, data: bytes, said: str) -> None:
    with pytest.raises(PictureRefused, match=said):
        drawn(data, form)


@pytest.mark.parametrize("form", FORMATS)
def test_half_a_picture_is_refused(form: str) -> None:
    data = picture(form, exif=exif(6)) if form != "GIF" else picture(form)
    for part in range(1, 8):
        with pytest.raises(PictureRefused):
            drawn(data[: len(data) * part // 10], form)


@given(st.sampled_from(FORMATS), st.binary(min_size=1, max_size=40), st.integers(12, 400))
def test_a_damaged_picture_is_drawn_or_refused(form: str, damage: bytes, at: int) -> None:
    whole = picture(form)
    try:
        size, content = drawn(whole[:at] + damage + whole[at + len(damage) :], form)
    except PictureRefused:
        return
    assert content
    assert max(size) <= LONGEST_SIDE


def test_the_library_itself_refuses_what_is_too_large() -> None:
    assert Image.MAX_IMAGE_PIXELS == MOST_PIXELS // 2
