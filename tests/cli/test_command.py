"""The command as a host calls it: its streams, its exit code (contract, section 2)."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from docx import Document

from docgen.diagnostics.finding import SEVERITIES
from tests.command import BAD, GOOD, INPUTS, PROGRAM, ROOT, docgen, process
from tests.proofs.interrupted import LISTENING


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with Chinese and blanks in its name, and one good workbook in it."""
    place = tmp_path / "年度 报告 (终稿)"
    place.mkdir()
    shutil.copy(GOOD, place / "年报.xlsx")
    return place


@pytest.mark.parametrize("command", [docgen, process])
def test_a_dropped_workbook_becomes_the_document_beside_it(folder, command):
    ran = command(folder / "年报.xlsx")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode() == f"{folder / '年报.docx'}\n"
    assert Document(str(folder / "年报.docx")).paragraphs[0].text == "青禾市2024年政府信息公开工作年度报告"
    assert sorted(path.name for path in folder.iterdir()) == ["年报.docx", "年报.xlsx"]


def test_the_input_is_never_changed(folder):
    before = (folder / "年报.xlsx").read_bytes()
    docgen(folder / "年报.xlsx")
    assert (folder / "年报.xlsx").read_bytes() == before


def test_errors_mean_exit_4_findings_on_stderr_and_no_document(tmp_path):
    source = shutil.copy(BAD, tmp_path / "年报.xlsx")
    ran = docgen(source)
    assert (ran.returncode, ran.stdout) == (4, b"")
    assert "三、依申请公开!D27（（七）总计，自然人）应为 4，填的是 1" in ran.stderr.decode()
    assert not (tmp_path / "年报.docx").exists()


def test_json_is_ascii_and_stderr_empty():
    ran = docgen("check", "--json", BAD)
    assert (ran.returncode, ran.stderr) == (4, b"")
    result = json.loads(ran.stdout.decode("ascii"))
    (entry,) = result["results"]
    assert (result["exit_code"], entry["exit_code"], entry["status"]) == (4, 4, "failed")
    severities = [finding["severity"] for finding in entry["diagnostics"]]
    assert severities == sorted(severities, key=SEVERITIES.index)
    found = next(f for f in entry["diagnostics"] if f["code"] == "R3")
    assert found["cells"][0] == {
        "sheet": "三、依申请公开", "cell": "D27", "path": "applications.total.natural_person", "value": "1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2), (("check",), 2), (("--nonsense", GOOD), 2), (("check", "--nonsense", GOOD), 2),
        (("workbook", "gov-info-annual-2021"), 2), (("nosuch.xlsx",), 3), (("check", ROOT / "README.md"), 3),
        (("check", GOOD), 0), (("check", BAD), 4), (("reports", "nosuch"), 5), (("check", GOOD, "--report", "nosuch"), 5),
        (("check", GOOD, BAD, "nosuch.xlsx"), 4), (("check", GOOD, "nosuch.xlsx"), 3),
    ],
)  # fmt: skip
def test_exit_codes(arguments, code):
    assert docgen(*arguments).returncode == code


@pytest.mark.parametrize(
    "arguments", [("check", GOOD), ("check", BAD, "--lang", "en"), ("--nonsense",), ("data", BAD), ("explain", "R3")]
)  # fmt: skip
def test_a_process_ends_and_says_as_the_command_in_this_one(arguments):
    assert process(*arguments) == docgen(*arguments)


def test_a_usage_error_with_json_is_json():
    ran = docgen("check", "--json", "--nonsense")
    assert (ran.returncode, ran.stderr) == (2, b"")
    assert json.loads(ran.stdout)["exit_code"] == 2


def test_a_workbook_on_stdin_gives_the_same_bytes_on_stdout(folder):
    docgen(folder / "年报.xlsx")
    ran = process("render", "-", "-o", "-", stdin=GOOD.read_bytes())
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout == (folder / "年报.docx").read_bytes()


def test_bytes_on_stdout_and_json_exclude_each_other():
    assert docgen("render", GOOD, "-o", "-", "--json").returncode == 2


def test_several_workbooks_do_not_fit_into_one_file(tmp_path):
    assert docgen(GOOD, BAD, "-o", tmp_path / "a.docx").returncode == 2


