"""The cover sheet: a form of one column, and what its fields may hold."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.diagnostics.codes import BAD_FIELD, ERROR_VALUE, MISSING_FIELD, UNCALCULATED
from docgen.patterns import regex
from docgen.report.definition import Definition, Field, FieldKind
from docgen.report.form import COUNT, FigureCell, Form, LabelCell
from docgen.report.grid import Area
from docgen.report.report import Report, Value

HEADS = ("项目", "填写内容", "说明")
_DATE = regex(
    r"(?P<y>\d{4})(?:年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"
    r"|(?P<mark>[-/.])(?P<m2>\d{1,2})(?P=mark)(?P<d2>\d{1,2})(?:[T ]00:00:00)?)",
    re.ASCII,
)
_WANTED: dict[FieldKind, tuple[Phrase, Phrase]] = {
    "year": (Phrase("四位数字的年度", "a year of four digits"), Phrase("例如：2024", "for example 2024")),
    "date": (Phrase("日期", "a date"), Phrase("例如：2025-1-20 或 2025年1月20日", "for example 2025-1-20")),
    "number": (Phrase("数", "a figure"), Phrase("只填数，没有填 0", "digits only, 0 for nothing")),
    "choice": (Phrase("可选的一项", "one of the choices"), Phrase("请从下拉列表里选", "pick from the list")),
}


@lru_cache(maxsize=16)
def cover_form(definition: Definition) -> Form:
    """The cover as a form: a head row, then a row for each field with its value in the second column."""
    heads = [LabelCell(Area(1, n, 1, n), text, "spanner") for n, text in enumerate(HEADS, 1)]
    stub = [LabelCell(Area(n, 1, n, 1), field.label, "stub") for n, field in enumerate(definition.fields, 2)]
    cells = tuple(
        FigureCell(Area(n, 2, n, 2), f"fields.{field.key}", field.label, COUNT, field.label)
        for n, field in enumerate(definition.fields, 2)
    )
    return Form("fields", len(definition.fields) + 1, len(HEADS), 1, (*heads, *stub), cells)


def check_fields(report: Report, definition: Definition) -> tuple[Diagnostic, ...]:
    """What is missing on the cover, or is not what its line asks for.

    Reports: E204 required but blank, E205 not a year, date, figure or choice, E208, E209 as for figures.
    """
    return tuple(
        found
        for field in definition.fields
        for found in _check(field, report.fields.get(field.key), definition)
    )


def _check(field: Field, value: Value | None, definition: Definition) -> tuple[Diagnostic, ...]:
    if value is None or not value.text:
        return (_absent(field, value, definition),) if field.required or _uncalculated(value) else ()
    if value.cell and value.cell.kind == "error":
        return (ERROR_VALUE.at(value.place),)
    if field.kind == "text" or _reads(field, value):
        return ()
    return (odd_entry(field.kind, value.place),)


def odd_entry(kind: FieldKind, place: Place) -> Diagnostic:
    """Reports: E205 for what is not of the kind that a line of the cover, or a column of a listing, asks for."""
    wanted, example = _WANTED[kind]
    return BAD_FIELD.at(place, kind=wanted, example=example)


def _uncalculated(value: Value | None) -> bool:
    return bool(value and value.cell and value.cell.kind == "uncalculated")


def _absent(field: Field, value: Value | None, definition: Definition) -> Diagnostic:
    if value and _uncalculated(value):
        return UNCALCULATED.at(value.place)
    if value is None:  # its label is gone too
        return MISSING_FIELD.at(where=Phrase(f"“{field.label}”", f"“{field.label}”"), sheet=definition.cover)
    return MISSING_FIELD.at(value.place, sheet=definition.cover)


def _reads(field: Field, value: Value) -> bool:
    match field.kind:
        case "year":
            return bool(year_of(value.text))
        case "date":
            return date_of(value.text) is not None and not _bare_number(value)
        case "number":
            return bool(re.fullmatch(r"-?\d+(\.\d+)?", value.text, re.ASCII))
        case _:
            return value.text in field.choices


def _bare_number(value: Value) -> bool:
    return value.cell is not None and value.cell.kind == "number" and value.cell.shown_as != "date"


def year_of(text: str) -> str:
    """The year as digits where a year is what the text says (2020, 2020年, 2020年度), else nothing."""
    match = re.fullmatch(r"(\d{4})(?:年|年度)?", text, re.ASCII)
    return match[1] if match else ""


def date_of(text: str) -> date | None:
    """The date that a text states, written as clerks write it, or None."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match["y"]), int(match["m"] or match["m2"]), int(match["d"] or match["d2"]))
    except ValueError:
        return None


def printed_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def field_text(field: Field, value: Value | None) -> str:
    """A field as it is printed: a date as 2021年1月20日, a year as its digits, the rest as typed."""
    text = value.text if value else ""
    if field.kind == "date" and (day := date_of(text)):
        return printed_date(day)
    return (year_of(text) or text) if field.kind == "year" else text
