"""Pictures: those that a document holds as `data:` URIs, as image objects (ISO 32000-1, 8.9.5)."""

from __future__ import annotations

import base64
import binascii
import io
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from PIL import Image as Pillow

from converters.formats.pdf.filing import Objects, stream

_DATA_URI = re.compile(r"data:([^,;]*)((?:;[^,;]*)*),(.*)", re.DOTALL)
_POINTS_PER_PIXEL = 0.75
_MAX_PIXELS = 64_000_000
"""Below the number at which Pillow warns of a decompression bomb; it refuses twice that number by itself."""
_KINDS = ("PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP")
_COLOUR_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}


class NotAPicture(ValueError):
    """A `data:` URI that holds no picture of a kind that can be drawn; the message says why."""


@dataclass(slots=True, eq=False)
class Picture:
    """A picture as it is drawn: its size in points, the name of its resource and its pixels."""

    width: float
    height: float
    resource: str
    pixels: Pixels


@dataclass(frozen=True, slots=True)
class Pixels:
    """The pixels of a picture as an image object holds them; `jpeg` where they are a JPEG file as it is."""

    width: int
    height: int
    mode: str
    data: bytes
    jpeg: bool


def is_data(target: str) -> bool:
    """Whether an address holds the picture itself."""
    return target[:5].lower() == "data:"


def pixels_of(target: str) -> Pixels:
    """The pixels in a `data:` URI (RFC 2397). Raises NotAPicture."""
    data = _decoded(target)
    try:
        with Pillow.open(io.BytesIO(data), formats=_KINDS) as image:
            if image.width * image.height > _MAX_PIXELS:
                raise NotAPicture(f"has {image.width} by {image.height} pixels, more than can be drawn")
            if image.format == "JPEG" and image.mode in _COLOUR_SPACES:
                return Pixels(image.width, image.height, image.mode, data, jpeg=True)
            flat = _flattened(image)
            return Pixels(flat.width, flat.height, flat.mode, flat.tobytes(), jpeg=False)
    except NotAPicture:
        raise
    except Exception as error:  # Pillow raises many kinds on damaged files
        raise NotAPicture("is no picture of a kind that can be drawn (PNG, JPEG, GIF, TIFF, WebP, BMP)") from error


def _decoded(target: str) -> bytes:
    found = _DATA_URI.fullmatch(target)
    if found is None:
        raise NotAPicture("is no data: URI")
    content = unquote_to_bytes(found[3])
    if ";base64" not in found[2].lower():
        return content
    try:
        return base64.b64decode(content)
    except binascii.Error as error:
        raise NotAPicture("is damaged (not base64)") from error


def _flattened(image: Pillow.Image) -> Pillow.Image:
    """Grey or red, green and blue, on a white ground."""
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        ground = Pillow.new("RGBA", clear.size, "white")
        return Pillow.alpha_composite(ground, clear).convert("RGB")
    return image.convert("RGB")


class Pictures:
    """The pictures of one file; each is in it once."""

    def __init__(self) -> None:
        self._resources: dict[Pixels, str] = {}

    def fit(self, pixels: Pixels, width: float, height: float) -> Picture:
        """A picture at its natural size, or smaller so that it fits."""
        resource = self._resources.setdefault(pixels, f"Im{len(self._resources) + 1}")
        scale = min(_POINTS_PER_PIXEL, width / max(1, pixels.width), height / max(1, pixels.height))
        return Picture(pixels.width * scale, pixels.height * scale, resource, pixels)

    def write(self, document: Objects) -> dict[str, int]:
        """Write the image objects; their numbers by resource are given back."""
        return {resource: document.add_stream(_image(pixels)) for pixels, resource in self._resources.items()}


def _image(pixels: Pixels) -> bytes:
    entries = (
        f"/Type /XObject /Subtype /Image /Width {pixels.width} /Height {pixels.height} /BitsPerComponent 8 "
        f"/ColorSpace {_COLOUR_SPACES[pixels.mode]}"
    )
    if pixels.jpeg:
        return stream(pixels.data, f"{entries} /Filter /DCTDecode", compress=False)
    return stream(pixels.data, entries)
