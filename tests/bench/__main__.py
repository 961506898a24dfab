"""`python -m tests.bench [FOLDER]`: measures docgen and its peers in one run and writes docs/performance.md.

Each number is the best of several runs, for the machine may be busy with other things; the ratios are to the plain
script (`plain.py`) in the same run.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.bench.growth import growth
from tests.bench.measure import Run, documents, instructions, process, python
from tests.bench.page import Measured, write
from tests.bench.prepare import names, prepare

HERE = Path(__file__).parent
ROUNDS, WARM, BATCH = 7, 30, 200
PLAIN = "plain script"


def cold(folder: Path) -> dict[str, Run]:
    """Whole processes, from the shell's call to the end."""
    source, target = folder / "in.xlsx", folder / "out.docx"
    commands = {
        "bare interpreter": python("-c", "pass"),
        PLAIN: python(folder / "plain.py", source, target),
        "docgen check": python("-m", "docgen", "check", source),
        "docgen render": python("-m", "docgen", "render", source, "-o", target),
    }
    return {name: process(command, ROUNDS) for name, command in commands.items()}


def counted(folder: Path) -> dict[str, float | None]:
    """Millions of instructions of the same, where valgrind is there."""
    source, target = folder / "in.xlsx", folder / "out.docx"
    return {
        PLAIN: instructions(python(folder / "plain.py", source, target)),
        "docgen check": instructions(python("-m", "docgen", "check", source)),
        "docgen render": instructions(python("-m", "docgen", "render", source, "-o", target)),
    }


def warm(folder: Path, *, node: bool) -> dict[str, Run]:
    """Documents within one process."""
    engine = HERE / "engines.py"
    found = {
        PLAIN: documents(
            python(folder / "plain.py", folder / "in.xlsx", folder / "out.docx", "--warm", WARM), folder
        ),
        "docxtpl alone": documents(python(engine, "docxtpl", folder, WARM), folder),
        "python-docx by hand": documents(python(engine, "python-docx", folder, WARM), folder),
    }
    if node:
        for name in ("carbone", "docxtemplater"):
            found[name] = documents(["node", str(HERE / "peers.cjs"), name, str(folder), str(WARM)], folder)
    found["docgen"] = documents(python(engine, "docgen", folder, WARM), folder)
    return found


def batch(folder: Path) -> dict[str, Run]:
    """Many reports that differ, in one process: the mean, not the best, for that is what a run takes."""
    engine = HERE / "engines.py"
    return {
        f"docgen, {BATCH} reports": documents(
            python(engine, "docgen-batch", folder, BATCH), folder, mean=True
        )
    }


def main(folder: Path) -> None:
    # As installed: bytecode compiled, a cache of one's own.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["DOCGEN_CACHE"] = str(folder / "cache")
    os.environ["PYTHONPATH"] = str(HERE.parents[1])
    missing = prepare(folder)
    for _ in range(2):  # what is kept from the first call on is there
        process(python("-m", "docgen", "render", folder / "in.xlsx", "-o", folder / "out.docx"), 1)
    sample = (folder / "in.xlsx").read_bytes()
    found = Measured(
        cold(folder),
        counted(folder),
        warm(folder, node=not missing),
        batch(folder),
        growth(folder, sample),
        missing,
        names(),
    )
    write(found)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]).resolve())
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
