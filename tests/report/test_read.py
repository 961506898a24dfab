"""Reading a filled-in workbook: by labels, whatever was inserted, moved, renamed or changed."""

import itertools
from copy import deepcopy

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.diagnostics import Place
from docgen.report.narrative import read_text
from tests.tenth import tenth
from tests.workbooks import NEW, OLD, brief, clean, edited, filled, found_in, opened, read_in

PLACE = Place("表", "C3")
TABLE_2, TABLE_3, TABLE_4 = "二、主动公开", "三、依申请公开", "四、复议诉讼"


def figures(data: bytes):
    report = read_in(data)
    return {path: figure.value for path, figure in report.figures.items()}


@pytest.fixture(params=[OLD, NEW])
def workbook(request):
    return filled(clean(request.param))


def moved(sheet: Worksheet, rows: int = 0, columns: int = 0) -> None:
    """Moves a whole sheet as Excel does when rows and columns are inserted before it, merges with it."""
    area = sheet.dimensions
    merges = [str(merge) for merge in sheet.merged_cells.ranges]
    for merge in merges:
        sheet.unmerge_cells(merge)
    sheet.move_range(area, rows=rows, cols=columns, translate=True)
    for merge in merges:
        bounds = sheet[merge][0][0], sheet[merge][-1][-1]
        sheet.merge_cells(
            start_row=bounds[0].row + rows,
            end_row=bounds[1].row + rows,
            start_column=bounds[0].column + columns,
            end_column=bounds[1].column + columns,
        )


def test_a_clean_workbook_has_no_finding(workbook):
    assert brief(found_in(workbook), infos=True) == []


@pytest.mark.parametrize(("rows", "columns"), [(7, 0), (0, 4), (3, 2)])
def test_moved_tables_are_read_as_before(workbook, rows, columns):
    def move(book: Workbook):
        for name in (TABLE_2, TABLE_3, TABLE_4):
            moved(book[name], rows, columns)

    again = edited(workbook, move)
    assert figures(again) == figures(workbook)
    assert brief(found_in(again)) == []


@pytest.mark.parametrize("row", tenth(range(3, 31, 3)))
def test_an_inserted_blank_row_does_no_harm(row):
    workbook = filled(clean(NEW))
    # openpyxl inserts the row but leaves the merges where they were: labels must be enough.
    again = edited(workbook, lambda book: book[TABLE_3].insert_rows(row))
    assert figures(again) == figures(workbook)
    assert brief(found_in(again)) == []


@pytest.mark.parametrize("column", tenth(range(1, 11)))
def test_an_inserted_blank_column_does_no_harm(column):
    workbook = filled(clean(OLD))
    again = edited(workbook, lambda book: book[TABLE_3].insert_cols(column))
    assert figures(again) == figures(workbook)
    assert brief(found_in(again)) == []


@pytest.mark.parametrize("sheet", [TABLE_2, TABLE_4])
def test_rows_and_columns_inserted_into_the_other_tables_do_no_harm(workbook, sheet):
    def insert(book: Workbook):
        book[sheet].insert_rows(5, 2)
        book[sheet].insert_cols(3)

    again = edited(workbook, insert)
    assert figures(again) == figures(workbook)
    assert brief(found_in(again)) == []


def test_renamed_and_reordered_sheets_are_read_rightly(workbook):
    def rename(book: Workbook):
        for number, sheet in enumerate(book.worksheets):
            sheet.title = f"Sheet{number}"
        book.move_sheet("Sheet5", offset=-4)

    again = edited(workbook, rename)
    assert figures(again) == figures(workbook)
    assert brief(found_in(again)) == []


def test_two_tables_on_one_sheet_are_both_found():
    data = filled(clean(NEW))

    def gather(book: Workbook):
        source, target = book[TABLE_4], book[TABLE_3]
        for row in source.iter_rows():
            for cell in row:
                if cell.value is not None:
                    target.cell(cell.row + 40, cell.column, cell.value)
        del book[TABLE_4]

    again = edited(data, gather)
    assert figures(again) == figures(data)
    assert brief(found_in(again)) == []


