"""Lists as clerks leave them: found by their heads, as many lines as are filled in, every fault with its cell."""

import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from docgen.report.data import as_data
from tests import penalties
from tests.penalties import COLUMN, FIRST, LINES, definition, found_in, on_sheet, report_of, typed, workbook
from tests.tenth import few
from tests.workbooks import pruned


def back(content):
    report, _ = report_of(workbook(content))
    return json.loads(json.dumps(as_data(report, definition())))


def lines_of(made):
    report, _ = report_of(made)
    return as_data(report, definition())["tables"]["penalties"]


def test_a_filled_list_is_read_as_it_was_given_and_nothing_is_found():
    assert pruned(back(penalties.data())["tables"]) == pruned(penalties.data()["tables"])
    assert found_in(workbook()) == []


def test_every_value_keeps_its_cell_and_the_path_of_its_line():
    lines = report_of(workbook())[0].listings["penalties"]
    columns = {column.key: column for column in penalties_columns()}
    place = lines.place(columns["fine"], 2)
    assert (place.sheet, place.cell, place.path) == (penalties.SHEET, f"G{FIRST + 2}", "penalties.2.fine")
    assert place.label == "第3行，罚款（万元）"


def penalties_columns():
    from docgen.report.listing import columns_of

    (listing, *_) = definition().listings
    return columns_of(listing)


def test_blank_rows_in_between_are_passed_over():
    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(FIRST + 1, 3)
        sheet.cell(FIRST + 2, 4).value = "  "

    assert lines_of(workbook(edit=on_sheet(edit))) == lines_of(workbook())


def test_lines_far_below_the_others_are_read_and_warned_of():
    made = workbook(edit=typed(B60="应急管理局", D60="丁", G60=1, G5=44.7))
    assert len(lines_of(made)) == len(LINES) + 1
    assert ("E243", "B60") in found_in(made)


def test_the_sheet_may_be_renamed_columns_moved_and_rows_put_in_above():
    def edit(book):
        sheet = book[penalties.SHEET]
        sheet.title = "处罚"
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.move_range(f"A1:H{FIRST + 60}", rows=4, cols=2)

    assert lines_of(workbook(edit=edit)) == lines_of(workbook())


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("G7", None, "F4"),
        ("G7", "/", "F4"),
        ("G7", "3万元", "F5"),
        ("G7", "１２", "F5"),
        ("G7", "+3", "F11"),
        ("G7", "#REF!", "E208"),
        ("G7", "=1+1", "E209"),
        ("G7", -3, "R5"),
        ("G7", 0.125, "R5"),
        ("H7", "无", "F4"),
        ("B7", None, "E242"),
        ("D7", " ", "E242"),
        ("D7", "#N/A", "E208"),
        ("E7", "个人", "E205"),
        ("F7", "2025年2月30日", "E205"),
        ("F7", "昨天", "E205"),
        ("D7", "甲\u200b乙", "E214"),
    ],
)
def test_what_is_typed_wrongly_into_a_line_has_the_code_that_it_has_in_a_form(cell, value, code):
    found = found_in(workbook(edit=typed(**{cell: value})))
    assert (code, cell) in found
    assert not [other for other in found if other[1] == cell and other[0] != code]


def test_an_optional_figure_may_be_blank_and_prints_nothing():
    assert "paid" not in LINES[1]
    assert found_in(workbook()) == []


def test_a_date_format_on_a_figure_is_named_and_nothing_is_summed():
    def edit(sheet: Worksheet) -> None:
        sheet["G7"].number_format = "yyyy-mm-dd"

    assert found_in(workbook(edit=on_sheet(edit))) == [("F13", "G7")]


def test_the_total_below_the_lines_ends_them_and_what_follows_is_left_out():
    def edit(sheet: Worksheet) -> None:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.delete_rows(5)
        sheet.cell(9, 1).value, sheet.cell(9, 7).value = "合 计", 43.7
        sheet.cell(10, 4).value, sheet.cell(10, 7).value = "戊", 3

    made = workbook(edit=on_sheet(edit))
    assert len(lines_of(made)) == len(LINES)
    assert [one for one in found_in(made) if one[0] != "E243"] == [("F1", "G10")]


def test_a_total_that_is_not_the_sum_has_the_code_of_the_report_type():
    assert found_in(workbook(edit=typed(G5=43.8))) == [("P5", "G5")]


