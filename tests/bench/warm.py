"""One engine of Python's, warm: the same work again and again in one process; prints the CPU milliseconds of each.

python -m tests.bench.warm ENGINE SCRATCH OUTPUT N
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

Work = Callable[[Path], object]
"""Makes the document of a workbook, and writes it."""


def plain(scratch: Path, output: Path) -> Work:
    from tests.bench.plain import Script

    script = Script(scratch)
    return lambda workbook: script.fill(workbook, output)


def docxtpl(scratch: Path, output: Path) -> Work:
    from tests.bench.plain import Script, print_document

    values = Script(scratch).read(scratch / "one.xlsx")
    return lambda _: print_document(scratch / "template.docx", values, output)


def by_hand(scratch: Path, output: Path) -> Work:
    from tests.bench.by_hand import fill

    data = json.loads((scratch / "data.json").read_text(encoding="utf-8"))
    return lambda _: fill(scratch / "template.docx", data["values"], data["texts"], output)


def docgen(_: Path, output: Path) -> Work:
    from docgen.cli import OBJECTS
    from docgen.output import write_whole
    from docgen.pipeline import make

    gc.set_threshold(OBJECTS)  # as in the processes of a batch and of a worker

    def work(workbook: Path) -> None:
        _, document, found = make(workbook.read_bytes())
        assert document is not None, found
        write_whole(output, document)

    return work


ENGINES = {work.__name__: work for work in (plain, docxtpl, by_hand, docgen)}


def main(engine: str, scratch: Path, output: Path, rounds: int) -> None:
    work = ENGINES[engine](scratch, output)
    workbooks = sorted((scratch / "many").glob("*.xlsx"))[: rounds - 1]
    took = []
    for workbook in (*workbooks, scratch / "one.xlsx"):  # the last document is the one that is compared
        before = time.process_time()
        work(workbook)
        took.append((time.process_time() - before) * 1000)
    print(json.dumps(took))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
