"""Figures: pictures that stand by themselves, with a caption below."""

from __future__ import annotations

from collections.abc import Iterator

from converters.formats.pdf import structure
from converters.formats.pdf.images import NotAPicture, is_data, pixels_of
from converters.formats.pdf.job import Column, Job
from converters.formats.pdf.paragraphs import set_text
from converters.formats.pdf.setter import Setter
from converters.formats.pdf.slabs import PictureSlab, Slab
from converters.formats.pdf.tags import Element
from converters.model.nodes import Figure, Heading, Image

_TALLEST = 0.6
"""The share of a page's height that a picture may take."""


def set_figure(job: Job, node: Figure, element: Element, column: Column) -> Iterator[Slab]:
    """The slabs of a figure."""
    child = element.of(node, "FigureBlock")
    for image in node.images:
        yield from _picture(job, image, child, column, keep=node.caption is not None)
    if node.caption is not None:
        yield from set_caption(job, node.caption, child, column, "caption-below", "caption")


def set_caption(
    job: Job, node: Heading, element: Element, column: Column, setting_name: str, field: str
) -> Iterator[Slab]:
    """The caption of a figure, a table or a list."""
    setting = job.setting(setting_name)
    setter = Setter(job)
    child = element.of(node, structure.CAPTION, field)
    if node.marking is not None:
        setter.node(node.marking, child, setting.style, "marking")
        setter.generated(" ", setting.style, child)
    setter.content(node.content, child, setting.style)
    yield from set_text(job, setter.flow.pieces, setting, column)


def _picture(job: Job, image: Image, element: Element, column: Column, *, keep: bool) -> Iterator[Slab]:
    if is_data(image.target):
        try:
            pixels = pixels_of(image.target)
        except NotAPicture as error:
            job.report.warn("approximated", f"a picture is not shown: it {error}", image)
        else:
            picture = job.pictures.fit(pixels, column.width, job.theme.sheet.depth * _TALLEST)
            child = element.of(image)
            child.alt = image.alt or "picture without a description"
            slot = child.generated()
            x = column.x + (column.width - picture.width) / 2
            yield PictureSlab(height=picture.height, before=10.0, keep=keep, picture=picture, slot=slot, x=x)
            return
    setter = Setter(job)
    setting = job.setting("milestone")
    setter.node(image, element, setting.style._replace(colour=job.theme.grey))
    yield from set_text(job, setter.flow.pieces, setting._replace(keep=keep), column)
