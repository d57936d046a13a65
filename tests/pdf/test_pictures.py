"""Pictures that a document holds: of any usual kind they are on the page, and what cannot be drawn is told."""

from __future__ import annotations

import base64
import io
from typing import Any
from urllib.parse import quote_from_bytes

import pikepdf
import pytest
from PIL import Image as Pillow

from converters import pipeline
from converters.model.document import Document
from converters.model.nodes import Figure, Image, Paragraph
from converters.report import Report

RED, CLEAR, WHITE, GREY = (200, 30, 40), (200, 30, 40, 0), (255, 255, 255), (90, 90, 90)


def picture(mode: str, colour: Any, kind: str = "PNG", size: tuple[int, int] = (8, 4), **options: Any) -> bytes:
    file = io.BytesIO()
    Pillow.new(mode, size, colour).save(file, kind, **options)
    return file.getvalue()


def palette(clear: bool) -> bytes:
    """A GIF of one colour, which stands for nothing where it is clear."""
    file = io.BytesIO()
    made = Pillow.new("P", (8, 4), 0)
    made.putpalette([*RED, 0, 0, 0])
    made.save(file, "GIF", **({"transparency": 0} if clear else {}))
    return file.getvalue()


def in_base64(data: bytes, media_type: str = "image/png") -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def images(pdf: pikepdf.Pdf) -> list[pikepdf.Stream]:
    """The image objects of the first page."""
    found = pdf.pages[0].Resources.get("/XObject", pikepdf.Dictionary())
    return [image for image in found.as_dict().values() if isinstance(image, pikepdf.Stream)]


def drawn(target: str) -> list[Pillow.Image]:
    """The pictures in the PDF of a record with one."""
    document = Document(body=(Paragraph(content=("Before ", Image(target=target, alt="A picture"), ".")),))
    report = Report()
    with pikepdf.open(io.BytesIO(pipeline.write_bytes(document, "pdf", report=report))) as pdf:
        found = [pikepdf.PdfImage(image).as_pil_image() for image in images(pdf)]
    assert bool(found) != any(message.code == "approximated" for message in report.messages)
    return found


KINDS: dict[str, tuple[bytes, tuple[int, int, int]]] = {
    "in colours": (picture("RGB", RED), RED),
    "in grey": (picture("L", 90), GREY),
    "in black and white": (picture("1", 1), WHITE),
    "clear": (picture("RGBA", CLEAR), WHITE),
    "of a palette": (palette(clear=False), RED),
    "of a palette with a clear colour": (palette(clear=True), WHITE),
    "a bitmap": (picture("RGB", RED, "BMP"), RED),
    "a scan": (picture("RGB", RED, "TIFF"), RED),
}


@pytest.mark.parametrize(("data", "colour"), KINDS.values(), ids=KINDS)
def test_a_picture_is_on_the_page_in_its_colours_on_white(data: bytes, colour: tuple[int, int, int]) -> None:
    (image,) = drawn(in_base64(data))
    assert image.size == (8, 4)
    assert image.convert("RGB").getpixel((3, 2)) == colour


def test_a_photograph_is_in_the_file_as_it_is() -> None:
    data = picture("RGB", RED, "JPEG")
    document = Document(body=(Figure(images=(Image(target=in_base64(data, "image/jpeg"), alt="A picture"),)),))
    with pikepdf.open(io.BytesIO(pipeline.write_bytes(document, "pdf"))) as pdf:
        (image,) = images(pdf)
        assert image.Filter == "/DCTDecode"
        assert image.read_raw_bytes() == data


def test_a_photograph_in_the_colours_of_a_press_is_drawn_in_those_of_a_screen() -> None:
    (image,) = drawn(in_base64(picture("CMYK", (0, 255, 255, 0), "JPEG"), "image/jpeg"))
    assert image.mode == "RGB"


def test_a_picture_in_percent_signs_is_drawn_too() -> None:
    (image,) = drawn(f"data:image/png,{quote_from_bytes(picture('RGB', RED))}")
    assert image.convert("RGB").getpixel((0, 0)) == RED


NO_PICTURES = {
    "no data": "data:image/png",
    "no base64": "data:image/png;base64,A",
    "a text": "data:text/plain,hello",
    "a picture cut off": in_base64(picture("RGB", RED, size=(64, 64))[:60]),
    "a drawing": "data:image/svg+xml,<svg/>",
}


@pytest.mark.parametrize("target", NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_cannot_be_drawn_is_told_and_its_words_stand_there(target: str) -> None:
    assert drawn(target) == []


def test_a_picture_of_more_pixels_than_can_be_held_is_told() -> None:
    assert drawn(in_base64(picture("1", 0, size=(9000, 9000)))) == []