def test_a_second_total_and_rows_of_subtotals_are_no_lines():
    made = workbook(edit=typed(A10="合计", G10=43.7, B11="小计", G11=3))
    assert len(lines_of(made)) == len(LINES)
    assert [one for one in found_in(made) if one[0] == "F1"] == [("F1", "G10"), ("F1", "G11")]


def test_a_list_without_its_total_row_is_named():
    def edit(sheet: Worksheet) -> None:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.delete_rows(5)

    assert ("E216", "") in found_in(workbook(edit=on_sheet(edit)))


def test_heads_that_come_again_are_no_lines():
    def edit(sheet: Worksheet) -> None:
        for page in (10, 13):
            for row in (0, 1):
                for column in range(1, 9):
                    sheet.cell(page + row, column).value = sheet.cell(3 + row, column).value
            for column in range(1, 9):
                sheet.cell(page + 2, column).value = sheet.cell(FIRST, column).value

    made = workbook(edit=on_sheet(edit))
    assert [line["party"] for line in lines_of(made)] == [
        *(line["party"] for line in LINES),
        *["甲商贸有限公司"] * 2,
    ]
    assert {code for code, _ in found_in(made)} == {"P2", "P3"}


@pytest.mark.parametrize("remark", ["注：数据截至6月30日。", "填表人：王某"])
def test_a_remark_under_the_list_is_not_printed_and_said_so(remark):
    for cell in ("A12", "B12"):
        made = workbook(edit=typed(**{cell: remark}))
        assert len(lines_of(made)) == len(LINES)
        assert found_in(made) == [("F1", cell)]


def test_a_line_of_one_value_right_below_the_others_is_a_line():
    made = workbook(edit=typed(B10="应急管理局"))
    assert len(lines_of(made)) == len(LINES) + 1
    assert {one for one in found_in(made) if one[1].endswith("10")} == {("F4", "G10"), ("E242", "D10")}


def test_a_value_merged_over_several_lines_is_that_of_each():
    def edit(sheet: Worksheet) -> None:
        for row in (FIRST + 1, FIRST + 2):
            sheet.cell(row, 2).value = None
        sheet.merge_cells(f"B{FIRST}:B{FIRST + 2}")

    made = workbook(edit=on_sheet(edit))
    assert [line["office"] for line in lines_of(made)] == [line["office"] for line in LINES]
    assert found_in(made) == []
    lines = report_of(made)[0].listings["penalties"]
    office = penalties_columns()[1]
    assert lines.place(office, 2).cell == f"B{FIRST}"


def test_a_figure_merged_over_several_lines_is_named():
    def edit(sheet: Worksheet) -> None:
        sheet.cell(FIRST + 1, 7).value = None
        sheet.merge_cells(f"G{FIRST}:G{FIRST + 1}")

    assert found_in(workbook(edit=on_sheet(edit))) == [("F4", f"G{FIRST + 1}")]


def test_an_extra_column_is_named():
    made = workbook(edit=typed(I3="备注", I7="已执行"))
    assert found_in(made) == [("F1", "I7")]


def test_hidden_rows_are_named_run_by_run():
    def edit(sheet: Worksheet) -> None:
        for row in (FIRST, FIRST + 1, FIRST + 3):
            sheet.row_dimensions[row] = RowDimension(sheet, row, hidden=True)

    assert found_in(workbook(edit=on_sheet(edit))) == [
        ("E217", f"{FIRST}:{FIRST + 1}"),
        ("E217", f"{FIRST + 3}:{FIRST + 3}"),
    ]


def test_a_changed_head_is_named_and_a_lost_one_too():
    assert found_in(workbook(edit=typed(D4="当事人名称")))[0] == ("F2", "D4")


def test_a_list_that_must_have_a_line_and_has_none_is_named():
    assert ("E241", "") in found_in(workbook(penalties.data([])))


@pytest.mark.parametrize("said", [None, "无", " 没有 "])
def test_a_list_that_may_be_empty_may_say_so(said):
    content = penalties.data(reviews=[{"applicant": said}] if said else [])
    assert found_in(workbook(content)) == []
    assert report_of(workbook(content))[0].listings["reviews"].count == 0
    assert pruned(back(content)) == pruned(content)


def test_a_missing_list_is_named():
    def edit(book):
        del book[penalties.SHEET]

    found = found_in(workbook(edit=edit))
    assert found[0] == ("E202", "")


