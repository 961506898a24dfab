"""From a report to what its document says: every value as text, every citation resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from docgen.report.caption import caption_numbers
from docgen.report.characters import lines_of
from docgen.report.citation import resolved
from docgen.report.content import Content, Printed, PrintedLines
from docgen.report.cover import field_text
from docgen.report.definition import Definition
from docgen.report.elements import elements_of
from docgen.report.listing import count_path, figures_of
from docgen.report.narrative import Paragraph
from docgen.report.report import Report

_BLANKS = " \t\u3000\u00a0"


def compose(report: Report, definition: Definition, *, draft: bool = False) -> Content:
    """The content of the document.

    A figure that could not be read is printed as nothing, in a draft as it stands in the workbook.
    """
    fields = field_texts(report, definition)
    figures = _as_they_stand(report, definition) if draft else printed_figures(report)
    value = printed_values(figures.get, fields, definition)
    narratives = {
        narrative.key: tuple(
            line
            for paragraph in report.narratives.get(narrative.key, ())
            for line in _lines(_cited(paragraph, definition, value))
        )
        for narrative in definition.narratives
    }
    listings = _listings(report, definition, draft=draft)
    return Content(fields, figures, narratives, elements_of(report, definition), listings)


def _listings(report: Report, definition: Definition, *, draft: bool) -> Mapping[str, PrintedLines]:
    if not definition.listings:
        return {}
    from docgen.report.printing import printed_lines

    return {
        listing.key: printed_lines(listing, report.listings.get(listing.key), draft=draft)
        for listing in definition.listings
    }


def printed_values(
    figure: Callable[[str], str | None], fields: Mapping[str, str], definition: Definition
) -> Callable[[str], str]:
    """What a citation prints, by the path that it names; `figure` says what a figure does."""
    captions = caption_numbers(definition)

    def value(path: str) -> str:
        lead, _, key = path.partition(".")
        return fields.get(key, "") if lead == "fields" else captions.get(path) or figure(path) or ""

    return value


def figure_printed(report: Report, path: str) -> str | None:
    """What one of them prints, None for a path of none."""
    if path in report.figures:
        return report.figures[path].printed
    counts = (str(lines.count) for key, lines in report.listings.items() if path == count_path(key))
    return next(counts, None)


def printed_figures(report: Report) -> Mapping[str, str]:
    """Every figure, and how many lines each listing has, as it is printed."""
    counts = {count_path(key): str(lines.count) for key, lines in report.listings.items()}
    return {**{path: figure.printed for path, figure in report.figures.items()}, **counts}


def _as_they_stand(report: Report, definition: Definition) -> Mapping[str, str]:
    """Every figure of the form, those of a table that was not found as nothing."""
    blank = {cell.path: "" for cell in figures_of(definition)}
    unread = {path: figure.as_it_stands for path, figure in report.figures.items() if figure.value is None}
    return {**blank, **printed_figures(report), **unread}


@lru_cache(maxsize=2)
def field_texts(report: Report, definition: Definition) -> Mapping[str, str]:
    """The fields as they are printed, and `title`, `signature` and `date` made of them; every stage asks for them."""
    own = {field.key: field_text(field, report.fields.get(field.key)) for field in definition.fields}
    for field in definition.fields:
        if not own[field.key] and field.default:
            own[field.key] = field.default.format_map(own)
    made = {
        "title": definition.title.format_map(own),
        "signature": definition.signature.format_map(own),
        "date": own[definition.dated],
    }
    return {key: " ".join(text.split()) for key, text in {**own, **made}.items()}


def _cited(paragraph: Paragraph, definition: Definition, value: Callable[[str], str]) -> Printed:
    heading, text = (resolved(part, definition, value) for part in (paragraph.heading, paragraph.text))
    if paragraph.level and not heading.strip():
        heading, text = (
            text,
            "",
        )  # a level was chosen and the words put into the text column: a heading all the same
    return Printed(text, paragraph.level, heading, paragraph.place.path)


def _lines(paragraph: Printed) -> Iterator[Printed]:
    """One for each line: a line break in a cell starts a new paragraph in Word."""
    head, *more = (line.strip(_BLANKS) for line in lines_of(paragraph.text))
    heading = " ".join(paragraph.heading.split("\n")).strip(_BLANKS)
    if head or heading:
        yield Printed(head, paragraph.level, heading, paragraph.path)
    for line in more:
        if line:
            yield Printed(line, path=paragraph.path)
