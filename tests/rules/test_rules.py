"""The rules over figures: each raised where it must be, and nowhere else."""

from copy import deepcopy

import pytest

from tests.samples import figures
from tests.workbooks import NEW, OLD, brief, clean, edited, filled, found_in

T2, T3, T4 = "二、主动公开", "三、依申请公开", "四、复议诉讼"


def with_tables(report: str, change) -> bytes:
    data = clean(report)
    change(data["tables"])
    return filled(data)


def findings(report: str, change) -> list[tuple[str, str]]:
    return brief(found_in(with_tables(report, change)))


def test_the_seed_is_named_where_it_is_wrong_and_nowhere_else():
    data = clean(OLD)
    data["tables"] = deepcopy(figures.LUOPING_AS_FOUND)
    relabelled = edited(filled(data), lambda book: book[T2].__setitem__("A5", "规范"))
    assert brief(found_in(relabelled)) == [
        ("F2", f"{T2}!A5"),
        ("F11", f"{T2}!C9"),
        ("F11", f"{T2}!C13"),
        ("F5", f"{T2}!C20"),
        ("R3", f"{T3}!D27"),
        ("R3", f"{T3}!J27"),
        ("R3b", f"{T3}!D8"),
        ("R3b", f"{T3}!J8"),
        ("R8", f"{T3}!J24"),
    ]


def test_expected_and_actual_are_those_of_the_total():
    data = clean(OLD)
    data["tables"] = deepcopy(figures.LUOPING_AS_FOUND)
    finding = next(d for d in found_in(filled(data)) if d.code == "R3")
    assert (finding.expected, finding.actual) == ("4", "1")
    assert finding.message.zh.startswith("三、依申请公开!D27（（七）总计，自然人）应为 4，填的是 1")
    assert {place.cell[0] for place in finding.places} == {"D"}


def test_r1_alone_when_what_came_in_is_not_what_went_out():
    def change(tables):
        for who in ("natural_person", "total"):
            tables["applications"]["received"][who] += 1

    assert findings(NEW, change) == [("R1", f"{T3}!D29"), ("R1", f"{T3}!J29")]


def test_r2_alone_when_a_row_does_not_add_up():
    def change(tables):
        tables["applications"]["carried_in"]["natural_person"] += 1
        tables["applications"]["carried_out"]["natural_person"] += 1

    assert findings(NEW, change) == [("R2", f"{T3}!J7"), ("R2", f"{T3}!J30")]


def test_r3_alone_when_the_results_do_not_add_up():
    def change(tables):
        for who in ("business", "total"):
            tables["applications"]["granted"][who] += 1

    assert findings(NEW, change) == [("R3", f"{T3}!E29"), ("R3", f"{T3}!J29")]


def test_r4_alone_for_each_of_its_three_blocks():
    def change(tables):
        for block in tables["reviews"]["cases"].values():
            block["total"] += 2

    assert findings(NEW, change) == [("R4", f"{T4}!E6"), ("R4", f"{T4}!J6"), ("R4", f"{T4}!O6")]


def test_r3b_is_one_finding_a_column_with_every_result_that_exceeds():
    def change(tables):
        table = tables["applications"]
        for key in ("received", "carried_in", "total", "carried_out"):
            table[key]["legal_service"] = 0

    (finding,) = [d for d in found_in(with_tables(NEW, change)) if d.code == "R3b"]
    assert finding.places[0].path == "applications.granted.legal_service"
    assert finding.expected == "0"
    assert len([place for place in finding.places if place.value not in ("0", None)]) >= 3


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("item_5.licences.decisions", 1.5, "R5"),
        ("item_5.licences.decisions", -3, "R5"),
        ("item_8.fees.amount", 1.1234567, "R5"),
        ("item_8.fees.amount", -0.5, "R5"),
    ],
)
def test_a_figure_that_its_measure_forbids_is_one_finding(path, value, code):
    def change(tables):
        block, row, column = path.split(".")
        tables["disclosure"][block][row][column] = value

    assert [found for found, _ in findings(NEW, change)] == [code]


@pytest.mark.parametrize("value", [0, 0.000001, 123456.789, "0.50"])
def test_money_may_have_six_decimals(value):
    def change(tables):
        tables["disclosure"]["item_8"]["fees"]["amount"] = value

    assert [code for code, _ in findings(NEW, change)] == (["F5"] if isinstance(value, str) else [])


def test_only_a_change_may_be_negative():
    def change(tables):
        tables["disclosure"]["item_5"]["licences"]["change"] = -5
        tables["disclosure"]["item_5"]["licences"]["previous_items"] = -5

    assert findings(OLD, change) == [("R5", f"{T2}!B9"), ("R6", f"{T2}!B9")]


def test_a_rule_that_touches_an_unreadable_cell_is_silent():
    def change(tables):
        tables["applications"]["granted"]["natural_person"] = "三件"

    assert findings(NEW, change) == [("F5", f"{T3}!D8")]


def test_ten_faults_are_ten_findings_and_no_eleventh():
    def change(tables):
        tables["disclosure"]["item_5"]["licences"]["decisions"] = "若干"  # F5
        tables["disclosure"]["item_6"]["penalties"]["decisions"] = None  # F4
        tables["disclosure"]["item_6"]["coercion"]["decisions"] = (
            "—12"  # F11, R5: a dash and a count below nought
        )
        tables["disclosure"]["item_1"]["rules"]["issued"] = 1.5  # R5
        tables["disclosure"]["item_1"]["rules"]["in_force"] = "１４"  # F5, warning
        tables["disclosure"]["item_8"]["fees"]["amount"] = "18,604.37"  # F5, warning
        tables["reviews"]["cases"]["reconsideration"]["total"] += 1  # R4
        for who in ("research", "total"):
            tables["applications"]["received"][who] += 1  # R1 twice

    def shown(book):
        book[T2]["B8"].number_format = "0%"
        book[T2]["D6"].number_format = "yyyy-mm-dd"  # F13

    data = edited(with_tables(NEW, change), shown)
    assert sorted(found for found, _ in brief(found_in(data))) == sorted(
        ["F5", "F4", "F11", "R5", "R5", "F5", "F5", "R4", "R1", "R1", "F13"]
    )


def test_a_figure_shown_otherwise_than_stored_names_both_readings():
    data = edited(filled(clean(NEW)), lambda book: setattr(book[T2]["B16"], "number_format", "0"))
    (finding,) = found_in(data)
    assert (finding.code, finding.severity) == ("F13", "warning")
    assert "显示为 18604，" in finding.message.zh
    assert "18604.37" in finding.message.zh


@pytest.mark.parametrize("report", [OLD, NEW])
@pytest.mark.parametrize("number", [0, 7, 999_999_999])
def test_reports_of_equal_figures_that_add_up_are_clean(report, number):
    data = clean(report)
    table = data["tables"]["applications"]

    def fill(tree, value):
        for key, below in tree.items():
            if isinstance(below, dict):
                fill(below, value)
            else:
                tree[key] = value

    fill(table, 0)
    table["received"]["business"] = table["received"]["total"] = number
    table["carried_out"]["business"] = table["carried_out"]["total"] = number
    assert brief(found_in(filled(data))) == []