def test_a_folder_is_taken_without_lock_files_and_copies_and_one_bad_input_stops_no_other(folder):
    shutil.copy(BAD, folder / "坏.xlsx")
    shutil.copy(GOOD, folder / "年报.批注.xlsx")
    (folder / "~$年报.xlsx").write_bytes(b"x")
    (folder / "sub").mkdir()
    shutil.copy(GOOD, folder / "sub" / "乙.xlsx")
    ran = docgen(folder, "-o", folder / "out", "--json")
    entries = json.loads(ran.stdout)["results"]
    assert ran.returncode == 4
    assert [(Path(e["input"]).name, e["status"]) for e in entries] == [
        ("坏.xlsx", "failed"),
        ("年报.xlsx", "written"),
    ]
    assert [path.name for path in (folder / "out").iterdir()] == ["年报.docx"]
    assert docgen(folder, "-o", folder / "out", "--recursive").returncode == 4
    assert (folder / "out" / "sub" / "乙.docx").exists()


def test_a_pattern_the_shell_did_not_expand_is_expanded(folder):
    assert docgen("check", folder / "*.xlsx").returncode == 0


def test_a_name_turned_into_question_marks_is_explained(folder):
    shutil.copy(GOOD, folder / "ab.xlsx")
    ran = docgen("check", folder / "??.xlsx")
    assert ran.returncode == 3
    assert "LANG" in ran.stderr.decode()


def test_an_untouched_document_is_replaced_and_an_edited_one_kept(folder):
    target = folder / "年报.docx"
    assert docgen(folder / "年报.xlsx").returncode == 0
    assert docgen(folder / "年报.xlsx").stderr == b""
    edited = Document(str(target))
    edited.paragraphs[0].add_run("（改）")
    edited.save(str(target))
    kept = target.read_bytes()
    ran = docgen(folder / "年报.xlsx")
    assert ran.returncode == 0
    assert "年报.改动前.docx" in ran.stderr.decode()
    assert (folder / "年报.改动前.docx").read_bytes() == kept
    assert "（改）" not in Document(str(target)).paragraphs[0].text


def test_an_edited_document_named_by_o_is_replaced(folder):
    (folder / "x.docx").write_bytes(b"somebody's")
    assert docgen(folder / "年报.xlsx", "-o", folder / "x.docx").returncode == 0
    assert sorted(path.name for path in folder.iterdir()) == ["x.docx", "年报.xlsx"]


def test_other_outputs_are_replaced_only_by_force(tmp_path):
    target = tmp_path / "blank.xlsx"
    assert docgen("workbook", "gov-info-annual-2021", "-o", target).returncode == 0
    assert docgen("workbook", "gov-info-annual-2021", "-o", target).returncode == 6
    assert docgen("workbook", "gov-info-annual-2021", "-o", target, "--force").returncode == 0


def test_an_output_that_cannot_be_written_is_exit_6(tmp_path):
    assert docgen("workbook", "gov-info-annual-2021", "-o", tmp_path / "no" / "a.xlsx").returncode == 6
    assert docgen(GOOD, "-o", "/proc/a.docx").returncode == 6


def test_strict_makes_warnings_errors(tmp_path):
    from tests.workbooks import NEW, clean, filled

    data = clean(NEW)
    data["tables"]["disclosure"]["item_5"]["licences"]["decisions"] = "12"
    source = tmp_path / "a.xlsx"
    source.write_bytes(filled(data))
    assert docgen("check", source).returncode == 0
    assert docgen("check", source, "--strict").returncode == 4
    assert docgen(source, "--strict").returncode == 4
    assert not (tmp_path / "a.docx").exists()


def test_stderr_off_a_terminal_is_bounded_and_the_result_file_whole(tmp_path):
    blank = INPUTS / "gov-info-annual-2021/blank.xlsx"
    ran = docgen("check", blank, "--result", tmp_path / "r.json")
    lines = ran.stderr.decode().splitlines()
    assert len(lines) <= 20
    assert len(ran.stderr) <= 3500
    assert "另有" in lines[-1]
    whole = json.loads((tmp_path / "r.json").read_text())["results"][0]
    short = json.loads(docgen("check", blank, "--json").stdout)
    assert len(whole["diagnostics"]) > 100
    assert (len(short["results"][0]["diagnostics"]), short["truncated"]) == (40, True)
    assert short["results"][0]["omitted"] == len(whole["diagnostics"]) - 40


