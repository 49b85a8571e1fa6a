"""The reader of picture sizes: every format, turned pictures, and whatever else a file may hold."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.loader.media import image_size

WIDTH, HEIGHT = 37, 21


def box(kind: bytes, body: bytes) -> bytes:
    """A box of an ISO media file."""
    return struct.pack(">I4s", 8 + len(body), kind) + body


def riff(kind: bytes, body: bytes) -> bytes:
    """A WebP file with one chunk."""
    return b"RIFF\0\0\0\0WEBP" + kind + struct.pack("<I", len(body)) + body


def segment(marker: int, body: bytes) -> bytes:
    """A segment of a JPEG file."""
    return struct.pack(">BBH", 0xFF, marker, 2 + len(body)) + body


def exif(orientation: int, order: str = ">") -> bytes:
    """The EXIF segment of a camera that was held in some way."""
    tiff = (b"MM" if order == ">" else b"II") + struct.pack(f"{order}HI", 42, 8)
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return segment(0xE1, b"Exif\0\0" + tiff + struct.pack(f"{order}H", 1) + entry + bytes(4))


def jpeg(*before: bytes, frame: int = 0xC0) -> bytes:
    """A JPEG file with these segments before the one that tells the size."""
    told = struct.pack(">BHHB", 8, HEIGHT, WIDTH, 3) + bytes(9)
    return b"\xff\xd8" + b"".join(before) + segment(frame, told) + segment(0xDA, bytes(10))


def avif(*properties: bytes, brand: bytes = b"avif") -> bytes:
    """An AVIF file with these properties of its items."""
    meta = box(b"meta", bytes(4) + box(b"iprp", box(b"ipco", b"".join(properties))))
    return box(b"ftyp", brand + bytes(4) + b"mif1") + meta + box(b"mdat", bytes(8))


def ispe(width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """The property that tells a size."""
    return box(b"ispe", struct.pack(">III", 0, width, height))


PICTURES = {
    "png": b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", WIDTH, HEIGHT),
    "gif": b"GIF89a" + struct.pack("<HH", WIDTH, HEIGHT),
    "webp lossy": riff(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", WIDTH, HEIGHT)),
    "webp lossless": riff(b"VP8L", b"\x2f" + struct.pack("<I", WIDTH - 1 | (HEIGHT - 1) << 14)),
    "webp extended": riff(b"VP8X", bytes(4) + bytes([WIDTH - 1, 0, 0, HEIGHT - 1, 0, 0])),
    "jpeg": jpeg(segment(0xE0, b"JFIF\0" + bytes(9)), segment(0xDB, bytes(65))),
    "jpeg progressive, padded": jpeg(b"\xff\xff\xfe\0\x04ab", frame=0xC2),
    "jpeg upright": jpeg(exif(1)),
    "jpeg upside down": jpeg(exif(3, "<")),
    "jpeg with a damaged exif": jpeg(exif(6)[:14].replace(b"\0\x22", b"\0\x0c")),
    "avif": avif(ispe(8, 8), ispe(), box(b"pixi", bytes(8))),
}
TURNED = {
    "jpeg, left": jpeg(exif(8)),
    "jpeg, right": jpeg(segment(0xE0, bytes(14)), exif(6, "<")),
    "avif": avif(ispe(), box(b"irot", b"\x03")),
}


@pytest.mark.parametrize("content", PICTURES.values(), ids=PICTURES)
def test_the_size_is_read(content: bytes) -> None:
    assert image_size(content) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("content", TURNED.values(), ids=TURNED)
def test_the_size_is_that_after_the_turn(content: bytes) -> None:
    assert image_size(content) == (HEIGHT, WIDTH)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>",
        b"%PDF-1.7",
        avif(ispe(), brand=b"heic"),
        avif(),
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 0, HEIGHT),
        riff(b"VP8?", bytes(30)),
        b"\xff\xd8" + segment(0xDA, b""),
    ],
)
def test_what_is_no_picture_has_no_size(content: bytes) -> None:
    assert image_size(content) is None


@pytest.mark.parametrize("content", [*PICTURES.values(), *TURNED.values()])
def test_half_a_picture_never_raises(content: bytes) -> None:
    for end in range(len(content)):
        image_size(content[:end])


@given(st.sampled_from(sorted(PICTURES.values())), st.binary(max_size=80), st.integers(0, 60))
def test_a_damaged_picture_never_raises(picture: bytes, damage: bytes, at: int) -> None:
    image_size(picture[:at] + damage + picture[at + len(damage) :])
