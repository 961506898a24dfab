"""The worker as a host drives it: lines in, lines out, by id; each request for itself (contract, section 5)."""

import base64
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen import __version__
from docgen.cli import wire
from docgen.diagnostics import CODES
from tests.cli.soak import children, soak
from tests.cli.test_many import POISON, posix
from tests.cli.test_schema import schema, validated  # noqa: F401 - a fixture
from tests.command import BAD, GOOD, PROGRAM, docgen


class Host:
    """One that sends a line and waits for the answers it wants."""

    def __init__(self, *options: str) -> None:
        path = os.pathsep.join([str(POISON), *sys.path])
        command = [*PROGRAM, "worker", *options]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, env={**os.environ, "PYTHONPATH": path}
        )
        self.answers: dict[object, dict] = {}

    def send(self, known: object, method: str, **params: object) -> None:
        self.line(json.dumps({"id": known, "method": method, "params": params}).encode())

    def line(self, line: bytes) -> None:
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def read(self) -> dict:
        answer = json.loads(self.process.stdout.readline().decode("ascii"))
        self.answers[answer["id"]] = answer
        return answer

    def answer(self, known: object) -> dict:
        while known not in self.answers:
            self.read()
        return self.answers.pop(known)

    def ask(self, known: object, method: str, **params: object) -> dict:
        self.send(known, method, **params)
        return self.answer(known)

    def close(self) -> int:
        with self.process:
            return self.process.wait(20) if self.process.stdin.close() is None else -1


@pytest.fixture(scope="module")
def running() -> Iterator[Host]:
    """One worker for all the tests: what one of them does to it must not be felt by the next."""
    worker = Host("--jobs", "2")
    yield worker
    assert worker.close() == 0


@pytest.fixture
def host(running: Host) -> Host:
    running.answers.clear()
    return running


def test_hello_tells_version_protocol_and_codes(host):
    result = host.ask(1, "hello")["result"]
    assert (result["version"], result["protocol"], result["jobs"]) == (__version__, 1, 2)
    assert set(result["codes"]) == set(CODES)
    assert result["codes"]["E101"] == {"severity": "error", "exit_code": 3}


def test_a_result_is_the_command_s_entry_and_the_document_the_command_s_bytes(host, tmp_path, schema):  # noqa: F811
    target = tmp_path / "年报 [终稿].docx"
    result = host.ask(1, "render", input=str(GOOD), output=str(target))["result"]
    (entry,) = json.loads(docgen("render", GOOD, "-o", tmp_path / "b.docx", "--json").stdout)["results"]
    assert {**result, "seconds": 0, "output": ""} == {**entry, "seconds": 0, "output": ""}
    assert result["output"] == str(target)
    assert target.read_bytes() == (tmp_path / "b.docx").read_bytes()
    validated(json.dumps({"docgen": "0.1.0", "schema": 1, "exit_code": 0, "results": [result]}), schema)


def test_a_workbook_may_come_and_its_document_go_in_the_lines(host):
    workbook = base64.b64encode(GOOD.read_bytes()).decode()
    result = host.ask("文", "render", input_base64=workbook)["result"]
    assert base64.b64decode(result["output_base64"]) == docgen("render", GOOD, "-o", "-").stdout
    assert (result["input"], result["output"]) == ("-", "-")
    assert host.ask(2, "check", input_base64=workbook)["result"]["status"] == "checked"
    assert host.ask(3, "data", input_base64=workbook)["result"]["data"] == json.loads(
        docgen("data", GOOD).stdout
    )


def test_each_request_has_its_own_language(host):
    for known, language in enumerate(["en", "zh"] * 3):
        host.send(known, "check", input=str(BAD), lang=language)
    said = [str(host.answer(known)["result"]["diagnostics"]) for known in range(6)]
    assert ["should be 4" in text for text in said] == [True, False] * 3


def test_reports_are_listed_and_one_is_checked_with_its_names(host):
    listed = host.ask(1, "reports")["result"]["reports"]
    assert [entry["report"] for entry in listed] == ["gov-info-annual-2019", "gov-info-annual-2021"]
    one = host.ask(2, "reports", report="gov-info-annual-2021")["result"]
    assert (one["exit_code"], "applications.received.total" in one["names"]["figures"]) == (0, True)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", "E002"), (b"[]", "E002"), (b"\xff", "E002"), (b'{"id": NaN, "method": "hello"}', "E002"),
        (b"[" * 100_000, "E002"), (b'{"id": 5}', "E002"), (b'{"id": 5, "method": "nosuch"}', "E002"),
        (b'{"id": [5], "method": "hello"}', "E002"), (b'{"id": 5, "method": "check", "params": []}', "E001"),
        (b'{"id": 5, "method": "check", "params": "x"}', "E002"), (b'{"id": 5, "method": "check"}', "E001"),
        (b'{"id": 5, "method": "check", "params": {"input": "a", "timeout": "1"}}', "E002"),
        (b'{"id": 5, "method": "check", "params": {"inputs": ["a", "b"]}}', "E001"),
        (b'{"id": 5, "method": "check", "params": {"input": "a", "input_base64": ""}}', "E001"),
        (b'{"id": 5, "method": "check", "params": {"input_base64": "%%"}}', "E001"),
        (b'{"id": 5, "method": "check", "params": {"input": "/"}}', "E001"),
        (b'{"id": 5, "method": "check", "params": {"input": "-"}}', "E001"),
        (b'{"id": 5, "method": "data", "params": {"input": "docs", "result": "x"}}', "E001"),
        (b'{"id": 5, "method": "workbook", "params": {"report": "x"}}', "E002"),
    ],
)  # fmt: skip
def test_a_bad_line_gets_an_error_and_the_next_one_its_answer(host, line, code):
    host.line(line)
    answer = host.read()
    assert answer["error"]["code"] == code, answer
    assert answer["id"] == (5 if b'"id": 5' in line else None)
    assert host.ask(6, "hello")["result"]["protocol"] == 1


