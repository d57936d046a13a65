"""Every file is PDF/A-3a and PDF/UA-1, by the real validator; and the validator does find what is broken."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given, settings

from converters import pipeline
from converters.model.document import Document
from converters.model.node import Node
from converters.model.nodes import Row, Table
from tests.pdf.records import cell, long_table, oddities, telegram
from tests.pdf.strangers import content_of
from tests.samples import SAMPLES
from tests.strategies import documents

Validate = Callable[[bytes, str], dict[str, str]]
RECORDS = {
    "telegram": telegram(),
    "long": telegram(30),
    "oddities": oddities(),
    "table": long_table(60),
    "empty": Document(),
}
pytestmark = [pytest.mark.validator, pytest.mark.shared]


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_a_record_is_archival_and_accessible(verapdf: Validate, name: str, flavour: str) -> None:
    assert verapdf(pipeline.write_bytes(RECORDS[name], "pdf"), flavour) == {}


def test_a_table_whose_cells_hang_into_empty_rows_is_accessible(verapdf: Validate) -> None:
    rows = (Row(cells=()), Row(cells=(cell("wide and tall", columns=2, rows=3),)), Row(cells=()))
    assert verapdf(pipeline.write_bytes(Document(body=(Table(rows=rows),)), "pdf"), "ua1") == {}


@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_each_kind_of_node_is_archival_and_accessible(verapdf: Validate, kind: type[Node]) -> None:
    data = pipeline.write_bytes(SAMPLES[kind], "pdf")
    assert verapdf(data, "3a") == {}
    assert verapdf(data, "ua1") == {}


def test_whatever_the_model_can_hold_is_archival_and_accessible(verapdf: Validate) -> None:
    @settings(max_examples=25)
    @given(documents())
    def holds(document: Document) -> None:
        data = pipeline.write_bytes(document, "pdf")
        assert verapdf(data, "3a") == {}
        assert verapdf(data, "ua1") == {}

    holds()


def changed(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The page of oddities with something broken."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pipeline.write_bytes(oddities(), "pdf"))) as pdf:
        change(pdf)
        pdf.save(out, static_id=True)
    return out.getvalue()


def without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/Lang" in item:
            del item["/Lang"]


def without_description(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/Alt" in item:
            del item["/Alt"]


def without_font_program(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            del item["/FontFile2"]


def with_unmarked_content(pdf: pikepdf.Pdf) -> None:
    content = content_of(pdf.pages[0])
    pdf.pages[0].Contents = pdf.make_stream(content + b"\nBT /F1 10 Tf 1 0 0 1 50 50 Tm [<0037>] TJ ET\n")


def without_scope(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and str(item.get("/S")) in ("/HeaderCell", "/SummaryName"):
            del item["/A"]


def without_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


@pytest.mark.parametrize(
    ("change", "flavour"),
    [
        (without_language, "ua1"),
        (without_description, "ua1"),
        (without_font_program, "3a"),
        (with_unmarked_content, "ua1"),
        (without_scope, "ua1"),
        (without_output_intent, "3a"),
    ],
)
def test_the_validator_finds_what_is_broken(
    verapdf: Validate, change: Callable[[pikepdf.Pdf], None], flavour: str
) -> None:
    assert verapdf(changed(change), flavour) != {}


def test_the_validator_passes_a_file_that_was_only_saved_again(verapdf: Validate) -> None:
    assert verapdf(changed(lambda pdf: None), "3a") == {}
