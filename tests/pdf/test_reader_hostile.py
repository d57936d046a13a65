"""Strangers' files: a document or one clear line, in good time, whatever they are made of."""

from __future__ import annotations

import random
import time
import zlib
from collections.abc import Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from converters.errors import InputError
from converters.formats.format import ReadOptions, WriteOptions
from converters.formats.pdf import content_stream
from converters.formats.pdf.reader import read
from converters.formats.pdf.writer import write
from converters.limits import DEFAULT, Limits
from converters.model import nodes as nd
from converters.model.document import Document, Source
from converters.report import Report
from tests.pdf.strangers import content_of, opened, saved, tagged, untagged
from tests.samples import SAMPLES

SECONDS = 60
"""What no reading may take, even on a busy machine; all here take far less."""
RECORD = Document(
    id="c07EXAMPLE1",
    lang="en",
    body=tuple(block for kind in (nd.Choice, nd.Note, nd.Table, nd.List, nd.Figure) for block in SAMPLES[kind].body),
    source=Source.of_text(b"the source", "ascii", "text/plain"),
)


def record() -> bytes:
    return write(RECORD, WriteOptions(), Report())


def outcome(data: bytes, options: ReadOptions = ReadOptions()) -> Document | InputError:  # noqa: B008
    """What a reading comes to; any other exception fails the test, and so does a long time."""
    begin = time.monotonic()
    try:
        return read(data, options, Report())
    except InputError as error:
        return error
    finally:
        assert time.monotonic() - begin < SECONDS


def refusal(data: bytes, limits: Limits = DEFAULT) -> str:
    found = outcome(data, ReadOptions(limits=limits))
    assert isinstance(found, InputError), "it was read"
    assert found.remedy
    assert "\n" not in str(found)
    return str(found)


# --- one clear line ---


@pytest.mark.parametrize(
    "data", [b"", b"plain text", b"\x00" * 5000, b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" * 99]
)
def test_what_is_no_pdf_or_the_beginning_of_one_is_refused(data: bytes) -> None:
    assert "PDF" in refusal(data)


def test_an_encrypted_file_is_refused_with_the_remedy() -> None:
    locked = saved(opened(record()), encryption=pikepdf.Encryption(user="u", owner="o"))
    assert "encrypted" in refusal(locked)
    assert "qpdf" in refusal(locked)


def test_a_file_that_opens_without_a_password_is_read() -> None:
    locked = saved(opened(record()), encryption=pikepdf.Encryption(user="", owner="o"))
    assert isinstance(outcome(locked), Document)


def test_a_file_without_pages_is_refused() -> None:
    assert "no pages" in refusal(saved(pikepdf.new()))


def test_a_stream_that_unpacks_to_more_than_can_be_read_is_refused() -> None:
    pdf = opened(untagged([(50, 700, "Text.")]))
    bomb = pdf.make_stream(zlib.compress(b"q " * 20_000_000))
    bomb.Filter = Name.FlateDecode
    pdf.pages[0].Contents = bomb
    assert "page 1" in refusal(saved(pdf))


def test_an_attachment_that_unpacks_to_more_than_can_be_read_is_told_and_passed_over() -> None:
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(600)) + packer.flush()
    pdf = opened(record())
    pdf.Root.AF[0].EF.F.write(packed, filter=Name.FlateDecode)
    report = Report()
    read(saved(pdf), ReadOptions(), report)
    assert {"unread", "recovered"} <= report.counts().keys()


# --- loops and depths ---


def test_a_page_tree_that_holds_itself_comes_to_an_end() -> None:
    pdf = opened(untagged([(50, 700, "Text.")]))
    pages = pdf.Root.Pages
    pages.Kids.append(pages)
    outcome(saved(pdf))


def test_a_list_of_attachments_that_holds_itself_comes_to_an_end() -> None:
    pdf = opened(record())
    names = pdf.make_indirect(Dictionary())
    names.Kids = Array([names, names])
    pdf.Root.Names.EmbeddedFiles = names
    del pdf.Root.AF
    assert isinstance(outcome(saved(pdf)), Document)