def test_swapped_columns_are_followed():
    data = filled(clean(NEW))

    def swap(book: Workbook):
        sheet = book[TABLE_3]
        for row in range(5, 31):
            a, b = sheet.cell(row, 5), sheet.cell(row, 6)
            a.value, b.value = b.value, a.value

    assert figures(edited(data, swap)) == figures(data)


@pytest.mark.parametrize(
    ("sheet", "cell", "path"),
    [
        (TABLE_2, "A6", "disclosure.item_1.normative_documents.issued"),
        (TABLE_3, "C12", "applications.denied.three_securities.total"),
        (TABLE_3, "A30", "applications.carried_out.total"),
        (TABLE_3, "E5", "applications.received.business"),
        (TABLE_3, "J4", "applications.received.total"),
        (TABLE_4, "C4", "reviews.cases.reconsideration.other"),
    ],
)
def test_a_changed_label_is_one_finding_and_its_figures_are_read(sheet, cell, path):
    data = filled(clean(NEW))
    again = filled(clean(NEW), {f"{sheet}!{cell}": "改了名"})
    assert brief(found_in(again)) == [("F2", f"{sheet}!{cell}")]
    assert figures(again) == figures(data)
    assert figures(again)[path] is not None


@pytest.mark.parametrize("report", [OLD, NEW])
def test_bracket_widths_and_white_space_in_labels_do_not_count(report):
    respaced = {"B8": "(一) 予以\n公开", "E5": "商业\n企业"}
    cells = {f"{TABLE_3}!{cell}": label for cell, label in respaced.items()}
    assert brief(found_in(filled(clean(report), {**cells, f"{TABLE_2}!A3": "第二十条 第(一)项　"}))) == []


def test_a_table_without_most_of_its_labels_is_missing_and_the_sheets_are_named(workbook):
    def wipe(book: Workbook):
        for row in book[TABLE_3].iter_rows(max_col=3):
            for cell in row:
                if type(cell).__name__ == "Cell":
                    cell.value = None

    (finding,) = [d for d in found_in(edited(workbook, wipe)) if d.is_error]
    assert finding.code == "E202"
    assert TABLE_3 in finding.message.zh


def test_a_missing_sheet_is_named_once(workbook):
    def remove(book: Workbook):
        del book[TABLE_4]
        del book["六、其他事项"]

    assert [d.code for d in found_in(edited(workbook, remove)) if d.is_error] == ["E202", "E203"]


def test_a_backup_copy_of_a_sheet_is_not_used_but_named(workbook):
    def copy(book: Workbook):
        other = book.copy_worksheet(book[TABLE_3])
        other.title = f"{TABLE_3} (2)"
        other["D6"].value = 999999

    again = edited(workbook, copy)
    assert figures(again) == figures(workbook)
    assert [d.code for d in found_in(again)] == ["E207"]


def test_two_tables_of_one_kind_under_other_names_are_an_error(workbook):
    def copy(book: Workbook):
        book.copy_worksheet(book[TABLE_3]).title = "甲"
        book[TABLE_3].title = "乙"

    assert [d.code for d in found_in(edited(workbook, copy)) if d.is_error] == ["E206"]


def test_an_added_row_with_figures_is_an_error_and_with_words_a_warning():
    data = filled(clean(NEW))

    def add(value):
        def edit(book: Workbook):
            book[TABLE_3].insert_rows(12)
            book[TABLE_3]["C12"].value = "9.属于其他"
            book[TABLE_3]["D12"].value = value

        return edit

    assert [(d.code, d.severity) for d in found_in(edited(data, add(2)))] == [("F1", "error")]
    assert [(d.code, d.severity) for d in found_in(edited(data, add("见附注")))] == [("F1", "warning")]


def test_a_merged_figure_is_named_at_the_cell_that_lost_its_figure(workbook):
    data = edited(workbook, lambda book: book[TABLE_3].merge_cells("E7:F7"))
    assert ("F4", f"{TABLE_3}!F7") in brief(found_in(data))


def test_hidden_rows_and_sheets_are_used_and_named(workbook):
    def hide(book: Workbook):
        book[TABLE_3].row_dimensions[9].hidden = True
        book[TABLE_4].sheet_state = "hidden"

    again = edited(workbook, hide)
    assert figures(again) == figures(workbook)
    assert brief(found_in(again)) == [("E217", f"{TABLE_3}!9:9"), ("E217", TABLE_4)]


