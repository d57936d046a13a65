"""dragoman: archival records to TEI, JSON, Word and archival PDF, and back without a loss.

import converters

document = converters.read("cable.txt")
converters.write(document, "cable.docx")
report = converters.convert("cable.txt", "cable.pdf")
"""

from converters.errors import DragomanError, ExitCode, InputError, OutputError, UsageError
from converters.formats.format import Format, ReadOptions, WriteOptions
from converters.model.document import Document
from converters.pipeline import convert, read, read_bytes, write, write_bytes
from converters.report import Message, Report

__version__ = "0.1.0"

__all__ = [
    "Document",
    "DragomanError",
    "ExitCode",
    "Format",
    "InputError",
    "Message",
    "OutputError",
    "ReadOptions",
    "Report",
    "UsageError",
    "WriteOptions",
    "__version__",
    "convert",
    "read",
    "read_bytes",
    "write",
    "write_bytes",
]
