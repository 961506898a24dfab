"""Hostile, broken and odd cases have the outcome that their manifest states, and none does what must never be."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile import bombs, standard
from tests.hostile.case import INPUT, OUTPUT
from tests.hostile.manifest import GROUPS, cases, some

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the judge forks and sets limits of POSIX")

ROOT = Path(__file__).parents[2]


def verdicts(*words: str) -> list[tuple[str, list[list[str]], float, float]]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.hostile", "--judge", *words, "--some"],
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_each_case_ends_as_its_manifest_says():
    """Some of them; all in the proof `hostile`."""
    found = verdicts(*GROUPS)
    assert [name for name, *_ in found] == [case.name for case in some(GROUPS)]
    assert {name: faults for name, faults, *_ in found if faults} == {}


def test_there_are_at_least_200_cases_each_with_a_name_of_its_own():
    names = [case.name for group in GROUPS for case in cases(group)]
    assert len(names) == len(set(names)) > 500


def test_the_judge_sees_what_the_plain_program_does():
    """Else the noughts above would prove nothing."""
    faults = {fault for _, found, *_ in verdicts("files", "--plain") for fault, _ in found}
    assert {"traceback", "wrong class", "mute", "unplaced"} <= faults


def bounded(mebibytes: int, seconds: int):
    """Sets the limits of a child process."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (mebibytes << 20, mebibytes << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    return limit


def command(folder: Path, *arguments: str, **limits: int) -> subprocess.CompletedProcess[bytes]:
    given = [
        sys.executable,
        "-m",
        "docgen",
        "render",
        str(folder / INPUT),
        "-o",
        str(folder / OUTPUT),
        "--json",
        *arguments,
    ]
    return subprocess.run(given, capture_output=True, preexec_fn=bounded(**limits), check=False)


def test_a_real_command_makes_its_document_within_256_mebibytes(tmp_path):
    (tmp_path / INPUT).write_bytes(standard.workbook())
    ran = command(tmp_path, mebibytes=256, seconds=10)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert (tmp_path / OUTPUT).read_bytes() == standard.document()


MEASURED = """
import json, pathlib, resource, sys
import docgen.cli.app
from docgen.excel import open_workbook

def used():
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime

before = used()
found = open_workbook(pathlib.Path(sys.argv[1]).read_bytes())[1]
peak = next(line for line in pathlib.Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
print(json.dumps([found[0].code, used() - before, int(peak.split()[1]) >> 10]))
"""


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the peak of one process is asked of Linux"
)
@pytest.mark.parametrize("size", [300, 4096])
def test_a_bomb_is_refused_in_half_a_second_and_64_mebibytes(tmp_path, size):
    """The time is the processor's. The peak is not `ru_maxrss`, which a child inherits from whoever started it."""
    (tmp_path / INPUT).write_bytes(bombs.bomb(size << 20, 0xFFFF_FFF0 if size == 4096 else None))
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, str(tmp_path / INPUT)], capture_output=True, check=True, cwd=ROOT
    )
    code, seconds, mebibytes = json.loads(ran.stdout)
    assert (code, seconds < 0.5, mebibytes < 64) == ("E111", True, True), (seconds, mebibytes)
    assert command(tmp_path, mebibytes=256, seconds=5).returncode == 7
    assert not (tmp_path / OUTPUT).exists()