def test_a_structure_element_that_holds_itself_is_read_once() -> None:
    pdf = opened(tagged(("P", ["Text."])))
    element = pdf.Root.StructTreeRoot.K.K[0]
    element.K.append(element)
    found = outcome(saved(pdf))
    assert isinstance(found, Document)
    assert len(found.body) == 1


def test_a_structure_tree_without_a_bottom_is_read_as_far_as_it_goes() -> None:
    pdf = opened(tagged(("P", ["Text."])))
    inner = pdf.Root.StructTreeRoot.K.K[0]
    for _ in range(5000):
        inner = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, K=Array([inner])))
    pdf.Root.StructTreeRoot.K.K.append(inner)
    assert isinstance(outcome(saved(pdf)), Document)


def test_a_role_map_that_goes_in_a_circle_comes_to_an_end() -> None:
    assert isinstance(outcome(tagged(("A", ["Text."]), roles={"A": "B", "B": "A"})), Document)


def test_a_form_that_draws_itself_comes_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_stream, "MAX_FORMS", 1000)
    pdf = opened(untagged([(50, 700, "Text.")]))
    form = pdf.make_stream(b"/Own Do /Own Do /Own Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = Dictionary(XObject=Dictionary(Own=form))
    page = pdf.pages[0]
    page.Resources.XObject = Dictionary(Own=form)
    page.Contents = pdf.make_stream(content_of(page) + b"\n/Own Do")
    report = Report()
    assert read(saved(pdf), ReadOptions(), report).body
    assert any("1000 forms" in message.text for message in report.at("warning"))


def test_text_in_a_form_is_read_where_the_form_is_drawn() -> None:
    pdf = opened(untagged([(50, 700, "Before"), (50, 650, "after.")]))
    page = pdf.pages[0]
    form = pdf.make_stream(b"BT /F1 12 Tf (within) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99])
    form.Resources = Dictionary(Font=page.Resources.Font)
    page.Resources.XObject = Dictionary(Own=form)
    page.Contents = pdf.make_stream(b"q 1 0 0 1 50 760 cm /Own Do Q\n" + content_of(page))
    found = outcome(saved(pdf))
    assert isinstance(found, Document)
    assert [getattr(block, "content", None) for block in found.body] == [("within",), ("Before",), ("after.",)]


def test_many_pages_that_share_one_large_content_stream_are_refused_in_time() -> None:
    pdf = pikepdf.new()
    shared = pdf.make_stream(b"0 0 m " * 100_000)
    for _ in range(40):
        pdf.add_blank_page()
        pdf.pages[-1].Contents = shared
    told = refusal(saved(pdf), Limits(drawn=4_000_000))
    assert "more than 4000000 bytes in all" in told
    assert "--limit drawn=" in told


def test_a_page_that_draws_without_end_is_refused() -> None:
    pdf = opened(untagged([(50, 700, "Text.")]))
    assert "more than 20 bytes at once" in refusal(saved(pdf), Limits(page=20))


def test_a_font_whose_table_begins_and_never_ends_takes_no_long_time() -> None:
    pdf = opened(untagged([(50, 700, "Text.")]))
    font = pdf.pages[0].Resources.Font.F1
    font.ToUnicode = pdf.make_stream(b"begincodespacerange" + b" " * 400_000 + b"beginbfchar <00> " * 60_000)
    assert isinstance(outcome(saved(pdf)), Document)


def test_a_font_whose_encoding_claims_every_code_there_could_be_is_read_as_far_as_fonts_go() -> None:
    pdf = opened(untagged([(50, 700, "Text.")]))
    ranges = b"100 begincidrange\n" + b"<00000000> <FFFFFFFF> 0\n" * 100 + b"endcidrange\n"
    descendant = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name.X, W=Array([0, 2_000_000_000, 1]))
    pdf.pages[0].Resources.Font.F1 = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name.X,
        Encoding=pdf.make_stream(ranges),
        DescendantFonts=Array([descendant]),
    )
    assert isinstance(outcome(saved(pdf)), Document)


# --- references in circles ---

CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>"
CONTENT = b"<< /Length 8 >>\nstream\nBT ET   \nendstream"


def raw(*objects: bytes, trailer: str = "") -> bytes:
    """A file of some objects, numbered from 1, with a cross-reference table; `{table}` in the trailer is its place."""
    data = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    entries = trailer.format(table=table).encode()
    return data + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        entries,
        table,
    )


