"""`verify`: a printed document and its workbook, and what the one says otherwise than the other."""

from __future__ import annotations

from pathlib import Path

from docgen.cli.inputs import STDIN, Input, content, one
from docgen.cli.misuse import MisuseError
from docgen.cli.result import Entry, Status, failed
from docgen.cli.verbs import guard
from docgen.diagnostics import Diagnostic, Phrase, worst
from docgen.diagnostics.verification_codes import WRONG_ORDER
from docgen.pipeline import Reading, read, read_back, verify
from docgen.records import replace

_DOCUMENT, _WORKBOOK = Phrase("文档", "document"), Phrase("工作簿", "workbook")
_DIFFERS = 4


def verified(
    document: str, workbook: str, report: str | None, result: Path | None, *, strict: bool = False
) -> Entry:
    """The one entry of the result: its input is the document. Raises MisuseError.

    What is wrong with the workbook itself is not said again; what keeps either file from being read is.
    """
    if document == workbook == STDIN:
        raise MisuseError(
            "文档和工作簿不能都从标准输入读", "stdin cannot be both the document and the workbook"
        )
    files = one(document), one(workbook)
    guard(result, files)
    (paper, no_paper), (sheets, no_sheets) = (content(file) for file in files)
    if no_paper or no_sheets:
        return failed(document, *_of_document(files[0], no_paper), *_of_workbook(files[1], no_sheets))
    if _is_swapped(paper, sheets):
        return failed(document, WRONG_ORDER.at(first=document, second=workbook))
    reading, unread = read(sheets, report)
    if reading is None:
        paper_read, said = read_back(paper, report)
        too = () if paper_read else said
        return failed(document, *_of_document(files[0], *too), *_of_workbook(files[1], *unread))
    return _entry(files[0], reading, verify(paper, reading, report), strict=strict)


def _entry(document: Input, reading: Reading, found: tuple[Diagnostic, ...], *, strict: bool) -> Entry:
    if any(finding.exit_code != _DIFFERS for finding in found):
        found = tuple(_of_document(document, *found))
    code = worst(found, strict=strict)
    status: Status = "failed" if code else "checked"
    return Entry(document.name, status, found, reading.definition.id, reading.unit, exit_code=code)


def _is_swapped(document: bytes, workbook: bytes) -> bool:
    from docgen.word.open import is_document

    return is_document(workbook) and not is_document(document)


def _of_document(file: Input, *findings: Diagnostic | None) -> list[Diagnostic]:
    return [_named(file, _DOCUMENT, finding) for finding in findings if finding]


def _of_workbook(file: Input, *findings: Diagnostic | None) -> list[Diagnostic]:
    return [_named(file, _WORKBOOK, finding) for finding in findings if finding]


def _named(file: Input, what: Phrase, finding: Diagnostic) -> Diagnostic:
    """The finding with the file that it is about, which is one of two."""
    if file.name in finding.message.zh:
        return finding
    zh, en = finding.message
    return replace(finding, message=Phrase(f"{what.zh} {file.name}：{zh}", f"{what.en} {file.name}: {en}"))
