"""The rows of a narrative sheet: a paragraph with its level, or a text with typed numbers, to paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.diagnostics import Diagnostic, Place
from docgen.diagnostics.codes import (
    ERROR_VALUE,
    HIDDEN,
    LEVEL_MISSING,
    UNCALCULATED,
    UNKNOWN_LEVEL,
    UNREAD_TEXT,
)
from docgen.records import dataclass
from docgen.report.grid import Cell, Grid, Position, folded
from docgen.report.narrative import LEVELS, Paragraph, read_text, typed_number

HEADS = ("层级", "小标题", "正文")
_LEVEL_WORDS: Mapping[str, int] = {
    **{folded(word): level for level, word in enumerate(LEVELS)},
    **{folded(f"{numeral}级标题"): level for level, numeral in enumerate("一二三四", 1)},
    **{folded(f"{numeral}级"): level for level, numeral in enumerate("一二三四", 1)},
    **{str(level): level for level in range(1, 5)},
}


@dataclass(frozen=True, slots=True)
class NarrativeSheet:
    """A sheet with the heads of a narrative: where they stand, the title above them, and each row's columns."""

    grid: Grid
    row: int
    columns: Mapping[str, int]
    title: Position | None
    across: Mapping[int, tuple[int, ...]]


def read_row(sheet: NarrativeSheet, row: int, found: list[Diagnostic]) -> Iterator[Paragraph]:
    """The paragraphs of a row; what is wrong with it is added to `found`.

    Reports: E215 level unknown or missing, E222 text outside the columns, E208 and E209 as for figures.
    """
    found += _beside(sheet, row)
    texts = {head: _text(sheet, row, column, found) for head, column in sheet.columns.items()}
    level, heading, text = (texts.get(head, "") for head in HEADS)
    head = _place(sheet, row, "小标题")
    place = _place(sheet, row, "正文") if text.strip() else head
    if not (heading.strip() or text.strip()):
        return
    if level.strip():
        chosen = _LEVEL_WORDS.get(folded(level))
        if chosen is None:
            found.append(UNKNOWN_LEVEL.at(_place(sheet, row, "层级"), levels=" ".join(LEVELS)))
            return
        if chosen == 0 and heading.strip():
            found.append(UNREAD_TEXT.at(_place(sheet, row, "小标题"), heads="正文"))
        yield Paragraph(text, chosen, heading if chosen else "", place, heading_place=head)
    elif heading.strip():
        yield from _headed(heading, text, (head, place), found)
    else:
        yield from read_text(text, place)


def _headed(
    heading: str, text: str, places: tuple[Place, Place], found: list[Diagnostic]
) -> Iterator[Paragraph]:
    """A row with a heading but no level: the number typed before the heading tells the level, or nothing does."""
    head, place = places
    number = typed_number(heading.strip())
    if number is None:
        found.append(LEVEL_MISSING.at(head, levels=" ".join(LEVELS[1:])))
    else:
        yield Paragraph(text, number.level, number.rest, place, number, head)


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
    """What stands in a row but under none of the heads: it is not printed, and nobody shall believe it is."""
    columns = sheet.columns.values()
    for column in sheet.across[row]:
        if column not in columns and sheet.grid.text(row, column).strip():
            place = Place(sheet.grid.name, Position(row, column).address, value=sheet.grid.text(row, column))
            yield UNREAD_TEXT.at(place, heads="、".join(HEADS))
    if row in sheet.grid.hidden_rows:
        yield HIDDEN.at(Place(sheet.grid.name, f"{row}:{row}"))
