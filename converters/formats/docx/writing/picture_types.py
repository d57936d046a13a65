"""The types of picture that Word holds."""

from __future__ import annotations

from collections.abc import Mapping

TYPES: Mapping[str, str] = {
    "image/png": "png",
    "image/jpeg": "jpeg",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
}
"""The types of picture that Word holds, and their file endings."""
