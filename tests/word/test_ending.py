"""署名 and date on the page of the text, where lines a little closer are enough for it."""

import re
from dataclasses import replace

import pytest

from docgen.package import write_package
from docgen.report.content import Content, Printed
from docgen.word import compile_template, names_of, official_template, render
from docgen.word.ending import CLOSEST
from docgen.word.flow import PITCH
from docgen.word.structure import faults

from .conftest import DEFINITION, FIELDS, unpacked

KIND = replace(DEFINITION, sections=DEFINITION.sections[:2])
FITS = 22 - 2 - 1 - 3  # a title, an empty line, a heading and the ending stand on the page too


def main(lines: int, template: bytes | None = None, kind=KIND, **options) -> str:
    """The main part of a document whose text takes so many lines."""
    names = names_of(kind)
    compiled, found = compile_template(template or official_template(kind), names, "official.docx")
    assert compiled, found
    told = {"preamble": (Printed("一行。"),), "overview": (Printed("一行。"),) * (lines - 1)}
    data, found = render(compiled, Content(FIELDS, dict.fromkeys(names.figures, "1"), told), **options)
    assert data, found
    assert not faults(unpacked(data))
    return unpacked(data)["word/document.xml"].decode()


def pitches(document: str) -> set[int]:
    return {int(pitch) for pitch in re.findall(r'w:line="(\d+)" w:lineRule="exact"', document)}


@pytest.mark.parametrize("lines", [3, FITS - 1, FITS, FITS + 3, FITS + 12])
def test_nothing_changes_where_the_ending_fits_or_is_far_from_it(lines):
    assert not pitches(main(lines))


@pytest.mark.parametrize(("over", "a_page"), [(1, 23), (2, 24)])
def test_lines_are_set_closer_where_the_ending_is_a_line_or_two_too_long(over, a_page):
    (pitch,) = pitches(main(FITS + over))

    assert CLOSEST <= pitch < PITCH
    assert PITCH + (a_page - 1) * pitch <= 12756, "the title keeps its height"
    assert PITCH + a_page * pitch > 12756


def test_every_line_of_the_page_changes_but_the_title():
    document = main(FITS + 1)

    changed = re.findall(r"<w:p>(?:(?!</w:p>).)*w:line=.*?</w:p>", document)
    assert len(changed) == 23 - 1
    assert not any('"Title"' in paragraph for paragraph in changed)


def test_the_lines_of_earlier_pages_stay_as_they_are():
    changed = re.findall(r"<w:p>(?:(?!</w:p>).)*w:line=.*?</w:p>", main(FITS + 1 + 22))

    assert len(changed) == 23


def test_the_same_with_typed_numbers():
    assert pitches(main(FITS + 1, typed=True)) == pitches(main(FITS + 1))


def test_a_template_of_another_look_is_not_touched():
    parts = unpacked(official_template(KIND))
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'w:line="579"', b'w:line="560"', 1)
    assert not pitches(main(FITS + 1, write_package(parts)))


STRANGE = [
    b"<w:p><w:r><w:pict/></w:r></w:p>",
    b'<w:p w:rsidR="00000001"/>',
    b'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr></w:p>',
    b"<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>",
    b'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid><w:tr w:rsidR="00000001"><w:tc><w:p/></w:tc></w:tr></w:tbl>',
]


@pytest.mark.parametrize("block", STRANGE)
def test_what_the_layout_does_not_write_leaves_all_in_doubt(block):
    parts = unpacked(official_template(KIND))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr>", block + b"<w:sectPr>", 1)
    assert not pitches(main(FITS + 1, write_package(parts)))


def test_with_a_table_of_contents_nothing_is_known():
    assert not pitches(main(FITS + 1, kind=replace(KIND, contents=True)))
