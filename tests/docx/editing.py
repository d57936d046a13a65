"""Edits as an editor makes them in Word: with python-docx, or in the XML where python-docx has no word for it."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Callable, Iterable
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tests.docx.helpers import edited, packed, parts, with_part
from tests.docx.revising import NAMESPACE, on_run, run

MAIN, FOOTNOTES, STYLES = "word/document.xml", "word/footnotes.xml", "word/styles.xml"
Edit = Callable[[bytes], bytes]


def opened(change: Callable[[Any], None]) -> Edit:
    """Change the file with python-docx."""
    return lambda data: edited(data, change)


def in_turn(*edits: Edit) -> Edit:
    """One edit after another."""
    return lambda data: functools.reduce(lambda before, edit: edit(before), edits, data)


def words(old: str, new: str, part: str = MAIN, *, last: bool = False) -> Edit:
    """Type over words: the first place where they stand, or the last."""
    return lambda data: with_part(
        data, part, lambda xml: new.join(xml.rsplit(old, 1)) if last else xml.replace(old, new, 1)
    )


def replaced_everywhere(old: str, new: str) -> Edit:
    """Find and replace in the text and the notes."""

    def change(data: bytes) -> bytes:
        pattern = re.compile(r"(<w:t[ >][^<]*)")
        contents = parts(data)
        for name in (MAIN, FOOTNOTES):
            xml = contents[name].decode()
            contents[name] = pattern.sub(lambda found: found[1].replace(old, new), xml).encode()
        return packed(contents)

    return change


def paragraph(document: Any, text: str) -> Any:
    return next(one for one in document.paragraphs if text in one.text)


def without_bookmarks(element: Any) -> Any:
    for mark in [*element.iter(qn("w:bookmarkStart")), *element.iter(qn("w:bookmarkEnd"))]:
        mark.getparent().remove(mark)
    return element


def without_paragraph(text: str) -> Edit:
    def change(document: Any) -> None:
        element = paragraph(document, text)._p
        element.getparent().remove(element)

    return opened(change)


def emptied(text: str) -> Edit:
    """All words of a paragraph are deleted, the paragraph stays."""

    def change(document: Any) -> None:
        for one in paragraph(document, text).runs:
            one._r.getparent().remove(one._r)

    return opened(change)


def typed_before(text: str, new: str, style: str = "Record Paragraph") -> Edit:
    return opened(lambda document: paragraph(document, text).insert_paragraph_before(new, style=style))


def moved_behind(text: str, other: str) -> Edit:
    return opened(lambda document: paragraph(document, other)._p.addnext(paragraph(document, text)._p))


def cut_and_pasted_behind(text: str, other: str) -> Edit:
    """Cut and paste as Word does it: a bookmark around more than the paragraph stays around the rest."""

    def change(document: Any) -> None:
        moved, place = paragraph(document, text)._p, paragraph(document, other)._p
        begun, ended = (
            {mark.get(qn("w:id")): mark for mark in moved.iter(qn(f"w:bookmark{end}"))} for end in ("Start", "End")
        )
        for number in begun.keys() - ended.keys():
            moved.getnext().insert(1, begun[number])
        for number in ended.keys() - begun.keys():
            moved.getprevious().append(ended[number])
        place.addnext(moved)

    return opened(change)


def copied_behind(text: str, other: str) -> Edit:
    """Copy and paste: the bookmarks are there twice."""
    return opened(lambda document: paragraph(document, other)._p.addnext(copy.deepcopy(paragraph(document, text)._p)))


def split_before_last_run(text: str) -> Edit:
    """The return key before the last run: the new paragraph has the properties of the old one, and no bookmark."""

    def change(document: Any) -> None:
        first = paragraph(document, text)._p
        second = copy.deepcopy(first)
        for child in list(second):
            if child.tag != qn("w:pPr"):
                second.remove(child)
        second.append(list(first.iter(qn("w:r")))[-1])
        first.addnext(second)

    return opened(change)


def merged_with_next(text: str, next_text: str) -> Edit:
    def change(document: Any) -> None:
        first, second = paragraph(document, text)._p, paragraph(document, next_text)._p
        for child in list(second):
            if not child.tag.endswith("}pPr"):
                first.append(child)
        second.getparent().remove(second)

    return opened(change)


def restyled(text: str, style: str) -> Edit:
    return opened(lambda document: setattr(paragraph(document, text), "style", document.styles[style]))


def in_style_of_word(text: str, name: str) -> Edit:
    """A style that Word has and our file has not: Word adds it when it is used."""
    id = name.replace(" ", "")
    added = f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style></w:styles>'
    return in_turn(
        lambda data: with_part(data, STYLES, lambda xml: xml.replace("</w:styles>", added)), restyled(text, name)
    )


def look(text: str, **properties: bool) -> Edit:
    def change(document: Any) -> None:
        found = next(one for paragraph in document.paragraphs for one in paragraph.runs if one.text == text)
        for name, value in properties.items():
            setattr(found.font, name, value)

    return opened(change)


# --- notes ---


def note_in(text: str, before: str, note: str, series: str = "footnote") -> Edit:
    """A note put in before the rest of a run, as Word writes it."""
    style = f'<w:rPr><w:rStyle w:val="{series.title()}Reference"/></w:rPr>'
    body = (
        f'<w:{series} w:id="77"><w:p><w:pPr><w:pStyle w:val="{series.title()}Text"/></w:pPr>'
        f"<w:r>{style}<w:{series}Ref/></w:r>{run(' ' + note)}</w:p></w:{series}></w:{series}s>"
    )
    mark = f'<w:r>{style}<w:{series}Reference w:id="77"/></w:r>'
    first = text.removesuffix(before)
    return in_turn(
        on_run(text, lambda look: run(first, look) + mark + run(before, look)),
        lambda data: with_part(data, f"word/{series}s.xml", lambda xml: xml.replace(f"</w:{series}s>", body)),
    )


def without_note(number: int) -> Edit:
    """Delete the mark of a footnote."""
    pattern = rf'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:footnoteReference w:id="{number}"/></w:r>'
    return lambda data: with_part(data, MAIN, lambda xml: re.sub(pattern, "", xml))


# --- lists and tables ---


def item_behind(text: str, new: str) -> Edit:
    def change(document: Any) -> None:
        first = paragraph(document, text)._p
        made = without_bookmarks(copy.deepcopy(first))
        next(made.iter(qn("w:t"))).text = new
        first.addnext(made)

    return opened(change)


def item_on_level(text: str, level: int) -> Edit:
    def change(document: Any) -> None:
        number = paragraph(document, text)._p.pPr.find(qn("w:numPr"))
        number.find(qn("w:ilvl")).set(qn("w:val"), str(level))

    return opened(change)


def typed_cell(row: int, column: int, new: str, table: int = 1) -> Edit:
    def change(document: Any) -> None:
        document.tables[table].rows[row].cells[column].paragraphs[0].runs[0].text = new

    return opened(change)


def row_behind(row: int, *texts: str) -> Edit:
    """A row like the one above it, as Word makes it."""

    def change(document: Any) -> None:
        above = document.tables[1].rows[row]._tr
        made = without_bookmarks(copy.deepcopy(above))
        for cell, text in zip(made.iter(qn("w:tc")), texts, strict=True):
            next(cell.iter(qn("w:t"))).text = text
        above.addnext(made)

    return opened(change)


def column_behind(*texts: str) -> Edit:
    """A column at the end."""

    def change(document: Any) -> None:
        for row, text in zip(document.tables[1].rows, texts, strict=True):
            made = without_bookmarks(copy.deepcopy(row._tr.tc_lst[-1]))
            next(made.iter(qn("w:t"))).text = text
            row._tr.append(made)

    return opened(change)


def without_column(number: int) -> Edit:
    def change(document: Any) -> None:
        for row in document.tables[1].rows:
            row._tr.remove(row._tr.tc_lst[number])

    return opened(change)


def without_row(number: int) -> Edit:
    def change(document: Any) -> None:
        row = document.tables[1].rows[number]._tr
        row.getparent().remove(row)

    return opened(change)


# --- pictures ---


def other_picture(picture: bytes) -> Edit:
    def change(data: bytes) -> bytes:
        contents = parts(data)
        name = next(name for name in contents if name.startswith("word/media/"))
        return packed({**contents, name: picture})

    return change


def without_picture(document: Any) -> None:
    for drawing in list(document.element.iter(qn("w:drawing"))):
        holder = next(drawing.iterancestors(qn("w:p")))
        holder.getparent().remove(holder)


# --- the table of metadata ---


def row_of(document: Any, name: str) -> Any:
    return next(row for row in document.tables[0].rows if row.cells[0].text == name)


def cell(name: str, new: str) -> Edit:
    """Type a cell of the metadata table anew."""

    def change(document: Any) -> None:
        first, *rest = row_of(document, name).cells[1].paragraphs[0].runs
        first.text = new
        for one in rest:
            one.text = ""

    return opened(change)


def in_cell(name: str, old: str, new: str) -> Edit:
    """Type over words in a cell of the metadata table."""

    def change(document: Any) -> None:
        for one in row_of(document, name).cells[1].paragraphs[0].runs:
            one.text = one.text.replace(old, new)

    return opened(change)


def typed_behind(name: str, new: str) -> Edit:
    """Words typed at the end of a cell of the metadata table, in no style of ours."""

    def change(document: Any) -> None:
        row_of(document, name).cells[1].paragraphs[0].add_run(new)

    return opened(change)


def metadata_row(name: str, text: str) -> Edit:
    """A row typed at the end of the table of metadata, without any style of ours in its words."""

    def change(document: Any) -> None:
        last = document.tables[0].rows[-1]._tr
        made = without_bookmarks(copy.deepcopy(last))
        for cell, words in zip(made.iter(qn("w:tc")), (name, text), strict=True):
            for one in [*cell.iter(qn("w:r"))]:
                one.getparent().remove(one)
            next(cell.iter(qn("w:p"))).append(parse_xml(f"<w:r {NAMESPACE}><w:t>{words}</w:t></w:r>"))
        last.addnext(made)

    return opened(change)


def without_metadata_row(name: str) -> Edit:
    def change(document: Any) -> None:
        row = row_of(document, name)._tr
        row.getparent().remove(row)

    return opened(change)


# --- what programs do by themselves ---


def bare(data: bytes) -> bytes:
    """The file without any bookmark in its text."""
    return with_part(data, MAIN, lambda xml: re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", xml))


def bare_everywhere(data: bytes) -> bytes:
    """The file without any bookmark."""
    pattern = re.compile(rb"<w:bookmark(Start|End)[^>]*/>")
    return packed({name: pattern.sub(b"", data) for name, data in parts(data).items()})


def noise(data: bytes) -> bytes:
    """What Word leaves behind: marks of revisions saved and of spelling, languages, page breaks of the last layout."""

    def change(xml: str) -> str:
        xml = xml.replace("<w:p>", '<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD" w:rsidP="00AB12CD">')
        xml = re.sub(
            r"<w:r>(?!<w:rPr>)", '<w:r w:rsidRPr="00AB12CE"><w:rPr><w:noProof/><w:lang w:val="en-GB"/></w:rPr>', xml
        )
        xml = xml.replace("<w:r w:rsid", '<w:proofErr w:type="spellStart"/><w:r w:rsid')
        return xml.replace("</w:r></w:p>", '</w:r><w:proofErr w:type="spellEnd"/></w:p>')

    return with_part(data, MAIN, change)


def runs_split(data: bytes) -> bytes:
    """Each run of text as two, with the marks between them that Word puts there."""
    pattern = re.compile(
        r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve">([^<&]+?)([^<&]{1,3})</w:t></w:r>'
    )
    between = '<w:proofErr w:type="gramStart"/>'

    def split(found: re.Match[str]) -> str:
        look = found[1] or ""
        return f"{run(found[2], look)}{between}{run(found[3], look)}"

    return with_part(data, MAIN, lambda xml: pattern.sub(split, xml))


def in_smart_tags(data: bytes) -> bytes:
    """Runs in the smart tags of older versions of Word."""
    return on_run(
        " in the talks.",
        lambda look: (
            f'<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place">'
            f"{run(' in the talks.', look)}</w:smartTag>"
        ),
    )(data)


def one_after_another(texts: Iterable[str], before: str, style: str = "Normal") -> Edit:
    """Text pasted from elsewhere: paragraphs of no style of ours, without bookmarks."""
    return in_turn(*(typed_before(before, text, style) for text in texts))