def without_totals(report: str):
    data = clean(report)
    pruned = deepcopy(data)
    for _, row in walk(pruned["tables"]["applications"]):
        row.pop("total")
    pruned["tables"]["applications"].pop("total")
    for block in pruned["tables"]["reviews"]["cases"].values():
        block.pop("total")
    return data, pruned


def walk(tree, path=()):
    if "natural_person" in tree:
        yield path, tree
        return
    for key, below in tree.items():
        yield from walk(below, (*path, key))


@pytest.mark.parametrize("report", [OLD, NEW])
def test_totals_that_no_program_has_calculated_are_computed_from_the_definition(report):
    whole, without = without_totals(report)
    found = found_in(filled(without))
    assert {d.code for d in found} == {"E210"}
    assert all(d.severity == "info" for d in found)
    assert figures(filled(without)) == figures(filled(whole))


def test_formulas_that_moved_with_their_cells_are_still_ours():
    _, without = without_totals(NEW)
    data = edited(filled(without), lambda book: moved(book[TABLE_3], rows=5, columns=1))
    assert {d.code for d in found_in(data)} == {"E210"}


def test_a_foreign_formula_without_a_result_is_an_error_and_its_rules_are_silent():
    def replace(book: Workbook):
        book[TABLE_3]["D29"].value = "=SUM(D8:D27)"

    assert brief(found_in(edited(filled(clean(NEW)), replace))) == [("E209", f"{TABLE_3}!D29")]


def test_a_total_over_a_blank_is_not_a_second_fault():
    _, without = without_totals(NEW)
    without["tables"]["applications"]["granted"]["natural_person"] = None
    assert brief(found_in(filled(without))) == [("F4", f"{TABLE_3}!D8")]


def paragraphs(data: bytes, key: str = "overview"):
    report = read_in(data)
    return [(p.level, p.heading, p.text) for p in report.narratives[key]]


def with_rows(*rows: tuple[str | None, str | None, str | None], sheet: str = "一、总体情况") -> bytes:
    cells = {
        f"{sheet}!{column}{row}": text
        for row, texts in itertools.zip_longest(range(3, 9), rows, fillvalue=(None, None, None))
        for column, text in zip("ABC", texts, strict=True)
    }
    return filled(clean(NEW), cells)


def test_a_chosen_level_makes_a_row_literal():
    data = with_rows(("正文", None, "1.属于国家秘密的不予公开。"), ("（一）", "（三）项所列", "正文"))
    assert paragraphs(data)[:2] == [(0, "", "1.属于国家秘密的不予公开。"), (2, "（三）项所列", "正文")]


def test_levels_may_be_said_in_words_or_digits():
    data = with_rows(("二级标题", "甲", None), ("3", "乙", None), ("(1)", "丙", None))
    assert [level for level, _, _ in paragraphs(data)[:3]] == [2, 3, 4]


def test_an_unknown_level_is_named_with_its_cell():
    assert brief(found_in(with_rows(("五级", "甲", "乙")))) == [("E215", "一、总体情况!A3")]


def test_a_heading_without_level_or_number_is_named():
    assert brief(found_in(with_rows((None, "主动公开", "正文")))) == [("E215", "一、总体情况!B3")]


def test_a_typed_number_before_a_heading_tells_its_level():
    assert paragraphs(with_rows((None, "（一）主动公开", "全年公开。")))[0] == (2, "主动公开", "全年公开。")


def test_the_sections_own_heading_pasted_with_its_text_is_not_printed_twice():
    data = with_rows((None, None, "一、总体情况\n全年工作如下。"))
    assert paragraphs(data)[0] == (0, "", "全年工作如下。")
    assert brief(found_in(data)) == []


def test_a_renamed_heading_is_an_error_and_an_added_section_a_warning():
    renamed = with_rows((None, None, "一、工作总体情况"), ("正文", None, "甲。"))
    assert brief(found_in(renamed)) == [("F6", "一、总体情况!C3")]
    added = with_rows(("正文", None, "甲。"), (None, None, "二、下步打算"))
    assert [(d.code, d.severity) for d in found_in(added)] == [("F6", "warning")]


