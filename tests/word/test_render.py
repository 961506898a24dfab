"""The rendered document: every word and figure of the report, and nothing that the report's text could do to it."""

import io
import zipfile

import pytest
from docx import Document

from docgen.report.content import Printed
from docgen.report.form import form_of
from docgen.word import compile_template, is_untouched, render
from docgen.word.structure import faults

from .conftest import APPLICATIONS, DISCLOSURE, unpacked, validator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = [
    "甲&乙", "A<b>C", "完成率<60%", "</w:t></w:r></w:p>", "]]>", "&amp;", "\"'", "{{ 7*7 }}", "{{ unit }}", "{% if x %}", "{# x #}",
    "{_{ 1 }_}", "{_% x %_}", "}}", "<!-- x -->", "<?x?>", "=1+1", "_x000D_", "😀𠮷", "  两端有空格  ", "%s {0} \\1",
]  # fmt: skip


@pytest.fixture(scope="module")
def template(official, names):
    compiled, _ = compile_template(official, names, "t.docx")
    return compiled


@pytest.fixture(scope="module")
def rendered(template, content) -> bytes:
    data, found = render(template, content)
    assert found == ()
    return data


@pytest.fixture
def read(template, saying):
    """What python-docx reads in the document that is made when the report says this."""

    def read_(**changes):
        data, found = render(template, saying(**changes))
        assert found == ()
        return Document(io.BytesIO(data))

    return read_


def test_every_figure_stands_in_its_cell(rendered, content):
    tables = Document(io.BytesIO(rendered)).tables

    for word, table in zip(tables, (DISCLOSURE, APPLICATIONS), strict=True):
        for cell in form_of(table).figures:
            assert word.cell(cell.area.top - 1, cell.area.left - 1).text == content.figures[cell.path]


def test_narratives_are_set_word_for_word(rendered):
    paragraphs = [(p.style.name, p.text) for p in Document(io.BytesIO(rendered)).paragraphs]

    assert paragraphs == [
        ("Title", "罗平县2021年政府信息公开工作年度报告"),
        ("Normal", ""),
        ("Body Text", "现将有关情况报告如下。"),
        ("Heading 1", "总体情况"),
        ("Body Text", "主动公开。全年公开12条。"),
        ("Heading 2", "依申请公开"),
        ("Body Text", "全年收到1件。"),
        ("Body Text", "建章立制。办法已印发。"),
        ("Heading 1", "统计数据"),
        ("Normal", ""),
        ("Heading 1", "存在的主要问题"),
        ("Body Text", "一是队伍不稳。"),
        ("Body Text", "二是渠道不多。"),
        ("Normal", ""),
        ("Signature", "罗平县人民政府办公室"),
        ("Date", "2022年1月20日"),
    ]


def test_a_run_in_heading_has_the_number_and_the_face_of_its_level(rendered):
    paragraph = Document(io.BytesIO(rendered)).paragraphs[4]
    heading, text = paragraph.runs
    number = paragraph._p.pPr.numPr

    assert (heading.text, heading.style.name) == ("主动公开。", "Heading 2 Char")
    assert (text.text, text.style.name) == ("全年公开12条。", "Default Paragraph Font")
    assert (number.ilvl.val, number.numId.val) == (1, 1)


@pytest.mark.parametrize(
    ("heading", "printed"),
    [("公开", "公开。"), ("公开。", "公开。"), ("公开：", "公开："), ("公开（试行）", "公开（试行）。")],
)
def test_a_run_in_heading_ends_in_one_mark(read, heading, printed):
    document = read(narratives={"preamble": (Printed("正文。", 2, heading),)})

    assert document.paragraphs[2].text == f"{printed}正文。"


def test_a_numbered_paragraph_may_do_without_a_heading(read):
    document = read(narratives={"preamble": (Printed("只有正文。", 3),)})

    assert document.paragraphs[2].text == "只有正文。"
    assert document.paragraphs[2]._p.pPr.numPr.ilvl.val == 2


