"""`docgen render` and `docgen check`: many inputs, one at a time; one bad input never stops the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from docgen.cli.inputs import STDIN, Identity, Input, content, identities, identity, is_lost
from docgen.cli.result import Entry, failed
from docgen.cli.trace import guarded
from docgen.diagnostics import Diagnostic, worst
from docgen.diagnostics.codes import CANNOT_WRITE, LOST_NAME, OVER_INPUT, TWO_INPUTS
from docgen.diagnostics.finding import Language
from docgen.diagnostics.system import refusal
from docgen.output import write_over_own, write_whole
from docgen.pipeline import Reading, examine, last_year, make
from docgen.records import dataclass, replace
from docgen.report.metadata import metadata_of

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
    against: Path | None = None
    fix: bool = False

    @property
    def is_file(self) -> bool:
        return self.output is not None and self.output.lower().endswith(DOCUMENT)


@dataclass(frozen=True, slots=True)
class Output:
    """A file that is to be written, or the finding that says why it may not be."""

    path: Path
    refused: Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One input, and all that is settled about it before it is taken up, so that any process may do it.

    `document` is where the document goes: None for stdout, or with `renders` false for none at all. `copy` is where
    its annotated copy goes; beside `result` a fault of ours is kept.
    """

    single: Input
    job: Job
    renders: bool
    document: Output | None = None
    copy: Output | None = None
    result: Path | None = None
    fixed: Output | None = None

    def __call__(self) -> Entry:
        """What became of the input. Whatever is wrong with it, or with docgen, is said in the entry."""
        return guarded(self.single.name, self._entry, self.result)

    def _entry(self) -> Entry:
        refused = self.document and self.document.refused
        data, finding = (b"", refused) if refused else content(self.single)
        if finding:
            return failed("", finding)
        target = self.document.path if self.document else None
        entry = _rendered(data, target, self.job) if self.renders else _checked(data, self.job)
        return self._fixed(self._annotated(entry, data), data)

    def _fixed(self, entry: Entry, data: bytes) -> Entry:
        """The entry with the corrected copy of its workbook, where one is asked for."""
        if self.fixed is None or entry.exit_code not in MARKABLE:
            return entry
        from docgen.cli.annotation import with_fixed

        return with_fixed(entry, data, self.fixed.path, self.fixed.refused, self.job.report)

    def _annotated(self, entry: Entry, data: bytes) -> Entry:
        """The entry with its annotated copy, where one is asked for and no document came of it, or only a draft."""
        whole = entry.output and not entry.exit_code
        if self.job.annotate is None or self.copy is None or whole or entry.exit_code not in MARKABLE:
            return entry
        from docgen.cli.annotation import with_copy

        return with_copy(entry, data, self.copy.path, self.copy.refused, self.job.annotate)


def check_tasks(found: Sequence[Input], job: Job, result: Path | None = None) -> list[Task]:
    """To find what is wrong with every input, and to write nothing but annotated copies."""
    given = identities(found)
    return [
        Task(single, job, False, None, _copy(single, job, given), result, _fixed_copy(single, job, given))
        for single in found
    ]


def render_tasks(found: Sequence[Input], job: Job, result: Path | None = None) -> list[Task]:
    """To write the document of every input that has no error."""
    given, taken = identities(found), set[Path]()
    tasks = []
    for single in found:
        files = job.output != STDIN and not single.finding
        document = _document(_target(single, job), given, taken) if files else None
        tasks.append(Task(single, job, True, document, _copy(single, job, given), result))
    return tasks


def _document(target: Path, given: Collection[Identity], taken: set[Path]) -> Output:
    """Where a document goes, unless another one of this run does, or one of the workbooks lies there."""
    if target in taken:
        return Output(target, TWO_INPUTS.at(file=str(target)))
    taken.add(target)
    if is_lost(str(target)):
        return Output(target, replace(LOST_NAME.at(file=str(target)), exit_code=CANNOT_WRITE.exit_code))
    return Output(target, OVER_INPUT.at(file=str(target)) if identity(target) in given else None)


def _copy(single: Input, job: Job, given: Collection[Identity]) -> Output | None:
    if job.annotate is None:
        return None
    from docgen.cli.annotation import copy_path

    path = copy_path(single, None if job.output in {None, STDIN} else _target(single, job))
    if path is None:
        return None
    return Output(path, OVER_INPUT.at(file=str(path)) if identity(path) in given else None)


def _fixed_copy(single: Input, job: Job, given: Collection[Identity]) -> Output | None:
    if not job.fix:
        return None
    from docgen.cli.annotation import FIXED, copy_path

    path = copy_path(single, None, FIXED)
    return Output(path, OVER_INPUT.at(file=str(path)) if identity(path) in given else None) if path else None


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
    last, unread = last_year(job.against) if job.against else (None, ())
    reading, found = (None, unread) if unread else examine(data, job.report, last)
    return _entry(reading, found, worst(found, strict=job.strict))


def _rendered(data: bytes, target: Path | None, job: Job) -> Entry:
    last, unread = last_year(job.against) if job.against else (None, ())
    if unread:
        return _entry(None, unread, worst(unread))
    reading, document, found = make(
        data, job.report, job.template, strict=job.strict, typed=job.typed, draft=job.draft, last=last
    )
    entry = _entry(reading, found, worst(found, strict=job.strict))
    if document is None:
        return entry
    unwritten = _write(target, document, job) if target else ()
    if worst(unwritten):
        return _entry(reading, (*found, *unwritten), max(entry.exit_code, worst(unwritten)))
    import hashlib  # OpenSSL, which a check does without

    written = replace(
        entry,
        status="draft" if job.draft else "written",
        output=str(target) if target else STDIN,
        document=None if target else document,
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
        return (CANNOT_WRITE.at(file=str(target), detail=refusal(error)),)
    return write_over_own(target, data, is_untouched)


def _entry(reading: Reading | None, found: tuple[Diagnostic, ...], code: int) -> Entry:
    return Entry(
        input="",
        status="failed" if code else "checked",
        diagnostics=found,
        report=reading.definition.id if reading else None,
        unit=reading.unit if reading else None,
        metadata=metadata_of(reading.report, reading.definition) if reading else None,
        exit_code=code,
    )
