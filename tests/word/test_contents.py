"""The table of contents, for a report type that asks for one."""

import io
from dataclasses import replace

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from docgen.report.content import Content, Printed
from docgen.word import compile_template, names_of, official_template, render
from docgen.word.structure import faults

from .conftest import DEFINITION, FIELDS, NARRATIVES, unpacked

KIND = replace(DEFINITION, contents=True)


@pytest.fixture(params=[False, True], ids=["word", "text"])
def made(request):
    names = names_of(KIND)
    template, found = compile_template(official_template(KIND), names, "official.docx")
    assert template, found
    told = NARRATIVES | {"problems": (Printed("", 2, "队伍不稳"), Printed("文。"))}
    content = Content(FIELDS, dict.fromkeys(names.figures, "1"), told)
    data, found = render(template, content, typed=request.param)
    assert data
    return data, found


def test_the_entries_are_the_headings_with_their_numbers(made):
    paragraphs = Document(io.BytesIO(made[0])).paragraphs

    entries = [
        ("".join(p._p.xpath(".//w:hyperlink//w:t/text()")), p.style.name)
        for p in paragraphs
        if p.style.name.startswith("toc")
    ]
    assert entries == [
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

    assert not OpenXmlValidator().validate(path).errors
    assert not faults(parts)
    assert b"updateFields" not in parts["word/settings.xml"]
    assert b"w:dirty" not in parts["word/document.xml"]


def test_that_page_numbers_are_left_out_is_said(made):
    assert [finding.code for finding in made[1]] == ["E311"]


def test_other_types_have_none(official, names, content):
    template, _ = compile_template(official, names, "official.docx")
    data, found = render(template, content)

    assert not found
    assert b"TOC" not in unpacked(data)["word/document.xml"]
