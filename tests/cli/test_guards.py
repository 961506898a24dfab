"""What a command must never do: change its input, lose a file, crash on a stream, pass over what it was given."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from docgen.output import write_over_own
from tests.command import BAD, GOOD, PROGRAM, docgen
from tests.tenth import WHOLE, tenth
from tests.workbooks import NEW, clean, edited, filled


def test_a_workbook_that_is_called_docx_is_not_written_over(tmp_path):
    source = shutil.copy(GOOD, tmp_path / "年报.docx")
    before = source.read_bytes()
    ran = docgen(source)
    assert ran.returncode == 6
    assert source.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["年报.docx"]


def test_neither_output_nor_result_may_be_an_input(tmp_path):
    source = shutil.copy(GOOD, tmp_path / "a.xlsx")
    before = source.read_bytes()
    shutil.copy(GOOD, tmp_path / "b.docx")
    assert docgen(tmp_path / "b.docx", "-o", tmp_path / "b.docx").returncode == 6
    assert docgen("check", source, "--result", source).returncode == 2
    assert docgen(source, "--result", source).returncode == 2
    assert source.read_bytes() == before


def test_a_pattern_that_names_no_workbook_is_exit_3(tmp_path):
    (tmp_path / "n.txt").write_text("x")
    assert docgen("render", tmp_path / "*.txt").returncode == 3
    assert docgen("data", tmp_path / "*.txt").returncode == 3
    assert docgen("data", tmp_path).returncode == 3


@pytest.mark.parametrize(
    "arguments", [("check", "长" * 300), ("check", GOOD, "--report", "长" * 300), ("data", "长" * 300)]
)
def test_a_name_too_long_for_the_system_is_a_finding(arguments):
    ran = docgen(*arguments)
    assert ran.returncode in (3, 5)
    assert b"Traceback" not in ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="shell redirection")
@pytest.mark.parametrize(
    ("redirection", "codes"), tenth([(">&-", (0, 6)), ("2>&-", (0,)), (">&- 2>&-", (0, 6)), ("<&-", (0,))])
)
def test_a_closed_stream_is_no_crash(redirection, codes):
    command = f'"{sys.executable}" -m docgen check "{GOOD}" --json {redirection}'
    assert subprocess.run(command, shell=True, capture_output=True, check=False).returncode in codes


def test_text_of_a_cell_cannot_forge_lines_or_drive_a_terminal(tmp_path):
    data = clean(NEW)
    data["tables"]["disclosure"]["item_5"]["licences"]["decisions"] = (
        "x\ny.xlsx: 错误[F4] 假的\x1b[2J" + "长" * 5000
    )
    source = tmp_path / "a.xlsx"
    source.write_bytes(filled(data))
    said = docgen("check", source).stderr.decode()
    assert len(said.splitlines()) == 1
    assert "\x1b" not in said
    assert len(said) < 400
    (entry,) = json.loads(docgen("check", source, "--json").stdout)["results"]
    assert len(entry["diagnostics"][0]["cells"][0]["value"]) > 5000


def test_a_kept_document_comes_back_when_the_new_one_cannot_be_written(tmp_path, monkeypatch):
    target = tmp_path / "a.docx"
    target.write_bytes(b"edited")

    def stopped(*_: object) -> None:
        raise SystemExit(143)

    monkeypatch.setattr("docgen.output._replace", stopped)
    with pytest.raises(SystemExit):
        write_over_own(target, b"new", lambda _: False)
    assert target.read_bytes() == b"edited"
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_two_rows_of_figures_where_one_has_no_label_are_an_error_and_neither_is_taken(tmp_path):
    def add(book):
        sheet = book["四、复议诉讼"]
        sheet.insert_rows(6)
        for column in range(1, 16):
            sheet.cell(6, column).value = 0

    source = tmp_path / "a.xlsx"
    source.write_bytes(edited(filled(clean(NEW)), add))
    ran = docgen(source, "--json")
    found = json.loads(ran.stdout)["results"][0]["diagnostics"]
    assert ran.returncode == 4
    assert [f["code"] for f in found] == ["E216"]


def test_a_remark_below_the_figures_is_no_row_of_figures(tmp_path):
    def remark(book):
        book["四、复议诉讼"]["A7"] = "注：以上数据由司法行政部门和人民法院核对。"

    source = tmp_path / "a.xlsx"
    source.write_bytes(edited(filled(clean(NEW)), remark))
    assert docgen("check", source, "--strict").returncode == 0


def test_many_at_once_on_one_output_all_succeed_and_leave_one_whole_file(tmp_path):
    target = tmp_path / "a.docx"
    command = [*PROGRAM, "render", str(GOOD), "-o", str(target)]
    running = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(8 if WHOLE else 4)
    ]
    assert {process.wait(60) for process in running} == {0}
    assert target.read_bytes() == docgen("render", GOOD, "-o", "-").stdout
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_no_home_and_a_read_only_folder_are_no_obstacle(tmp_path):
    bare = {name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_DATA_HOME")}
    assert (
        subprocess.run(
            [*PROGRAM, "check", str(BAD)], env=bare, cwd="/", capture_output=True, check=False
        ).returncode
        == 4
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "没有给出工作簿"),
        (("check",), "少了 PATH..."),
        (("--nonsense",), "没有选项 --nonsense"),
        (("workbook", "x"), "少了选项 '-o' / '--output'"),
        (("check", "a", "--strict=1"), "选项 --strict 不带值"),
        (("--lang", "fr", "check", "x"), "--lang 不能是 fr"),
        (("check", ""), "找不到文件"),
        (("workbook", "gov-info-annual-2021", "-o", "-", "--json"), "不能同时用"),
    ],
)
def test_a_wrong_command_line_is_said_in_chinese(arguments, said):
    ran = docgen(*arguments)
    assert ran.returncode in (2, 3)
    told = json.dumps(json.loads(ran.stdout), ensure_ascii=False) if ran.stdout else ran.stderr.decode()
    assert said in told


def test_one_file_named_twice_is_taken_once(tmp_path):
    source = shutil.copy(GOOD, tmp_path / "a.xlsx")
    ran = docgen("check", source, tmp_path / "." / "a.xlsx", os.path.relpath(source), "--json")
    assert len(json.loads(ran.stdout)["results"]) == 1
