"""The clients that integrators lift, each run by its own runtime: a host's ordinary day, and its bad ones."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command import BAD, GOOD, PROGRAM, ROOT, docgen
from tests.tenth import WHOLE, few

CLIENTS = ROOT / "docs" / "clients"
RUNTIMES = {
    "Docgen.java": ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1"],
    "docgen.js": ["node"],
    "docgen.php": ["php"],
    "docgen_client.py": [sys.executable],
}
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the program under test is a shell script here"
)


@pytest.fixture(params=RUNTIMES)
def client(request, tmp_path_factory) -> list[str]:
    """The command that runs a client, with the program that it calls in a path with blanks and Chinese in it."""
    program, *options = RUNTIMES[request.param]
    if not shutil.which(program):
        pytest.skip(f"there is no {program} here")
    wrapper = tmp_path_factory.mktemp("program") / "docgen"
    wrapper.write_text(
        f'#!/bin/sh\nPYTHONPATH="{os.pathsep.join(sys.path)}" exec "{sys.executable}" -m docgen "$@"\n'
    )
    wrapper.chmod(0o755)
    return [program, *options, str(CLIENTS / request.param), str(wrapper)]


def calls(client: list[str], folder: Path, *lines: tuple, **environment: str) -> list[tuple[int, dict]]:
    """The answers to some calls made at once, each `("run", request)` or `("ask", method, params)`."""
    script = folder / "calls.txt"
    words = [
        " ".join(word if isinstance(word, str) else json.dumps(word, ensure_ascii=False) for word in line)
        for line in lines
    ]
    script.write_text("\n".join(words), encoding="utf-8")
    ran = subprocess.run(
        [*client, str(script)],
        capture_output=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    said = [line.partition(" ") for line in ran.stdout.decode("ascii").splitlines()]
    return [(int(code), json.loads(text)) for code, _, text in said]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "各单位 报表 [终稿] (2)"
    place.mkdir()
    shutil.copy(GOOD, place / "甲县 年报.xlsx")
    shutil.copy(BAD, place / "乙县.xlsx")
    (place / "坏.xlsx").write_bytes(GOOD.read_bytes()[:5000])
    (place / "不是.xlsx").write_bytes(b"%PDF-1.7")
    os.mkfifo(place / "管道.xlsx")
    return place


# A locale that is not there: a JVM takes it for C, and turns arguments into question marks.
ABROAD = {"LANG": "zh_CN.GBK", "LC_ALL": "", "PYTHONIOENCODING": "ascii"}


def test_a_host_gets_what_it_asked_for_in_each_case(client, folder, tmp_path):
    good, bad, target = str(folder / "甲县 年报.xlsx"), str(folder / "乙县.xlsx"), folder / "印发 [1].docx"
    cases = [
        (("run", {"inputs": [good], "output": str(target)}), 0),
        (("run", {"method": "check", "inputs": [bad]}), 4),
        (("run", {"inputs": [str(folder / "坏.xlsx")]}), 3),
        (("run", {"inputs": [str(folder / "不是.xlsx")]}), 3),
        (("run", {"inputs": [good], "output": str(folder / "乙县.xlsx" / "a.docx")}), 6),
        (("run", {"inputs": [str(folder / "管道.xlsx")], "timeout": 1}), 7),
        (("run", {"inputs": [good], "outptu": "x"}), 2),
        (("ask", "render", {"input": good, "output": str(tmp_path / "出")}), 0),
        *[(("ask", "check", {"input": path}), code) for path, code in ((good, 0), (bad, 4)) for _ in range(few(15))],
    ]  # fmt: skip
    # Every one by Python's, which is always there; whether the others hand on an exit code, one tells.
    if not WHOLE and sys.executable not in client:
        del cases[3:7], cases[1]
    answers = calls(client, tmp_path, *(case for case, _ in cases), **ABROAD)
    results = [answer["results"][0] if "results" in answer else answer["result"] for _, answer in answers]
    assert [result["exit_code"] for result in results] == [code for _, code in cases]
    runs = [case[0] for case, _ in cases].index("ask")
    assert [code for code, _ in answers][:runs] == [code for _, code in cases][:runs]
    assert results[0]["output"] == str(target)
    assert hashlib.sha256(target.read_bytes()).hexdigest() == results[0]["sha256"] == results[runs]["sha256"]
    assert results[0]["metadata"]["title"] == "青禾市2024年政府信息公开工作年度报告"


def test_many_commands_at_once_on_one_workbook_all_get_their_document(tmp_path):
    request = json.dumps({"inputs": [str(GOOD)], "output": str(tmp_path / "a.docx"), "json": True}).encode()
    command = [*PROGRAM, "--request", "-"]
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) for _ in range(16 if WHOLE else 4)
    ]
    said = [process.communicate(request, 120) for process in running]
    assert {process.returncode for process in running} == {0}
    assert {json.loads(out)["results"][0]["sha256"] for out, _ in said} == {
        hashlib.sha256((tmp_path / "a.docx").read_bytes()).hexdigest()
    }
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_a_pipe_that_is_read_late_loses_nothing(tmp_path):
    for number in range(80 if WHOLE else 8):
        shutil.copy(BAD, tmp_path / f"{number:03}.xlsx")
    for number in range(80 if WHOLE else 8, 300):
        (tmp_path / f"{number:03}.xlsx").write_bytes(b"%PDF-1.7")
    command = [*PROGRAM, "check", str(tmp_path), "--json", "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as late:
        time.sleep(1)
        out = late.stdout.read()
        assert late.wait(60) == 4
    assert len(out) > 1 << 16
    assert len(json.loads(out)["results"]) == 300


def test_the_table_of_metadata_names_the_keys_of_the_result():
    (entry,) = json.loads(docgen("check", GOOD, "--json").stdout)["results"]
    told = (
        (ROOT / "docs/integrators.md")
        .read_text(encoding="utf-8")
        .partition("## 登记公文")[2]
        .partition("## worker")[0]
    )
    assert all(f"| `{key}` |" in told for key in entry["metadata"])
