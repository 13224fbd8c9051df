"""Pictures are decoded and encoded anew: what was hidden in them does not survive."""

import struct
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from zhushi.core.errors import Refused

MAX_PIXELS = 40_000_000
MAX_EDGE = 4096
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
OPTIONS: dict[str, dict[str, Any]] = {
    "jpg": {"quality": 88, "optimize": True, "progressive": True},
    "png": {"optimize": False},
    "webp": {"quality": 88, "method": 3},
}
SMOOTH = ("L", "RGB", "RGBA", "CMYK", "YCbCr")
"""Colour modes that can be scaled as they are; a palette must be resolved first."""

_TOO_LARGE = f"图片超过 {MAX_PIXELS // 10_000} 万像素，请缩小后再上传"
_BROKEN = "图片打不开，可能没有传完整；请重新拍摄或另存后再上传"


def reencode(data: bytes, extension: str) -> bytes:
    """The first frame, upright, without position, author or any other data beside the picture.

    At most 40 million pixels, looked at before anything is decoded; edges over 4,096 pixels are
    scaled down. Raises Refused for a picture that is too large or broken.
    """
    if (pixels := _declared_pixels(data, extension)) and pixels > MAX_PIXELS:
        raise Refused(_TOO_LARGE)
    try:
        with Image.open(BytesIO(data), formats=[FORMATS[extension]]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Refused(_TOO_LARGE)
            return _encode(picture, extension)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(_TOO_LARGE) from None
    except Refused:
        raise
    except Exception:  # decoders of hostile bytes raise anything, from struct.error to KeyError
        raise Refused(_BROKEN) from None


def _encode(picture: Image.Image, extension: str) -> bytes:
    """Scales before it copies: 40 million pixels once are 160 MB, and must not be held twice."""
    picture.seek(0)
    has_alpha = extension != "jpg" and picture.has_transparency_data
    mode = "RGBA" if has_alpha else "RGB"
    if picture.mode in SMOOTH:
        picture.thumbnail((MAX_EDGE, MAX_EDGE))
        plain = picture.convert(mode)
    else:
        plain = picture.convert(mode)
        plain.thumbnail((MAX_EDGE, MAX_EDGE))
    ImageOps.exif_transpose(plain, in_place=True)
    plain.info.clear()  # comments, profiles and text blocks would be written again
    out = BytesIO()
    plain.save(out, FORMATS[extension], **OPTIONS[extension])
    return out.getvalue()


def _declared_pixels(data: bytes, extension: str) -> int:
    """What a PNG says of itself, read before the library allocates; 0 for the other formats."""
    if extension == "png" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width * height)
    return 0
