"""The standard workbook: derived from the definition, blank or filled with data. openpyxl writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from docgen.excel import look
from docgen.excel.inputs import choose, restrict, restrict_field
from docgen.package import open_package, write_package
from docgen.report.citation import cited_paths, mark
from docgen.report.cover import HEADS as COVER_HEADS
from docgen.report.cover import cover_form
from docgen.report.definition import Definition, Field, Table
from docgen.report.filling import Filling
from docgen.report.form import Form, form_of
from docgen.report.grid import Area, Position, column_letters
from docgen.report.narrative import LEVELS, Paragraph, number_text
from docgen.report.recognise import REPORT_PROPERTY, VERSION_PROPERTY
from docgen.report.sheets import HEAD_ROW, HEADS, TITLE_ROW, Titled, titled
from docgen.report.totals import formula, parts

INSTRUCTIONS = "填报说明"
ABOVE: Final = 2  # rows over a table: its title, and a hint
SPARE_ROWS = 60  # rows of a narrative sheet that are coloured for writing
WIDTH = 110  # half-width characters across a table's sheet
LINE = 16.0  # points of a line of 11-point text
SLACK = 1.15  # lines break before they are full
_HINT = "浅黄色的格填数，没有填 0；浅绿色的合计格有公式，可以直接填数代替；灰色的表头和名称请勿改动。"
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_MOMENT = datetime(2021, 1, 1)


def blank_workbook(definition: Definition, filling: Filling | None = None) -> bytes:
    """The standard workbook of a report type as an .xlsx file, with the filling's values where it has any."""
    filling = filling or Filling()
    book = Workbook()
    look.add_styles(book)
    first = book.active
    assert isinstance(first, Worksheet)
    _instructions(first, definition)
    _cover(book.create_sheet(definition.cover), definition, filling)
    titles = {own.narrative.key: own for own in titled(definition)}
    number = 0
    at: dict[str, str] = {}
    for section in definition.sections:
        number += bool(section.heading)
        if section.narrative:
            own = titles[section.narrative.key]
            _narrative(book.create_sheet(section.narrative.sheet), own, filling)
        for table in section.tables:
            at |= _table(book, table, definition, filling)
    _citations(book.create_sheet(definition.citations), definition, at)
    for name, value in ((REPORT_PROPERTY, definition.id), (VERSION_PROPERTY, str(definition.version))):
        book.custom_doc_props.append(StringProperty(name=name, value=value))  # type: ignore[attr-defined] # not in the stubs
    return even(book, definition)


def _instructions(sheet: Worksheet, definition: Definition) -> None:
    sheet.title = INSTRUCTIONS
    sheet.column_dimensions["A"].width = 6
    sheet.column_dimensions["B"].width = 90
    _say(_cell(sheet, 1, 1), definition.name.zh, look.TITLE)
    for number, text in enumerate(definition.instructions, 1):
        _say(_cell(sheet, number + 2, 1), f"{number}.", look.HINT)
        _say(_cell(sheet, number + 2, 2), text, look.HINT)
    look.on_paper(sheet)


def _cover(sheet: Worksheet, definition: Definition, filling: Filling) -> None:
    for letters, width in zip("ABC", (30, 46, 46), strict=True):
        sheet.column_dimensions[letters].width = width
    _say(_cell(sheet, 1, 1), definition.cover, look.TITLE)
    _say(_cell(sheet, 2, 1), "浅黄色的格由您填写", look.HINT)
    form = cover_form(definition)
    _labels(sheet, form)
    for field, cell in zip(definition.fields, form.figures, strict=True):
        target = _cell(sheet, cell.area.top + ABOVE, cell.area.left)
        target.style = look.DATE if field.kind == "date" else look.TEXT
        _say(_cell(sheet, cell.area.top + ABOVE, len(COVER_HEADS)), field.hint, look.HINT)
        restrict_field(sheet, target.coordinate, field)
        if field.key in filling.fields:
            _fill_field(target, field, filling.fields[field.key])
    sheet.freeze_panes = f"A{ABOVE + 2}"
    look.locked(sheet)
    look.on_paper(sheet)


