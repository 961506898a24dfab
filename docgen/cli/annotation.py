"""`--annotate` and `--fix`: copies of a workbook, beside it or where its document would go."""

from __future__ import annotations

from pathlib import Path

from docgen.cli.inputs import Input
from docgen.cli.result import Entry
from docgen.diagnostics import Diagnostic, worst
from docgen.diagnostics.codes import CANNOT_WRITE
from docgen.diagnostics.finding import Language
from docgen.diagnostics.system import refusal
from docgen.output import write_whole
from docgen.records import replace

MARK, FIXED = ".批注", ".改正"
_WITH_MACROS = ".xlsm"  # under another name Excel does not open it


def copy_path(single: Input, document: Path | None, mark: str = MARK) -> Path | None:
    """Where the copy of an input goes: to its document's folder, else beside it; nowhere without either."""
    source = single.path or document
    if source is None:
        return None
    suffix = _WITH_MACROS if source.suffix.lower() == _WITH_MACROS else ".xlsx"
    return (document or source).with_name(f"{source.stem}{mark}{suffix}")


def with_copy(entry: Entry, data: bytes, path: Path, refused: Diagnostic | None, language: Language) -> Entry:
    """The entry of an input with its copy written, where there is anything to mark.

    A copy that is there already is replaced: it is docgen's own. Reports: E401, E402 and E409, and exit 6 with them.
    """
    from docgen.excel.annotation.annotate import annotated  # a run without the option needs none of it

    copy = annotated(data, entry.diagnostics, language) if entry.diagnostics else None
    if copy is None:
        return entry
    faults = (refused,) if refused else _write(path, copy)
    return _failed(entry, faults) if faults else replace(entry, annotated=str(path))


def with_fixed(
    entry: Entry, data: bytes, path: Path, refused: Diagnostic | None, report: str | None
) -> Entry:
    """The entry of an input with its corrected copy written, where there is anything to correct, and what was.

    Reports: E412, and E401, E402 and E409 with exit 6.
    """
    from docgen.pipeline import mend

    copy, changes = mend(data, report)
    if copy is None:
        return entry
    faults = (refused,) if refused else _write(path, copy)
    if faults:
        return _failed(entry, faults)
    return replace(entry, fixed=str(path), diagnostics=(*entry.diagnostics, *changes))


def _failed(entry: Entry, faults: tuple[Diagnostic, ...]) -> Entry:
    code = max(entry.exit_code, worst(faults))
    return replace(entry, status="failed", diagnostics=(*entry.diagnostics, *faults), exit_code=code)


def _write(path: Path, data: bytes) -> tuple[Diagnostic, ...]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return (CANNOT_WRITE.at(file=str(path), detail=refusal(error)),)
    return write_whole(path, data)
