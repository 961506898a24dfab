"""The same in, the same bytes out: whatever the locale, the time zone, the hash seed, the folder, and the Python.

python -m tests.proofs.same
python -m tests.proofs.same python3.12 …  # further interpreters that have docgen's dependencies
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile import standard

SETTINGS: Mapping[str, Mapping[str, str]] = {
    "as it is": {},
    "C": {"LC_ALL": "C", "LANG": "C"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8"},
    "Chinese": {"LC_ALL": "zh_CN.GB18030"},
    "Samoa": {"TZ": "Pacific/Apia"},
    "New York": {"TZ": "America/New_York"},
    "hash 1": {"PYTHONHASHSEED": "1"},
    "hash 2": {"PYTHONHASHSEED": "4294967295"},
    "no cache": {"DOCGEN_CACHE": ""},
    "UTF-8 mode": {"PYTHONUTF8": "1"},
    "next year": {"SOURCE_DATE_EPOCH": "1893456000"},
    "optimised": {"PYTHONOPTIMIZE": "1"},
}
ROOT = Path(__file__).parents[2]


COMMANDS = (
    ("render", "年报.xlsx", "-o", "-"),
    ("workbook", "gov-info-annual-2021", "-o", "-"),
    ("template", "gov-info-annual-2019", "-o", "-"),
    ("data", "年报.xlsx"),
    ("reports", "gov-info-annual-2021"),
)
Run = Callable[[Sequence[str], Path], bytes]


def by(python: str, setting: Mapping[str, str]) -> Run:
    """Commands run by this Python under this setting, from a folder."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **setting}

    def run(words: Sequence[str], folder: Path) -> bytes:
        command = [python, "-m", "docgen", *words]
        ran = subprocess.run(command, capture_output=True, cwd=folder, env=environment, check=False)
        assert ran.returncode == 0, ran.stderr.decode("utf-8", "replace")
        return ran.stdout

    return run


def made(run: Run, folder: Path) -> tuple[str, ...]:
    """The digests of what every command that writes gives, run from the folder."""
    (folder / "年报.xlsx").write_bytes(standard.workbook())
    return tuple(hashlib.sha256(run(words, folder)).hexdigest()[:12] for words in COMMANDS)


def differing(pythons: list[str], expected: tuple[str, ...] | None = None) -> Iterator[str]:
    """What gives other digests than expected, or than the first."""
    for python in pythons:
        for name, setting in SETTINGS.items():
            with TemporaryDirectory(prefix=f"目录 {name}") as folder:
                found = made(by(python, setting), Path(folder))
            expected = expected or found
            if found != expected:
                yield f"{python}, {name}: {found}, not {expected}"


def main(others: list[str]) -> int:
    pythons = [sys.executable, *others]
    failures = list(differing(pythons))
    print(
        "\n".join(
            [
                *failures,
                f"{len(pythons)} interpreter(s), {len(SETTINGS)} settings, {len(COMMANDS)} commands: {len(failures)} differ",
            ]
        )
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