def test_an_empty_narrative_prints_nothing(read):
    document = read(narratives={"preamble": ()})

    assert [p.text for p in document.paragraphs[1:3]] == ["", "总体情况"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_arrives_as_typed_wherever_it_stands(read, text):
    document = read(
        title=text,
        figures={"applications.received.person": text},
        narratives={"preamble": (Printed(text), Printed(text, 2, f"{text}题"), Printed("", 1, text))},
    )

    paragraphs = [p.text for p in document.paragraphs]
    assert paragraphs[0] == text
    assert paragraphs[2:5] == [text, f"{text}题。{text}", text]
    assert document.tables[1].cell(3, 3).text == text
    assert document.core_properties.title == text
    assert paragraphs[-1] == "2022年1月20日"


def test_what_xml_cannot_hold_is_left_out(read):
    document = read(title="甲\x00\x0b\x1f\ud800\ufffe乙", narratives={"preamble": (Printed("丙\x01丁"),)})

    assert document.paragraphs[0].text == "甲乙"
    assert document.paragraphs[2].text == "丙丁"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_break_in_a_value_is_one_line_break(read, end):
    document = read(title=f"甲{end}乙\t丙")

    assert document.paragraphs[0].text == "甲\n乙\t丙"
    assert document.core_properties.title == "甲 乙 丙"


def test_a_footnote_is_rendered_once(reworked, names, saying):
    """docxtpl renders footnotes once for each section, and so evaluates what a cell said the first time."""
    footnotes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="1"><w:p><w:r><w:t>{{ unit }}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    data = reworked("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>', "[Content_Types].xml",
                    **{"word/footnotes.xml": footnotes})  # fmt: skip

    compiled, _ = compile_template(data, names, "t.docx")
    written, _ = render(compiled, saying(unit="{{ 7*7 }}"))

    assert b">{{ 7*7 }}</w:t>" in unpacked(written)["word/footnotes.xml"]


def test_the_same_report_gives_the_same_bytes(official, names, content, rendered):
    again, _ = compile_template(official, names, "t.docx")

    assert render(again, content)[0] == rendered


def test_properties_tell_the_reports_date_and_not_todays(rendered):
    properties = Document(io.BytesIO(rendered)).core_properties

    assert (
        properties.created.isoformat()[:19] == properties.modified.isoformat()[:19] == "2022-01-20T00:00:00"
    )
    assert (properties.author, properties.last_modified_by) == ("罗平县人民政府办公室", "")


def test_parts_without_tags_are_copied_as_they_lie_in_the_template(official, rendered):
    before, after = _packed_parts(official), _packed_parts(rendered)

    changed = {name for name in after if before.get(name) != after[name]}

    assert changed == {
        "word/document.xml",
        "docProps/core.xml",
        "docProps/custom.xml",
        "[Content_Types].xml",
        "_rels/.rels",
    }


def test_a_document_knows_whether_anybody_has_changed_it(rendered, official):
    assert is_untouched(rendered)
    assert not is_untouched(official)
    assert not is_untouched(rendered[:-1])
    assert not is_untouched(b"")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", "12", "13"),
        ("word/styles.xml", "579", "580"),
        ("docProps/custom.xml", "<vt:lpwstr>", "<vt:lpwstr>0"),
    ],
)
def test_a_change_to_any_part_breaks_the_seal(rendered, part, old, new):
    parts = unpacked(rendered)

    assert not is_untouched(_zipped(parts | {part: parts[part].replace(old.encode(), new.encode(), 1)}))


def test_a_part_more_or_less_breaks_the_seal(rendered):
    parts = unpacked(rendered)

    assert not is_untouched(_zipped(parts | {"word/media/image1.png": b"x"}))
    assert not is_untouched(_zipped({name: parts[name] for name in parts if name != "word/fontTable.xml"}))


def test_a_document_that_another_program_has_zipped_anew_is_still_untouched(rendered):
    assert is_untouched(_zipped(unpacked(rendered)))


def test_validators_find_nothing(rendered, tmp_path):
    path = tmp_path / "rendered.docx"
    path.write_bytes(rendered)

    assert validator().validate(path).errors == []
    assert faults(unpacked(rendered)) == ()


def test_the_bookmarks_enclose_what_they_are_named_for(rendered):
    body = Document(io.BytesIO(rendered)).element.body
    between = {}
    open_names = {}
    for element in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t"):
        if element.tag == f"{W}bookmarkStart":
            open_names[element.get(f"{W}id")] = element.get(f"{W}name")
        elif element.tag == f"{W}bookmarkEnd":
            del open_names[element.get(f"{W}id")]
        else:
            for name in open_names.values():
                between[name] = between.get(name, "") + element.text

    assert between["docgen_title"] == "罗平县2021年政府信息公开工作年度报告"
    assert between["docgen_body"].startswith("现将有关情况")
    assert between["docgen_body"].endswith("二是渠道不多。")
    assert between["docgen_signature"] == "罗平县人民政府办公室"
    assert between["docgen_date"] == "2022年1月20日"


