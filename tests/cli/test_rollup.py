"""`docgen rollup` as it is asked for: what is written, what is refused, and what is said of every unit."""

import json
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from docx import Document
from jsonschema import Draft202012Validator

from docgen.cli.answer import Host
from docgen.cli.dispatch import dispatched
from docgen.cli.misuse import MisuseError
from docgen.cli.result import as_json
from tests.command import docgen
from tests.projects import town, workbook, write_type
from tests.units import COUNTY, office, unit, write_units
from tests.workbooks import NEW, OLD, clean, edited, filled, read_in

NAMES = ["财政局", "教育局", "住建局"]


@pytest.fixture
def county(tmp_path, monkeypatch) -> Path:
    """A folder with the units' workbooks in 各局 and the office's own beside it; the working folder."""
    write_units(tmp_path / "各局", NAMES)
    (tmp_path / "县政府办.xlsx").write_bytes(filled(office()))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rolled_up(*words: str):
    """The exit code, and the entries that a host is told; the sum's is the first."""
    host = Host("zh")
    code = dispatched(["rollup", *words], host)
    result = json.loads(as_json(host.entries, "zh", whole=True))
    schema = json.loads(files("docgen.cli").joinpath("result.schema.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(result)] == []
    return code, host.entries


def codes(entry):
    return [finding.code for finding in entry.diagnostics if finding.severity == "error"]


def statuses(entries):
    return [(Path(entry.input).stem, entry.status, entry.exit_code) for entry in entries]


def spoil(path: Path, cell: str = "J6", value: object = 999) -> None:
    """A workbook whose totals do not agree any more."""
    path.write_bytes(edited(path.read_bytes(), lambda book: book["三、依申请公开"].__setitem__(cell, value)))


def test_the_units_become_one_workbook(county):
    code, (summed, *units) = rolled_up("各局", "-o", "全县.xlsx", "--own", "县政府办.xlsx")
    assert code == 0
    assert (summed.status, summed.output, summed.report, summed.unit) == ("written", "全县.xlsx", NEW, COUNTY)
    assert [(one.status, one.unit) for one in units] == [
        *(("checked", f"青禾县{name}") for name in sorted(NAMES)), ("checked", COUNTY),
    ]  # fmt: skip
    report = read_in((county / "全县.xlsx").read_bytes())
    every = [read_in(path.read_bytes()) for path in (*(county / "各局").iterdir(), county / "县政府办.xlsx")]
    for path, figure in report.figures.items():
        assert figure.value == sum(one.figures[path].value for one in every)


def test_the_county_report_is_printed_from_it_and_cites_the_sums(county):
    rolled_up("各局", "-o", "全县.xlsx", "--own", "县政府办.xlsx")
    host = Host("zh")
    assert dispatched(["render", "全县.xlsx"], host) == 0
    assert [d for d in host.entries[0].diagnostics if d.severity != "info"] == []
    document = Document(str(county / "全县.docx"))
    total = read_in((county / "全县.xlsx").read_bytes()).figures["applications.received.total"].printed
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "青禾县2024年政府信息公开工作年度报告"
    assert f"全县新收申请{total}件。" in texts
    assert document.tables[1].rows[3].cells[-1].text == total


@pytest.mark.parametrize("kind", [OLD, NEW])
def test_both_annual_types_are_summed(tmp_path, monkeypatch, kind):
    monkeypatch.chdir(tmp_path)
    write_units(tmp_path / "各局", NAMES, kind)
    (tmp_path / "own.xlsx").write_bytes(filled(office(kind)))
    code, (summed, *_) = rolled_up("各局", "-o", "全县.xlsx", "--own", "own.xlsx")
    assert (code, summed.report) == (0, kind)
    assert {d.code for d in summed.diagnostics} == {"U2"}


def test_a_type_without_python_is_summed_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    kind = write_type(tmp_path / "projects")
    monkeypatch.setenv("DOCGEN_REPORTS", str(kind))
    for n, name in enumerate("甲乙丙", 1):
        Path(f"{name}镇.xlsx").write_bytes(workbook(town(f"{name}镇", n)))
    Path("县.xlsx").write_bytes(workbook(town("子县", 4)))
    code, (summed, *_) = rolled_up("?镇.xlsx", "-o", "全县.xlsx", "--own", "县.xlsx")
    assert code == 0
    assert [d.code for d in summed.diagnostics] == ["W2"]
    assert dispatched(["render", "全县.xlsx"], Host("zh")) == 0
    (table,) = Document("全县.docx").tables
    ranks = [town("子县", 4)["tables"]["projects"][row]["rank"] for row in ("reservoirs", "canals", "total")]
    assert [row.cells[-1].text for row in table.rows[1:]] == list(map(str, ranks))


def test_a_roll_up_of_roll_ups_is_that_of_all(county):
    write_units(county / "东片", ["甲镇", "乙镇"])
    write_units(county / "西片", ["丙镇"])
    for name in ("东片", "西片"):
        data = office()
        data["fields"]["unit"] = name
        data["narratives"]["overview"].pop()
        for table in (data["tables"], data["fields"]):
            blank(table)
        Path(f"{name}办.xlsx").write_bytes(filled(data))
        code, _ = rolled_up(name, "-o", f"{name}.xlsx", "--own", f"{name}办.xlsx")
        assert code == 0
    assert rolled_up("东片.xlsx", "西片.xlsx", "-o", "两级.xlsx")[0] == 0
    assert rolled_up("西片", "东片", "-o", "一级.xlsx")[0] == 0
    two, one = (read_in((county / name).read_bytes()) for name in ("两级.xlsx", "一级.xlsx"))
    assert {p: f.value for p, f in two.figures.items()} == {p: f.value for p, f in one.figures.items()}


def blank(tree: dict) -> None:
    """Takes out every figure, and the fees of the cover."""
    for key, value in list(tree.items()):
        if isinstance(value, dict):
            blank(value)
        elif isinstance(value, int | float) and key != "year":
            del tree[key]


def test_every_unit_is_looked_at_before_anything_is_said(county):
    spoil(county / "各局/财政局.xlsx")
    (county / "各局/水利局.xlsx").write_bytes(b"")
    last = unit("青禾县民政局", 7)
    last["fields"]["year"] = 2023
    (county / "各局/民政局.xlsx").write_bytes(filled(last))
    shutil.copy(county / "各局/教育局.xlsx", county / "各局/教育局（改）.xlsx")
    code, (summed, *units) = rolled_up("各局", "-o", "全县.xlsx")
    assert code == 4
    assert (codes(summed), summed.status, summed.output) == (["E265"], "failed", None)
    assert {one.input: codes(one) for one in units if one.exit_code} == {
        "各局/财政局.xlsx": ["R1", "R2"],
        "各局/水利局.xlsx": ["E103"],
        "各局/民政局.xlsx": ["E263"],
        "各局/教育局（改）.xlsx": ["E261"],
    }
    assert {one.status for one in units if not one.exit_code} == {"checked"}
    assert not Path("全县.xlsx").exists()


def test_the_exit_code_is_the_highest_of_all(county):
    (county / "各局/水利局.xlsx").write_bytes(b"%PDF-1.7")
    assert rolled_up("各局", "-o", "全县.xlsx")[0] == 3
    assert rolled_up("各局", "没有的.xlsx", "-o", "全县.xlsx")[0] == 3
    spoil(county / "各局/财政局.xlsx")
    assert rolled_up("各局", "-o", "全县.xlsx")[0] == 4
    assert not Path("全县.xlsx").exists()


def test_another_report_type_and_another_version_are_refused(county):
    (county / "各局/旧表.xlsx").write_bytes(filled(clean(OLD)))
    code, (_, *units) = rolled_up("各局", "-o", "全县.xlsx")
    assert code == 4
    assert [one.input for one in units if codes(one) == ["E262"]] == ["各局/旧表.xlsx"]


def test_a_file_that_two_paths_name_is_given_twice(county):
    code, (_, *units) = rolled_up("各局", "各局/教育局.xlsx", "-o", "全县.xlsx")
    assert code == 4
    assert [codes(one) for one in units] == [[], [], [], ["E261"]]


def test_the_offices_own_workbook_among_the_units_is_given_twice(county):
    shutil.copy(county / "县政府办.xlsx", county / "各局")
    code, entries = rolled_up("各局", "-o", "全县.xlsx", "--own", "县政府办.xlsx")
    assert code == 4
    assert codes(entries[-1]) == ["E261"]


def test_an_own_workbook_that_cannot_be_read_stops_it(county):
    code, entries = rolled_up("各局", "-o", "全县.xlsx", "--own", "没有.xlsx")
    assert code == 3
    assert statuses(entries)[-1] == ("没有", "failed", 3)
    assert not Path("全县.xlsx").exists()


def test_an_own_workbook_with_errors_in_its_figures_stops_it(county):
    spoil(county / "县政府办.xlsx")
    code, entries = rolled_up("各局", "-o", "全县.xlsx", "--own", "县政府办.xlsx")
    assert (code, codes(entries[-1]), codes(entries[0])) == (4, ["R1", "R2"], ["E265"])


def test_a_text_that_contradicts_the_sum_stops_it_and_is_said_once(county):
    data = office()
    data["narratives"]["overview"].append({"text": "全年收到政府信息公开申请3件。"})
    (county / "县政府办.xlsx").write_bytes(filled(data))
    code, (summed, *units) = rolled_up("各局", "-o", "全县.xlsx", "--own", "县政府办.xlsx")
    assert (code, codes(summed), [codes(one) for one in units]) == (4, ["N1"], [[], [], [], []])
    assert not Path("全县.xlsx").exists()


def test_an_existing_file_is_replaced_only_by_force(county):
    Path("全县.xlsx").write_bytes(b"old")
    code, (summed, *_) = rolled_up("各局", "-o", "全县.xlsx")
    assert (code, codes(summed), Path("全县.xlsx").read_bytes()) == (6, ["E403"], b"old")
    assert rolled_up("各局", "-o", "全县.xlsx", "--force")[0] == 0
    assert Path("全县.xlsx").read_bytes() != b"old"


@pytest.mark.parametrize("over", ["各局/教育局.xlsx", "县政府办.xlsx"])
def test_an_input_is_never_written_over(county, over):
    before = (county / over).read_bytes()
    code, (summed, *_) = rolled_up("各局", "-o", over, "--own", "县政府办.xlsx", "--force")
    assert (code, codes(summed), (county / over).read_bytes()) == (6, ["E409"], before)


def test_a_name_that_was_lost_on_its_way_is_not_written_to(county):
    code, (summed, *_) = rolled_up("各局", "-o", "????.xlsx")
    assert (code, codes(summed)) == (6, ["E114"])
    assert sorted(path.name for path in county.iterdir()) == ["县政府办.xlsx", "各局"]


def test_more_units_than_one_sum_takes_are_not_read(county, monkeypatch):
    monkeypatch.setattr("docgen.cli.rollup.MOST", 2)
    code, (summed, *units) = rolled_up("各局", "-o", "全县.xlsx")
    assert (code, codes(summed), len(units)) == (7, ["E111"], 2)


@pytest.mark.parametrize("nowhere", ["", "没有/全县.xlsx", "各局"])
def test_a_place_that_cannot_be_written_is_said(county, nowhere):
    code, (summed, *_) = rolled_up("各局", "-o", nowhere, "--force")
    assert (code, summed.status, summed.output, codes(summed)) == (6, "failed", None, ["E401"])


def test_strict_makes_errors_of_warnings_of_units_and_of_the_sum(county):
    code, (summed, *units) = rolled_up("各局", "-o", "全县.xlsx", "--strict")
    assert (code, summed.status, {one.status for one in units}) == (4, "failed", {"checked"})
    assert not Path("全县.xlsx").exists()


def test_without_own_the_year_is_filled_in_and_the_rest_of_the_cover_left_blank(county):
    code, (summed, *_) = rolled_up("各局", "-o", "全县.xlsx")
    assert code == 0
    assert [d.code for d in summed.diagnostics if d.severity == "info"] == ["E266"]
    fields = read_in((county / "全县.xlsx").read_bytes()).fields
    filled_in = {key: value.text for key, value in fields.items() if value.text}
    assert filled_in.pop("year") == "2024"
    assert set(filled_in) == {"fee_notices", "fee_notified", "fee_received"}


def test_a_process_says_the_sum_first_and_the_errors_of_all_before_the_warnings_of_any(county):
    spoil(county / "各局/财政局.xlsx")
    fees = edited(
        (county / "各局/住建局.xlsx").read_bytes(), lambda book: book["封面"].__setitem__("B14", 900)
    )
    (county / "各局/住建局.xlsx").write_bytes(fees)
    ran = docgen("rollup", "各局", "-o", "全县.xlsx")
    lines = ran.stderr.decode().splitlines()
    assert (ran.returncode, ran.stdout) == (4, b"")
    assert lines[0].startswith("全县.xlsx: 错误[E265] 没有汇总，也没有写文件：1 个工作簿没有通过")
    assert [line.partition(" ")[2][:2] for line in lines] == ["错误", "错误", "错误", "警告"]


def test_stdout_has_the_path_or_the_bytes_and_nothing_else(county):
    ran = docgen("rollup", "各局", "-o", "全县.xlsx")
    assert (ran.returncode, ran.stdout.decode()) == (0, "全县.xlsx\n")
    piped = docgen("rollup", "各局", "-o", "-")
    assert piped.stdout == (county / "全县.xlsx").read_bytes()


def test_json_has_an_entry_for_the_sum_and_one_for_each_unit(county):
    ran = docgen("rollup", "各局", "-o", "全县.xlsx", "--json", "--result", "结果.json")
    result = json.loads(ran.stdout)
    assert ran.stderr == b""
    assert [entry["status"] for entry in result["results"]] == ["written", "checked", "checked", "checked"]
    caution = next(d for d in result["results"][0]["diagnostics"] if d["code"] == "U2")
    assert [cell.get("file") for cell in caution["cells"]] == [
        None, *(f"各局/{name}.xlsx" for name in sorted(NAMES)),
    ]  # fmt: skip
    assert json.loads(Path("结果.json").read_bytes())["results"][0]["output"] == "全县.xlsx"


def test_a_request_asks_for_it_too(county):
    request = {"method": "rollup", "inputs": ["各局"], "output": "全县.xlsx", "own": "县政府办.xlsx"}
    Path("请求.json").write_text(json.dumps(request), encoding="utf-8")
    assert docgen("--request", "请求.json").returncode == 0
    assert Path("全县.xlsx").exists()


def test_bytes_and_json_do_not_share_stdout(county):
    with pytest.raises(MisuseError):
        rolled_up("各局", "-o", "-", "--json")


def test_the_result_is_not_written_over_the_offices_own_workbook(county):
    with pytest.raises(MisuseError):
        rolled_up("各局", "-o", "全县.xlsx", "--own", "县政府办.xlsx", "--result", "县政府办.xlsx")


def test_a_folder_without_workbooks_is_nothing_to_sum(county):
    (county / "空").mkdir()
    code, (summed, one) = rolled_up("空", "-o", "全县.xlsx")
    assert (code, codes(summed), codes(one)) == (3, ["E265"], ["E115"])
