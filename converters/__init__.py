"""dragoman: archival records to TEI, JSON, Word and archival PDF, and back without a loss.

    import converters

    document = converters.read("cable.txt")
    converters.write(document, "cable.docx")
    report = converters.convert("cable.txt", "cable.pdf")

Names are imported when they are first used, so that the command starts quickly.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from converters.errors import DragomanError, ExitCode, InputError, OutputError, UsageError
    from converters.formats.format import Format, ReadOptions, WriteOptions
    from converters.model.compare import Difference, differences
    from converters.model.document import Document
    from converters.overview import Overview
    from converters.pipeline import convert, read, read_bytes, validate, validate_bytes, write, write_bytes
    from converters.report import Message, Report

__version__ = "0.1.0"

__all__ = [
    "Difference",
    "Document",
    "DragomanError",
    "ExitCode",
    "Format",
    "InputError",
    "Message",
    "OutputError",
    "Overview",
    "ReadOptions",
    "Report",
    "UsageError",
    "WriteOptions",
    "__version__",
    "convert",
    "differences",
    "read",
    "read_bytes",
    "validate",
    "validate_bytes",
    "write",
    "write_bytes",
]

_HOMES = {
    "converters.errors": ("DragomanError", "ExitCode", "InputError", "OutputError", "UsageError"),
    "converters.formats.format": ("Format", "ReadOptions", "WriteOptions"),
    "converters.model.compare": ("Difference", "differences"),
    "converters.model.document": ("Document",),
    "converters.overview": ("Overview",),
    "converters.pipeline": ("convert", "read", "read_bytes", "validate", "validate_bytes", "write", "write_bytes"),
    "converters.report": ("Message", "Report"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME_OF[name]), name)
