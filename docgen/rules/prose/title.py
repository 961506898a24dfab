"""The report's name (F3): a unit, a year and the name of the report, the same on the cover and in the text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from docgen.diagnostics import Diagnostic
from docgen.diagnostics.text_codes import ODD_TITLE
from docgen.patterns import regex
from docgen.report.compose import field_texts
from docgen.report.definition import Definition, Field
from docgen.report.report import Report
from docgen.rules.prose.passage import Passage

_YEAR_OR_NAME = regex(r"\d{4}|年度|报告")
_KIND_OF_UNIT = regex(r"人民政府|办公室|办公厅|委员会")
_NAMED = regex(r"《([^《》]*年度报告)》")


def check_title(
    passages: tuple[Passage, ...], report: Report, definition: Definition
) -> Iterator[Diagnostic]:
    """Reports: F3 where the title's unit has nothing in common with the one that signs, where its line holds the year or
    the report's name too, and where the text calls this report by another name.
    """
    texts = field_texts(report, definition)
    for field in _units(definition):
        named, signed = texts[field.key], texts["signature"]
        if named and (_YEAR_OR_NAME.search(named) or (signed and not _are_alike(named, signed))):
            wanted = definition.title.format_map({**texts, field.key: signed})
            yield ODD_TITLE.at(report.fields[field.key].place, found=texts["title"], wanted=wanted)
    yield from _called_otherwise(passages, texts["title"], texts.get("year", ""))


def _units(definition: Definition) -> Iterator[Field]:
    """The lines of the cover that are words of the title and stand there in place of the signature."""
    for field in definition.fields:
        if field.default == definition.signature and f"{{{field.key}}}" in definition.title:
            yield field


def _are_alike(name: str, other: str) -> bool:
    """Whether two names have two characters running in common, or one shortens the other; 人民政府 tells nothing."""
    one, two = (_KIND_OF_UNIT.sub("", text) for text in (name, other))
    rest = iter(two)
    return not (one and two) or bool({*pairwise(one)} & {*pairwise(two)}) or all(c in rest for c in one)


def _called_otherwise(passages: tuple[Passage, ...], title: str, year: str) -> Iterator[Diagnostic]:
    """A title in the text that begins as the report's own and ends otherwise."""
    own = title.partition(year)[0] if year else ""
    for passage in passages if own else ():
        for match in _NAMED.finditer(passage.text):
            name = "".join(match[1].split())
            if name.startswith(f"{own}{year}") and name != title:
                yield ODD_TITLE.at(passage.at, found=match[1], wanted=title, expected=title, actual=match[1])
