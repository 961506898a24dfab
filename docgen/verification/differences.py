"""The differences between a printed document and the workbook that it should say again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.diagnostics.codes import CHANGED_LABEL, DOUBLE_TABLE, EXTRA_LINE, LOST_LABELS
from docgen.diagnostics.verification_codes import (
    LINE_LOST,
    OTHER_UNIT,
    OTHER_YEAR,
    PART_CHANGED,
    PART_LOST,
    TABLE_ADDED,
    TEXT_ADDED,
)
from docgen.report.caption import without_captions
from docgen.report.characters import bare
from docgen.report.compose import compose, field_texts
from docgen.report.content import Content
from docgen.report.definition import Definition
from docgen.report.elements import elements_around
from docgen.report.entry import named
from docgen.report.grid import Grid
from docgen.report.paper.drawn import read_drawn
from docgen.report.paper.frame import TITLE, read_frame
from docgen.report.paper.manuscript import Manuscript
from docgen.report.paper.passages import is_literal
from docgen.report.report import Report, Value
from docgen.verification.figures import changed_figures
from docgen.verification.lines import Line, lines_on_paper, lines_to_print, place_of_field
from docgen.verification.listed import changed_lists
from docgen.verification.text import changed_text

_WORDS = 24  # characters of a table that are quoted
_LABELS = frozenset(kind.code for kind in (EXTRA_LINE, CHANGED_LABEL, DOUBLE_TABLE, LOST_LABELS))


def differences(manuscript: Manuscript, report: Report, definition: Definition) -> tuple[Diagnostic, ...]:
    """What a document says otherwise than the report of the workbook would be printed; nothing where they agree.

    How it is set is no difference, nor what is wrong with the workbook itself. Whose document it is comes first.
    Reports: E251 another unit's or year's, E252 to E259; F1, F2, E206, E216 for labels and lines of its tables.
    """
    content = compose(report, definition, draft=True)
    text, around = _text(manuscript, report, definition, content)
    beside = tuple(_around(content, around, manuscript, report, definition))
    tables, foreign = _tables(manuscript, report, definition)
    return (*text, *beside, *tables, *(_added(foreign, content) if not beside else ()))


def _text(
    manuscript: Manuscript, report: Report, definition: Definition, content: Content
) -> tuple[tuple[Diagnostic, ...], Sequence[Line]]:
    """Whose document it is, and its lines; beside the findings the lines above the title and behind the ending."""
    frame = read_frame(without_captions(manuscript, definition), definition)
    told = field_texts(Report(frame.fields, {}, {}), definition)
    origin = tuple(_origin(frame.fields, told, report, definition))
    literal = is_literal(manuscript)
    wanted = lines_to_print(report, definition, content, literal=literal)
    found, around = changed_text(wanted, lines_on_paper(frame.lines, wanted, literal=literal))
    explained = {bare(text) for text in (told["title"], told["signature"])} if origin else set()
    return (*origin, *(finding for finding in found if not _is_explained(finding, explained))), around


def _is_explained(finding: Diagnostic, explained: Collection[str]) -> bool:
    """Whether title or signature are only those of the other unit or year, which is said already."""
    return finding.code == PART_CHANGED.code and bare(finding.actual or "") in explained


def _origin(
    fields: Mapping[str, Value], told: Mapping[str, str], report: Report, definition: Definition
) -> Iterator[Diagnostic]:
    """Whose document it is, as its title and signature tell: of another year, of another unit."""
    own = field_texts(report, definition)
    if not any(value.place.sheet == TITLE for value in fields.values()):
        return
    keys = [
        key for key in sorted(named(definition.title)[0]) if own[key] and bare(own[key]) != bare(told[key])
    ]
    for key in keys:
        if (field := definition.field(key)) and field.kind == "year":
            place = place_of_field(key, report.fields, definition)
            yield OTHER_YEAR.at(place, expected=own[key], actual=told[key], found=told[key], wanted=own[key])
    unit = next((key for key in keys if (field := definition.field(key)) and field.kind == "text"), "")
    signed, signature = told["signature"], own["signature"]
    if unit and signature and bare(signed) != bare(signature):
        own_key = "unit" if definition.field("unit") else unit
        place = place_of_field(own_key, report.fields, definition)
        yield OTHER_UNIT.at(place, expected=signature, actual=signed, found=signed, wanted=signature)


def _around(
    content: Content, lines: Sequence[Line], manuscript: Manuscript, report: Report, definition: Definition
) -> Iterator[Diagnostic]:
    """What stands above the title and behind the date: what a document or a letter has there, and nothing else.

    Where some of it is not there, what stands in its place is not told too.
    """
    wanted = tuple(elements_around(content.elements))
    said = [bare(words) for words in _words(lines, manuscript)]
    lost = [(element, text) for element, text in wanted if not any(bare(text) in words for words in said)]
    for element, text in lost:
        place = place_of_field(definition.elements[element], report.fields, definition)
        yield PART_LOST.at(place, expected=text, part=Phrase(place.label, place.label), wanted=text)
    for line in lines if not lost else ():
        if not any(bare(text) in bare(line.text) for _, text in wanted):
            yield TEXT_ADDED.at(actual=line.text, where=_AROUND, printed=line.text)


_AROUND = Phrase("标题以上或落款以下", "what stands above the title or below the signature")


def _words(lines: Iterable[Line], manuscript: Manuscript) -> Iterator[str]:
    yield from (line.text for line in lines)
    yield from (cell.text for grid in manuscript.tables for cell in grid.cells.values())


def _tables(
    manuscript: Manuscript, report: Report, definition: Definition
) -> tuple[tuple[Diagnostic, ...], Sequence[Grid]]:
    """Figures and labels, and the tables that are none of the form's; of what is lost no more than that is said."""
    printed, said = read_drawn(manuscript.tables, definition)
    figures = (
        *changed_figures(report.figures, printed.figures, definition),
        *changed_lists(report.listings, printed.listings, definition),
    )
    lost = any(finding.code == LINE_LOST.code for finding in figures)
    wanted = _LABELS - {LOST_LABELS.code} if lost else _LABELS
    labels = tuple(finding for finding in said if finding.is_error and finding.code in wanted)
    read = {place.sheet for finding in said for place in finding.places}
    read |= {figure.place.sheet for figure in printed.figures.values()}
    read |= {lines.sheet for lines in printed.listings.values()}
    foreign = [grid for grid in manuscript.tables if grid.name not in read]
    return (*figures, *labels), ([] if lost else foreign)


def _added(grids: Iterable[Grid], content: Content) -> Iterator[Diagnostic]:
    """Tables that are neither the form's nor such as a head or an imprint is set in."""
    known = [bare(text) for _, text in elements_around(content.elements)]
    for grid in grids:
        words = [cell.text for cell in grid.cells.values() if bare(cell.text)]
        said = bare("".join(words))
        if said and not any(text in said for text in known):
            yield TABLE_ADDED.at(Place(grid.name), actual=" ".join(words), printed=" ".join(words)[:_WORDS])
