"""What is said of a sum: what may be counted twice, what no cell holds, totals that do not follow, lines left blank."""

from decimal import Decimal

from docgen.diagnostics import worst
from docgen.pipeline import examine
from docgen.records import replace
from docgen.report.rollup import roll_up as summed
from docgen.rollup import office_in, roll_up, unit_in
from docgen.rules.sums import check_sums
from tests.projects import projects, town, workbook, write_type
from tests.units import office, unit
from tests.workbooks import edited, filled

RULES, DOCUMENTS = (
    "disclosure.item_1.rules.issued",
    "disclosure.item_1.normative_documents.issued",
)


def handed_in(*datas, report=None):
    found = [unit_in(filled(data), f"{n}.xlsx", report)[1] for n, data in enumerate(datas, 1)]
    return [one for one in found if one]


def changed(one, path, value):
    """The unit with another figure."""
    return replace(one, figures={**one.figures, path: replace(one.figures[path], value=Decimal(value))})


def codes(found):
    return [finding.code for finding in found]


def test_what_several_units_issued_may_be_counted_twice_and_their_cells_are_named():
    units = handed_in(unit("甲局", 1), unit("乙局", 2))
    _, found = roll_up(units)
    cautions = [finding for finding in found if finding.code == "U2"]
    first = next(finding for finding in cautions if finding.places[0].path == DOCUMENTS)
    figures = [one.figures[DOCUMENTS].printed for one in units]
    assert first.severity == "warning"
    assert f"（甲局 {figures[0]}、乙局 {figures[1]}）" in first.message.zh
    assert first.places[0].address == "二、主动公开!B6"
    assert [(place.file, place.address) for place in first.places[1:]] == [
        ("1.xlsx", "二、主动公开!B6"), ("2.xlsx", "二、主动公开!B6"),
    ]  # fmt: skip
    assert not [finding for finding in cautions if finding.places[0].path == RULES]


def test_where_one_unit_alone_has_any_there_is_nothing_to_be_counted_twice():
    units = handed_in(unit("甲局", 1), unit("乙局", 2))
    rolled = summed([units[0], changed(units[1], DOCUMENTS, 0)], units[0].definition)
    places = [finding.places[0].path for finding in check_sums(rolled) if finding.code == "U2"]
    assert DOCUMENTS not in places


def test_the_office_may_say_that_nothing_is_double():
    def explain(book):
        for column, text in enumerate(("U2", None, "已逐个核对，没有联合制发的文件"), 1):
            book["出错说明"].cell(3, column).value = text

    own = edited(filled(office()), explain)
    reading, whose, _ = office_in(own, "own.xlsx")
    rolled, found = roll_up(handed_in(unit("甲局", 1)), reading, whose)
    cautions = [finding for finding in found if finding.code == "U2"]
    assert cautions
    assert all(finding.explained for finding in cautions)
    assert rolled.report.excuses[0].reason == "已逐个核对，没有联合制发的文件"


def test_a_sum_of_more_digits_than_a_cell_keeps_is_an_error():
    units = handed_in(unit("甲局", 1), unit("乙局", 2))
    path = "disclosure.item_8.fees.amount"
    wide = [changed(one, path, value) for one, value in zip(units, ("0.000001", "9999999999.5"), strict=True)]
    (finding,) = [f for f in check_sums(summed(wide, units[0].definition)) if f.code == "E267"]
    assert "9999999999.500001" in finding.message.zh


def test_more_details_than_a_workbook_may_hold_are_refused(monkeypatch):
    monkeypatch.setattr("docgen.rules.sums.CELLS", 300)
    units = handed_in(unit("甲局", 1), unit("乙局", 2))
    assert "E111" not in codes(roll_up(units[:1])[1])
    (finding,) = roll_up(units)[1]
    assert finding.code == "E111"
    assert (finding.severity, finding.exit_code) == ("error", 7)


