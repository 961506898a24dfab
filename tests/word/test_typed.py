"""Numbers typed instead of counted by Word: the same numbers, as words, and no list anywhere."""

import io

import pytest
from docx import Document

from docgen.report.content import Printed
from docgen.word import compile_template, render
from docgen.word.structure import faults

from .conftest import unpacked

TOLD = {
    "preamble": (Printed("全年收到1件。"),),
    "overview": (
        *(Printed("正文。", 2, f"标题{number}") for number in range(11)),
        Printed("", 3, "小标题"),
        Printed("正文。", 4, "细目"),
        Printed("", 4, "细目"),
        Printed("", 3, "小标题"),
        Printed("", 4, "细目"),
    ),
    "problems": (Printed("", 2, "标题"), Printed("", 3, "小标题")),
}


@pytest.fixture
def typed(official, names, saying):
    def made(template: bytes = official, **said) -> bytes:
        compiled, found = compile_template(template, names, "official.docx")
        assert compiled, found
        data, found = render(compiled, saying(narratives=TOLD), typed=True)
        assert data, found
        return data

    return made


def _texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs if paragraph.text]


def test_headings_begin_with_the_numbers_that_word_would_count(typed):
    texts = _texts(typed())

    assert [text for text in texts if text.startswith(("一、", "二、", "三、"))] == [
        "一、总体情况",
        "二、统计数据",
        "三、存在的主要问题",
    ]
    assert "（一）标题0。正文。" in texts
    assert "（十一）标题10。正文。" in texts
    at = texts.index("1.小标题")
    assert texts[at : at + 5] == ["1.小标题", "（1）细目。正文。", "（2）细目", "2.小标题", "（1）细目"]
    assert texts[texts.index("三、存在的主要问题") + 1 :][:2] == ["（一）标题", "1.小标题"]


def test_nothing_belongs_to_a_list(typed):
    parts = unpacked(typed())

    assert not [name for name, content in parts.items() if b"w:numPr" in content]
    assert not faults(parts)


def test_a_number_has_the_face_of_its_heading(typed):
    (run_in,) = [p for p in Document(io.BytesIO(typed())).paragraphs if p.text.startswith("（一）标题0")]

    assert run_in.runs[0].text == "（一）"
    assert run_in.runs[0].style.name == run_in.runs[1].style.name == "Heading 2 Char"


def test_a_restarted_list_restarts(typed, reworked):
    restart = (
        '<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
    )
    numbering = unpacked(reworked())["word/numbering.xml"].decode().replace("</w:numbering>", restart)
    heading = (
        '<w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr><w:spacing'
    )

    texts = _texts(
        typed(
            reworked('<w:pStyle w:val="Heading1"/><w:spacing', heading, **{"word/numbering.xml": numbering})
        )
    )

    assert [text for text in texts if text.startswith(("一、", "二、"))] == [
        "一、总体情况",
        "一、统计数据",
        "二、存在的主要问题",
    ]


def test_words_own_list_is_the_default(official, names, content):
    compiled, _ = compile_template(official, names, "official.docx")
    data, _ = render(compiled, content)

    assert "总体情况" in _texts(data)
