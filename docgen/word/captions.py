"""The captions of tables in the official layout: “表1　来访情况表”, the number counted by a list of Word's own.

A list and no SEQ field: a list needs no update, and every program that lays the page out counts it alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docgen.word.wordml import paragraph, run

if TYPE_CHECKING:
    from docgen.report.tables import Listing, Table

HEIGHT = 579 + 60  # twips: its line, and the air above the table

_LIST = "2"
_FACE = (
    '<w:rFonts w:hint="eastAsia" w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="黑体" '
    'w:cs="Times New Roman"/>'
)
# keepNext holds it with the table's first row, which goes on with the chain. 小四, between the text and the cells.
_STYLE = (
    '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/>'
    '<w:next w:val="BodyText"/><w:uiPriority w:val="8"/><w:qFormat/><w:pPr><w:keepNext/>'
    f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{_LIST}"/></w:numPr><w:spacing w:after="60"/>'
    f'<w:jc w:val="center"/></w:pPr><w:rPr>{_FACE}<w:spacing w:val="0"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
    "</w:rPr></w:style>"
)
_ABSTRACT = (
    '<w:abstractNum w:abstractNumId="1"><w:nsid w:val="5D0C9705"/><w:multiLevelType w:val="multilevel"/>'
    '<w:tmpl w:val="2012A4B9"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:pStyle w:val="Caption"/><w:suff w:val="nothing"/><w:lvlText w:val="表%1\u3000"/><w:lvlJc w:val="left"/>'
    f'<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr><w:rPr>{_FACE}</w:rPr></w:lvl></w:abstractNum>'
)
_NUM = f'<w:num w:numId="{_LIST}"><w:abstractNumId w:val="1"/></w:num>'


def caption_xml(table: Table | Listing) -> str:
    """The paragraph that stands right above a table."""
    return paragraph("Caption", run(table.name))


def with_caption_style(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of the official layout with the style of captions and the list that counts them."""
    styles, numbering = (parts[name].decode() for name in ("word/styles.xml", "word/numbering.xml"))
    styles = styles.replace("</w:styles>", f"{_STYLE}</w:styles>")
    # The schema has every abstractNum before the first num.
    numbering = numbering.replace("<w:num ", f"{_ABSTRACT}<w:num ", 1)
    numbering = numbering.replace("</w:numbering>", f"{_NUM}</w:numbering>")
    return {**parts, "word/styles.xml": styles.encode(), "word/numbering.xml": numbering.encode()}
