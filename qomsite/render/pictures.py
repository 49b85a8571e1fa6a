"""A picture as it is published: decoded whole, upright, and nothing in the file but the picture."""

import warnings
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import get_sampling

from qomsite.errors import PictureRefused
from qomsite.model.content import Size
from qomsite.text.digits import number

MOST_PIXELS = 50_000_000
"""As many as the cameras of phones make; decoded they take 200 MB."""
LONGEST_SIDE = 16_000

# Pillow refuses twice as many by itself, before it takes memory for any.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2

_DAMAGED = (
    "تصویر درستی نیست یا ناقص است؛ آن را دوباره در قالب JPEG، PNG، WebP، AVIF یا GIF ذخیره کنید"
)
_LARGE = (
    f"بیش از {number(MOST_PIXELS)} نقطه دارد یا پهنا یا بلندایش از {number(LONGEST_SIDE)} نقطه "
    "بیشتر است؛ آن را کوچک‌تر ذخیره کنید"
)
# A reader could not stop it, as WCAG 2.2.2 asks.
_ANIMATED = "تصویر متحرک است و متحرک منتشر نمی‌شود؛ یک تصویر ثابت از آن ذخیره کنید"

_SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"optimize": True, "progressive": True},
    # The same bytes on a machine with more processors.
    "AVIF": {"speed": 8, "max_threads": 1},
}
_KEPT = ("transparency", "icc_profile")
"""What belongs to the picture, of all that is noted beside the pixels."""
_LOSSY = ("WEBP", "AVIF")
"""The formats that lose by being written anew; JPEG does not, with the tables that it came with."""


def drawn(data: bytes, form: str) -> tuple[Size, bytes]:
    """The picture of a file in the format ``form`` (a name of Pillow's), with its size.

    It is turned as its EXIF data ask, and written anew with its colour profile and nothing else.
    Raises :class:`PictureRefused` with what is said of it after its name.
    """
    with warnings.catch_warnings(action="ignore"):
        try:
            return _drawn(data, form)
        except Image.DecompressionBombError as error:
            raise PictureRefused(_LARGE) from error
        except PictureRefused:
            raise
        # Whatever the library stumbles over, the person who has the picture can save it anew.
        except Exception as error:
            raise PictureRefused(_DAMAGED) from error


def _drawn(data: bytes, form: str) -> tuple[Size, bytes]:
    with Image.open(BytesIO(data), formats=(form,)) as picture:
        # A phone puts a JPEG for other screens behind the first; a browser shows the first.
        if picture.format != "MPO" and getattr(picture, "is_animated", False):
            raise PictureRefused(_ANIMATED)
        if max(picture.size) > LONGEST_SIDE:
            raise PictureRefused(_LARGE)
        picture.load()
        has_more = bool({"exif", "xmp"} & picture.info.keys())
        saving = {**_SAVING.get(form, {})}
        if form == "JPEG":
            saving["qtables"] = picture.quantization  # type: ignore[attr-defined]
            saving["subsampling"] = get_sampling(picture)
        ImageOps.exif_transpose(picture, in_place=True)
        size = Size(*picture.size)
        if form in _LOSSY and not has_more:
            return size, data
        kept: dict[Any, Any] = {key: value for key, value in picture.info.items() if key in _KEPT}
        written: Image.Image = picture
        if picture.mode == "CMYK":
            written = picture.convert("RGB")
            kept.pop("icc_profile", None)
        written.info = kept
        target = BytesIO()
        written.save(target, form, icc_profile=kept.get("icc_profile"), **saving)
    return size, target.getvalue()