def test_a_line_that_is_too_long_is_not_kept(monkeypatch):
    monkeypatch.setattr(wire, "LINE", 10)
    stream = io.BytesIO(b"x" * 35 + b"\n\n123456789\n" + b"y" * 10 + b"\nz")
    assert list(wire.lines(stream)) == [b"x" * 10, b"123456789\n", b"y" * 10, b"z"]


def test_a_file_that_is_missing_or_lost_its_name_is_a_result_and_no_pattern(host, tmp_path):
    shutil.copy(GOOD, tmp_path / "年报1.xlsx")
    missing = host.ask(1, "render", input=str(tmp_path / "年报[1].xlsx"))["result"]
    assert (missing["exit_code"], missing["diagnostics"][0]["code"]) == (3, "E101")
    lost = host.ask(2, "render", input=str(tmp_path / "????.xlsx"))["result"]
    assert (lost["exit_code"], lost["diagnostics"][0]["code"]) == (3, "E114")


@posix
def test_a_slow_request_stops_no_other_and_ends_in_time(host):
    slow, fast = (base64.b64encode(text).decode() for text in (b"HANG x", GOOD.read_bytes()))
    assert host.ask("warm", "check", input_base64=fast)["result"]["exit_code"] == 0
    host.send("slow", "check", input_base64=slow, timeout=1.5)
    for number in range(4):
        host.send(number, "check", input_base64=fast)
    order = [host.read()["id"] for _ in range(5)]
    assert order[-1] == "slow"
    result = host.answer("slow")["result"]
    assert (result["exit_code"], result["diagnostics"][0]["code"]) == (7, "E121")


@posix
def test_what_waits_and_what_works_can_be_cancelled(host):
    slow = base64.b64encode(b"HANG x").decode()
    for number in range(4):
        host.send(number, "check", input_base64=slow, timeout=30)
    time.sleep(0.7)
    assert host.ask("a", "check", input_base64="", timeout=-1)["error"]["code"] == "E002"
    host.send(0, "check", input_base64="")
    assert host.answer(0)["error"]["code"] == "E002"  # its id is in use
    for number in (3, 2, 1, 0):
        host.send(f"no {number}", "cancel", id=number)
    for number in range(4):
        assert host.answer(f"no {number}")["result"] == {"cancelled": True}
        assert host.answer(number)["error"]["code"] == "E003"
    assert host.ask("b", "cancel", id=1)["result"] == {"cancelled": False}
    assert host.ask(1, "check", input=str(GOOD))["result"]["exit_code"] == 0


@posix
def test_hostile_requests_harm_only_themselves_and_memory_stays():
    faults, (first, last), code = soak(80, 40)
    assert (faults, code) == ([], 0)
    assert last < 1.1 * first


def test_shutdown_and_the_end_of_input_wait_for_the_answers():
    for ending in ("shutdown", None):
        host = Host("--jobs", "1")
        host.send(1, "check", input=str(GOOD))
        if ending:
            host.send(2, ending)
            assert host.answer(2)["result"] == {}
        host.process.stdin.close()
        assert 1 in host.answers or host.answer(1)["result"]["exit_code"] == 0
        assert host.process.wait(20) == 0
        assert (host.process.stdout.read(), host.process.stderr.read()) == (b"", b"")
        host.process.stdout.close()
        host.process.stderr.close()


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_nothing_is_left_of_a_worker_that_was_stopped(number, code):
    host = Host("--jobs", "2")
    assert host.ask(0, "check", input=str(GOOD))["result"]["exit_code"] == 0
    host.send(1, "check", input_base64=base64.b64encode(b"HANG x").decode(), timeout=1)
    time.sleep(0.5)
    left = children(host.process.pid)
    host.process.send_signal(number)
    assert host.process.wait(1.5) == code
    # Killed outright it cannot end its children: the system does, at the time limit.
    deadline = time.monotonic() + 4
    while any(alive(pid) for pid in left) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(left) == 2
    assert not any(alive(pid) for pid in left)
    for pipe in (host.process.stdin, host.process.stdout, host.process.stderr):
        pipe.close()


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] != b"Z"
    except OSError:
        return False
