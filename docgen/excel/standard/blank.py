"""The standard workbook: derived from the definition, blank or filled with data. openpyxl writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.worksheet.worksheet import Worksheet

from docgen.excel.standard import look
from docgen.excel.standard.calculated import Results, with_results
from docgen.excel.standard.cells import cell_at, say, write
from docgen.excel.standard.drawing import draw_labels, draw_table, written_date
from docgen.excel.standard.inputs import choose, restrict_field
from docgen.excel.standard.listing import draw_listing
from docgen.package import open_package, write_package
from docgen.report.caption import caption_numbers, captioned_names
from docgen.report.citation import cited_paths, mark
from docgen.report.cover import HEADS as COVER_HEADS
from docgen.report.cover import cover_form
from docgen.report.definition import INSTRUCTIONS, Definition, Field, Narrative
from docgen.report.excuses import HEADS as EXCUSE_HEADS
from docgen.report.filling import Filling, Scalar
from docgen.report.form import ABOVE
from docgen.report.listing import count_path, figures_of
from docgen.report.narrative import LEVELS, Paragraph
from docgen.report.recognise import REPORT_PROPERTY, VERSION_PROPERTY
from docgen.report.rows import HEADS
from docgen.report.sheets import HEAD_ROW, TITLE_ROW, section_titles
from docgen.report.tables import Listing, Table

SPARE_ROWS = 60  # rows of a narrative sheet that are coloured for writing
SPARE_EXCUSES = 20
_EXCUSED = "检查出的警告，核对后确实无误的，在这里说明：代码和单元格照检查结果写，单元格空着就是这个代码的全部；说明了就不再拦着"
_MOMENT = datetime(2021, 1, 1)


def blank_workbook(definition: Definition, filling: Filling | None = None) -> bytes:
    """The standard workbook of a report type as an .xlsx file, with the filling's values where it has any."""
    return even(standard_book(definition, filling or Filling()), definition)


def standard_book(definition: Definition, filling: Filling) -> Workbook:
    """The standard workbook as openpyxl has it, to be made into a file by `even`."""
    book = Workbook()
    look.add_styles(book)
    if definition.listings:
        look.add_listed_styles(book)
    first = book.active
    assert isinstance(first, Worksheet)
    _instructions(first, definition)
    _cover(book.create_sheet(definition.cover), definition, filling)
    at: dict[str, str] = {}
    for section, title in section_titles(definition):
        if section.narrative:
            _narrative(book.create_sheet(section.narrative.sheet), section.narrative, title, filling)
        for table in section.tables:
            at |= _table(book, table, title or table.name, definition, filling)
    _citations(book.create_sheet(definition.citations), definition, at)
    _excuses(book.create_sheet(definition.exceptions), definition, filling)
    for name, value in ((REPORT_PROPERTY, definition.id), (VERSION_PROPERTY, str(definition.version))):
        book.custom_doc_props.append(StringProperty(name=name, value=value))  # type: ignore[attr-defined] # not in the stubs
    return book


def _table(
    book: Workbook, table: Table | Listing, title: str, definition: Definition, filling: Filling
) -> dict[str, str]:
    if isinstance(table, Listing):
        return draw_listing(book, table, title, filling)
    return draw_table(book, table, title, definition, filling)


def _instructions(sheet: Worksheet, definition: Definition) -> None:
    sheet.title = INSTRUCTIONS
    sheet.column_dimensions["A"].width = 6
    sheet.column_dimensions["B"].width = 90
    say(sheet, 1, 1, definition.name.zh, look.TITLE)
    for number, text in enumerate(definition.instructions, 1):
        say(sheet, number + 2, 1, f"{number}.", look.HINT)
        say(sheet, number + 2, 2, text, look.HINT)
    look.on_paper(sheet)


def _cover(sheet: Worksheet, definition: Definition, filling: Filling) -> None:
    for letters, width in zip("ABC", (30, 46, 46), strict=True):
        sheet.column_dimensions[letters].width = width
    say(sheet, 1, 1, definition.cover, look.TITLE)
    say(sheet, 2, 1, "浅黄色的格由您填写", look.HINT)
    form = cover_form(definition)
    draw_labels(sheet, form)
    for field, cell in zip(definition.fields, form.figures, strict=True):
        target = cell_at(sheet, cell.area.top + ABOVE, cell.area.left)
        target.style = look.DATE if field.kind == "date" else look.TEXT
        say(sheet, cell.area.top + ABOVE, len(COVER_HEADS), field.hint, look.HINT)
        restrict_field(sheet, target.coordinate, field)
        if field.key in filling.fields:
            _fill_field(target, field, filling.fields[field.key])
    sheet.freeze_panes = f"A{ABOVE + 2}"
    look.locked(sheet)
    look.on_paper(sheet)


def _fill_field(cell: Cell, field: Field, value: Scalar) -> None:
    """A date of ISO form becomes a date as Excel has it, which reads back as the same text; others the check finds."""
    day = written_date(value) if field.kind == "date" else None
    if day:
        cell.value = day
        cell.style = look.DATE
    else:
        write(cell, value)


