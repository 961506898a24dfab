"""Citations: a mark in a narrative, 〖新收·总计〗, that the document prints as the figure.

A table with a caption is cited too: 〖表：来访情况表〗 prints 表1.

The brackets 〖〗 (U+3016, U+3017) occur in no official prose, so a mark is never there by accident.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from docgen.diagnostics import Diagnostic, Phrase, Place
from docgen.diagnostics.codes import BLANK_CITATION, OPEN_CITATION, UNKNOWN_CITATION
from docgen.diagnostics.finding import NOTHING
from docgen.patterns import regex
from docgen.report.caption import captioned_paths
from docgen.report.definition import Definition
from docgen.report.entry import nearest
from docgen.report.grid import folded
from docgen.report.listing import cited_count, count_path, figures_of
from docgen.report.report import Report

_MARK = regex(r"〖([^〖〗\n]*)〗?")


def mark(name: str) -> str:
    return f"〖{name}〗"


@lru_cache(maxsize=16)
def cited_paths(definition: Definition) -> Mapping[str, str]:
    """What may be cited: the name inside the mark, and the key path of what it prints."""
    figures = {cell.cited: cell.path for cell in figures_of(definition)}
    counts = {cited_count(listing): count_path(listing.key) for listing in definition.listings}
    covers = {field.label: f"fields.{field.key}" for field in definition.fields}
    return {**covers, **figures, **counts, **captioned_paths(definition)}


@lru_cache(maxsize=16)
def _folded_paths(definition: Definition) -> Mapping[str, str]:
    return {folded(name): path for name, path in cited_paths(definition).items()}


def resolved(text: str, definition: Definition, value: Callable[[str], str]) -> str:
    """The text with every known mark replaced by what `value` says of its path."""
    if "〖" not in text:
        return text
    paths = _folded_paths(definition)

    def printed(match: re.Match[str]) -> str:
        path = paths.get(folded(match[1]))
        return value(path) if path and match[0].endswith("〗") else match[0]

    return _MARK.sub(printed, text)


def check_citations(report: Report, definition: Definition) -> Iterator[Diagnostic]:
    """Reports: E213 for every mark that names nothing, is not closed, or names a line of the cover left blank."""
    for paragraph in report.paragraphs():
        for text, place in paragraph.parts():
            for match in _MARK.finditer(text):
                yield from _check(match, place, report, definition)


def _check(
    match: re.Match[str], place: Place, report: Report, definition: Definition
) -> Iterator[Diagnostic]:
    name, path = folded(match[1]), _folded_paths(definition).get(folded(match[1]))
    if not match[0].endswith("〗"):
        yield OPEN_CITATION.at(place, mark=match[0], sheet=definition.citations)
    elif path is None:
        names = {folded(known): known for known in cited_paths(definition)}
        close = nearest(name, names)
        offered = _offered(mark(names[close])) if close in names else NOTHING
        yield UNKNOWN_CITATION.at(place, mark=match[0], sheet=definition.citations, nearest=offered)
    elif _is_blank(path, report, definition):
        yield BLANK_CITATION.at(place, mark=match[0])


def _offered(mark: str) -> Phrase:
    return Phrase(f"；最接近的是 {mark}", f"; the nearest is {mark}")


def _is_blank(path: str, report: Report, definition: Definition) -> bool:
    """Whether a line of the cover is cited that prints nothing; a blank figure has a finding of its own."""
    lead, _, key = path.partition(".")
    field = definition.field(key) if lead == "fields" else None
    value = report.fields.get(key)
    return field is not None and not field.default and not (value and value.text)