def _fill_field(cell: Cell, field: Field, value: Decimal | str | None) -> None:
    """A date of ISO form becomes a date as Excel has it, which reads back as the same text."""
    if (
        field.kind == "date"
        and isinstance(value, str)
        and re.fullmatch(r"(19|2\d)\d\d-\d\d-\d\d", value, re.ASCII)
    ):
        try:
            cell.value = date.fromisoformat(value)
            cell.style = look.DATE
            return
        except ValueError:
            pass  # 2021-02-30 stays the text that was typed, and is found by the check
    write(cell, value)


def _narrative(sheet: Worksheet, own: Titled, filling: Filling) -> None:
    for letters, width in zip("ABC", (10, 30, 90), strict=True):
        sheet.column_dimensions[letters].width = width
    _say(_cell(sheet, TITLE_ROW, 1), own.title, look.TITLE)
    _say(_cell(sheet, TITLE_ROW, 3), own.narrative.hint, look.HINT)
    for column, head in enumerate(HEADS, 1):
        _say(_cell(sheet, HEAD_ROW, column), head, look.LABEL)
    paragraphs = filling.narratives.get(own.narrative.key, ())
    last = HEAD_ROW + len(paragraphs) + SPARE_ROWS
    for row in range(HEAD_ROW + 1, last + 1):
        for column in range(1, len(HEADS) + 1):
            _cell(sheet, row, column).style = look.TEXT
    for row, paragraph in enumerate(paragraphs, HEAD_ROW + 1):
        _paragraph(sheet, row, paragraph)
    choose(sheet, f"A{HEAD_ROW + 1}:A{last + 500}", LEVELS, "选层级；空着就按文字开头的序号认")
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    look.on_paper(sheet, head=f"{HEAD_ROW}:{HEAD_ROW}")


def _paragraph(sheet: Worksheet, row: int, paragraph: Paragraph) -> None:
    for column, text in enumerate((LEVELS[paragraph.level], paragraph.heading, paragraph.text), 1):
        if text:
            write(_cell(sheet, row, column), text)


def _table(book: Workbook, table: Table, definition: Definition, filling: Filling) -> dict[str, str]:
    """Draws a table on a sheet of its own; returns the reference of each figure, for the citations."""
    sheet = book.create_sheet(table.sheet)
    form = form_of(table)
    _say(_cell(sheet, 1, 1), _numbered(table, definition), look.TITLE)
    _say(_cell(sheet, 2, 1), _HINT, look.HINT)
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=form.columns)
    _columns(sheet, table, form)
    _labels(sheet, form)
    _figures(sheet, form, definition, filling)
    restrict(sheet, form, ABOVE)
    _names(book, table, form)
    sheet.freeze_panes = _frozen(form)
    look.locked(sheet)
    look.on_paper(sheet, landscape=table.landscape, head=_head_rows(form))
    return {
        cell.path: f"'{table.sheet}'!{_area(cell.area).address.partition(':')[0]}" for cell in form.figures
    }


def _numbered(table: Table, definition: Definition) -> str:
    for number, section in enumerate(definition.numbered, 1):
        if table in section.tables:
            return number_text(1, number) + section.heading
    return table.name


def _columns(sheet: Worksheet, table: Table, form: Form) -> None:
    shares = table.widths or (1,) * form.columns
    widths = {column: max(6.0, WIDTH * share / sum(shares)) for column, share in enumerate(shares, 1)}
    for column, width in widths.items():
        sheet.column_dimensions[column_letters(column)].width = width
    for cell in form.labels:
        if cell.area.top == cell.area.bottom:
            across = sum(widths[column] for column in range(cell.area.left, cell.area.right + 1))
            _heighten(sheet, cell.area.top + ABOVE, 2 * len(cell.text) / across)


def _heighten(sheet: Worksheet, row: int, lines: float) -> None:
    """Makes room for a label of so many lines: no program sizes a row by its merged cells."""
    dimension = sheet.row_dimensions[row]
    dimension.height = max(dimension.height or LINE, LINE * ceil(lines * SLACK))


def _labels(sheet: Worksheet, form: Form) -> None:
    for cell in form.labels:
        area = _area(cell.area)
        long = cell.role == "stub" and len(cell.text) > 12
        style = look.LEFT_LABEL if long else look.LABEL
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                _cell(sheet, row, column).style = style
        _merge(sheet, area)
        _cell(sheet, area.top, area.left).value = cell.text


