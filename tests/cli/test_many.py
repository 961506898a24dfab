"""Many workbooks: side by side, each for itself, in time, and stopped at once."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docgen.cli.result import Entry, Room, shortened
from docgen.diagnostics.codes import COERCED, NOT_A_FIGURE, UNPAGED
from tests.cli.soak import children
from tests.command import BAD, GOOD, PROGRAM, Ran, process

POISON = Path(__file__).with_name("poison")
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and named pipes")


def poisoned(*arguments: object, **environment: str) -> Ran:
    path = os.pathsep.join([str(POISON), *sys.path])
    return process(*arguments, PYTHONPATH=path, **environment)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Fourteen workbooks, the eighth with errors: enough for several processes."""
    place = tmp_path / "各单位"
    place.mkdir()
    for number in range(14):
        shutil.copy(BAD if number == 7 else GOOD, place / f"{number:02}.xlsx")
    return place


def test_processes_change_nothing_but_the_time_it_takes(folder, tmp_path):
    one, several = (
        json.loads(process(folder, "-o", tmp_path / "出", "--json", "--jobs", jobs).stdout) for jobs in (1, 2)
    )
    for result in (one, several):
        for entry in result["results"]:
            entry["seconds"] = 0
    assert one == several
    assert [Path(entry["input"]).stem for entry in one["results"]] == [f"{n:02}" for n in range(14)]
    assert len(list((tmp_path / "出").iterdir())) == 13


@posix
def test_what_a_workbook_does_to_its_process_harms_no_other(tmp_path):
    for name, text in {"a": b"KILL", "b": b"RAISE", "c": b"EAT", "e": b"PRINT"}.items():
        (tmp_path / f"{name}.xlsx").write_bytes(text + b" x")
    shutil.copy(GOOD, tmp_path / "d.xlsx")
    ran = poisoned(tmp_path, "--json", "--jobs", 2, DOCGEN_CACHE=str(tmp_path))
    found = {Path(e["input"]).stem: e for e in json.loads(ran.stdout)["results"]}
    assert (ran.returncode, ran.stderr, len(list(tmp_path.glob("docgen-trace-*")))) == (70, b"", 1)
    said = {name: [f["code"] for f in entry["diagnostics"]] for name, entry in found.items()}
    assert said == {"a": ["E902"], "b": ["E901"], "c": ["E122"], "d": [], "e": ["E104"]}
    assert [found[name]["exit_code"] for name in "abcde"] == [70, 70, 7, 0, 3]


@posix
def test_time_is_kept_in_the_middle_of_c_code_and_what_was_done_counts(tmp_path):
    shutil.copy(GOOD, tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"HANG x")
    (tmp_path / "c.xlsx").write_bytes(b"WAIT 60")
    started = time.monotonic()
    ran = poisoned(tmp_path, "--json", "--timeout", 2)
    assert time.monotonic() - started < 2 + 3
    entries = json.loads(ran.stdout)["results"]
    assert (ran.returncode, [entry["exit_code"] for entry in entries]) == (7, [0, 7, 7])
    assert {f["code"] for entry in entries[1:] for f in entry["diagnostics"]} == {"E121"}


@posix
def test_time_is_kept_where_nothing_comes_in_and_nothing_is_taken(tmp_path):
    os.mkfifo(tmp_path / "a.xlsx")
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    os.write(writer, b"x" * (1 << 20))  # as much as the pipe holds
    os.set_blocking(writer, True)
    command, pipe = [*PROGRAM, "check", "--timeout", "0.5"], subprocess.PIPE
    with (
        subprocess.Popen([*command, str(tmp_path / "a.xlsx")], stdout=pipe, stderr=pipe) as of_a_pipe,
        subprocess.Popen([*command, "-"], stdin=pipe, stdout=pipe, stderr=pipe) as of_stdin,
        subprocess.Popen([*command, str(GOOD), "--json"], stdout=writer) as into_a_full_pipe,
    ):
        assert [ran.wait(6) for ran in (of_a_pipe, of_stdin, into_a_full_pipe)] == [7, 7, 7]
        assert b"E121" in of_stdin.stderr.read()
    os.close(reader)
    os.close(writer)


def at_work(process: subprocess.Popen[bytes]) -> None:
    """Waits until both of its children are, and have had the time to take up what they are given."""
    deadline = time.monotonic() + 20
    while len(children(process.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_all_processes_within_a_second(tmp_path, number, code):
    (tmp_path / "a.xlsx").write_bytes(b"HANG x")
    (tmp_path / "b.xlsx").write_bytes(b"WAIT 60")
    listening = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.executable, sys.argv[1:])"
    command = [*PROGRAM, "render", str(tmp_path), "--jobs", "2"]
    path = os.pathsep.join([str(POISON), *sys.path])
    with subprocess.Popen(
        [sys.executable, "-c", listening, *command], env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    ) as running:  # fmt: skip
        at_work(running)
        running.send_signal(number)
        assert running.wait(1.5) == code
        assert running.stderr.read() == b""
        with pytest.raises(ProcessLookupError):
            os.killpg(running.pid, 0)


def findings(rng: random.Random) -> tuple:
    kinds = (NOT_A_FIGURE, COERCED, UNPAGED)
    return tuple(
        rng.choice(kinds).at(value=str(n), manner="", figure="", detail="") for n in range(rng.randrange(60))
    )


@pytest.mark.parametrize("seed", range(20))
def test_findings_that_no_answer_could_show_are_dropped_on_the_way_and_counted(seed):
    rng = random.Random(seed)
    entries = [Entry(str(n), "failed", findings(rng)) for n in range(rng.randrange(1, 30))]
    room = Room()
    kept = [room.shortened(entry) for entry in entries]
    assert sum(len(entry.diagnostics) for entry in kept) <= 120
    assert shortened(kept) == shortened(entries)


@posix
def test_a_bar_grows_on_a_terminal_and_nowhere_else(tmp_path):
    import pty

    for name, seconds in {"a": b"1.1", "b": b"0", "c": b"0"}.items():
        (tmp_path / f"{name}.xlsx").write_bytes(b"WAIT " + seconds)
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(POISON), *sys.path]), "DISPLAY": ""}
    command = [*PROGRAM, "check", str(tmp_path)]
    with subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE, env=environment) as ran:
        elsewhere = poisoned("check", tmp_path).stderr
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 65536)
        except OSError:
            break
    os.close(ours)
    assert ran.returncode == 3
    assert b"] 3/3" in shown
    assert b"] 3/3" not in elsewhere


@posix
def test_a_program_that_is_started_has_not_the_bound_of_the_process_that_starts_it():
    script = (
        "import resource as r, sys\n"
        "from docgen.bounds import lifted, limit_memory\n"
        "from docgen.office import _run\n"
        "limit_memory(1 << 30)\n"
        "print(r.getrlimit(r.RLIMIT_AS)[0], _run(['sh', '-c', 'ulimit -v'], 9), r.getrlimit(r.RLIMIT_AS)[0])\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    before, program, after = ran.stdout.split()
    assert (before, after) == (b"1073741824", b"1073741824")
    assert program != b"1048576"
