"""Narrative sheets: which sheet is which section's, under what title, and what its rows add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.diagnostics.codes import (
    ADDED_SECTION,
    BACKUP_NARRATIVE,
    DOUBLE_NARRATIVE,
    HIDDEN,
    LOST_HEADS,
    MISPLACED_SECTION,
    MISSING_NARRATIVE,
    RENAMED_SECTION,
    TOO_LARGE,
    UNREAD_TEXT,
)
from docgen.report.definition import Definition, Narrative, Section
from docgen.report.grid import Book, Grid, Position, folded
from docgen.report.narrative import Numbering, Paragraph, moved, number_text
from docgen.report.rows import HEADS, NarrativeSheet, read_row

TITLE_ROW, HEAD_ROW = 1, 2  # of the blank workbook; the reader finds them by their words


class Titled(NamedTuple):
    """A section and its title as the form numbers it: 一、总体情况; "" where it has no heading."""

    section: Section
    title: str

    @property
    def narrative(self) -> Narrative:
        assert self.section.narrative is not None  # asked only of those that have one
        return self.section.narrative


MAX_PARAGRAPHS = 10_000  # of one narrative; 20,000 take 6 s, and a report has some hundred
_TOO_MANY = Phrase(f"文字多于 {MAX_PARAGRAPHS:,} 段", f"more than {MAX_PARAGRAPHS:,} paragraphs of text")


@lru_cache(maxsize=16)
def section_titles(definition: Definition) -> tuple[Titled, ...]:
    """The sections in order, each with its title."""
    found, number = [], 0
    for section in definition.sections:
        number += bool(section.heading)
        found.append(Titled(section, number_text(1, number) + section.heading if section.heading else ""))
    return tuple(found)


def read_narratives(
    grids: Sequence[Grid], book: Book, definition: Definition
) -> tuple[Mapping[str, tuple[Paragraph, ...]], tuple[Diagnostic, ...]]:
    """The narratives of a workbook, by key, each paragraph with its cell and its key path.

    Reports: E203 sheet missing, E215 level unknown, E217 hidden, E221 head missing, E222 text outside the columns,
        F6 heading renamed, misplaced or added, F7 numbers, E208 and E209 as for figures, E111 beyond all measure.
    """
    found: list[Diagnostic] = []
    narratives: dict[str, tuple[Paragraph, ...]] = {}
    numbering = Numbering()
    titles = section_titles(definition)
    sheets, said = _assigned([sheet for grid in grids if (sheet := _sheet(grid))], titles)
    found += said
    for own in titles:
        if own.title:
            numbering.section()
        if own.section.narrative:
            key = own.narrative.key
            narratives[key], said = _read(sheets.get(key), own, book, definition, numbering)
            found += said
    return narratives, tuple(found)


def _read(
    sheet: NarrativeSheet | None,
    own: Titled,
    book: Book,
    definition: Definition,
    numbering: Numbering,
) -> tuple[tuple[Paragraph, ...], list[Diagnostic]]:
    if sheet is None:
        return (), [_missing(own, book)]
    paragraphs, found = _paragraphs(sheet, own, definition, numbering)
    return paragraphs, [*_title(sheet, own), *found]


def _sheet(grid: Grid) -> NarrativeSheet | None:
    """The grid as a narrative sheet, when one of its rows has two of the three heads."""
    rows: dict[int, dict[str, int]] = {}
    for head in HEADS:
        for at in grid.labels.get(folded(head), ()):
            columns = rows.setdefault(at.row, {})
            columns[head] = min(at.column, columns.get(head, at.column))
    row = min((row for row, columns in rows.items() if len(columns) >= len(HEADS) - 1), default=None)
    if row is None:
        return None
    heads = dict(sorted(rows[row].items(), key=itemgetter(1)))
    left = min(heads.values())
    across: dict[int, list[int]] = {}
    for at in sorted(grid.cells):
        across.setdefault(at.row, []).append(at.column)
    above = (
        Position(above, column)
        for above in across
        if above < row
        for column in across[above]
        if column <= left
    )
    title = next((at for at in above if grid.text(*at).strip()), None)
    return NarrativeSheet(grid, row, heads, title, {row: tuple(columns) for row, columns in across.items()})


def _assigned(
    sheets: Sequence[NarrativeSheet], titles: tuple[Titled, ...]
) -> tuple[dict[str, NarrativeSheet], list[Diagnostic]]:
    """By title, else by the sheet's name, else the only one left to the only one left."""
    assigned: dict[str, NarrativeSheet] = {}
    found: list[Diagnostic] = []
    wanted = [own for own in titles if own.section.narrative]
    free = list(sheets)
    for agrees in (_has_title, _has_name):
        for own in wanted:
            fitting = [sheet for sheet in free if agrees(sheet, own)]
            if fitting and own.narrative.key not in assigned:
                first, *others = sorted(fitting, key=lambda sheet: not _has_name(sheet, own))
                assigned[own.narrative.key] = first
                found += _twice(first, others, own)
                free = [sheet for sheet in free if sheet not in fitting]
    left = [own for own in wanted if own.narrative.key not in assigned]
    if len(left) == len(free) == 1:
        assigned[left[0].narrative.key] = free[0]
    return assigned, found


