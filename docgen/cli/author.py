"""The commands around a report type: the blank workbook, the official template, the list of types, and the data."""

from __future__ import annotations

import json
from pathlib import Path

from docgen.catalogue import ReportType, every_type, find_type
from docgen.cli.inputs import STDIN, content, is_input, one
from docgen.cli.misuse import MisuseError
from docgen.cli.result import Entry, Status, failed
from docgen.diagnostics import Diagnostic, worst
from docgen.diagnostics.codes import BAD_TEMPLATE, OVER_INPUT, UNREADABLE_FILE
from docgen.diagnostics.system import refusal
from docgen.output import write_new
from docgen.pipeline import read_either
from docgen.records import replace
from docgen.report.data import as_data
from docgen.report.definition import Definition
from docgen.report.filling import Filling, from_json


def workbook(report: str, data: str | None, last: str | None, output: str, *, force: bool) -> Entry:
    """Writes the blank standard workbook of a type, one begun with what last year's report settles, or one filled with data."""
    if data == last == STDIN:
        raise MisuseError(
            "数据和去年的报告不能都从标准输入读", "stdin cannot be both the data and last year's report"
        )
    kind, found = find_type(report)
    if kind is None or kind.definition is None:
        return failed(report, *found)
    if is_input(Path(output), [one(file) for file in (data, last) if file is not None]):
        return failed(report, OVER_INPUT.at(file=output))
    filling, found = _filling(data, kind.definition)
    if found:
        return failed(data or report, *found)
    if last is not None:
        return _carried_over(kind, kind.definition, filling, last, output, force=force)
    from docgen.excel.standard.blank import blank_workbook

    return _written(kind, blank_workbook(kind.definition, filling), output, force=force)


def _carried_over(
    kind: ReportType, definition: Definition, filling: Filling, last: str, output: str, *, force: bool
) -> Entry:
    from docgen.cli.carryover import begun

    made, found = begun(definition, filling, last)
    if made is None:
        return failed(last, *found)
    entry = _written(kind, made, output, force=force)
    return replace(entry, diagnostics=(*entry.diagnostics, *found)) if not entry.exit_code else entry


def _filling(data: str | None, definition: Definition) -> tuple[Filling, tuple[Diagnostic, ...]]:
    if data is None:
        return Filling(), ()
    single = one(data)
    text, finding = content(single)
    if finding:
        return Filling(), (finding,)
    try:
        return from_json(text.decode("utf-8-sig"), definition, data)
    except UnicodeDecodeError as error:
        return Filling(), (UNREADABLE_FILE.at(file=data, detail=str(error)),)


def template(report: str, output: str, *, force: bool) -> Entry:
    """Writes the official layout of a type with every tag in place."""
    kind, found = find_type(report)
    if kind is None or kind.definition is None:
        return failed(report, *found)
    from docgen.word import official_template

    return _written(kind, official_template(kind.definition), output, force=force)


def _written(kind: ReportType, data: bytes, output: str, *, force: bool) -> Entry:
    written = Entry(kind.id, "written", report=kind.id, output=output)
    if output == STDIN:
        return replace(written, document=data)
    found = write_new(Path(output), data, force=force)
    return failed(kind.id, *found) if found else written


def data(file: str, report: str | None) -> tuple[Entry, str]:
    """The report of a workbook or a document as JSON text. However wrong the figures are, it is shown (contract, section 4)."""
    single = one(file)
    held, finding = content(single)
    if finding:
        return failed(file, finding), ""
    reading, found = read_either(held, report)
    if reading is None or not (reading.report.figures or reading.report.listings):
        return Entry(file, "failed", found, exit_code=worst(found) or 4), ""
    text = json.dumps(as_data(reading.report, reading.definition), indent=1)
    return Entry(file, "checked", report=reading.definition.id, unit=reading.unit), text


def types() -> list[Entry]:
    """Every report type found, a faulty one with what is wrong with it."""
    return [
        Entry(str(kind.folder), "failed" if kind.findings else "checked", kind.findings, kind.id,
              exit_code=worst(kind.findings))
        for kind in every_type()
    ]  # fmt: skip


def reconciled(report: str) -> Entry:
    """A type's definition, template and workbook checked against each other, and the names a template may use."""
    kind, found = find_type(report)
    if kind is None or kind.definition is None:
        return failed(report, *found)
    from docgen.excel import open_workbook
    from docgen.excel.standard.blank import blank_workbook
    from docgen.handbook import explanations_of
    from docgen.report.read import read as read_report
    from docgen.word import compile_template, names_of

    book, found = open_workbook(blank_workbook(kind.definition))
    if book:
        found = (*found, *(d for d in read_report(book, kind.definition)[1] if d.code != "F4"))
    found = (*found, *explanations_of(kind)[1])
    names = names_of(kind.definition)
    try:
        compiled = kind.template.read_bytes()
        found = (*found, *compile_template(compiled, names, kind.template.name)[1])
    except OSError as error:
        found = (*found, BAD_TEMPLATE.at(file=str(kind.template), detail=refusal(error)))
    code = worst(found)
    columns = tuple(f"{listing.key}.{column}" for listing in names.listings for column in listing.columns)
    usable = {"fields": sorted(names.fields), "paragraphs": names.narratives, "figures": names.figures}
    usable |= {"lists": columns} if columns else {}
    status: Status = "failed" if code else "checked"
    return Entry(str(kind.folder), status, found, kind.id, exit_code=code, names=usable)


_LEADS = {"paragraphs": "p ", "lists": "tr "}


def listed(entry: Entry) -> list[str]:
    """The names as they stand in tags, a line each; paragraphs and columns of lists with the p or tr that they take."""
    names = entry.names or {}
    return [f"{_LEADS.get(kind, '')}{name}" for kind, some in names.items() for name in some]
