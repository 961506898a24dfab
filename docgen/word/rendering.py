"""The rendering: a compiled template filled with what a report says, as the bytes of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from docgen.diagnostics import Diagnostic, Phrase
from docgen.diagnostics.codes import BAD_RENDERING, UNPAGED
from docgen.package import Packed, packed_pieces, write_package
from docgen.report.content import Content
from docgen.word.blocks import blocks_of, first_page_unnumbered, is_sealed
from docgen.word.contents import asks_for_contents, with_contents
from docgen.word.ending import with_ending_in_place
from docgen.word.gaps import Gaps
from docgen.word.loop import UNNEEDED as UNNEEDED_IN_LOOPS
from docgen.word.loop import Rows
from docgen.word.narrowing import UNNEEDED
from docgen.word.page import Page
from docgen.word.paging import LayOut, not_laid_out
from docgen.word.paragraphs import paragraphs_xml
from docgen.word.placing import indents
from docgen.word.properties import ISSUED, issued
from docgen.word.redhead import Elements
from docgen.word.seal import Made, sealed
from docgen.word.structure import Fault, faults
from docgen.word.template import Template
from docgen.word.typed import marks_of_numbers, with_typed_numbers
from docgen.word.wordml import Markup

if TYPE_CHECKING:
    from docgen.word.draft import Draft

_UNNEEDED = (UNNEEDED, *UNNEEDED_IN_LOOPS)


def render(
    template: Template,
    content: Content,
    *,
    typed: bool = False,
    draft: Draft | None = None,
    lay_out: LayOut = not_laid_out,
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The document, or None where what came out is not whole; `typed`: with numbers typed before its headings.

    A `draft` has its notes as comments and is watermarked. Each part is rendered exactly once, from values that are
    data: no word of a report is ever read as a tag.
    `lay_out` is asked for the page numbers of a table of contents, and for nothing else. Reports: E307, E311.
    """
    gaps = Gaps(marks_of_numbers(template.contents) if typed and content.listings else ())
    values = _values(template, content, draft, gaps)
    filled = {name: _filled(page, values, content.elements) for name, page in template.pages.items()}
    whole, said = {**template.contents, **filled}, tuple[Diagnostic, ...]()
    whole = draft.drawn(whole) if draft else with_ending_in_place(whole)
    if typed:
        whole = with_typed_numbers(whole)
    if asks_for_contents(whole):
        whole, unpaged = with_contents(whole, template.styles, lay_out, partial(_laid_out, gaps))
        said = (UNPAGED.at(file=template.file, detail=unpaged),) if unpaged else ()
    parts = sealed(_closed(whole, gaps), template.report)
    new = [fault for fault in _faults(whole, parts, gaps, template) if fault not in template.known_faults]
    if new:
        return None, tuple(
            BAD_RENDERING.at(file=template.file, part=part, detail=detail) for part, detail in new
        )
    return write_package({name: _stored(name, content, template) for name, content in parts.items()}), said


def _closed(parts: Mapping[str, bytes], gaps: Gaps) -> dict[str, Made]:
    """The parts, those with gaps in pieces that close them."""
    return {name: gaps.closed(part) if gaps.are_in(part) else part for name, part in parts.items()}


def _laid_out(gaps: Gaps, parts: Mapping[str, bytes]) -> bytes:
    """The document as it stands, to be laid out."""
    closed = _closed(parts, gaps)
    return write_package(
        {name: part if isinstance(part, bytes) else packed_pieces(part) for name, part in closed.items()}
    )


def _faults(
    whole: Mapping[str, bytes], parts: Mapping[str, bytes | Packed], gaps: Gaps, template: Template
) -> Iterator[Fault]:
    """What is wrong with the structure of a document; of the rows in its gaps one of each shape is looked at."""
    checked = {
        name: part if isinstance(part, bytes) else gaps.sampled(whole[name]) for name, part in parts.items()
    }
    yield from faults(checked, template.reader)
    if not gaps.are_sound():
        yield Fault("word/document.xml", Phrase("明细表里有字破坏了标记", "words of a list break the markup"))


def _stored(name: str, content: bytes | Packed, template: Template) -> bytes | Packed:
    """A part as it is written: as it lay packed in the template unless it is another now."""
    unchanged = name in template.parts and template.contents.get(name) is content
    return template.parts[name] if unchanged else content


def _filled(page: Page, values: Mapping[str, object], elements: Elements) -> bytes:
    """The part, once through. A cell in which nothing was printed gets the paragraph that Word demands of it."""
    text = page.filled(values)
    for element in _UNNEEDED:
        text = text.replace(element, "")
    text = first_page_unnumbered(text, elements)
    return text.replace("</w:tcPr></w:tc>", "</w:tcPr><w:p/></w:tc>").encode()


def _values(template: Template, content: Content, draft: Draft | None, gaps: Gaps) -> Mapping[str, object]:
    """Everything that tags name, by dotted path; in a draft, what has notes with its marks."""
    set_by = partial(paragraphs_xml, styles=template.styles, around=draft.marks.around if draft else None)
    narratives = {
        key: Markup(set_by(narrative, before_ending=key == template.last))
        for key, narrative in content.narratives.items()
    }
    fields = content.fields
    title, signature, date = (fields.get(name, "") for name in ("title", "signature", "date"))
    placed = indents(title, template.title_line, signature, date, sealed=is_sealed(content.elements))
    blocks = {name: Markup(markup) for name, markup in blocks_of(content.elements).items()}
    words = {**content.figures, **fields}
    printed = draft.marks.on(words) if draft else words
    listings = {
        key: Rows(lines, gaps, draft.marks.on_lines(key, lines.columns) if draft else ())
        for key, lines in content.listings.items()
    }
    return {**narratives, **printed, **blocks, **listings, **placed, ISSUED: issued(date)}
