"""The guises in which one report may come: a filled-in workbook, one with pasted text and typed numbers, a document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.diagnostics import Diagnostic
from docgen.pipeline import check, read, read_either, render
from tests.corpus.places import FIRST_PARAGRAPH, NARRATIVES
from tests.corpus.source import Source
from tests.corpus.wording import numeral
from tests.corpus.write import as_json
from tests.workbooks import edited, filled


def workbook(source: Source) -> bytes:
    return filled(json.loads(as_json(source.data())))


def pasted(source: Source) -> bytes:
    """Levels left empty, numbers typed before the headings, heading and text in one cell."""

    def paste(book: Workbook) -> None:
        for key, paragraphs in source.data()["narratives"].items():
            for row, text in enumerate(_typed(paragraphs), FIRST_PARAGRAPH):
                _put(book[NARRATIVES[key]], row, text)

    return edited(workbook(source), paste)


def _put(sheet: Worksheet, row: int, text: str) -> None:
    for column, value in enumerate((None, None, text), 1):
        sheet.cell(row, column).value = value


def _typed(paragraphs: list[dict[str, str | int]]) -> Iterator[str]:
    numbers = [0] * 5
    for paragraph in paragraphs:
        level, heading, text = (
            int(paragraph.get("level", 0)),
            paragraph.get("heading", ""),
            paragraph.get("text", ""),
        )
        if not level:
            yield str(text)
            continue
        numbers[level:] = [numbers[level] + 1, *[0] * (4 - level)]
        number = numbers[level]
        typed = ("", f"{numeral(number)}、", f"（{numeral(number)}）", f"{number}.", f"（{number}）")[level]
        yield f"{typed}{str(heading).rstrip('。')}。{text}" if text else f"{typed}{heading}"


def document(source: Source) -> bytes:
    """The report as docgen prints it."""
    reading, found = read(workbook(source))
    assert reading is not None, found
    printed, found = render(reading)
    assert printed is not None, found
    return printed


GUISES: dict[str, Callable[[Source], bytes]] = {"workbook": workbook, "pasted": pasted, "document": document}


def heard(source: Source, guise: str) -> list[Diagnostic]:
    """What docgen has to say of a clean report, but for what a reviewer accepts."""
    reading, found = read_either(GUISES[guise](source))
    assert reading is not None, found
    found = (*found, *check(reading)[1])
    unasked = (
        {"R9"} if guise == "document" else set()
    )  # a document has no field for the level: R9 then only informs
    return [d for d in found if d.is_error or d.code not in {*source.accepted, *unasked}]
