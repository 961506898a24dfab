"""Lists read back from documents, ours and others'."""

import io
import json

import pytest
from docx import Document

from docgen.report.data import as_data
from docgen.report.paper.readback import read_document
from docgen.rules import check
from docgen.word.open import open_document
from tests import penalties
from tests.penalties import LINES, data, definition, document, report_of, workbook
from tests.workbooks import pruned


def from_paper(written: bytes):
    manuscript, found = open_document(written)
    assert manuscript, found
    report, found = read_document(manuscript, definition())
    return json.loads(json.dumps(as_data(report, definition()))), found


def from_workbook(made: bytes):
    return json.loads(json.dumps(as_data(report_of(made)[0], definition())))


@pytest.mark.parametrize(
    "more", [{}, {"reviews": [{"applicant": "甲", "result": "维持"}], "exhibits": [{"thing": "秤"}]}]
)
def test_a_printed_list_is_read_back_as_the_workbook_has_it(more):
    made = workbook(data(**more))
    back, found = from_paper(document(made))
    own = from_workbook(made)
    assert pruned(back["tables"]["penalties"]) == pruned(own["tables"]["penalties"])
    assert pruned(back["tables"].get("reviews", [])) == pruned(own["tables"]["reviews"])
    assert pruned(back["tables"].get("exhibits", [])) == pruned(own["tables"]["exhibits"])
    assert back["totals"] == {"penalties": {"fine": 43.7}}
    assert [one.code for one in found if one.severity == "error"] == []


def test_figures_on_paper_are_numbers_and_words_that_look_so_are_not():
    lines = [{**LINES[0], "party": "007", "matter": "12", "fine": 1200}]
    back, _ = from_paper(document(workbook(data(lines))))
    (line,) = back["tables"]["penalties"]
    assert (line["party"], line["matter"], line["fine"]) == ("007", "12", 1200)


def test_a_list_that_somebody_else_typed_is_read_by_its_heads():
    written = Document(io.BytesIO(document(workbook())))
    table = written.add_table(4, 2)
    for at, (one, other) in enumerate((("申请人", "复议结果"), ("甲", "维持"), ("乙", "撤销"), ("丙", ""))):
        table.cell(at, 0).text, table.cell(at, 1).text = one, other
    own = written.tables[2]._tbl
    own.getparent().remove(own)
    stream = io.BytesIO()
    written.save(stream)
    back, _ = from_paper(stream.getvalue())
    assert pruned(back["tables"]["reviews"]) == [
        {"applicant": "甲", "result": "维持"}, {"applicant": "乙", "result": "撤销"}, {"applicant": "丙"},
    ]  # fmt: skip


def test_a_list_that_is_missing_on_paper_is_named_unless_it_may_be():
    written = Document(io.BytesIO(document(workbook())))
    for table in written.tables[1:3]:
        table._tbl.getparent().remove(table._tbl)
    stream = io.BytesIO()
    written.save(stream)
    _, found = from_paper(stream.getvalue())
    assert [one.message.en for one in found if one.code == "E202"] == [
        "the document lacks the table “行政处罚决定明细”",
        "the document lacks the table “行政复议明细”",
    ]


def test_the_last_years_list_may_be_compared_with_by_its_count():
    text = f'{penalties.TOML}\n[[rules]]\ncode = "P7"\nseverity = "warning"\nformula = "count(penalties) >= count(last.penalties)"\n'
    before, _ = report_of(workbook(data([*LINES, LINES[0]])))
    now, _ = report_of(workbook(text=text), text)
    assert [one.code for one in check(now, definition(text), before) if one.code == "P7"] == ["P7"]
