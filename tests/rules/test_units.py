"""Whether reports may be summed: each unit once, all of one type, version and year."""

from docgen.records import replace
from docgen.report.rollup import Unit, unit_of
from docgen.rules.units import odd_units
from tests.units import unit
from tests.workbooks import NEW, OLD, definition, filled, read_in


def handed_in(name: str, file: str, *, report: str = NEW, year: str = "2024", version: int = 1) -> Unit:
    data = unit(name, 1, report)
    data["fields"]["year"] = year
    contents = read_in(filled(data))
    return unit_of(contents, definition(report), file, version, file.encode())


def found(*units: Unit) -> list[list[str]]:
    return [[f"{finding.code} {finding.message.zh}" for finding in findings] for findings in odd_units(units)]


def test_units_of_one_type_version_and_year_are_summed():
    assert found(handed_in("甲局", "a"), handed_in("乙局", "b"), handed_in("丙局", "c", year="2024年")) == [
        [], [], [],
    ]  # fmt: skip


def test_one_name_on_two_covers_is_one_unit_however_it_is_spaced():
    (first, second) = found(handed_in("青禾县财政局", "a.xlsx"), handed_in("青禾县 财政局", "b.xlsx"))
    assert first == []
    assert second == ["E261 封面!B4（填报单位）是“青禾县 财政局”，a.xlsx 也是这个单位的，同一个单位给了两次"]  # fmt: skip


def test_the_same_bytes_under_two_names_are_named_once_and_not_as_two_units_of_one_name():
    one = handed_in("甲局", "a.xlsx")
    (_, second) = found(one, replace(one, file="b.xlsx"))
    assert second == ["E261 这个工作簿和 a.xlsx 一个字也不差，同一份给了两次"]


def test_the_one_that_differs_is_named_and_not_the_many_even_where_it_comes_first():
    (first, *rest) = found(
        handed_in("甲局", "a", year="2023"), handed_in("乙局", "b"), handed_in("丙局", "c")
    )
    assert first == ["E263 封面!B6（报告年度）是“2023”，要汇总的是“2024”"]
    assert rest == [[], []]


def test_of_another_type_only_that_is_said():
    (_, _, third) = found(
        handed_in("甲局", "a"),
        handed_in("乙局", "b"),
        handed_in("丙局", "c", report=OLD, year="2020", version=7),
    )
    assert third == ["E262 这是“政府信息公开工作年度报告（2019 年格式）”，要汇总的是“政府信息公开工作年度报告（2021 年格式）”"]  # fmt: skip


def test_another_version_is_named_with_both():
    (_, _, third) = found(handed_in("甲局", "a"), handed_in("乙局", "b"), handed_in("丙局", "c", version=3))
    assert third == ["E264 这是第 3 版的工作簿，要汇总的是第 1 版"]


def test_nothing_at_all_may_be_given():
    assert found() == []