def test_messages_are_english_on_request_and_codes_the_same():
    chinese, english = docgen("check", BAD), docgen("check", BAD, "--lang", "en")
    assert b"should be 4" in english.stderr
    assert docgen("check", BAD, DOCGEN_LANG="en").stderr == english.stderr
    assert chinese.stderr != english.stderr


@pytest.mark.parametrize(
    "setting", [{"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "gbk"}]
)
def test_streams_are_utf8_whatever_the_locale(folder, setting):
    ran = process(folder / "年报.xlsx", **setting)
    assert ran.returncode == 0
    assert ran.stdout.decode("utf-8").endswith("年报.docx\n")


def test_data_is_json_in_ascii_and_says_what_was_typed():
    ran = docgen("data", BAD)
    assert ran.returncode == 0
    tables = json.loads(ran.stdout.decode("ascii"))["tables"]
    assert tables["disclosure"]["item_5"]["licences"]["change"] == "—208"
    assert tables["disclosure"]["item_9"]["procurement"]["amount"] == "609.11万元"


@pytest.mark.parametrize(
    ("text", "code"), [("{", 3), ('{"fields": {"unti": 1}}', 4), ('{"fields": 5}', 4), ("{}", 0)]
)
def test_data_files_are_judged_by_shape(tmp_path, text, code):
    source = tmp_path / "d.json"
    source.write_text(text)
    target = tmp_path / "a.xlsx"
    assert docgen("workbook", "gov-info-annual-2021", "-o", target, "--data", source).returncode == code
    assert target.exists() == (code == 0)


def test_the_template_command_writes_what_is_committed(tmp_path):
    for report in ("gov-info-annual-2019", "gov-info-annual-2021"):
        assert docgen("template", report, "-o", tmp_path / f"{report}.docx").returncode == 0
        committed = ROOT / "word_templates" / report / "template.docx"
        assert parts(tmp_path / f"{report}.docx") == parts(committed)


def parts(file: Path) -> dict[str, bytes]:
    """The parts of a package: the same everywhere, where the deflated bytes depend on the zlib."""
    import zipfile

    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_reports_lists_the_types_and_checks_one():
    assert docgen("reports").stdout.decode().split() == ["gov-info-annual-2019", "gov-info-annual-2021"]
    for report in ("gov-info-annual-2019", "gov-info-annual-2021"):
        ran = docgen("reports", report)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert "applications.received.total" in ran.stdout.decode().split()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_within_a_second_and_leaves_nothing(tmp_path, number, code):
    # A background job of a shell starts with SIGINT ignored, and its children inherit that: as a terminal has it.
    command = [sys.executable, "-c", LISTENING, "render", "-", "-o", str(tmp_path / "a.docx")]
    running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout.read(1) == b"."
    time.sleep(0.3)  # until it waits for the workbook
    running.send_signal(number)
    assert running.wait(2) == code
    assert running.stderr.read() == b""
    assert list(tmp_path.iterdir()) == []
    running.stdin.close()
    running.stdout.close()
    running.stderr.close()


def test_a_bug_is_one_line_and_a_trace_without_text_of_cells(tmp_path):
    program = (
        "import docgen.pipeline as p, docgen.cli as c, sys\n"
        "def broken(*a, **k): raise RuntimeError('机密')\n"
        "import docgen.cli.render as r; r.examine = broken\n"
        f"sys.exit(c.run(['check', {str(GOOD)!r}]))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        env={**os.environ, "DOCGEN_CACHE": str(tmp_path)},
        check=False,
    )
    assert ran.returncode == 70
    assert len(ran.stderr.decode().splitlines()) == 1
    (trace,) = tmp_path.glob("docgen-trace-*")
    assert "机密" not in trace.read_text() + ran.stderr.decode()
    assert "broken" in trace.read_text()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_stdout_is_exit_6():
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*PROGRAM, "data", str(GOOD)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 6
    assert b"Traceback" not in ran.stderr