def test_a_total_that_a_unit_explained_away_comes_to_light(tmp_path):
    kind = str(write_type(tmp_path / "projects"))

    def explain(book):
        book["工程情况"]["B6"] = 999
        for column, text in enumerate(("W1", None, "合计含一处在建的"), 1):
            book["出错说明"].cell(3, column).value = text

    _, one, found = unit_in(edited(workbook(town("甲镇", 1)), explain), "甲镇.xlsx", kind)
    assert not worst(found)
    _, two, _ = unit_in(workbook(town("乙镇", 2)), "乙镇.xlsx", kind)
    _, found = roll_up([one, two])
    (finding,) = [finding for finding in found if finding.is_error]
    assert (finding.code, finding.places[0].path) == ("E268", "projects.total.count")
    assert ("甲镇.xlsx", "工程情况!B6", "999") in [(p.file, p.address, p.value) for p in finding.places]


def test_units_that_leave_a_line_of_the_cover_blank_are_named():
    one, two = unit("甲局", 1), unit("乙局", 2)
    del two["fields"]["fee_notices"]
    _, found = roll_up(handed_in(one, two))
    (finding,) = [finding for finding in found if finding.code == "E269"]
    assert (finding.severity, finding.places[0].label) == ("warning", "发出信息处理费收费通知的件数")
    assert finding.message.zh.endswith("其中 1 个单位没有填：乙局")


def test_what_is_asked_because_of_a_cover_is_not_asked_of_the_offices_own_figures():
    data = office()
    for line in data["tables"]["applications"].values():
        wipe(line)
    _, _, found = office_in(filled(data), "own.xlsx")
    assert "N4" not in codes(found)
    assert "N4" in codes(examine(filled(data))[1])


def wipe(tree: dict) -> None:
    for key, value in tree.items():
        if isinstance(value, dict):
            wipe(value)
        else:
            tree[key] = 0


def test_without_the_offices_own_workbook_cover_and_text_are_not_judged():
    _, found = roll_up(handed_in(unit("甲局", 1)))
    assert codes(found) == ["E266"]


def test_a_text_is_held_against_the_sum_and_not_against_the_offices_own_figures():
    data = office()
    data["narratives"]["overview"].append({"text": "全年收到政府信息公开申请3件。"})
    reading, whose, found = office_in(filled(data), "县/own.xlsx")
    assert not worst(found)
    rolled, found = roll_up(handed_in(unit("甲局", 1)), reading, whose)
    (finding,) = [finding for finding in found if finding.code == "N1"]
    total = rolled.report.figures["applications.received.total"]
    assert finding.message.zh.startswith("[own.xlsx]一、总体情况!C5")
    assert finding.expected == total.printed
    assert {place.file for place in finding.places} == {"县/own.xlsx", "", "1.xlsx"}


def test_an_office_that_is_itself_a_unit_hands_in_no_figures(tmp_path):
    kind = str(write_type(tmp_path / "projects"))
    data = town("甲县", 3)
    for row in data["tables"]["projects"].values():
        row.update(dict.fromkeys(("count", "invested", "change")))
    data["tables"]["projects"].pop("total")
    data["fields"].pop("staff")
    reading, whose, found = office_in(workbook(data), "own.xlsx", kind)
    assert codes(found) == ["F4"]  # the rank of the total, which is the office's alone
    _, one, _ = unit_in(workbook(town("甲镇", 1)), "甲镇.xlsx", kind)
    rolled, _ = roll_up([one], reading, whose)
    assert [each.name for each in rolled.units] == ["甲镇"]
    assert rolled.report.figures["projects.canals.rank"].value is not None
    assert projects().id == rolled.definition.id


def test_an_office_that_fills_in_some_figures_fills_in_all():
    data = office()
    data["tables"]["applications"]["granted"]["natural_person"] = None
    _, _, found = office_in(filled(data), "own.xlsx")
    assert ("F4", "三、依申请公开!D8") in [(f.code, f.places[0].address) for f in found]