def test_another_sections_heading_in_the_wrong_sheet_is_an_error():
    data = with_rows(("正文", None, "甲。"), (None, None, "二、其他需要报告的事项"))
    assert [(d.code, d.severity) for d in found_in(data)] == [("F6", "error")]


@pytest.mark.parametrize(("sheet", "title"), [(TABLE_2, "二、主动公开情况"), (TABLE_4, "四、复议诉讼情况")])
def test_a_renamed_title_above_a_table_is_an_error_at_its_cell(sheet, title):
    again = filled(clean(NEW), {f"{sheet}!A1": title})
    assert brief(found_in(again)) == [("F6", f"{sheet}!A1")]


@pytest.mark.parametrize("title", [None, "政府信息公开", "二、主动公开 政府信息情况"])
def test_a_title_that_is_gone_or_spaced_or_has_no_number_is_no_fault(title):
    again = filled(clean(NEW), {f"{TABLE_2}!A1": title})
    assert brief(found_in(again)) == []


def test_a_changed_title_above_the_heads_is_an_error_at_its_cell():
    data = filled(clean(NEW), {"五、问题及改进!A1": "五、存在的问题"})
    assert brief(found_in(data)) == [("F6", "五、问题及改进!A1")]


def test_citations_are_resolved_and_unknown_ones_named():
    from docgen.report.compose import compose
    from tests.workbooks import definition

    data = with_rows(("正文", None, "收到〖新收·总计〗件，〖报告年度〗年。"))
    report = read_in(data)
    total = report.figures["applications.received.total"].printed
    assert compose(report, definition()).narratives["overview"][0].text == f"收到{total}件，2024年。"
    (finding,) = found_in(with_rows(("正文", None, "收到〖新收·合计〗件")))
    assert (finding.code, finding.places[0].address) == ("E213", "一、总体情况!C3")
    assert "〖新收·总计〗" in finding.hint.zh


def test_text_beside_the_columns_is_named_not_printed():
    data = edited(filled(clean(NEW)), lambda book: book["一、总体情况"].__setitem__("D3", "此段待核"))
    assert brief(found_in(data)) == [("E222", "一、总体情况!D3")]


def test_control_characters_are_named_with_their_cell():
    data = clean(NEW)
    data["narratives"]["overview"] = [{"text": "甲\x0b乙"}]
    assert brief(found_in(filled(data))) == [("E214", "一、总体情况!C3")]


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("unit", None, "E204"), ("year", None, "E204"), ("issued_on", None, "E204"),
        ("year", "二〇二四", "E205"), ("year", 20240, "E205"), ("issued_on", "2025-02-30", "E205"),
        ("issued_on", "近日", "E205"), ("level", "厅级", "E205"), ("fee_notices", "三", "E205"),
    ],
)  # fmt: skip
def test_a_field_that_is_missing_or_no_such_thing_is_named(key, value, found):
    data = clean(NEW)
    data["fields"][key] = value
    assert [code for code, _ in brief(found_in(filled(data)))] == [found]


@pytest.mark.parametrize("text", ["2025-01-22", "2025年1月22日", "2025/1/22", "2025.1.22"])
def test_dates_are_read_as_clerks_write_them(text):
    from docgen.report.compose import field_texts
    from tests.workbooks import definition

    data = clean(NEW)
    data["fields"]["issued_on"] = text
    report = read_in(filled(data))
    assert field_texts(report, definition())["date"] == "2025年1月22日"


def test_a_workbook_without_its_id_is_recognised_by_its_labels():
    from docgen.report.recognise import recognise
    from tests.workbooks import definition

    types = [definition(OLD), definition(NEW)]
    for report in (OLD, NEW):
        data = edited(filled(clean(report)), lambda book: book.custom_doc_props.props.clear())
        found, said = recognise(opened(data), types)
        assert (found.id if found else None, said) == (report, ())


def test_a_stranger_is_named_and_its_sheets_listed():
    book = Workbook()
    book.active.title = "工资表"
    book.active["A1"] = "姓名"
    from io import BytesIO

    target = BytesIO()
    book.save(target)
    (finding,) = found_in(target.getvalue())
    assert finding.code == "E201"
    assert "工资表" in finding.message.zh