def test_the_file_that_the_circles_are_made_of_can_be_read() -> None:
    assert isinstance(outcome(raw(CATALOGUE, PAGES, PAGE, CONTENT)), Document)


def test_ten_thousand_pages_are_read_in_order() -> None:
    count = 10_000
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(count))
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    )
    objects = [CATALOGUE, pages, font]
    for number in range(count):
        words = b"BT /F1 12 Tf 50 70 Td (Page %d) Tj ET" % number
        objects += [page % (5 + 2 * number), b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words)]
    found = outcome(raw(*objects))
    assert isinstance(found, Document)
    assert len(found.body) == 2 * count - 1
    assert found.body[-1] == nd.Paragraph(content=("Page 9999",))


@pytest.mark.parametrize(
    "data",
    [
        raw(CATALOGUE, PAGES, PAGE, CONTENT, trailer="/Prev {table}"),
        raw(CATALOGUE, PAGES, PAGE, CONTENT, trailer="/XRefStm {table}"),
        raw(CATALOGUE, PAGES, PAGE, CONTENT, trailer="/Prev 999999999999"),
        raw(b"1 0 R", PAGES, PAGE, CONTENT),
        raw(CATALOGUE, b"2 0 R", PAGE, CONTENT),
        raw(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 3 >>", PAGE, CONTENT),
        raw(CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", PAGE, CONTENT),
        raw(CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count -1 >>", PAGE, CONTENT),
        raw(CATALOGUE, b"<< /Type /Pages /Kids 2 0 R /Count 1 >>", PAGE, CONTENT),
        raw(CATALOGUE, PAGES, PAGE.replace(b"/Parent 2", b"/Parent 3"), CONTENT),
        raw(CATALOGUE, PAGES, PAGE.replace(b"/Contents 4", b"/Contents 5"), CONTENT, b"[5 0 R 4 0 R 5 0 R]"),
        raw(CATALOGUE, PAGES, PAGE, CONTENT.replace(b"/Length 8", b"/Length 4 0 R")),
        raw(CATALOGUE, PAGES, PAGE, CONTENT.replace(b"/Length 8", b"/Length 8 /Filter 4 0 R")),
        raw(CATALOGUE, PAGES, PAGE.replace(b"/Type", b"/Resources 3 0 R /Type"), CONTENT),
        raw(
            CATALOGUE,
            PAGES,
            PAGE,
            b"<< /Type /ObjStm /N 1 /First 4 /Extends 4 0 R /Length 8 >>\nstream\n4 0 null\nendstream",
        ),
    ],
    ids=[
        *("table before itself", "stream before itself", "table beyond the file", "catalogue", "pages", "kids"),
        *("two thousand million pages", "fewer than none", "kids are pages", "parent", "contents", "length", "filter"),
        *("resources", "objects in objects"),
    ],
)
def test_references_in_circles_end_in_a_document_or_one_clear_line(data: bytes) -> None:
    for carried in (True, False):
        found = outcome(data, ReadOptions(carried=carried))
        assert isinstance(found, Document) or "\n" not in str(found)


# --- damage anywhere ---


def damaged(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """The file with bits flipped, cut off, or with a part of it in the wrong place."""
    chosen = random.Random(seed)  # noqa: S311
    for _ in range(count):
        changed = bytearray(data)
        place = chosen.randrange(len(data))
        match chosen.randrange(3):
            case 0:
                for _ in range(chosen.choice([1, 3, 30])):
                    changed[chosen.randrange(len(changed))] ^= 1 << chosen.randrange(8)
            case 1:
                del changed[place:]
            case _:
                begin = chosen.randrange(len(data))
                changed[place : place + 400] = data[begin : begin + 400]
        yield bytes(changed)


@pytest.mark.parametrize("carried", [True, False])
def test_damage_anywhere_ends_in_a_document_or_one_clear_line(carried: bool) -> None:
    packed = record()
    loose = saved(
        opened(packed),
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    for data in (*damaged(packed, 40, seed=1), *damaged(loose, 80, seed=2)):
        outcome(data, ReadOptions(carried=carried))
