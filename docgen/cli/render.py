"""`docgen render` and `docgen check`: many inputs, one at a time; one bad input never stops the others."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from docgen.cli import streams
from docgen.cli.inputs import STDIN, Input, content, is_input
from docgen.cli.result import Entry, failed
from docgen.diagnostics import Diagnostic, worst
from docgen.diagnostics.codes import CANNOT_WRITE, OVER_INPUT, TWO_INPUTS
from docgen.diagnostics.finding import Language
from docgen.output import write_over_own, write_whole
from docgen.pipeline import Reading, check, make, read

DOCUMENT, DRAFT = ".docx", ".草稿"
# The exit codes of what lies in the workbook's cells, not in its file, its type or the output.
MARKABLE = (0, 4)


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked for every input alike. `output` is as typed: a file, a folder, `-`, or None for beside it.

    `annotate` is the language of the annotated copies, None for no copies; `draft` that of the comments in drafts.
    """

    report: str | None = None
    template: Path | None = None
    output: str | None = None
    strict: bool = False
    pdf: bool = False
    typed: bool = False
    annotate: Language | None = None
    draft: Language | None = None

    @property
    def is_file(self) -> bool:
        return self.output is not None and self.output.lower().endswith(DOCUMENT)


def check_all(found: Sequence[Input], job: Job) -> list[Entry]:
    """The findings on every input, and nothing written but annotated copies."""
    return [_timed(single, partial(_checked, job=job), job, found) for single in found]


def render_all(found: Sequence[Input], job: Job) -> list[Entry]:
    """The document of every input that has no error."""
    return list(rendered(found, job))


def rendered(found: Sequence[Input], job: Job) -> Iterator[Entry]:
    """What `render_all` gives, one by one as they are done."""
    taken = set[Path]()
    for single in found:
        target = None if job.output == STDIN or single.finding else _target(single, job)
        refused = _refused(target, taken, found) if target else None
        if refused:
            yield failed(single.name, refused)
            continue
        taken |= {target} if target else set()
        yield _timed(single, partial(_rendered, target=target, job=job), job, found)


def _refused(target: Path, taken: set[Path], found: Sequence[Input]) -> Diagnostic | None:
    """Why a document may not go there: another one of this run does, or one of the workbooks lies there."""
    if target in taken:
        return TWO_INPUTS.at(file=str(target))
    return OVER_INPUT.at(file=str(target)) if is_input(target, found) else None


def _timed(single: Input, work: Callable[[bytes], Entry], job: Job, found: Sequence[Input]) -> Entry:
    started = time.perf_counter()
    data, finding = content(single)
    entry = failed(single.name, finding) if finding else _annotated(work(data), data, single, job, found)
    return replace(entry, input=single.name, seconds=time.perf_counter() - started)


def _annotated(entry: Entry, data: bytes, single: Input, job: Job, found: Sequence[Input]) -> Entry:
    """The entry with its annotated copy, where one is asked for and no document came of it, or only a draft."""
    if job.annotate is None or (entry.output and not entry.exit_code) or entry.exit_code not in MARKABLE:
        return entry
    from docgen.cli.annotation import copy_path, with_copy

    path = copy_path(single, None if job.output in {None, STDIN} else _target(single, job))
    return with_copy(entry, data, path, found, job.annotate) if path else entry


def _target(single: Input, job: Job) -> Path:
    """Where the document of an input goes; in a folder it keeps the place that it had below the folder given."""
    if job.is_file:
        return Path(job.output or "")
    source = single.path or Path(f"document{DOCUMENT}")
    name = f"{source.stem}{DRAFT if job.draft else ''}{DOCUMENT}"
    if job.output is None:
        return source.with_name(name)
    below = source.relative_to(single.base) if single.base else Path(source.name)
    return Path(job.output) / below.with_name(name)


def _checked(data: bytes, job: Job) -> Entry:
    reading, found = read(data, job.report)
    found = (*found, *(check(reading)[1] if reading else ()))
    return _entry(reading, found, worst(found, strict=job.strict))


def _rendered(data: bytes, target: Path | None, job: Job) -> Entry:
    reading, document, found = make(
        data, job.report, job.template, strict=job.strict, typed=job.typed, draft=job.draft
    )
    entry = _entry(reading, found, worst(found, strict=job.strict))
    if document is None:
        return entry
    unwritten = _write(target, document, job) if target else streams.out_bytes(document)
    if worst(unwritten):
        return _entry(reading, (*found, *unwritten), max(entry.exit_code, worst(unwritten)))
    written = replace(
        entry,
        status="draft" if job.draft else "written",
        output=str(target) if target else STDIN,
        sha256=hashlib.sha256(document).hexdigest(),
        diagnostics=(*found, *unwritten),
    )
    return _with_pdf(written, target) if job.pdf and target else written


def _with_pdf(entry: Entry, document: Path) -> Entry:
    """The entry with the PDF beside its document; without one the document stands all the same, exit 6."""
    from docgen.pdf import pdf_beside  # a plain run starts no process

    pdf, found = pdf_beside(document)
    code = max(entry.exit_code, worst(found))
    return replace(
        entry, pdf=str(pdf) if pdf else None, diagnostics=(*entry.diagnostics, *found), exit_code=code
    )


def _write(target: Path, data: bytes, job: Job) -> tuple[Diagnostic, ...]:
    from docgen.word import is_untouched

    if job.is_file:
        return write_whole(target, data)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return (CANNOT_WRITE.at(file=str(target), detail=error.strerror or str(error)),)
    return write_over_own(target, data, is_untouched)


def _entry(reading: Reading | None, found: tuple[Diagnostic, ...], code: int) -> Entry:
    return Entry(
        input="",
        status="failed" if code else "checked",
        diagnostics=found,
        report=reading.definition.id if reading else None,
        unit=reading.unit if reading else None,
        exit_code=code,
    )
