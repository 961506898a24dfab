"""Notes: where on paper a finding belongs."""

from docgen.catalogue import load_type, shipped
from docgen.diagnostics import Place
from docgen.diagnostics.codes import (
    BAD_FIELD,
    CHANGED_LABEL,
    COMPUTED,
    EXTRA_LINE,
    MISSING_TABLE,
    NOT_A_FIGURE,
)
from docgen.report.figure import Figure
from docgen.report.form import COUNT
from docgen.report.narrative import Paragraph
from docgen.report.notes import notes_on
from docgen.report.report import Report

SHEET = "三、依申请公开"
DEFINITION = load_type(shipped() / "gov-info-annual-2021").definition


def figure(cell: str, path: str) -> Figure:
    return Figure(Place(SHEET, cell, path), COUNT)


REPORT = Report(
    {},
    {"overview": (Paragraph("一是", place=Place("一、总体情况", "C4", "narratives.overview.0")),)},
    {path: figure(cell, path) for cell, path in (("D7", "a.x"), ("E7", "a.y"), ("D8", "b.x"))},
)


def paths(*findings) -> list[tuple[str, ...]]:
    return [note.paths for note in notes_on(findings, REPORT, DEFINITION)]


def test_a_finding_belongs_to_the_first_of_its_cells():
    assert paths(NOT_A_FIGURE.at(Place(SHEET, "D8", "b.x"), Place(SHEET, "D7", "a.x"))) == [("b.x",)]


def test_a_changed_label_belongs_to_the_figure_beside_it_or_below():
    assert paths(CHANGED_LABEL.at(Place(SHEET, "A8"), label="")) == [("b.x",)]
    assert paths(CHANGED_LABEL.at(Place(SHEET, "E4"), label="")) == [("a.y",)]


def test_a_finding_on_a_whole_sheet_or_line_belongs_to_what_stands_first_there():
    assert paths(EXTRA_LINE.at(Place(SHEET, "12:12"), line="")) == [("a.x",)]
    assert paths(CHANGED_LABEL.at(Place("一、总体情况", "A1"), label="")) == [("narratives.overview.0",)]


def test_a_finding_without_a_place_belongs_to_the_whole():
    assert paths(MISSING_TABLE.at(table="", sheets=""), CHANGED_LABEL.at(Place("别的", "A1"), label="")) == [
        (),
        (),
    ]


def test_a_line_of_the_cover_belongs_where_the_ending_prints_it():
    facts = {"kind": "", "example": ""}
    issued, unit = (
        BAD_FIELD.at(Place("封面", "B6", f"fields.{key}"), **facts) for key in ("issued_on", "unit")
    )
    assert paths(issued, unit) == [("fields.issued_on", "fields.date"), ("fields.unit", "fields.signature")]


def test_what_is_for_information_only_is_no_note():
    assert paths(COMPUTED.at(Place(SHEET, "D8", "b.x"), figure="1")) == []
