"""The draft: every finding a comment at its place, a watermark on every page, and otherwise the document."""

import io
import re

import pytest
from docx import Document

from docgen.diagnostics import Place
from docgen.diagnostics.codes import BLANK, COERCED, MISSING_TABLE, NOT_A_FIGURE
from docgen.package import write_package
from docgen.report.content import Printed
from docgen.report.notes import Note
from docgen.word import compile_template, is_untouched, render
from docgen.word.draft import MOST, Draft
from docgen.word.structure import faults
from docgen.word.wordml import R, W

from .conftest import unpacked, validator

_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TABLE = (
    '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/>'
    "</w:tcPr><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
FIRST, SECOND = "applications.received.person", "applications.granted.total"


def note(path: str, kind=NOT_A_FIGURE, value: str = "12件") -> Note:
    place = Place("二、依申请公开", "C5", path, value, "本年新收，自然人")
    return Note(kind.at(place, manner="", figure="12"), (path,) if path else ())


@pytest.fixture(scope="module")
def template(official, names):
    return compile_template(official, names, "t.docx")[0]


@pytest.fixture
def drawn(template, saying):
    def drawn_(*notes: Note, using=template, typed: bool = False, **changes) -> bytes:
        data, found = render(using, saying(**changes), typed=typed, draft=Draft(notes, "zh"))
        assert found == ()
        return data

    return drawn_


def anchored(data: bytes) -> dict[int, str]:
    """The words that each comment stands at, by its id, as Word would take them from the document."""
    body = unpacked(data)["word/document.xml"].decode()
    found = {}
    for number in re.findall(r'<w:commentRangeStart w:id="(\d+)"/>', body):
        begin = body.index(f'<w:commentRangeStart w:id="{number}"/>')
        end = body.index(f'<w:commentRangeEnd w:id="{number}"/>')
        assert body.count(f'<w:commentReference w:id="{number}"/>') == 1
        assert end < body.index(f'<w:commentReference w:id="{number}"/>')
        found[int(number)] = "".join(re.findall(r"<w:t\b[^>]*>([^<]*)</w:t>", body[begin:end]))
    return found


def comments(data: bytes) -> dict[int, str]:
    return {comment.comment_id: comment.text for comment in Document(io.BytesIO(data)).comments}


def test_a_comment_stands_at_its_figure_alone_and_says_code_message_and_hint(drawn):
    figures = {FIRST: "12件", SECOND: "77"}
    data = drawn(note(FIRST), note(SECOND), figures=figures)
    assert anchored(data) == {0: "12件", 1: "77"}
    assert comments(data)[0] == (
        "错误[F5] 二、依申请公开!C5（本年新收，自然人）填的是“12件”，不是一个数\n"
        "提示：数据格里只填数；单位和说明不要写在格里"
    )


def test_a_comment_says_who_wrote_it_and_not_when(drawn):
    (comment,) = Document(io.BytesIO(drawn(note(FIRST)))).comments
    assert (comment.author, comment.initials, comment.timestamp) == ("docgen", "D", None)


def test_several_findings_share_a_cell(drawn):
    figures = {FIRST: "5"}
    assert anchored(drawn(note(FIRST), note(FIRST, COERCED), figures=figures)) == {0: "5", 1: "5"}


def test_errors_come_first_and_warnings_say_what_they_are(drawn):
    said = comments(drawn(note(FIRST, COERCED), note(SECOND)))
    assert said[0].startswith("错误[F5]")
    assert said[1].startswith("警告[F5]")


def test_a_blank_cell_has_its_comment_in_the_cell(drawn):
    data = drawn(note(FIRST, BLANK), figures={FIRST: ""})
    (row,) = (row for row in Document(io.BytesIO(data)).tables[1].rows if "本年新收" in row.cells[0].text)
    assert [bool(cell._tc.xpath(".//w:commentReference")) for cell in row.cells].count(True) == 1
    assert anchored(data) == {0: ""}


def test_a_paragraph_is_commented_as_a_whole_and_keeps_its_faces(drawn, template, saying):
    narratives = {"overview": (Printed("全年公开12条。", 2, "主动公开", "narratives.overview.0"),)}
    data = drawn(note("narratives.overview.0"), narratives=narratives)
    plain, _ = render(template, saying(narratives=narratives))
    assert anchored(data) == {0: "主动公开。全年公开12条。"}
    runs = [
        [
            (run.text, run.style.name)
            for paragraph in Document(io.BytesIO(file)).paragraphs
            for run in paragraph.runs
            if run.text
        ]
        for file in (data, plain)
    ]
    assert runs[0] == runs[1]


def test_a_cell_of_several_lines_is_commented_once(drawn):
    lines = tuple(Printed(text, path="narratives.overview.0") for text in ("一行", "又一行"))
    assert anchored(drawn(note("narratives.overview.0"), narratives={"overview": lines})) == {0: "一行"}


@pytest.mark.parametrize("path", ["", "applications.no.such"])
def test_what_has_no_place_on_paper_stands_at_the_title(drawn, path):
    finding = Note(MISSING_TABLE.at(table="依申请公开", sheets=""), (path,) if path else ())
    assert anchored(drawn(finding)) == {0: "罗平县2021年政府信息公开工作年度报告"}


def test_the_words_are_those_of_the_document(drawn, template, saying):
    plain, _ = render(template, saying())
    data = drawn(note(FIRST), note("fields.title"), note("narratives.overview.1"), note(""))
    texts = [
        (
            [p.text for p in document.paragraphs],
            [[c.text for c in row.cells] for table in document.tables for row in table.rows],
        )
        for document in (Document(io.BytesIO(file)) for file in (data, plain))
    ]
    assert texts[0] == texts[1]


def test_no_mark_is_left_anywhere_not_even_one_that_the_workbook_brings(drawn):
    figures = {FIRST: "\ufdd07\ufdd2\ufdd1\ufdd2十"}
    for content in unpacked(drawn(note(FIRST), figures=figures)).values():
        assert b"\xef\xb7\x90" not in content
        assert b"\xef\xb7\x91" not in content
        assert b"\xef\xb7\x92" not in content


def test_a_draft_is_sound_and_its_own_seal_holds(drawn, tmp_path):
    data = drawn(note(FIRST), note("narratives.overview.1"), note(""), typed=True)
    (tmp_path / "草稿.docx").write_bytes(data)
    checked = validator().validate(tmp_path / "草稿.docx")
    assert checked.is_valid, checked.errors
    assert faults(unpacked(data)) == ()
    assert is_untouched(data)
    assert data == drawn(note(FIRST), note("narratives.overview.1"), note(""), typed=True)


def headers(data: bytes) -> dict[str, str]:
    """The headers of the first section by kind, each as its part's content."""
    parts = unpacked(data)
    body, arrows = (parts[name].decode() for name in ("word/document.xml", "word/_rels/document.xml.rels"))
    found = {}
    for kind, identity in re.findall(r'<w:headerReference[^>]*?w:type="(\w+)"[^>]*?r:id="(\w+)"', body):
        arrow = next(
            arrow for arrow in re.findall(r"<Relationship [^>]*>", arrows) if f'Id="{identity}"' in arrow
        )
        found[kind] = parts["word/" + re.search(r'Target="([^"]+)"', arrow)[1]].decode()
    return found


def test_first_odd_and_even_pages_are_watermarked(drawn):
    assert set(headers(drawn())) == {"default", "first", "even"}
    for content in headers(drawn()).values():
        assert 'string="草稿"' in content
        assert "PowerPlusWaterMarkObject" in content


def with_own_part(official: bytes, name: str, kind: str, content: str, mention: tuple[str, str]) -> bytes:
    """The official template as an office may have reworked it: with one more part, mentioned in the document."""
    parts = {part: data.decode() for part, data in unpacked(official).items()}
    arrow = f'<Relationship Id="rId77" Type="{R}/{kind}" Target="{name}"/></Relationships>'
    override = f'<Override PartName="/word/{name}" ContentType="{_WORDML}.{kind}+xml"/></Types>'
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        "</Relationships>", arrow
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", override)
    parts["word/document.xml"] = parts["word/document.xml"].replace(*mention, 1)
    return write_package({part: text.encode() for part, text in {**parts, f"word/{name}": content}.items()})


@pytest.mark.parametrize("line", ["<w:p><w:r><w:t>内部资料</w:t></w:r></w:p>", _TABLE])
def test_a_header_of_the_office_keeps_its_words_beside_the_watermark(drawn, official, names, line):
    reference = '<w:sectPr><w:headerReference w:type="default" r:id="rId77"/>'
    header = f'<w:hdr xmlns:w="{W}">{line}</w:hdr>'
    own = with_own_part(official, "header7.xml", "header", header, ("<w:sectPr>", reference))
    using, _ = compile_template(own, names, "own.docx")
    data = drawn(note(FIRST), using=using)
    assert set(headers(data)) == {"default", "first", "even"}
    assert "内部资料" in headers(data)["default"]
    assert all('string="草稿"' in content for content in headers(data).values())
    assert faults(unpacked(data)) == ()


def test_comments_of_the_office_stay(drawn, official, names):
    comment = '<w:comment w:id="4" w:author="审核"><w:p><w:r><w:t>请核</w:t></w:r></w:p></w:comment>'
    mention = ("<w:r><w:rPr>", '<w:r><w:commentReference w:id="4"/></w:r><w:r><w:rPr>')
    own = with_own_part(
        official, "comments.xml", "comments", f'<w:comments xmlns:w="{W}">{comment}</w:comments>', mention
    )
    using, _ = compile_template(own, names, "own.docx")
    data = drawn(note(FIRST), using=using, figures={FIRST: "12件"})
    assert comments(data)[4] == "请核"
    assert anchored(data) == {5: "12件"}


def test_what_the_template_makes_of_a_value_is_as_in_the_document(drawn, reworked, names):
    tag = f"{{{{ {FIRST} }}}}"
    own = reworked(
        tag,
        f"{{% if {FIRST} == '1' %}}{{{{ {FIRST}|default('无')|trim }}}}一{{% endif %}}{{{{ {FIRST} ~ '件' }}}}",
    )
    using, found = compile_template(own, names, "own.docx")
    assert using, found
    assert anchored(drawn(note(FIRST), using=using, figures={FIRST: "1"})) == {0: "1"}


def test_what_is_beyond_all_measure_is_counted_in_a_last_comment(drawn):
    said = comments(drawn(*[note(FIRST)] * (MOST + 3)))
    assert len(said) == MOST + 1
    assert said[MOST] == "另有 3 条，这里没有列出。"
