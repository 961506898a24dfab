"""The official layout: GB/T 9704 in what Word reads, before any program lays it out."""

import io

import pytest
from docx import Document
from docx.shared import Twips

from docgen.word import official_template
from docgen.word.structure import faults

from .conftest import unpacked, validator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def document(official):
    return Document(io.BytesIO(official))


def test_the_same_definition_gives_the_same_bytes(definition, official):
    assert official_template(definition) == official


def test_validators_find_nothing(official, tmp_path):
    path = tmp_path / "official.docx"
    path.write_bytes(official)

    assert validator().validate(path).errors == []
    assert faults(unpacked(official)) == ()


def test_the_page_is_that_of_the_standard(document):
    section = document.sections[0]

    assert (section.page_width, section.page_height) == (Twips(11906), Twips(16838))
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert margins == (Twips(2098), Twips(1984), Twips(1587), Twips(1474))
    assert section.footer_distance == Twips(1463)
    grid = document.element.body.sectPr.find(f"{W}docGrid")
    assert (grid.get(f"{W}linePitch"), grid.get(f"{W}charSpace")) == ("579", "-849")


def test_the_styles_are_those_of_the_standard(document):
    faces = {
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
        "Heading 3": "仿宋_GB2312",
        "Footer": "宋体",
    }
    sizes = {"Title": 22, "Normal": 16, "Footer": 14}

    for name, face in faces.items():
        assert document.styles[name].element.rPr.rFonts.get(f"{W}eastAsia") == face
    assert {name: document.styles[name].font.size.pt for name in sizes} == sizes


def test_only_the_first_two_levels_keep_with_the_next_paragraph(document):
    keeps = [document.styles[f"Heading {level}"].paragraph_format.keep_with_next for level in range(1, 5)]

    assert keeps == [True, True, False, False]


def test_headings_are_numbered_by_one_list_of_word(document):
    levels = document.part.numbering_part.element.findall(f".//{W}lvl")

    assert [level.find(f"{W}lvlText").get(f"{W}val") for level in levels] == [
        "%1、",
        "（%2）",
        "%3.",
        "（%4）",
    ]
    assert [level.find(f"{W}pStyle").get(f"{W}val") for level in levels] == [
        f"Heading{n}" for n in range(1, 5)
    ]
    assert {level.find(f"{W}suff").get(f"{W}val") for level in levels} == {"nothing"}


def test_page_numbers_stand_outside_on_odd_and_even_pages(document):
    section = document.sections[0]

    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        properties = footer.paragraphs[0]._p.pPr
        assert footer.paragraphs[0].text == "— 1 —"
        assert properties.jc.get(f"{W}val") == side
        assert properties.ind.get(f"{W}{side}Chars") == "100"


def test_no_style_takes_its_font_from_a_theme(official):
    parts = unpacked(official)

    assert not [name for name in parts if b"Theme=" in parts[name]]
    assert b"updateFields" not in parts["word/settings.xml"]
    assert (
        b'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
        in parts["word/settings.xml"]
    )


def test_the_parts_of_the_report_stand_in_order(document):
    texts = [paragraph.text for paragraph in document.paragraphs]

    assert texts == [
        "{{ title }}", "", "{{p preamble }}", "总体情况", "{{p overview }}", "统计数据", "", "存在的主要问题",
        "{{p problems }}", "", "{{ signature }}", "{{ date }}",
    ]  # fmt: skip
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "总体情况",
        "统计数据",
        "存在的主要问题",
    ]


def test_a_host_finds_title_body_signature_and_date_by_bookmarks(document):
    bookmarks = [element.get(f"{W}name") for element in document.element.iter(f"{W}bookmarkStart")]

    assert bookmarks == ["docgen_title", "docgen_body", "docgen_signature", "docgen_date"]
