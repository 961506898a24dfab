"""The structural check: each fault that Word would refuse or repair, broken into a sound document."""

import re

import pytest

from docgen.word.structure import faults

from .conftest import unpacked

DOCUMENT = "word/document.xml"


@pytest.fixture
def broken(official):
    """The English details of the faults after one replacement in a part."""

    def break_(old: str, new: str, part: str = DOCUMENT) -> list[str]:
        parts = unpacked(official)
        text, count = re.subn(old, new, parts[part].decode(), count=1, flags=re.DOTALL)
        assert count == 1
        return [detail.en for _, detail in faults(parts | {part: text.encode()})]

    return break_


def test_a_sound_document_has_no_faults(official):
    assert faults(unpacked(official)) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (r"<w:tc>.*?</w:tc>", "", "it has no cell"),
        (r"(<w:tr>.*?</w:trPr>).*?</w:tr>", r"\1</w:tr>", "it has no cell"),
        (r'<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="4"/>', "it has 4 columns, the table 3"),
        (r"<w:gridCol [^>]*>", "", "the table 2"),
        (r'<w:vMerge w:val="restart"/>', "", "a vertical merge is broken"),
        (r"<w:tcPr>(<w:tcW [^>]*>)<w:gridSpan[^>]*><w:vMerge/>", r"<w:tcPr>\1<w:vMerge/>", "a vertical merge is broken"),
        (r"(<w:tc>(?:(?!</w:tc>).)*?</w:tcPr>)<w:p>.*?</w:p>", r"\1", "a cell does not end in a paragraph"),
        (r"</w:p></w:tc>", "</w:p><w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:tc>", "a cell does not end in a paragraph"),
        (r"<w:tbl>.*?</w:tbl>", "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl>", "a table has no row"),
        (r'w:val="Heading1"', 'w:val="Nowhere"', "style Nowhere is not defined"),
        (r"<w:pPr></w:pPr>", '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>', "numId 7 is not defined"),
        (r"<w:pPr></w:pPr>", '<w:pPr/><w:r><w:commentReference w:id="3"/></w:r>', "comment 3 is not defined"),
        (r'r:id="rId5"', 'r:id="rId55"', "r:id rId55 is not defined"),
        (r'w:id="3"', 'w:id="2"', "bookmark 2 occurs twice"),
        (r"docgen_date", "docgen_title", "bookmark docgen_title occurs twice"),
        (r'<w:bookmarkStart w:id="3"[^>]*>', "", "bookmark 3 has no beginning"),
        (r'<w:bookmarkEnd w:id="3"/>', "", "a bookmark has no end"),
        (r'<w:t xml:space="preserve">总体情况', "<w:t><w:p/>总体情况", "p stands within t"),
        (r"<w:p><w:pPr></w:pPr></w:p>", "漏", "bare words “漏” in body"),
        (r"<w:p><w:pPr></w:pPr></w:p>", "<w:r><w:t>甲</w:t></w:r>", "r stands within body"),
        (r"<w:p><w:pPr></w:pPr></w:p>", "<w:tr><w:tc><w:p/></w:tc></w:tr>", "tr stands within body"),
        (r"<w:p><w:pPr></w:pPr></w:p>", "<w:p><w:t>甲</w:t></w:p>", "t stands within p"),
        (r"<w:p><w:pPr></w:pPr></w:p>", "<w:p><w:r/><w:pPr/></w:p>", "pPr is not the first of p"),
        (r"(<w:tc>)(<w:tcPr>.*?</w:tcPr>)(<w:p>.*?</w:p>)", r"\1\3\2<w:p/>", "tcPr is not the first of tc"),
        (r"<w:p><w:pPr></w:pPr></w:p>", "<w:p><w:sectPr/></w:p>", "sectPr stands within p"),
        (r'<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="three"/>', "no number for gridSpan"),
        (r"<w:pPr></w:pPr>", '<w:pPr/><w:r><w:footnoteReference w:id="3"/></w:r>', "footnote 3 is not defined"),
        (r"<w:document ", '<w:document xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14" ', "prefix w14 is not declared"),
        (r"</w:body>", "", "not well-formed"),
        (r"&#32;|总体情况", "&nbsp;", "not well-formed"),
    ],
)  # fmt: skip
def test_a_fault_is_named(broken, old, new, said):
    assert any(said in detail for detail in broken(old, new))


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("word/styles.xml", r'w:styleId="Heading2"', 'w:styleId="Heading1"', "Heading1 occurs twice"),
        ("word/numbering.xml", r'<w:abstractNumId w:val="[0-9]+"', '<w:abstractNumId w:val="77"', "abstractNum 77 is not defined"),
        ("word/numbering.xml", r"(<w:num .*?</w:num>)", r"\1\1", "occurs twice"),
        ("_rels/.rels", "officeDocument\"", 'somethingElse"', "does not point to the document"),
        ("[Content_Types].xml", r"document\.main\+xml", "template.main+xml", "does not point to the document"),
    ],
)  # fmt: skip
def test_a_fault_beside_the_text_is_named(broken, part, old, new, said):
    assert any(said in detail for detail in broken(old, new, part))


@pytest.mark.parametrize(
    ("date", "sound"),
    [
        ("2025-01-22T08:00:00Z", True),
        ("2025", True),
        ("2025-01-22T08:00:00.5+08:00", True),
        ("gestern", False),
        ("2025-1-22", False),
        ("", False),
    ],
)
def test_a_date_of_the_core_properties_that_is_none_is_a_fault(official, date, sound):
    core = f'<p xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:modified>{date}</dcterms:modified></p>'
    assert (faults(unpacked(official) | {"docProps/core.xml": core.encode()}) == ()) is sound


@pytest.mark.parametrize("kind", ["begin", "separate", "end"])
def test_a_field_without_one_of_its_marks_is_a_fault(broken, kind):
    found = broken(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>', "", "word/footer-odd.xml")

    assert bool(found) == (kind != "separate")  # a field that has never been calculated has none


def test_a_separator_out_of_place_is_a_fault(broken):
    assert broken('"begin"', '"separate"', "word/footer-odd.xml")


def test_an_undeclared_part_is_a_fault(official):
    assert [detail.en for _, detail in faults(unpacked(official) | {"word/media/image.png": b""})] == [
        "its content type is not declared"
    ]


def test_a_relationship_to_no_part_is_a_fault(official):
    parts = {name: content for name, content in unpacked(official).items() if name != "word/fontTable.xml"}

    assert faults(parts)[0].detail.en == "rId4 points to no part: word/fontTable.xml"


def test_two_relationships_of_one_name_are_a_fault(broken):
    assert broken('"rId2"', '"rId1"', "word/_rels/document.xml.rels") == ["rId1 occurs twice"]


def test_two_drawings_of_one_number_are_a_fault(broken):
    space = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    drawing = f'<wp:docPr xmlns:wp="{space}" id="1" name="x"/>'

    assert broken("</w:body>", f"{drawing * 2}</w:body>") == ["docPr 1 occurs twice"]


def test_no_content_types_is_a_fault():
    assert [fault.part for fault in faults({})] == ["[Content_Types].xml"]
