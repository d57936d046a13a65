"""Open a stranger's PDF: with limits on what it may unpack to, and one clear message where it cannot be read."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf

from converters.errors import InputError
from converters.limits import DEFAULT, Limits
from converters.report import Report

_UNPACKED = ("flate_max_memory", "run_length_max_memory", "png_max_memory", "tiff_max_memory")
"""What the library calls the limits on the bytes of a stream."""
_LIMITS = {
    "max_stream_filters": 4,
    "parser_max_nesting": 200,
    "doc_max_warnings": 1000,
}
_OWN_NAME = re.compile(r"\A(?:stream )?<_io\.BytesIO object at 0x[0-9a-f]+>\s*:?\s*")
"""How the library calls bytes in its messages."""
_DAMAGED = "get a whole copy of the file, or repair it with `qpdf IN OUT`"
UNREADABLE = (
    pikepdf.PdfError,
    pikepdf.DataDecodingError,
    RuntimeError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,  # an entry that a dictionary has not
    NotImplementedError,
)
"""What the library raises on objects that are damaged or of another type than they should be."""


class Unreadable(InputError):
    """A PDF that is too damaged to be read."""

    def __init__(self, reason: object) -> None:
        super().__init__(f"the PDF is damaged: {_first_line(reason)}", remedy=_DAMAGED)


@contextmanager
def opened(data: bytes, report: Report, limits: Limits = DEFAULT) -> Iterator[pikepdf.Pdf]:
    """The file, open while the block runs; what the library mends is told.

    Raises InputError where the bytes are no PDF, encrypted, without pages or too damaged, also where damage shows only
    while the block reads on.
    """
    with _limited(limits), _quiet():
        pdf = _open(data)
        try:
            _check_pages(pdf)
            yield pdf
            _tell_damage(pdf, report)
        except InputError:
            raise
        except UNREADABLE as error:
            raise Unreadable(error) from error
        finally:
            pdf.close()


def _open(data: bytes) -> pikepdf.Pdf:
    if b"%PDF-" not in data[:1024]:
        raise InputError("the file is no PDF: it has no PDF header", remedy="name the format that it has with --from")
    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise InputError("the PDF is encrypted", remedy="remove its password first (`qpdf --decrypt`)") from error
    except UNREADABLE as error:
        raise Unreadable(error) from error


def _check_pages(pdf: pikepdf.Pdf) -> None:
    if not len(pdf.pages):
        raise InputError("the PDF has no pages", remedy=_DAMAGED)


def _tell_damage(pdf: pikepdf.Pdf, report: Report) -> None:
    found = pdf.get_warnings()
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        report.warn("unread", f"the PDF is damaged and was read as far as it goes: {_first_line(found[0])}{more}")


def _first_line(reason: object) -> str:
    text = " ".join(_OWN_NAME.sub("", str(reason)).split()) or type(reason).__name__
    return text[:200]


@contextmanager
def _limited(given: Limits) -> Iterator[None]:
    """The library's limits, which hold for the whole process, set for the time of one reading."""
    limits: dict[str, Any] = {**_LIMITS, **dict.fromkeys(_UNPACKED, given.part)}
    before: dict[str, Any] = pikepdf.settings.set_qpdf_limits(**limits)
    try:
        yield
    finally:
        pikepdf.settings.set_qpdf_limits(**before)


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing of the library on standard error: what it logs, it gives as warnings too."""
    logger = logging.getLogger("pikepdf")
    before = logger.propagate
    silence = logging.NullHandler()
    logger.addHandler(silence)
    logger.propagate = False
    try:
        yield
    finally:
        logger.propagate = before
        logger.removeHandler(silence)
