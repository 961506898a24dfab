"""The passages: what the paragraphs of a document are in a report, with their levels and run-in headings."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Place
from docgen.records import replace
from docgen.report.characters import lines_of
from docgen.report.narrative import Paragraph, read_text, run_in, typed_number
from docgen.report.paper.manuscript import Manuscript, Written
from docgen.report.recognise import REPORT_PROPERTY

LONGEST_HEADING = 80
_BLANKS = " \t\u3000\u00a0"
_STOPS = ("。", "！", "？", "：", ":", ".")


def is_literal(manuscript: Manuscript) -> bool:
    """Whether a typed number is a word like any other: in docgen's own documents, where headings are numbered by Word."""
    own = REPORT_PROPERTY in manuscript.properties
    return own and any(written.automatic for written in manuscript.paragraphs)


def passages(written: Written, *, literal: bool) -> Iterator[Paragraph]:
    """The paragraphs that one of the document is; each knows as its value what it was read from."""
    text = written.text.strip(_BLANKS + "\n")
    place = Place("", value=text)
    if written.automatic or (written.level and typed_number(text) is None):
        heading, body = _parted(text, written)
        yield Paragraph(body, written.level, " ".join(heading.split("\n")), place)
    elif literal:
        lines = (line.strip(_BLANKS) for line in lines_of(text))
        yield from (Paragraph(line, place=place) for line in lines if line)
    else:
        yield from _typed(written, text, place)


def _typed(written: Written, text: str, place: Place) -> Iterator[Paragraph]:
    """As clerks type it. A face of its own tells better than the first full stop where the heading ends."""
    found = list(read_text(text, place))
    number = found[0].typed if len(found) == 1 else None
    if number and written.heading:
        lead = written.heading.strip(_BLANKS + "\n").removeprefix(number.typed).strip(_BLANKS)
        heading, body = _split(number.rest, lead)
        found = [replace(found[0], heading=heading, text=body)] if body else found
    yield from found


def _parted(text: str, written: Written) -> tuple[str, str]:
    """Heading and text of a paragraph whose level is known without a typed number."""
    lead = written.heading.strip(_BLANKS + "\n")
    is_heading = written.style.startswith("heading")
    if lead and (not is_heading or lead.endswith(_STOPS)):
        return _split(text, lead)
    return (text, "") if is_heading else run_in(text)


def _split(text: str, lead: str) -> tuple[str, str]:
    """A heading that is the first words of a text, and the rest; the full stop between them is typography."""
    rest = text.removeprefix(lead)
    if not lead or rest == text or not rest.strip() or len(lead) > LONGEST_HEADING:
        return run_in(text)
    return (lead.removesuffix("。") or lead), rest.strip(_BLANKS + "\n")