@pytest.mark.parametrize(("version", "code", "exit_code"), [("0", "E211", 0), ("99", "E212", 5)])
def test_older_workbooks_are_read_and_newer_ones_refused(version, code, exit_code):
    def change(book: Workbook):
        next(prop for prop in book.custom_doc_props.props if prop.name == "docgen.version").value = version

    from docgen.diagnostics import worst

    found = found_in(edited(filled(clean(NEW)), change))
    assert code in [d.code for d in found]
    assert worst(found) == exit_code


def test_a_row_or_column_added_right_after_the_table_with_figures_is_an_error():
    def row(book: Workbook):
        book[TABLE_3]["A31"].value = "五、其他事项"
        book[TABLE_3]["D31"].value = 7

    def column(book: Workbook):
        book[TABLE_3]["K4"].value = "境外组织"
        book[TABLE_3]["K6"].value = 7

    assert brief(found_in(edited(filled(clean(NEW)), row))) == [("F1", f"{TABLE_3}!D31")]
    assert brief(found_in(edited(filled(clean(NEW)), column))) == [("F1", f"{TABLE_3}!K6")]


def test_a_stale_copy_of_a_narrative_is_never_used_silently():
    def copy(title: str):
        def edit(book: Workbook):
            other = book.copy_worksheet(book["一、总体情况"])
            other.title = title
            book.move_sheet(other, offset=-9)

        return edit

    data = edited(filled(clean(NEW)), copy("一、总体情况旧"))
    assert [d.code for d in found_in(data)] == ["E207"]
    assert paragraphs(data) == paragraphs(filled(clean(NEW)))

    def rename(book: Workbook):
        copy("甲")(book)
        book["一、总体情况"].title = "乙"

    assert [d.code for d in found_in(edited(filled(clean(NEW)), rename)) if d.is_error] == ["E206"]


@pytest.mark.parametrize("cell", ["H3", "D4", "Z20"])
def test_whatever_stands_beside_the_columns_is_named_a_number_too(cell):
    data = edited(filled(clean(NEW)), lambda book: book["一、总体情况"].__setitem__(cell, 5))
    assert brief(found_in(data)) == [("E222", f"一、总体情况!{cell}")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("收到〖新收·总计，件", ["E213"]),
        ("〖" + "长" * 80 + "〗", ["E213"]),
        ("见〖文号〗", ["E213"]),
        ("〖报告年度〗年", []),
    ],
)
def test_a_citation_prints_what_it_cites_or_is_named(text, codes):
    assert [d.code for d in found_in(with_rows(("正文", None, text)))] == codes


def test_thousands_of_sentences_in_a_cell_cost_no_time():
    import time

    started = time.process_time()
    list(read_text("。" * 32_767, PLACE))
    assert time.process_time() - started < 1


def swapped(sheet: Worksheet, one: int, other: int, columns: range) -> None:
    for column in columns:
        a, b = sheet.cell(one, column), sheet.cell(other, column)
        a.value, b.value = b.value, a.value


@pytest.mark.parametrize(("one", "other"), [(10, 12), (11, 13), (18, 20), (11, 19)])
def test_rows_that_changed_places_keep_their_own_figures(one, other):
    data = filled(clean(NEW))
    again = edited(data, lambda book: swapped(book[TABLE_3], one, other, range(3, 11)))
    assert figures(again) == figures(data)
    assert brief(found_in(again)) == []


def test_a_deleted_optional_line_of_the_cover_is_silent_wherever_it_stood():
    data = filled(clean(NEW))

    def cut(keep: int):
        def edit(book: Workbook):
            sheet = book["封面"]
            for row in range(4 + keep, sheet.max_row + 1):
                for column in range(1, 4):
                    sheet.cell(row, column).value = None

        return edit

    for keep in (4, 5, 8):
        assert brief(found_in(edited(data, cut(keep)))) == []


def test_a_deleted_last_row_is_a_lost_label_and_nothing_else():
    def cut(book: Workbook):
        for column in range(1, 11):
            if type(cell := book[TABLE_3].cell(30, column)).__name__ == "Cell":
                cell.value = None

    assert [d.code for d in found_in(edited(filled(clean(NEW)), cut))] == ["E216"]
