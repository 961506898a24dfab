"""Captions above tables, for a report type that asks for them."""

import io
from dataclasses import replace

import pytest
from docx import Document
from lxml import etree

from docgen.report.content import Content
from docgen.word import compile_template, names_of, official_template, render
from docgen.word.structure import faults
from docgen.word.wordml import W

from .conftest import DEFINITION, FIELDS, NARRATIVES, unpacked, validator

KIND = replace(DEFINITION, captions=True)
NAMES = [table.name for table in KIND.tables]


def made(*, typed: bool) -> bytes:
    names = names_of(KIND)
    template, findings = compile_template(official_template(KIND), names, "official.docx")
    assert template
    assert not findings
    content = Content(FIELDS, dict.fromkeys(names.figures, "1"), NARRATIVES)
    data, findings = render(template, content, typed=typed)
    assert data, findings
    return data


def captions(data: bytes):
    return [p for p in Document(io.BytesIO(data)).paragraphs if p.style.name.lower() == "caption"]


def test_every_table_has_its_name_right_above_it():
    above = captions(made(typed=False))

    assert len(NAMES) > 1
    assert [caption.text for caption in above] == NAMES
    assert all(caption._p.getnext().tag.endswith("}tbl") for caption in above)


def test_word_counts_captions_in_a_list_of_their_own_without_a_field():
    parts = unpacked(made(typed=False))
    numbering, styles = (etree.fromstring(parts[f"word/{name}.xml"]) for name in ("numbering", "styles"))
    (number,) = found(styles, "//w:style[@w:styleId='Caption']//w:numId/@w:val")
    (abstract,) = found(numbering, f"//w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    lists = f"//w:abstractNum[@w:abstractNumId='{abstract}']"

    assert found(numbering, f"{lists}//w:lvlText/@w:val") == ["表%1\u3000"]
    assert found(numbering, f"{lists}//w:pStyle/@w:val") == ["Caption"]
    assert number not in found(styles, "//w:style[@w:styleId='Heading1']//w:numId/@w:val")
    assert b"instrText" not in parts["word/document.xml"]
    assert b"fldSimple" not in parts["word/document.xml"]


def found(root, path: str):
    return root.xpath(path, namespaces={"w": W})


def test_typed_numbers_are_words():
    assert [caption.text for caption in captions(made(typed=True))] == [
        f"表{number}\u3000{name}" for number, name in enumerate(NAMES, 1)
    ]


def test_a_caption_is_centred_and_stays_with_its_table():
    style = Document(io.BytesIO(made(typed=False))).styles["Caption"]

    assert style.paragraph_format.keep_with_next
    assert style.element.xpath("./w:pPr/w:jc/@w:val") == ["center"]
    assert style.element.xpath("./w:rPr/w:rFonts/@w:eastAsia") == ["黑体"]
    assert style.font.size.pt == 12


@pytest.mark.parametrize("typed", [False, True])
def test_the_document_is_sound(typed, tmp_path):
    data = made(typed=typed)
    (tmp_path / "a.docx").write_bytes(data)

    assert validator().validate(tmp_path / "a.docx").errors == []
    assert not faults(unpacked(data))


def test_headings_are_counted_as_without_captions():
    document = Document(io.BytesIO(made(typed=True)))

    headings = [p.text[:2] for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["一、", "二、", "三、"]


def test_other_types_have_neither_captions_nor_their_style(official):
    parts = unpacked(official)

    assert b'"Caption"' not in b"".join(parts.values())