def _twice(first: NarrativeSheet, others: list[NarrativeSheet], own: Titled) -> Iterator[Diagnostic]:
    """A section's text on two sheets is a fault, unless one of them has the sheet's own name: then it is used."""
    kind = BACKUP_NARRATIVE if _has_name(first, own) else DOUBLE_NARRATIVE
    for other in others:
        places = Place(first.grid.name), Place(other.grid.name)
        yield kind.at(*places, section=own.title or own.narrative.sheet, other=other.grid.name)


def _has_title(sheet: NarrativeSheet, own: Titled) -> bool:
    text = folded(sheet.grid.text(*sheet.title)) if sheet.title else ""
    return bool(text) and text in {folded(own.title or own.narrative.sheet), folded(own.section.heading)}


def _has_name(sheet: NarrativeSheet, own: Titled) -> bool:
    return folded(sheet.grid.name) == folded(own.narrative.sheet)


def _missing(own: Titled, book: Book) -> Diagnostic:
    named = next((grid for grid in book.grids if folded(grid.name) == folded(own.narrative.sheet)), None)
    if named:
        return LOST_HEADS.at(Place(named.name), label=HEADS[-1], heads="、".join(HEADS))
    sheets = "、".join(f"“{grid.name}”" for grid in book.grids)
    return MISSING_NARRATIVE.at(
        section=own.title or own.narrative.sheet, sheets=sheets, heads="、".join(HEADS)
    )


def _title(sheet: NarrativeSheet, own: Titled) -> Iterator[Diagnostic]:
    if sheet.grid.hidden:
        yield HIDDEN.at(Place(sheet.grid.name))
    if sheet.title and own.section.heading and not _has_title(sheet, own):
        value = sheet.grid.text(*sheet.title)
        yield RENAMED_SECTION.at(Place(sheet.grid.name, sheet.title.address, value=value), label=own.title)
    for at in sorted(at for at in sheet.grid.cells if sheet.title and sheet.title.row < at.row < sheet.row):
        place = Place(sheet.grid.name, at.address, value=sheet.grid.text(*at))
        yield UNREAD_TEXT.at(place, heads="、".join(HEADS))
    for head in HEADS:
        if head not in sheet.columns:
            place = Place(sheet.grid.name, f"{sheet.row}:{sheet.row}")
            yield LOST_HEADS.at(place, label=head, heads="、".join(HEADS))


def _paragraphs(
    sheet: NarrativeSheet, own: Titled, definition: Definition, numbering: Numbering
) -> tuple[tuple[Paragraph, ...], list[Diagnostic]]:
    found: list[Diagnostic] = []
    kept: list[Paragraph] = []
    for row in sheet.across:
        if row <= sheet.row:
            continue
        if len(kept) > MAX_PARAGRAPHS:
            found.append(TOO_LARGE.at(Place(sheet.grid.name), detail=_TOO_MANY))
            break
        for paragraph in read_row(sheet, row, found):
            if not kept and _is_own_heading(paragraph, own):
                found += _renamed(paragraph, own)
                continue
            placed = moved(paragraph, f"narratives.{own.narrative.key}.{len(kept)}")
            found += (*_added(placed, definition), *numbering.check(placed))
            kept.append(placed)
    return tuple(kept), found


def _is_own_heading(paragraph: Paragraph, own: Titled) -> bool:
    """Whether this is the section's own heading, pasted along with its text: it is printed already."""
    if paragraph.level != 1 or paragraph.typed is None or not own.section.heading:
        return False
    own_number = folded(own.title).startswith(folded(paragraph.typed.typed))
    return own_number or folded(paragraph.heading) == folded(own.section.heading)


def _renamed(paragraph: Paragraph, own: Titled) -> Iterator[Diagnostic]:
    if folded(paragraph.heading) != folded(own.section.heading):
        yield RENAMED_SECTION.at(paragraph.place, label=own.title)


def _added(paragraph: Paragraph, definition: Definition) -> Iterator[Diagnostic]:
    if paragraph.level != 1:
        return
    heading = paragraph.heading or paragraph.text
    fixed = {folded(section.heading) for section in definition.sections if section.heading}
    kind = MISPLACED_SECTION if folded(heading) in fixed else ADDED_SECTION
    yield kind.at(paragraph.place, value=Phrase(heading, heading))
