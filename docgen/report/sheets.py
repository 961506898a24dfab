"""Narrative sheets: a title, a head row, and a row for each paragraph or a whole text pasted in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.diagnostics.codes import (
    ADDED_SECTION,
    ERROR_VALUE,
    HIDDEN,
    LEVEL_MISSING,
    LOST_HEADS,
    MISPLACED_SECTION,
    MISSING_NARRATIVE,
    RENAMED_SECTION,
    UNCALCULATED,
    UNKNOWN_LEVEL,
    UNREAD_TEXT,
)
from docgen.report.definition import Definition, Narrative
from docgen.report.grid import Book, Cell, Grid, Position, folded
from docgen.report.narrative import LEVELS, Numbering, Paragraph, literal, moved, number_text, read_text

HEADS = ("层级", "小标题", "正文")
TITLE_ROW, HEAD_ROW = 1, 2  # of the blank workbook; the reader finds them by their words
_LEVEL_WORDS: Mapping[str, int] = {
    **{folded(word): level for level, word in enumerate(LEVELS)},
    **{folded(f"{numeral}级标题"): level for level, numeral in enumerate("一二三四", 1)},
    **{folded(f"{numeral}级"): level for level, numeral in enumerate("一二三四", 1)},
    **{str(level): level for level in range(1, 5)},
}


@dataclass(frozen=True, slots=True)
class NarrativeSheet:
    """A sheet with the heads of a narrative: where they stand, and the title above them."""

    grid: Grid
    row: int
    columns: Mapping[str, int]
    title: Position | None


@dataclass(frozen=True, slots=True)
class Titled:
    """A narrative with the title its sheet carries (一、总体情况, or the sheet's name where it has no heading)."""

    narrative: Narrative
    title: str
    heading: str


def titled(definition: Definition) -> tuple[Titled, ...]:
    """The narratives in order, each with its title; sections are numbered as the form numbers them."""
    found, number = [], 0
    for section in definition.sections:
        number += bool(section.heading)
        if section.narrative:
            title = number_text(1, number) + section.heading if section.heading else section.narrative.sheet
            found.append(Titled(section.narrative, title, section.heading))
    return tuple(found)


def read_narratives(
    grids: Sequence[Grid], book: Book, definition: Definition
) -> tuple[Mapping[str, tuple[Paragraph, ...]], tuple[Diagnostic, ...]]:
    """The narratives of a workbook, by key, each paragraph with its cell and its key path.

    Reports: E203 sheet missing, E215 level unknown, E217 hidden, E221 head missing, E222 text outside the columns,
        F6 heading renamed, misplaced or added, F7 numbers, E208 and E209 as for figures.
    """
    found: list[Diagnostic] = []
    sheets = _assigned([sheet for grid in grids if (sheet := _sheet(grid))], titled(definition))
    narratives: dict[str, tuple[Paragraph, ...]] = {}
    numbering = Numbering()
    for section in definition.sections:
        if section.heading:
            numbering.section()
        if section.narrative:
            own = next(t for t in titled(definition) if t.narrative is section.narrative)
            sheet = sheets.get(own.narrative.key)
            if sheet is None:
                found.append(_missing(own, grids, book))
                continue
            found += _title(sheet, own)
            paragraphs, said = _paragraphs(sheet, own, definition, numbering)
            narratives[own.narrative.key] = paragraphs
            found += said
    return narratives, tuple(found)


def _sheet(grid: Grid) -> NarrativeSheet | None:
    """The grid as a narrative sheet, when one of its rows has two of the three heads."""
    heads = {folded(head): head for head in HEADS}
    rows: dict[int, dict[str, int]] = {}
    for at in sorted(at for at, cell in grid.cells.items() if cell.kind == "text"):
        head = heads.get(folded(grid.text(*at)))
        if head:
            rows.setdefault(at.row, {}).setdefault(head, at.column)
    row = next((row for row, columns in rows.items() if len(columns) >= len(HEADS) - 1), None)
    if row is None:
        return None
    above = sorted(at for at in grid.cells if at.row < row and grid.text(*at).strip())
    return NarrativeSheet(grid, row, rows[row], above[0] if above else None)


def _assigned(sheets: list[NarrativeSheet], wanted: tuple[Titled, ...]) -> dict[str, NarrativeSheet]:
    """By title, else by the sheet's name, else the only one left to the only one left."""
    assigned: dict[str, NarrativeSheet] = {}
    for agrees in (_has_title, _has_name):
        for own in wanted:
            if own.narrative.key not in assigned:
                fitting = [sheet for sheet in sheets if agrees(sheet, own)]
                if fitting:
                    assigned[own.narrative.key] = fitting[0]
                    sheets.remove(fitting[0])
    left = [own for own in wanted if own.narrative.key not in assigned]
    if len(left) == len(sheets) == 1:
        assigned[left[0].narrative.key] = sheets[0]
    return assigned


def _has_title(sheet: NarrativeSheet, own: Titled) -> bool:
    text = folded(sheet.grid.text(*sheet.title)) if sheet.title else ""
    return bool(text) and text in (folded(own.title), folded(own.heading))


def _has_name(sheet: NarrativeSheet, own: Titled) -> bool:
    return folded(sheet.grid.name) == folded(own.narrative.sheet)


def _missing(own: Titled, grids: Sequence[Grid], book: Book) -> Diagnostic:
    named = next((grid for grid in grids if folded(grid.name) == folded(own.narrative.sheet)), None)
    if named:
        return LOST_HEADS.at(Place(named.name), label=HEADS[-1], heads="、".join(HEADS))
    sheets = "、".join(f"“{grid.name}”" for grid in book.grids)
    return MISSING_NARRATIVE.at(section=own.title, sheets=sheets, heads="、".join(HEADS))


def _title(sheet: NarrativeSheet, own: Titled) -> Iterator[Diagnostic]:
    if sheet.grid.hidden:
        yield HIDDEN.at(Place(sheet.grid.name))
    if sheet.title and own.heading and not _has_title(sheet, own):
        value = sheet.grid.text(*sheet.title)
        yield RENAMED_SECTION.at(Place(sheet.grid.name, sheet.title.address, value=value), label=own.title)
    for head in HEADS:
        if head not in sheet.columns:
            place = Place(sheet.grid.name, f"{sheet.row}:{sheet.row}")
            yield LOST_HEADS.at(place, label=head, heads="、".join(HEADS))


def _paragraphs(
    sheet: NarrativeSheet, own: Titled, definition: Definition, numbering: Numbering
) -> tuple[tuple[Paragraph, ...], list[Diagnostic]]:
    found: list[Diagnostic] = []
    kept: list[Paragraph] = []
    for row in sheet.grid.rows():
        if row <= sheet.row:
            continue
        for paragraph in _row(sheet, row, found):
            if not kept and _is_own_heading(paragraph, own, found):
                continue
            placed = moved(paragraph, f"narratives.{own.narrative.key}.{len(kept)}")
            found += _added(placed, definition)
            found += numbering.check(placed)
            kept.append(placed)
    return tuple(kept), found


def _row(sheet: NarrativeSheet, row: int, found: list[Diagnostic]) -> Iterator[Paragraph]:
    found += _beside(sheet, row)
    texts = {head: _text(sheet, row, column, found) for head, column in sheet.columns.items()}
    level, heading, text = (texts.get(head, "") for head in HEADS)
    place = _place(sheet, row, "正文" if text.strip() else "小标题")
    if not (heading.strip() or text.strip()):
        return
    if level.strip():
        chosen = _LEVEL_WORDS.get(folded(level))
        if chosen is None:
            found.append(UNKNOWN_LEVEL.at(_place(sheet, row, "层级"), levels=" ".join(LEVELS)))
            return
        if chosen == 0 and heading.strip():
            found.append(UNREAD_TEXT.at(_place(sheet, row, "小标题"), heads="正文"))
        yield literal(chosen, heading if chosen else "", text, place)
    elif heading.strip():
        yield from _headed(heading, text, place, found)
    else:
        yield from read_text(text, place)


def _headed(heading: str, text: str, place: Place, found: list[Diagnostic]) -> Iterator[Paragraph]:
    """A row with a heading but no level: the number typed before the heading tells the level, or nothing does."""
    for paragraph in read_text(heading, place):
        if paragraph.typed is None:
            found.append(LEVEL_MISSING.at(place, levels=" ".join(LEVELS[1:])))
            return
        yield Paragraph(text, paragraph.level, paragraph.heading + paragraph.text, place, paragraph.typed)


def _text(sheet: NarrativeSheet, row: int, column: int, found: list[Diagnostic]) -> str:
    cell = sheet.grid.cells.get(Position(row, column))
    if cell is None:
        return ""
    place = Place(sheet.grid.name, Position(row, column).address, value=cell.text)
    if cell.kind == "error":
        found.append(ERROR_VALUE.at(place))
        return ""
    if cell.kind == "uncalculated":
        found.append(UNCALCULATED.at(place))
        return ""
    return _as_shown(cell)


def _as_shown(cell: Cell) -> str:
    return cell.shown if cell.shown_as == "date" else cell.text


def _place(sheet: NarrativeSheet, row: int, head: str) -> Place:
    column = sheet.columns.get(head, min(sheet.columns.values()))
    return Place(sheet.grid.name, Position(row, column).address, value=sheet.grid.text(row, column) or None)


def _beside(sheet: NarrativeSheet, row: int) -> Iterator[Diagnostic]:
    columns = sheet.columns.values()
    for column in range(min(columns), max(columns) + 3):
        cell = sheet.grid.cells.get(Position(row, column))
        if column not in columns and cell and cell.kind == "text" and cell.text.strip():
            place = Place(sheet.grid.name, Position(row, column).address, value=cell.text)
            yield UNREAD_TEXT.at(place, heads="、".join(HEADS))


def _is_own_heading(paragraph: Paragraph, own: Titled, found: list[Diagnostic]) -> bool:
    """Whether this is the section's own heading, pasted along with its text: it is printed already."""
    if paragraph.level != 1 or paragraph.typed is None or not own.heading:
        return False
    if folded(paragraph.heading) == folded(own.heading):
        return True
    if folded(own.title).startswith(folded(paragraph.typed.typed)):
        found.append(RENAMED_SECTION.at(paragraph.place, label=own.title))
        return True
    return False


def _added(paragraph: Paragraph, definition: Definition) -> Iterator[Diagnostic]:
    if paragraph.level != 1:
        return
    heading = paragraph.heading or paragraph.text
    fixed = {folded(section.heading) for section in definition.sections if section.heading}
    kind = MISPLACED_SECTION if folded(heading) in fixed else ADDED_SECTION
    yield kind.at(paragraph.place, value=Phrase(heading, heading))
