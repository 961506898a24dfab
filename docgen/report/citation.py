"""Citations: a mark in a narrative, 〖新收·总计〗, that the document prints as the figure.

The brackets 〖〗 (U+3016, U+3017) occur in no official prose, so a mark is never there by accident.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.codes import UNKNOWN_CITATION
from docgen.report.definition import Definition
from docgen.report.entry import nearest
from docgen.report.form import form_of
from docgen.report.grid import folded
from docgen.report.report import Report

_MARK = re.compile(r"〖([^〖〗]{1,60})〗")


def mark(name: str) -> str:
    return f"〖{name}〗"


@lru_cache(maxsize=16)
def cited_paths(definition: Definition) -> Mapping[str, str]:
    """What may be cited: the name inside the mark, and the key path of what it prints."""
    figures = {cell.cited: cell.path for table in definition.tables for cell in form_of(table).figures}
    return {**{field.label: f"fields.{field.key}" for field in definition.fields}, **figures}


def resolved(text: str, definition: Definition, value: Callable[[str], str]) -> str:
    """The text with every known mark replaced by what `value` says of its path."""
    names = {folded(name): path for name, path in cited_paths(definition).items()}

    def printed(match: re.Match[str]) -> str:
        path = names.get(folded(match[1]))
        return value(path) if path else match[0]

    return _MARK.sub(printed, text)


def check_citations(report: Report, definition: Definition) -> Iterator[Diagnostic]:
    """Reports: E213 for every mark that names nothing."""
    names = {folded(name): name for name in cited_paths(definition)}
    for paragraph in report.paragraphs():
        for text, place in paragraph.parts():
            for name in _MARK.findall(text):
                if folded(name) not in names:
                    close = nearest(folded(name), names)
                    offered = mark(names[close]) if close in names else close
                    yield UNKNOWN_CITATION.at(
                        place, mark=mark(name), sheet=definition.citations, nearest=offered
                    )