def _narrative(sheet: Worksheet, narrative: Narrative, title: str, filling: Filling) -> None:
    for letters, width in zip("ABC", (10, 30, 90), strict=True):
        sheet.column_dimensions[letters].width = width
    say(sheet, TITLE_ROW, 1, title or narrative.sheet, look.TITLE)
    say(sheet, TITLE_ROW, 3, narrative.hint, look.HINT)
    for column, head in enumerate(HEADS, 1):
        say(sheet, HEAD_ROW, column, head, look.LABEL)
    paragraphs = filling.narratives.get(narrative.key, ())
    last = HEAD_ROW + len(paragraphs) + SPARE_ROWS
    for row in range(HEAD_ROW + 1, last + 1):
        for column in range(1, len(HEADS) + 1):
            cell_at(sheet, row, column).style = look.TEXT
    for row, paragraph in enumerate(paragraphs, HEAD_ROW + 1):
        _paragraph(sheet, row, paragraph)
    choose(sheet, f"A{HEAD_ROW + 1}:A{last + 500}", LEVELS, "选层级；空着就按文字开头的序号认")
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    look.on_paper(sheet, head=f"{HEAD_ROW}:{HEAD_ROW}")


def _paragraph(sheet: Worksheet, row: int, paragraph: Paragraph) -> None:
    for column, text in enumerate((LEVELS[paragraph.level], paragraph.heading, paragraph.text), 1):
        if text:
            write(cell_at(sheet, row, column), text)


def _citations(sheet: Worksheet, definition: Definition, at: Mapping[str, str]) -> None:
    """The list of marks to copy from: the mark, what it stands for, what it would print now."""
    for letters, width in zip("ABC", (44, 60, 20), strict=True):
        sheet.column_dimensions[letters].width = width
    say(sheet, 1, 1, definition.citations, look.TITLE)
    say(sheet, 1, 2, "把左边的标记复制到文字里，印出时换成右边的数", look.HINT)
    for column, head in enumerate(("引用标记", "所指的数", "现在的数"), 1):
        say(sheet, 2, column, head, look.LABEL)
    labels = {cell.path: cell.label for cell in figures_of(definition)}
    labels |= {count_path(listing.key): f"{listing.name}的行数" for listing in definition.listings}
    labels |= {f"fields.{field.key}": f"{definition.cover}：{field.label}" for field in definition.fields}
    labels |= captioned_names(definition)
    now = {**{path: f"={cell}" for path, cell in at.items()}, **caption_numbers(definition)}
    for row, (name, path) in enumerate(cited_paths(definition).items(), 3):
        cell_at(sheet, row, 1).value = mark(name)
        cell_at(sheet, row, 2).value = labels[path]
        if path in now:
            cell_at(sheet, row, 3).value = now[path]
    sheet.freeze_panes = "A3"
    look.on_paper(sheet, head="2:2")


def _excuses(sheet: Worksheet, definition: Definition, filling: Filling) -> None:
    """The sheet on which a unit says why a finding is right as it stands."""
    for letters, width in zip("ABC", (12, 30, 90), strict=True):
        sheet.column_dimensions[letters].width = width
    say(sheet, TITLE_ROW, 1, definition.exceptions, look.TITLE)
    say(sheet, TITLE_ROW, 3, _EXCUSED, look.HINT)
    for column, head in enumerate(EXCUSE_HEADS, 1):
        say(sheet, HEAD_ROW, column, head, look.LABEL)
        for row in range(HEAD_ROW + 1, HEAD_ROW + 1 + len(filling.excuses) + SPARE_EXCUSES):
            cell_at(sheet, row, column).style = look.TEXT
    for row, excuse in enumerate(filling.excuses, HEAD_ROW + 1):
        for column, text in enumerate((excuse.code, excuse.cell, excuse.reason), 1):
            write(cell_at(sheet, row, column), text)
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    look.on_paper(sheet, head=f"{HEAD_ROW}:{HEAD_ROW}")


def even(book: Workbook, definition: Definition, results: Results | None = None) -> bytes:
    """The file with fixed dates and without its author, so that one definition gives one file; with the results of those
    formulas for which they are known.
    """
    book.properties.creator = ""
    book.properties.title = definition.name.zh
    book.properties.created = _MOMENT
    target = BytesIO()
    book.save(target)
    package, found = open_package(target.getvalue())
    assert package is not None, found
    parts = with_results({name: package.read(name) for name in package.names}, book, results or {})
    stamp = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
    parts["docProps/core.xml"] = stamp.sub(rb"\g<1>2021-01-01T00:00:00Z", parts["docProps/core.xml"])
    return write_package({name: _in_utf8(content) for name, content in parts.items()})


def _in_utf8(part: bytes) -> bytes:
    """The part with its characters as such; openpyxl writes a number of six to eight letters for each (&#25919;)."""
    return _NUMBERED.sub(lambda found: chr(int(found[1])).encode(), part)


_NUMBERED = re.compile(rb"&#(1[3-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3,6});")
