"""What is measured in one process: `engines.py ENGINE FOLDER N` prints the seconds, by the clock and of the processor, of N documents.

docgen          workbook read, checked, rendered, package-checked, written
docgen-batch    the same over workbooks that differ, one after the other
docxtpl         the template filled from values that are there already; nothing read
python-docx     the same, by hand: every run of the document looked at
"""

import io
import json
import re
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

Work = Callable[[int], object]


def docgen(folder: Path) -> Work:
    return _made([folder / "in.xlsx"], folder)


def docgen_batch(folder: Path) -> Work:
    return _made(sorted((folder / "many").glob("*.xlsx")), folder)


def _made(files: list[Path], folder: Path) -> Work:
    from docgen.output import write_whole
    from docgen.pipeline import make

    def work(number: int) -> object:
        _, document, found = make(files[number % len(files)].read_bytes())
        assert document, found
        return write_whole(folder / "out.docx", document)

    return work


def docxtpl(folder: Path) -> Work:
    sys.path.insert(0, str(folder))  # before this one, which has the same script without its cells
    import plain  # type: ignore[import-not-found] # copied into the folder by `prepare`
    from docxtpl import DocxTemplate

    values = plain.values(folder / "in.xlsx")

    def work(_: int) -> object:
        template = DocxTemplate(io.BytesIO(plain.TEMPLATE))
        template.render(values, autoescape=True)
        return template.save(io.BytesIO())

    return work


def python_docx(folder: Path) -> Work:
    from docx import Document

    data, template = json.loads((folder / "data.json").read_text()), (folder / "template.docx").read_bytes()
    tag = re.compile(r"\{\{p? *([a-z0-9_.]+) *\}\}")

    def work(_: int) -> object:
        document = Document(io.BytesIO(template))
        cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
        holders = (document, *cells)
        for paragraph in (paragraph for holder in holders for paragraph in holder.paragraphs):
            for run in paragraph.runs:
                if "{{" in run.text:
                    run.text = tag.sub(lambda found: str(data.get(found[1], "")), run.text)
        return document.save(io.BytesIO())

    return work


ENGINES: Mapping[str, Callable[[Path], Work]] = {
    "docgen": docgen, "docgen-batch": docgen_batch, "docxtpl": docxtpl, "python-docx": python_docx,
}  # fmt: skip


def main() -> None:
    name, folder, count = sys.argv[1:]
    work = ENGINES[name](Path(folder))
    took = []
    for number in range(int(count)):
        started = time.perf_counter(), time.process_time()
        work(number)
        took.append((time.perf_counter() - started[0], time.process_time() - started[1]))
    print(json.dumps(took))


if __name__ == "__main__":
    main()
