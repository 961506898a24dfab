"""Files appear whole or not at all, whatever happens while they are written."""

import errno
import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from docgen import output
from docgen.output import STALE, TEMPORARY, write_new, write_over_own, write_whole
from tests.hostile import standard
from tests.tenth import tenth

OLD, NEW = b"the old one", b"the new one" * 1000
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    place = tmp_path / "年报.docx"
    place.write_bytes(OLD)
    return place


def names(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


def test_a_file_is_replaced_and_nothing_else_left(target):
    assert write_whole(target, NEW) == ()
    assert (target.read_bytes(), names(target)) == (NEW, ["年报.docx"])


@POSIX
@pytest.mark.parametrize("umask", [0o022, 0o027, 0o077])
def test_its_mode_is_that_of_the_umask(target, umask):
    """mkstemp's 0600 would hide the report from the OA's other account."""
    before = os.umask(umask)
    try:
        write_whole(target, NEW)
    finally:
        os.umask(before)
    assert target.stat().st_mode & 0o777 == 0o666 & ~umask


@pytest.mark.parametrize(
    ("step", "error"),
    [
        ("fsync", OSError(errno.ENOSPC, "No space left on device")),
        ("fsync", OSError(errno.EDQUOT, "Disk quota exceeded")),
        ("fsync", OSError(errno.EIO, "Input/output error")),
        ("replace", OSError(errno.EROFS, "Read-only file system")),
        ("replace", PermissionError(errno.EACCES, "Permission denied")),
    ],
)
def test_a_full_disk_a_quota_or_a_lost_right_leaves_the_old_one(target, monkeypatch, step, error):
    def fails(*_: object) -> None:
        raise error

    if step == "fsync":
        monkeypatch.setattr("os.fsync", fails)
    else:
        monkeypatch.setattr(Path, "replace", fails)
    (found,) = write_whole(target, NEW)
    assert (found.code, found.exit_code) == ("E401", 6)
    assert error.strerror in found.message.en
    assert (target.read_bytes(), names(target)) == (OLD, ["年报.docx"])


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, MemoryError])
@pytest.mark.parametrize("step", ["os.fsync", "docgen.output._replace"])
def test_whatever_stops_it_leaves_the_old_one(target, monkeypatch, stop, step):
    def stopped(*_: object) -> None:
        raise stop

    monkeypatch.setattr(step, stopped)
    with pytest.raises(stop):
        write_whole(target, NEW)
    assert (target.read_bytes(), names(target)) == (OLD, ["年报.docx"])


@POSIX
def test_a_limit_on_the_size_of_files_is_exit_6(tmp_path):
    """A quota that strikes in the middle of the document: Python turns SIGXFSZ into an error."""
    import resource

    source, place = tmp_path / "in.xlsx", tmp_path / "out.docx"
    source.write_bytes(standard.workbook())
    place.write_bytes(OLD)
    ran = subprocess.run(
        [sys.executable, "-m", "docgen", "render", str(source), "-o", str(place)],
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        env={**os.environ, "DOCGEN_CACHE": ""},
        check=False,
    )  # fmt: skip
    assert (ran.returncode, b"Traceback" in ran.stderr, b"E401" in ran.stderr) == (6, False, True)
    assert (place.read_bytes(), names(place)) == (OLD, ["in.xlsx", "out.docx"])


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(target):
    target.parent.chmod(0o555)
    (found,) = write_whole(target, NEW)
    target.parent.chmod(0o755)
    assert found.code == "E401"


@pytest.mark.parametrize("times", [1, 3])
def test_a_file_held_for_a_moment_is_written_after_all(target, monkeypatch, times):
    """A virus scanner holds a new file for milliseconds."""
    held = iter([True] * times)
    real = Path.replace

    def replace(source: Path, place: Path) -> Path:
        if next(held, False):
            raise PermissionError(errno.EACCES, "used by another process")
        return real(source, place)

    pauses: list[float] = []
    monkeypatch.setattr(output, "LOCKS", True)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr("time.sleep", pauses.append)
    assert write_whole(target, NEW) == ()
    assert (target.read_bytes(), len(pauses)) == (NEW, times)


def test_a_file_open_in_word_is_named_after_some_two_seconds(target, monkeypatch):
    def held(*_: object) -> None:
        raise PermissionError(errno.EACCES, "used by another process")

    pauses: list[float] = []
    monkeypatch.setattr(output, "LOCKS", True)
    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr("time.sleep", pauses.append)
    (found,) = write_whole(target, NEW)
    assert (found.code, found.exit_code, target.read_bytes()) == ("E402", 6, OLD)
    assert 2 < sum(pauses) < 3
    assert names(target) == ["年报.docx"]


def test_only_old_leftovers_of_killed_runs_are_swept_away(target):
    for name, age in (
        (f"{TEMPORARY}old.tmp", STALE + 60),
        (f"{TEMPORARY}new.tmp", 0),
        ("other.tmp", STALE + 60),
    ):
        place = target.with_name(name)
        place.write_bytes(b"x")
        then = place.stat().st_mtime - age
        os.utime(place, (then, then))
    write_whole(target, NEW)
    assert names(target) == [f"{TEMPORARY}new.tmp", "other.tmp", "年报.docx"]


def test_a_file_that_is_there_is_not_replaced_unless_forced(target):
    (found,) = write_new(target, NEW, force=False)
    assert (found.code, target.read_bytes()) == ("E403", OLD)
    assert write_new(target, NEW, force=True) == ()


def test_every_edited_document_is_kept_by_a_name_of_its_own(target):
    for text in (b"first", b"second"):
        target.write_bytes(text)
        assert [found.code for found in write_over_own(target, NEW, lambda _: False)] == ["E404"]
    kept = [target.with_name(name).read_bytes() for name in ("年报.改动前.docx", "年报.改动前2.docx")]
    assert (kept, target.read_bytes()) == ([b"first", b"second"], NEW)


COMMANDS = [("render", "-o", "-"), ("check",), ("render",), ("data",), ("check", "--json")]


@POSIX
@pytest.mark.parametrize(
    ("command", "stdout"), tenth(product(COMMANDS, ["/dev/full", ">&-"]), kinds=lambda case: case)
)
def test_a_full_or_closed_stdout_is_exit_6_where_a_result_was_to_go_there(tmp_path, command, stdout):
    (tmp_path / "in.xlsx").write_bytes(standard.workbook())
    redirection = stdout if stdout == ">&-" else f"> {stdout}"
    given = f'"{sys.executable}" -m docgen {command[0]} in.xlsx {" ".join(command[1:])} {redirection}'
    ran = subprocess.run(
        given,
        shell=True,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert ran.returncode == (0 if command == ("check",) else 6)
    assert b"Traceback" not in ran.stderr
    assert b"Exception ignored" not in ran.stderr


ROOT = Path(__file__).parents[1]
