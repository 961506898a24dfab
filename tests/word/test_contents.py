"""The table of contents, for a report type that asks for one."""

import io
from dataclasses import replace

import pytest
from docx import Document

from docgen.diagnostics import Phrase
from docgen.package import write_package
from docgen.report.content import Content, Printed
from docgen.word import compile_template, names_of, official_template, render
from docgen.word.structure import faults

from .conftest import DEFINITION, FIELDS, NARRATIVES, unpacked, validator

KIND = replace(DEFINITION, contents=True)


SPOILT = Phrase("没有排出来", "not laid out")
INSTRUCTION = "string(.//w:instrText[1])"


def _made(typed=False, template=None, **options):
    names = names_of(KIND)
    compiled, found = compile_template(template or official_template(KIND), names, "official.docx")
    assert compiled, found
    told = NARRATIVES | {"problems": (Printed("", 2, "队伍不稳"), Printed("文。"))}
    content = Content(FIELDS, dict.fromkeys(names.figures, "1"), told)
    data, found = render(compiled, content, typed=typed, **options)
    assert data, found
    return data, found


@pytest.fixture(params=[False, True], ids=["word", "text"])
def made(request):
    return _made(request.param)


def lay_out(document: bytes) -> tuple[bytes, Phrase]:
    """As LibreOffice does it: every page field gets a result, here 7, 8 and so on."""
    parts = unpacked(document)
    before, *fields = parts["word/document.xml"].decode().split(">0</w:t>")
    numbered = "".join(f">{number}</w:t>{field}" for number, field in enumerate(fields, 7))
    return write_package(parts | {"word/document.xml": f"{before}{numbered}".encode()}), SPOILT


def entries(data: bytes) -> list[tuple[str, str]]:
    found = [p for p in Document(io.BytesIO(data)).paragraphs if p.style.name.startswith("toc ")]
    return [("".join(p._p.xpath(".//w:hyperlink//w:t/text()")), p.style.name) for p in found]


def test_the_entries_are_the_headings_with_their_numbers(made):
    assert entries(made[0]) == [
        ("一、总体情况", "toc 1"), ("（一）主动公开", "toc 2"), ("（二）依申请公开", "toc 2"), ("二、统计数据", "toc 1"),
        ("三、存在的主要问题", "toc 1"), ("（一）队伍不稳", "toc 2"),
    ]  # fmt: skip


def test_every_entry_leads_to_its_heading(made):
    body = Document(io.BytesIO(made[0])).element.body

    anchors = body.xpath(".//w:hyperlink/@w:anchor")
    marks = [name for name in body.xpath(".//w:bookmarkStart/@w:name") if name.startswith("_Toc")]
    assert len(anchors) == 6
    assert anchors == marks


def test_the_document_is_sound_and_asks_for_no_update(made, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(made[0])
    parts = unpacked(made[0])

    assert not validator().validate(path).errors
    assert not faults(parts)
    assert b"updateFields" not in parts["word/settings.xml"]
    assert b"w:dirty" not in parts["word/document.xml"]


def test_that_page_numbers_are_left_out_is_said(made):
    assert [finding.code for finding in made[1]] == ["E311"]
    body = Document(io.BytesIO(made[0])).element.body
    assert r"\n" in body.xpath(INSTRUCTION)
    assert not body.xpath(".//w:instrText[contains(., 'PAGEREF')]")


@pytest.mark.parametrize("typed", [False, True], ids=["word", "text"])
def test_page_numbers_are_asked_of_a_program_that_lays_pages_out(typed, tmp_path):
    data, found = _made(typed, lay_out=lay_out)

    assert not found
    assert [words[-2:].strip("况开据题稳") for words, _ in entries(data)] == ["7", "8", "9", "10", "11", "12"]
    (tmp_path / "a.docx").write_bytes(data)
    assert not validator().validate(tmp_path / "a.docx").errors
    assert not faults(unpacked(data))


def test_a_page_number_stands_at_the_right_edge_behind_dots():
    body = Document(io.BytesIO(_made(lay_out=lay_out)[0])).element.body

    assert r"\n" not in body.xpath(INSTRUCTION)
    lines = body.xpath(".//w:p[w:hyperlink]")
    assert {tuple(line.xpath("./w:pPr/w:tabs/w:tab/@*")) for line in lines} == {("right", "dot", "8845")}
    assert all(len(line.xpath("./w:hyperlink/w:r/w:tab")) == 1 for line in lines)
    fields = body.xpath(".//w:hyperlink//w:instrText/text()")
    assert [field.split()[1] for field in fields] == body.xpath(".//w:hyperlink/@w:anchor")


@pytest.mark.parametrize(
    "answer", [b"", b"no package", write_package(unpacked(official_template(DEFINITION)))]
)
def test_without_an_answer_page_numbers_are_left_out_and_it_is_said_why(answer):
    data, (finding,) = _made(lay_out=lambda _: (answer, SPOILT))

    assert finding.code == "E311"
    assert SPOILT.zh in finding.message.zh
    assert data == _made()[0]


def test_a_template_of_another_word_has_other_ids_for_the_styles(reworked):
    parts = unpacked(official_template(KIND))
    parts["word/styles.xml"] = (
        parts["word/styles.xml"].replace(b'"TOC1"', b'"11"').replace(b'"TOC2"', b'"21"')
    )

    assert entries(_made(template=write_package(parts))[0]) == entries(_made()[0])


def test_no_other_type_is_laid_out(official, names, content):
    template, _ = compile_template(official, names, "official.docx")

    def refuse(_: bytes) -> tuple[bytes, Phrase]:
        raise AssertionError("a process for nothing")

    assert render(template, content, lay_out=refuse)[0]


def test_other_types_have_none(official, names, content):
    template, _ = compile_template(official, names, "official.docx")
    data, found = render(template, content)

    assert not found
    assert b"TOC" not in unpacked(data)["word/document.xml"]