def test_lists_of_much_the_same_heads_do_not_take_each_others_sheets():
    twin = penalties.TOML.replace(
        '{ key = "thing", label = "物品", required = true }, { key = "count", label = "数量", kind = "number" }',
        '{ key = "thing", label = "申请人", required = true }, { key = "count", label = "复议结果" }',
    )
    content = penalties.data(reviews=[{"applicant": "甲"}], exhibits=[{"thing": "乙", "count": "丙"}])

    def edit(book):
        book["五、物品"].title = "改了名"

    report, found = report_of(workbook(content, edit, twin), twin)
    tables = as_data(report, definition(twin))["tables"]
    assert (tables["reviews"][0]["applicant"], tables["exhibits"][0]["thing"]) == ("甲", "乙")
    assert not [one for one in found if one.code in {"E206", "E207"}]


def test_a_list_that_is_there_twice_is_named():
    def edit(book):
        book.copy_worksheet(book[penalties.SHEET]).title = "备份"

    assert ("E207", "A3") in found_in(workbook(edit=edit))


def test_a_list_that_is_there_twice_on_one_sheet_is_named():
    def edit(sheet: Worksheet) -> None:
        for row in range(3, FIRST + 4):
            for column in range(1, 9):
                sheet.cell(row, column + 20).value = sheet.cell(row, column).value

    assert "E206" in {code for code, _ in found_in(workbook(edit=on_sheet(edit)))}


def test_lists_that_stand_below_each_other_on_one_sheet_end_where_the_next_begins():
    content = penalties.data(reviews=[{"applicant": "甲", "result": "维持"}])

    def edit(book):
        source = book[penalties.REVIEWS]
        for row in range(1, 5):
            for column in (1, 2):
                book[penalties.SHEET].cell(20 + row, column + 1).value = source.cell(row, column).value
        del book[penalties.REVIEWS]

    report, _ = report_of(workbook(content, edit))
    tables = as_data(report, definition())["tables"]
    assert [line["party"] for line in tables["penalties"]] == [line["party"] for line in LINES]
    assert pruned(tables["reviews"]) == content["tables"]["reviews"]


def test_a_hidden_sheet_is_named():
    def edit(sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden"

    assert found_in(workbook(edit=on_sheet(edit))) == [("E217", "")]


def test_nobody_misses_a_column_that_is_counted():
    def edit(sheet: Worksheet) -> None:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet["B5"] = "合计"
        sheet.delete_cols(1)
        for row in range(FIRST, FIRST + 60):
            sheet.cell(row, 8).value = None
        sheet["F5"] = 43.7

    assert found_in(workbook(edit=on_sheet(edit))) == []


def test_the_rules_over_each_line_name_the_line():
    assert found_in(workbook(edit=typed(H7=5))) == [("P4", "H7")]


def test_sums_and_counts_of_a_list_stand_in_formulas_beside_other_keys():
    content = penalties.data()
    content["tables"]["kinds"]["person"] = {"cases": 2, "amount": 0.3}
    assert found_in(workbook(content)) == [("P2", "B6"), ("P3", "C6")]


def test_a_claim_may_be_bound_to_the_number_of_lines():
    content = penalties.data()
    content["narratives"]["overview"] = [{"text": "全年作出处罚决定5件。"}]
    assert found_in(workbook(content)) == [("P6", "C3")]


SOME = st.one_of(
    st.none(),
    st.text(max_size=12).filter(lambda text: bool(text.strip()) and "\r" not in text),
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**6), 10**6, places=3, allow_nan=False).map(float),
)


@settings(
    max_examples=few(100), deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMN, SOME)), max_size=6))
def test_any_lines_come_back_word_for_word(lines):
    """But for what reads as no line at all: such rows have names of their own."""
    content = penalties.data()
    content["tables"]["penalties"] = lines
    assert pruned(back(content))["tables"].get("penalties", []) == pruned(lines)


def test_totals_come_back_as_they_were_given():
    for total in (43.7, "四十三", 99, "=1+1"):
        content = {**penalties.data(), "totals": {"penalties": {"fine": total}}}
        assert back(content)["totals"] == {"penalties": {"fine": total}}
    content = {**penalties.data(), "totals": {"penalties": {"fine": None}}}
    assert report_of(workbook(content))[0].figures["totals.penalties.fine"].cell is None


def many(count):
    """So many sound lines, and the same in another order."""
    lines = [{**LINES[number % 4], "party": f"当事人{number}"} for number in range(count)]
    random.Random(1).shuffle(lines)
    return lines


def test_thousands_of_lines_come_back():
    lines = many(few(10_000))
    assert back(penalties.data(lines))["tables"]["penalties"][len(lines) - 1]["party"] == lines[-1]["party"]