def test_bookmarks_that_word_has_moved_into_a_narratives_paragraph_survive(official, names, content):
    parts = unpacked(official)
    start = '<w:bookmarkStart w:id="2" w:name="docgen_body"/>'
    text = parts["word/document.xml"].decode().replace(start, "")
    text = text.replace(
        '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>',
        f'<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>{start}',
        1,
    )

    compiled, _ = compile_template(_zipped(parts | {"word/document.xml": text.encode()}), names, "t.docx")
    data, found = render(compiled, content)

    assert found == ()
    assert start.encode() in unpacked(data)["word/document.xml"]


def test_styles_are_found_by_name_where_a_chinese_word_has_numbered_them(official, names, content):
    parts = {
        name: content_.replace(b'"Heading2"', b'"2"').replace(b'"BodyText"', b'"a3"')
        for name, content_ in unpacked(official).items()
    }

    compiled, found = compile_template(_zipped(parts), names, "t.docx")
    data, _ = render(compiled, content)

    assert found == ()
    assert [p.style.style_id for p in Document(io.BytesIO(data)).paragraphs[4:6]] == ["a3", "2"]


def test_a_template_whose_condition_drops_cells_gives_a_finding(reworked, names, content):
    data = reworked(">规章<", ">{%tc if number %}<")
    parts = unpacked(data)
    text = parts["word/document.xml"].replace(b"{{ disclosure.item_1.rules.in_force }}", b"{%tc endif %}")

    compiled, _ = compile_template(_zipped(parts | {"word/document.xml": text}), names, "t.docx")
    data, (finding,) = render(compiled, content)

    assert data is None
    assert (finding.code, finding.exit_code) == ("E307", 5)
    assert "word/document.xml" in finding.message.en
    assert "table 1, row 3: it has no cell" in finding.message.en


def test_a_cell_in_which_nothing_is_printed_still_has_a_paragraph(reworked, names, saying):
    template, _ = compile_template(reworked("规章", "{{p problems }}"), names, "t.docx")

    data, found = render(template, saying(narratives={"problems": ()}))

    assert found == ()
    assert Document(io.BytesIO(data)).tables[0].cell(2, 0).text == ""


@pytest.mark.parametrize(
    ("signature", "date", "indents"),
    [
        ("罗平县人民政府办公室", "2022年1月20日", (628, 738)),
        ("财政局", "2022年1月20日", (2716, 628)),
        ("一二三四五六七八九十一二三四五六", "二〇二二年", (628, 3454)),
    ],
)
def test_signature_and_date_stand_as_the_standard_says(read, signature, date, indents):
    lines = read(signature=signature, date=date).paragraphs[-2:]

    assert tuple(int(line._p.pPr.ind.get(f"{W}right")) for line in lines) == indents


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("罗平县2021年政府信息公开工作年度报告", None),
        ("罗平县人民政府2021年政府信息公开工作年度报告", "罗平县人民政府2021年政府"),
        ("罗平县罗雄街道办事处2021年政府信息公开工作年度报告", "罗平县罗雄街道办事处2021年"),
        ("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", None),
    ],
)
def test_a_title_of_two_lines_breaks_between_words(read, title, lines):
    paragraph = read(title=title).paragraphs[0]
    indent = int(paragraph._p.pPr.ind.get(f"{W}left"))
    room = (8845 - 2 * indent) / 440

    assert paragraph.text == title
    assert int(paragraph._p.pPr.ind.get(f"{W}right")) == indent
    if lines is None:
        assert indent == 0
    else:
        assert len(lines) - 2 < room < len(lines)  # four digits are two ems, the gaps beside them a half


def _packed_parts(data: bytes) -> dict[str, tuple[int, int, bytes]]:
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for entry in package.infolist():
            begin = entry.header_offset + 30 + len(entry.filename.encode())
            found[entry.filename] = (entry.CRC, entry.file_size, data[begin : begin + entry.compress_size])
    return found


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()
