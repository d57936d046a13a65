"""Styles are called in the language of the document, and are read whatever they are called."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from converters import pipeline
from converters.formats.docx import kinds, wording
from converters.formats.docx.writing.sheet import LABELS
from converters.formats.docx.writing.styles import BUILT_IN
from converters.model.document import Document
from converters.report import Report
from tests.corpora import ROOT
from tests.docx.helpers import of_the_page, packed, part, parts, read_back, visible, written
from tests.docx.resave import resaved
from tests.docx.telegram import TELEGRAM

LANGUAGES = ("de", "es", "fr", "it", "pt", "ru")
languages = pytest.mark.parametrize("lang", LANGUAGES)


def in_language(lang: str) -> Document:
    return msgspec.structs.replace(TELEGRAM, lang=lang)


def style_names(data: bytes) -> set[str]:
    return set(re.findall(r'<w:style [^>]*><w:name w:val="([^"]*)"', part(data, "word/styles.xml")))


@languages
def test_every_style_that_word_does_not_translate_itself_has_a_name(lang: str) -> None:
    own = {*LABELS, kinds.EMENDATION.label, kinds.IN_SOURCE, kinds.CHOICE_IN_LINE.label, kinds.PICTURE_LINK.label}
    own |= kinds.PENDING_LABELS.keys()
    assert own - BUILT_IN - wording.words_of(lang).styles.keys() == set()


def test_a_name_stands_for_one_style_in_all_languages() -> None:
    meant: dict[str, set[str]] = {}
    for names in [{label: label for label in LABELS}, *(wording.words_of(lang).styles for lang in LANGUAGES)]:
        for label, name in names.items():
            meant.setdefault(name.casefold(), set()).add(label)
    assert {name: labels for name, labels in meant.items() if len(labels) > 1} == {}


def test_a_name_has_nothing_that_word_or_our_marks_take_for_something_else() -> None:
    assert [name for name in wording.labels() if re.search(r"[][,;/]", name)] == []


@languages
def test_the_styles_of_a_document_are_called_in_its_language(lang: str) -> None:
    names = style_names(written(in_language(lang)))
    assert {name for name in wording.words_of(lang).styles.values() if name not in names} <= {
        wording.words_of(lang).styles[label] for label in ("Emendation", "in the source", *kinds.PENDING_LABELS)
    }
    assert "heading 1" in names
    assert "Record Paragraph" not in names


def test_a_regional_tag_is_of_its_language() -> None:
    assert wording.words_of("pt-BR") == wording.words_of("pt")


@pytest.mark.parametrize("lang", ["en", "nl", None])
def test_in_other_languages_they_are_called_in_english(lang: str | None) -> None:
    assert "Record Paragraph" in style_names(written(msgspec.structs.replace(TELEGRAM, lang=lang)))


@languages
def test_a_document_comes_back_from_the_page_alone_whatever_its_styles_are_called(lang: str) -> None:
    document = in_language(lang)
    report = Report("docx")
    data = written(document, report)
    assert not report.lossy
    assert read_back(data) == document
    assert visible(data) == of_the_page(document)


def test_the_names_are_understood_without_the_parts_that_carry_the_document() -> None:
    found: dict[str, Any] = {}
    for lang in ("en", "de"):
        contents = parts(written(in_language(lang)))
        found[lang] = visible(packed({name: data for name, data in contents.items() if "customXml/" not in name}))
    assert found["de"] == msgspec.structs.replace(found["en"], lang="de")


@pytest.mark.parametrize(("lang", "words"), [("en", "page of"), ("fr", "page sur"), ("ru", "стр. из")])
def test_the_foot_of_a_page_speaks_the_language(lang: str, words: str) -> None:
    foot = part(written(in_language(lang)), "word/footer1.xml")
    assert "".join(re.findall(r"<w:t[^>]*>([^<1]*)<", foot)).split() == words.split()


@pytest.mark.validator
def test_translated_names_survive_being_saved_by_libreoffice(program: Callable[[str], str], tmp_path: Path) -> None:
    letter = pipeline.read(ROOT / "examples/letter.json")
    documents = {"letter": letter, **{lang: in_language(lang) for lang in LANGUAGES}}
    files = {name: written(document) for name, document in documents.items()}
    saved = resaved(program("soffice"), files, "docx", tmp_path)
    for name, document in documents.items():
        report = Report("docx")
        assert read_back(saved[name], report) == document
        assert not report.lossy
