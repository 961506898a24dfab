"""出错说明: what a unit explains stays in the result and blocks no longer; what must be put right cannot be explained."""

import pytest

from docgen.diagnostics import worst
from docgen.pipeline import examine, read
from tests.workbooks import NEW, clean, edited, filled


def excused(data: dict, *lines: tuple[str, str, str]) -> bytes:
    cells = {
        f"出错说明!{column}{row}": text or None
        for row, line in enumerate(lines, 3)
        for column, text in zip("ABC", line, strict=True)
    }
    return filled(data, cells)


def claiming(number: str = "999") -> dict:
    data = clean(NEW)
    data["narratives"]["overview"].append({"text": f"全年收到政府信息公开申请{number}件。"})
    return data


def of(code: str, workbook: bytes, last=None):
    return [finding for finding in examine(workbook, last=last)[1] if finding.code == code]


@pytest.mark.parametrize("cell", ["", "一、总体情况!C4", "C4", "narratives.overview.1"])
def test_an_explained_finding_stays_and_blocks_no_longer(cell):
    (finding,) = of("N1", excused(claiming(), ("N1", cell, "含网上重复提交的申请")))
    assert finding.severity == "error"
    assert finding.explained == "含网上重复提交的申请"
    assert worst([finding]) == worst([finding], strict=True) == 0


@pytest.mark.parametrize("line", [("N1", "C9", "说的是别的格子"), ("N2", "", "说的是别的代码")])
def test_a_line_that_speaks_of_something_else_explains_nothing(line):
    workbook = excused(claiming(), line)
    assert [finding.explained for finding in of("N1", workbook)] == [""]
    assert [finding.severity for finding in of("E225", workbook)] == ["info"]


def test_what_explains_a_rule_between_years_is_idle_only_where_last_year_is_given():
    workbook = excused(clean(NEW), ("X4", "", "去年未审结的案件今年都已撤回"))
    last, _ = read(filled(clean(NEW)))

    assert of("X4", workbook, last) == []
    assert [finding.severity for finding in of("E225", workbook, last)] == ["info"]
    assert of("E225", workbook) == []


def test_sums_and_figures_cannot_be_explained_away():
    data = clean(NEW)
    data["tables"]["applications"]["received"]["total"] += 1
    workbook = excused(data, ("R2", "", "系统里就是这个数"))
    assert all(not finding.explained for finding in of("R2", workbook))
    assert worst(examine(workbook)[1]) == 4
    assert [finding.places[0].cell for finding in of("E226", workbook)] == ["A3"]


def test_a_text_for_a_number_cannot_be_explained_though_it_is_a_warning():
    data = clean(NEW)
    data["tables"]["disclosure"]["item_1"]["rules"]["issued"] = "２"
    (finding,) = of("F5", excused(data, ("F5", "", "系统导出就是这样")))
    assert finding.explained == ""


@pytest.mark.parametrize("line", [("N1", "", ""), ("N1", "", "是的"), ("", "C4", "这里没有错，请放行")])
def test_a_line_that_is_not_whole_is_named_and_not_used(line):
    workbook = excused(claiming(), line)
    assert [finding.places[0].cell for finding in of("E227", workbook)] == ["A3"]
    assert [finding.explained for finding in of("N1", workbook)] == [""]


def test_a_workbook_without_the_sheet_is_read_as_ever():
    workbook = edited(filled(clean(NEW)), lambda book: book.remove(book["出错说明"]))
    assert worst(examine(workbook)[1], strict=True) == 0


def test_what_holds_between_years_may_be_explained():
    last, _ = read(filled(clean(NEW)))
    this = clean(NEW)
    this["fields"] |= {"year": 2025, "issued_on": "2026-01-20"}
    assert all(not finding.explained for finding in of("X1", filled(this), last))
    assert all(
        finding.explained for finding in of("X1", excused(this, ("X1", "", "去年漏报，已经更正")), last)
    )