def _figures(sheet: Worksheet, form: Form, definition: Definition, filling: Filling) -> None:
    at = {cell.path: Position(cell.area.top + ABOVE, cell.area.left) for cell in form.figures}
    sums = parts(definition)
    for cell in form.figures:
        area = _area(cell.area)
        for column in range(area.left, area.right + 1):
            _cell(sheet, area.top, column).style = look.TOTAL if cell.path in sums else look.ENTRY
        _merge(sheet, area)
        target = _cell(sheet, area.top, area.left)
        if cell.path in filling.figures:
            write(target, filling.figures[cell.path])
        elif cell.path in sums:
            target.value = "=" + formula(sums[cell.path], at)


def _names(book: Workbook, table: Table, form: Form) -> None:
    """A defined name over the inputs of the table, and one for each block."""
    prefixes = [f"{table.key}.{block.key}" if block.key else table.key for block in table.blocks]
    for prefix in prefixes:
        areas = [_area(cell.area) for cell in form.figures if cell.path.startswith(prefix + ".")]
        whole = Area(min(a.top for a in areas), min(a.left for a in areas),
                     max(a.bottom for a in areas), max(a.right for a in areas))  # fmt: skip
        first, last = Position(whole.top, whole.left), Position(whole.bottom, whole.right)
        reference = f"'{table.sheet}'!{_absolute(first)}:{_absolute(last)}"
        book.defined_names[f"docgen.{prefix}"] = DefinedName(f"docgen.{prefix}", attr_text=reference)


def _absolute(position: Position) -> str:
    return f"${column_letters(position.column)}${position.row}"


def _frozen(form: Form) -> str:
    if not form.header_rows:
        return f"B{ABOVE + 1}"
    left = min(cell.area.left for cell in form.figures)
    return Position(form.header_rows + ABOVE + 1, left).address


def _head_rows(form: Form) -> str:
    return f"{ABOVE + 1}:{ABOVE + form.header_rows}" if form.header_rows else ""


def _citations(sheet: Worksheet, definition: Definition, at: Mapping[str, str]) -> None:
    """The list of marks to copy from: the mark, what it stands for, what it would print now."""
    for letters, width in zip("ABC", (44, 60, 20), strict=True):
        sheet.column_dimensions[letters].width = width
    _say(_cell(sheet, 1, 1), definition.citations, look.TITLE)
    _say(_cell(sheet, 1, 2), "把左边的标记复制到文字里，印出时换成右边的数", look.HINT)
    for column, head in enumerate(("引用标记", "所指的数", "现在的数"), 1):
        _say(_cell(sheet, 2, column), head, look.LABEL)
    labels = {cell.path: cell.label for table in definition.tables for cell in form_of(table).figures}
    covers = {f"fields.{field.key}": f"{definition.cover}：{field.label}" for field in definition.fields}
    for row, (name, path) in enumerate(cited_paths(definition).items(), 3):
        _cell(sheet, row, 1).value = mark(name)
        _cell(sheet, row, 2).value = covers.get(path) or labels[path]
        if path in at:
            _cell(sheet, row, 3).value = f"={at[path]}"
    sheet.freeze_panes = "A3"
    look.on_paper(sheet, head="2:2")


def _say(cell: Cell, text: str, style: str) -> None:
    cell.value = text
    cell.style = style


def write(cell: Cell, value: Decimal | str | None) -> None:
    """Puts a value into a cell as it is: a text stays a text, whatever it looks like."""
    if isinstance(value, str):
        cell.value = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    else:
        cell.value = value


def _area(area: Area) -> Area:
    return Area(area.top + ABOVE, area.left, area.bottom + ABOVE, area.right)


def _merge(sheet: Worksheet, area: Area) -> None:
    if area.top < area.bottom or area.left < area.right:
        sheet.merge_cells(area.address)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def even(book: Workbook, definition: Definition) -> bytes:
    """The file with fixed dates and without its author, so that one definition gives one file."""
    book.properties.creator = ""
    book.properties.title = definition.name.zh
    book.properties.created = _MOMENT
    target = BytesIO()
    book.save(target)
    package, found = open_package(target.getvalue())
    assert package is not None, found
    parts = {name: package.read(name) for name in package.names}
    stamp = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
    parts["docProps/core.xml"] = stamp.sub(rb"\g<1>2021-01-01T00:00:00Z", parts["docProps/core.xml"])
    return write_package(parts)
