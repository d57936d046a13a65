"""Chinese, Japanese and Korean: faces by language, lines that end where they may, words as they stand."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from converters import pipeline
from converters.formats.format import ReadOptions
from converters.formats.pdf import cjk, fonts, themes
from converters.formats.pdf.lines import break_lines, place
from converters.formats.pdf.pieces import Text
from converters.formats.pdf.theme import Theme
from converters.formats.pdf.token import Token
from converters.formats.pdf.tokens import tokenise
from converters.formats.pdf.wide_lines import fill_wide
from converters.model.document import Document
from converters.model.nodes import Foreign, Heading, Item, Label, List, Note, PageBreak, Paragraph, Section
from converters.report import Report
from tests.pdf.boxes import faults
from tests.pdf.placed import find, placed
from tests.pdf.tagged import rebuilt

JAPANESE = (
    "領事は、港の灯台を日没から最後の船が戻るまで点すことに同意した旨を通報した。なお「灯台守」は、ちょっと待ってくれ、"
    "と言った。経費（約一千円）は双方で折半とする。"
)
TRADITIONAL = "領事表示，雙方同意自日落起至最後一艘船返航為止點亮港灣燈塔；所需費用（約一千元）由雙方平分。"
SIMPLIFIED = "领事表示，双方同意自日落起至最后一艘船返航为止点亮港湾灯塔；所需费用（约一千元）由双方平分。"
KOREAN = "영사는 항만의 등대를 해 질 녘부터 마지막 배가 돌아올 때까지 밝히기로 양측이 합의하였다고 통보하였다."
STYLE = themes.theme().settings["paragraph"].style


def paragraph(lang: str | None, *content: str | PageBreak | Foreign | Note) -> Paragraph:
    return Paragraph(lang=lang, content=content)


RECORD = Document(
    lang="en",
    body=(
        Section(blocks=(Heading(lang="ja", content=("港湾の灯台に関する件",)), paragraph("ja", JAPANESE * 4))),
        paragraph("zh-TW", TRADITIONAL * 4),
        paragraph("zh", SIMPLIFIED * 4),
        paragraph("ko", " ".join([KOREAN] * 4)),
        paragraph(
            None,
            "A lighthouse is ",
            Foreign(lang="ja", content=("灯台",)),
            Note(blocks=(paragraph("zh", "灯塔。"),)),
            ".",
        ),
        List(lang="zh", items=(Item(label=Label(content=("一、",)), blocks=(paragraph(None, "第一項"),)),)),
    ),
)


def written(document: Document, report: Report | None = None) -> bytes:
    return pipeline.write_bytes(document, "pdf", report=report)


def faces_of(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = {str(one.BaseFont) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one}
    return {name.partition("+")[2].partition("-")[0] for name in names}


def text(lines: Sequence[Sequence[Token]]) -> Iterator[str]:
    for line in lines:
        yield "".join(token.actual or (token.glyphs.text if token.glyphs else "") for token in line)


def lines_of(words: str, width: float) -> list[list[Token]]:
    tokens = tokenise([Text(words, STYLE, None)], False, lambda char, slot: None)
    return list(break_lines(tokens, width, width, True, None, fill_wide))


# --- the file ---


def test_a_record_in_these_languages_is_archival_accessible_and_comes_back(
    verapdf: Callable[[bytes, str], dict[str, str]],
) -> None:
    report = Report()
    data = written(RECORD, report)
    assert report.messages == []
    assert verapdf(data, "3a") == {}
    assert verapdf(data, "ua1") == {}
    assert rebuilt(data) == RECORD
    assert pipeline.read_bytes(data, options=ReadOptions(carried=False)) == RECORD


def test_readers_of_text_find_no_blank_between_ideographs(pdftotext: Callable[..., str]) -> None:
    found = pdftotext(written(RECORD), "-raw").replace("\n", "").replace("\f", "")
    for words in (JAPANESE * 4, TRADITIONAL * 4, SIMPLIFIED * 4):
        assert words in found
    assert KOREAN.replace(" ", "") * 4 in found.replace(" ", "")


@pytest.mark.parametrize("theme", [themes.theme(name, "6x9") for name in themes.BUILT_IN], ids=lambda one: one.name)
def test_pages_in_these_languages_are_sound(theme: Theme) -> None:
    assert faults(RECORD, theme) == []


@pytest.mark.parametrize(
    ("lang", "words", "face"),
    [
        ("ja", "直径", "NotoSerifJP"),
        ("zh", "直径", "NotoSerifSC"),
        ("zh-Hant-HK", "直徑", "NotoSerifTC"),
        ("ko-KR", "直徑", "NotoSerifKR"),
        ("en", "直径の", "NotoSerifJP"),
        (None, "直径은", "NotoSerifKR"),
        (None, "直径", "NotoSerifSC"),
    ],
)
def test_the_language_decides_which_face_shows_an_ideograph(lang: str | None, words: str, face: str) -> None:
    assert faces_of(written(Document(lang="en", body=(paragraph(lang, words),)))) >= {face}


def test_characters_that_share_a_glyph_are_told_apart(pdftotext: Callable[..., str]) -> None:
    """A radical looks like the ideograph, but is another character."""
    document = Document(body=(paragraph("ja", "一\u2f00二\u2f06"),))
    data = written(document)
    assert rebuilt(data) == document
    assert "一\u2f00二\u2f06" in pdftotext(data)


def test_our_reader_knows_how_wide_they_are() -> None:
    found = find(placed(Document(body=(paragraph("ja", "灯台守"),))), "灯")
    assert found.right - found.x == pytest.approx(10.0 * len(found.text))


def test_without_a_face_the_ledger_names_what_brings_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cjk, "_installed", lambda tongue: ())
    fonts.face_for.cache_clear()
    report = Report()
    data = written(Document(body=(paragraph("ja", "灯"),)), report)
    fonts.face_for.cache_clear()
    (message,) = report.messages
    assert "U+706F" in message.text
    assert "pip install 'dragoman[cjk]'" in message.text
    assert faces_of(data) == {"NotoSerif", "IBMPlexMono"}


def test_angle_brackets_of_editions_in_other_languages_stay_narrow() -> None:
    found = find(placed(Document(lang="en", body=(paragraph(None, "\u3008word\u3009"),))), "word")
    assert found.right - found.x < 40.0
    assert "NotoSerifSC" not in faces_of(written(Document(lang="en", body=(paragraph(None, "\u3008word\u3009"),))))


def test_a_page_break_between_ideographs_parts_nothing(pdftotext: Callable[..., str]) -> None:
    document = Document(lang="ja", body=(paragraph(None, "灯", PageBreak(n="2"), "台守"),))
    assert "灯台守" in pdftotext(written(document), "-raw")


# --- the lines ---

_OPENING, _CLOSING = "（「『【〈《［", "、。，．）」』】〉》］ぁっゃょァッャーゝ々！？"
_MARKS = _OPENING + _CLOSING
_LETTERS = st.sampled_from("灯台港湾日没最後船双方折半と通報せら字한국" * 4 + _MARKS)


@given(st.text(_LETTERS, min_size=30, max_size=120), st.integers(60, 200))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(words: str, width: int) -> None:
    longest = max(map(len, cjk.stretches(words)))
    assume(longest * 10.0 <= width)  # otherwise there are more marks in a row than a line holds
    set_lines = lines_of(words, width)
    assert all(sum(token.width for token in line) <= width + 0.01 for line in set_lines)
    lines = list(text(set_lines))
    assert "".join(lines) == words
    for above, below in pairwise(lines):
        assert _may_end(above[-1], below[0])


def _may_end(last: str, first: str) -> bool:
    return last not in _OPENING and first not in _CLOSING


def test_a_line_ends_between_ideographs_and_beside_words_of_other_scripts() -> None:
    assert list(text(lines_of("灯台守はABC会社の灯台に住む", 55.0))) == ["灯台守は", "ABC会社の", "灯台に住む"]


def test_lines_are_full_and_their_right_edges_are_even() -> None:
    measure = 300.0
    *lines, _ = lines_of(JAPANESE * 5, measure)
    placed_lines = [place(line, measure, "justify", 0, last=False) for line in lines]
    assert len(placed_lines) > 8
    assert [line.width for line in placed_lines if abs(line.width - measure) > 0.01] == []


def test_a_line_that_would_be_set_too_wide_stays_ragged() -> None:
    (line, *_) = lines_of("灯台" * 5 + "w" * 18, 220.0)
    assert place(line, 220.0, "justify", 0, last=False).width == pytest.approx(100.0)
