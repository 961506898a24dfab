"""The elements of GB/T 9704 from the cover to the markup: what is read, what is refused, what is printed."""

import io
from dataclasses import replace

import pytest
from docx import Document

from docgen.diagnostics import Place
from docgen.report.content import Content
from docgen.report.definition import Field
from docgen.report.elements import elements_of, odd_elements
from docgen.report.grid import Cell
from docgen.report.report import Report, Value
from docgen.word import compile_template, names_of, official_template, render
from docgen.word.structure import faults

from .conftest import DEFINITION, FIELDS, NARRATIVES, unpacked

KEYS = (
    "form",
    "seal",
    "issuer",
    "number",
    "signer",
    "addressees",
    "attachments",
    "copies_to",
    "copy_number",
    "printer",
    "printed_on",
)
CHOICES = {"form": ("不带版头", "文件格式", "信函格式"), "seal": ("不加盖印章", "加盖印章")}
KIND = replace(
    DEFINITION,
    fields=(*DEFINITION.fields, *(
        Field(f"the_{key}", key, "choice" if key in CHOICES else "date" if key == "printed_on" else "text", choices=CHOICES.get(key, ()))
        for key in KEYS
    )),
    elements={key: f"the_{key}" for key in KEYS},
)  # fmt: skip
NAMES = names_of(KIND)
TEMPLATE = compile_template(official_template(KIND), NAMES, "official.docx")[0]


def _read(**texts: str):
    place = Place("封面")
    return elements_of(
        Report({f"the_{key}": Value(place, Cell("text", text)) for key, text in texts.items()}, {}, {}), KIND
    )


def _printed(**elements: str | tuple[str, ...]) -> bytes:
    said = {key: (text,) if isinstance(text, str) else text for key, text in elements.items()}
    content = Content(
        dict.fromkeys(NAMES.fields, "") | FIELDS, dict.fromkeys(NAMES.figures, "1"), NARRATIVES, said
    )
    assert TEMPLATE
    data, found = render(TEMPLATE, content)
    assert data, found
    assert not faults(unpacked(data))
    return data


def _texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def test_without_a_choice_nothing_is_added():
    plain = compile_template(official_template(DEFINITION), names_of(DEFINITION), "plain.docx")[0]
    assert plain
    content = Content(FIELDS, dict.fromkeys(names_of(DEFINITION).figures, "1"), NARRATIVES)
    data, _ = render(plain, content)
    assert data

    for none in (
        {},
        {
            "form": "不带版头",
            "seal": "不加盖印章",
            "issuer": "县政府文件",
            "copies_to": "县委",
            "addressees": "省政府",
        },
    ):
        assert unpacked(_printed(**none))["word/document.xml"] == unpacked(data)["word/document.xml"]


@pytest.mark.parametrize(
    ("element", "typed", "said"),
    [
        ("issuer", "县发改局、县财政局文件", ("县发改局", "县财政局文件")),
        ("signer", "张三  李四", ("张三", "李四")),
        ("attachments", "1.一览表\n2. 统计表。\n\n", ("一览表", "统计表")),
        ("attachments", "附件：《甲、乙》说明、统计表", ("《甲、乙》说明", "统计表")),
        ("attachments", "2024年统计表", ("2024年统计表",)),
        ("attachments", "甲、乙表\n丙表", ("甲、乙表", "丙表")),
        ("addressees", "省政府、市政府", ("省政府、市政府",)),
        ("printed_on", "2025-1-5", ("2025年1月5日",)),
        ("printer", "  ", ()),
        ("copy_number", "12", ("000012",)),
    ],
)
def test_what_the_cover_says_is_read_as_the_standard_wants_it(element, typed, said):
    assert _read(**{element: typed}).get(element, ()) == said


def test_a_definition_names_fields_that_are_there_and_the_standards_own_choices():
    assert not odd_elements(KIND)
    wrong = replace(KIND, elements={"form": "unit", "issuer": "nobody"})
    assert [fault.path for fault in odd_elements(wrong)] == ["document.form", "document.issuer"]


def test_bookmarks_stand_round_title_body_signature_and_date():
    document = Document(io.BytesIO(_printed(form="文件格式", attachments="统计表")))
    body = document.element.body
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    names = {mark.get(f"{w}id"): mark.get(f"{w}name") for mark in body.iter(f"{w}bookmarkStart")}
    ranges: dict[str, str] = dict.fromkeys(names.values(), "")
    open_: set[str] = set()
    for element in body.iter():
        if element.tag == f"{w}bookmarkStart":
            open_.add(names[element.get(f"{w}id")])
        elif element.tag == f"{w}bookmarkEnd":
            open_.discard(names[element.get(f"{w}id")])
        elif element.tag == f"{w}t":
            for name in open_:
                ranges[name] += element.text or ""

    assert list(names.values()) == ["docgen_title", "docgen_body", "docgen_signature", "docgen_date"]
    assert ranges["docgen_title"] == FIELDS["title"]
    assert ranges["docgen_signature"] == FIELDS["signature"]
    assert ranges["docgen_date"] == FIELDS["date"]
    assert ranges["docgen_body"].startswith(NARRATIVES["preamble"][0].text)
    assert ranges["docgen_body"].endswith(NARRATIVES["problems"][-1].text)


def test_a_document_says_all_its_elements_in_order():
    texts = _texts(_printed(
        form="文件格式", issuer="罗平县人民政府文件", number="罗政发〔2022〕1号", addressees="市人民政府：", attachments=("甲表", "乙表"),
    ))  # fmt: skip

    order = [
        "罗平县人民政府文件",
        "罗政发〔2022〕1号",
        FIELDS["title"],
        "市人民政府：",
        "附件：1.甲表",
        "2.乙表",
        FIELDS["signature"],
        FIELDS["date"],
    ]
    assert [text for text in texts if text in order] == order


def test_the_imprint_is_one_table_with_the_standards_lines():
    table = Document(
        io.BytesIO(
            _printed(form="文件格式", copies_to="市委。", printer="县政府办", printed_on="2022年1月21日")
        )
    ).tables[-1]

    assert [row.cells[0].text for row in table.rows] == ["抄送：市委。", "县政府办\t2022年1月21日印发"]
    sizes = [
        border.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}sz")
        for border in table._tbl.xpath(".//w:tcBorders/*")
    ]
    assert sizes == ["8", "6", "6", "8"]


def test_a_letter_leaves_its_first_page_unnumbered_and_has_no_lines_in_its_imprint():
    document = Document(
        io.BytesIO(_printed(form="信函格式", issuer="罗平县人民政府", copies_to="市委", printer="县政府办"))
    )

    assert document.sections[0].different_first_page_header_footer
    assert [row.cells[0].text for row in document.tables[-1].rows] == ["抄送：市委。"]
    assert not document.tables[-1]._tbl.xpath(".//w:tcBorders")
