"""What a path on the command line stands for: a workbook, the workbooks of a folder, a pattern, or stdin."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import LOST_NAME, MISSING_FILE, NOTHING_FOUND, TOO_LARGE, UNREADABLE_FILE
from docgen.diagnostics.system import refusal
from docgen.records import dataclass, field, replace

Identity = tuple[int, int]

STDIN = "-"
LIMIT = 96 << 20  # bytes of a workbook as stored; the largest of 2,563 public ones has 57 MiB inflated
_WORKBOOKS = (".xlsx", ".xlsm")
_OWN = (".批注", ".改正", ".草稿")  # docgen's own copies lie beside the workbooks they were made from


@dataclass(frozen=True, slots=True)
class Input:
    """One workbook to be taken, or the finding that says why there is none; `base` is the folder it was found in.

    `held` are its bytes where they are at hand: what came from stdin, for a process that has not our stdin.
    """

    name: str
    path: Path | None = None
    base: Path | None = None
    finding: Diagnostic | None = None
    held: bytes | None = field(default=None, repr=False)


def inputs(paths: Iterable[str], *, recursive: bool = False) -> list[Input]:
    """Every input that the paths name, each once, in order."""
    found: dict[str, Input] = {}
    for path in paths:
        for single in _expanded(path, recursive=recursive):
            found.setdefault(os.path.realpath(single.path) if single.path else single.name, single)
    return list(found.values())


def _expanded(text: str, *, recursive: bool) -> Iterator[Input]:
    path = Path(text)
    if text == STDIN:
        yield Input(STDIN)
    elif not text.strip():  # a host's unset variable, which Path would take for the current folder
        yield Input(text, finding=MISSING_FILE.at(file="“”"))
    elif os.path.isdir(path):  # noqa: PTH112 - a name too long for the system is no folder; Path.is_dir raises
        files = _workbooks(path, recursive=recursive)
        yield from (Input(str(file), file, path) for file in files)
        if not files:
            yield Input(text, finding=NOTHING_FOUND.at(file=text))
    elif os.path.exists(path):  # noqa: PTH110 - as above
        yield Input(text, path)
    else:
        yield from _pattern(text)


def _pattern(text: str) -> Iterator[Input]:
    """A glob that the shell did not expand (Windows), or a name that is not there.

    A row of question marks is no pattern: it is what a JVM under LANG=C makes of a Chinese name, and taken for a
    pattern it could hit another office's file.
    """
    if is_lost(text):
        yield Input(text, finding=LOST_NAME.at(file=text))
        return
    import glob  # only for a path that is not there

    named = glob.glob(text) if glob.has_magic(text) else []  # noqa: PTH207 - Path.glob takes no absolute pattern
    files = [file for file in sorted(map(Path, named)) if _is_workbook(file)]
    if files:
        yield from (Input(str(file), file) for file in files)
    else:
        yield Input(text, finding=MISSING_FILE.at(file=text))


def is_lost(name: str) -> bool:
    """Whether a name has become question marks on its way; a pattern of them alone means nothing to anybody."""
    return "??" in name and "*" not in name


def _workbooks(folder: Path, *, recursive: bool) -> list[Path]:
    return sorted(file for file in folder.glob("**/*" if recursive else "*") if _is_workbook(file))


def _is_workbook(file: Path) -> bool:
    """Not lock files (~$, .~), and not docgen's own copies."""
    own = any(file.stem.endswith(mark) for mark in _OWN)
    return file.suffix.lower() in _WORKBOOKS and not file.name.startswith(("~$", ".")) and not own


def one(text: str) -> Input:
    """The one file (or stdin) that a command takes; a folder or a pattern is none."""
    return Input(STDIN) if text == STDIN else Input(text, Path(text))


def is_input(path: Path, found: Iterable[Input]) -> bool:
    """Whether a path names one of the inputs, by whatever name."""
    return identity(path) in identities(found)


def identities(found: Iterable[Input]) -> frozenset[Identity]:
    """What tells the inputs from all other files, taken once for all outputs."""
    return frozenset(known for single in found if single.path and (known := identity(single.path)))


def identity(path: Path) -> Identity | None:
    """A file's device and number on it, which are the same under all of its names; None where there is no file."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    return state.st_dev, state.st_ino


def content(single: Input) -> tuple[bytes, Diagnostic | None]:
    """The bytes of an input. Reports: E102 when they cannot be read."""
    if single.finding:
        return b"", single.finding
    try:
        data = _bytes(single.path) if single.held is None else single.held
    except FileNotFoundError:
        return b"", (LOST_NAME if is_lost(single.name) else MISSING_FILE).at(file=single.name)
    except OSError as error:
        return b"", UNREADABLE_FILE.at(file=single.name, detail=refusal(error))
    except ValueError as error:
        return b"", UNREADABLE_FILE.at(file=single.name, detail=str(error))
    if len(data) > LIMIT:
        size = f"{LIMIT >> 20} MiB"
        return b"", TOO_LARGE.at(detail=Phrase(f"大于 {size}", f"more than {size}"))
    return data, None


def _bytes(path: Path | None) -> bytes:
    if path is None:
        return sys.stdin.buffer.read(LIMIT + 1) if sys.stdin else b""
    with path.open("rb") as file:
        return file.read(LIMIT + 1)


def taken_from(single: Input, descriptor: int) -> Input:
    """The input with the bytes that come from a descriptor; through no buffer, whose lock a reader left behind at the
    end of the process would hold.
    """
    parts, room = [], LIMIT + 1
    try:
        while room > 0 and (part := os.read(descriptor, min(room, 1 << 20))):
            parts.append(part)
            room -= len(part)
    except OSError as error:
        finding = UNREADABLE_FILE.at(file=single.name, detail=refusal(error))
        return replace(single, finding=finding)
    return replace(single, held=b"".join(parts))
