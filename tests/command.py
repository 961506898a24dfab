"""docgen as somebody at a shell has it: `docgen` in this process, by the program's own entry; `process` as one of its own.

To start a process takes ten times as long as most commands. What only a process has (signals, a locale, limits, streams
that are closed) is tested with `process`; in the proof `suite` every command is one.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from docgen.cli import run
from tests.tenth import WHOLE

ROOT = Path(__file__).parents[1]
INPUTS = ROOT / "excel_inputs"
GOOD = INPUTS / "gov-info-annual-2021/sample.xlsx"
BAD = INPUTS / "gov-info-annual-2019/sample-with-mistakes.xlsx"
PROGRAM = (sys.executable, "-m", "docgen")


class Ran(NamedTuple):
    """How a command ended, and what it said."""

    returncode: int
    stdout: bytes
    stderr: bytes


def docgen(*arguments: object, stdin: bytes = b"", cwd: Path | None = None, **environment: str) -> Ran:
    """What a command line does, with these variables in its environment."""
    if WHOLE:
        return process(*arguments, stdin=stdin, cwd=cwd, **environment)
    words = [str(argument) for argument in arguments]
    assert not {"worker", "--timeout"} & {*words}, "it may end the process that it runs in"
    streams = [TextIOWrapper(BytesIO(data), encoding="utf-8") for data in (stdin, b"", b"")]
    here = mock.patch.multiple(sys, **dict(zip(("stdin", "stdout", "stderr"), streams, strict=True)))
    with mock.patch.dict(os.environ, environment), contextlib.chdir(cwd or "."), here:
        code = run(words)
    return Ran(code, *map(_said, streams[1:]))


def _said(stream: TextIOWrapper) -> bytes:
    stream.flush()
    return stream.buffer.getvalue()


def process(*arguments: object, stdin: bytes = b"", cwd: Path | None = None, **environment: str) -> Ran:
    """What a command line does in a process of its own."""
    ran = subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)
