"""The official layout: a report type as a GB/T 9704 document with every tag in its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from docgen.package import write_package
from docgen.report.form import form_of
from docgen.report.tables import Listing
from docgen.word.blocks import block_names
from docgen.word.captions import HEIGHT, caption_xml, with_caption_style
from docgen.word.chains import HEADING
from docgen.word.listing import listing_xml, with_listing_styles
from docgen.word.tables import table_xml
from docgen.word.wordml import DECLARATION, R, W, paragraph, run

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from docgen.report.definition import Definition, Section
    from docgen.report.tables import Table

# 22 lines of 28.95 pt: 580 twips, 29 pt, gives 21 (measured). 28 characters: -849 is what Word itself writes for
# 28 characters of 16 pt in 156 mm. The styles hold both without the grid, for programs that know none.
_GRID = '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"/>'
# The dash of the page number stands 7 mm below the type area (measured in LibreOffice at 600 dpi).
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1463" w:gutter="0"/>'
)
_FOOTERS = '<w:footerReference w:type="default" r:id="rId5"/><w:footerReference w:type="even" r:id="rId6"/>'
_CONTENTS = paragraph("TOCHeading", run("目\u3000录"))


def official_template(definition: Definition) -> bytes:
    """The template of a report type in the official layout: a .docx to print with, or to rework in Word."""
    parts = with_caption_style(_static_parts()) if definition.captions else _static_parts()
    if definition.listings:
        parts = with_listing_styles(parts, definition.listings)
    return write_package({**parts, "word/document.xml": _document(definition).encode()})


@cache
def _static_parts() -> dict[str, bytes]:
    from importlib.resources import files  # 30 ms that only writing a template needs

    return dict(_parts_below(files("docgen.word").joinpath("official"), ""))


def _parts_below(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{path}{entry.name}"
        if entry.is_dir():
            yield from _parts_below(entry, f"{name}/")
        else:
            yield name, entry.read_bytes()


def _document(definition: Definition) -> str:
    sections = "".join(_section(section, captioned=definition.captions) for section in definition.sections)
    block = {name: paragraph("", run(f"{{{{p {name} }}}}")) for name in block_names(definition)}
    body = (
        block.get("red_head", "")
        + paragraph("Title", _bookmarked(1, "docgen_title", run("{{ title }}")))
        + paragraph("", "")
        + (_CONTENTS + block["contents"] + paragraph("", "") if "contents" in block else "")
        + block.get("addressee_line", "")
        + _bookmarked(2, "docgen_body", sections)
        + block.get("attachment_note", "")
        + block.get("seal_room", "")
        + paragraph("", "", "<w:keepNext/>")
        + paragraph("Signature", _bookmarked(3, "docgen_signature", run("{{ signature }}")))
        + paragraph("Date", _bookmarked(4, "docgen_date", run("{{ date }}")))
        + block.get("imprint", "")
    )
    return (
        f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}">'
        f"<w:body>{body}<w:sectPr>{_FOOTERS}{_PAGE}{_GRID}</w:sectPr></w:body></w:document>"
    )


def _bookmarked(number: int, name: str, content: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def _section(section: Section, *, captioned: bool) -> str:
    tables = [_table(table, captioned=captioned) for table in section.tables]
    narrative = paragraph("BodyText", run(f"{{{{p {section.narrative.key} }}}}")) if section.narrative else ""
    # A table needs a little air below the heading that stands right on it.
    air = '<w:spacing w:after="60"/>' if tables and not narrative and not captioned else ""
    heading = paragraph("Heading1", run(section.heading), air) if section.heading else ""
    # Two tables that touch are one table to Word.
    return heading + narrative + paragraph("", "").join(tables)


def _table(table: Table | Listing, *, captioned: bool) -> str:
    if isinstance(table, Listing):
        drawn = (caption_xml(table) if captioned else "") + listing_xml(table)
        return drawn if table.empty != "" else _unless_empty(table, drawn)
    if not captioned:
        return table_xml(table, form_of(table))
    return caption_xml(table) + table_xml(table, form_of(table), above=HEADING + HEIGHT)


def _unless_empty(listing: Listing, drawn: str) -> str:
    """What is printed only where the listing has a line."""
    begin, end = (paragraph("", run(tag)) for tag in (f"{{%p if {listing.key} %}}", "{%p endif %}"))
    return begin + drawn + end
