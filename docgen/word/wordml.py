"""The words of WordprocessingML that several modules write, and text as it stands between its tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.patterns import regex
from docgen.report.characters import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_ODD = regex(f'[&<>"\r\n\t]|{FORBIDDEN.pattern}')
_LINE_END = regex("\r\n?")
# Not xml.sax.saxutils, which brings in urllib and http: 46 ms for four replacements (measured).
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})

# A quotation mark, a dash or a dot in the middle is as wide as a Han character only where the run says so:
# without the hint Word sets “ ” — · in Times New Roman.
EAST_ASIAN = '<w:rFonts w:hint="eastAsia"/>'


class Markup(str):
    """Text that is markup already, and says so as Jinja and MarkupSafe ask for it."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def escaped(text: str) -> str:
    """The text as it stands in XML, in an element or an attribute; what no document can hold is left out."""
    if text.isalnum():  # most figures, and a line less to look at twice
        return text
    return FORBIDDEN.sub("", _LINE_END.sub("\n", text)).translate(_ESCAPES)


def run_text(text: str) -> str:
    """The text as it stands within an open `w:t`: line breaks and tabs are elements of their own there."""
    written = escaped(text)
    if "\n" in written:
        written = written.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    if "\t" in written:
        written = written.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return written


def run_texts(texts: Sequence[str]) -> list[bytes]:
    """`run_text` of each, in UTF-8; hardly any needs a second look, and all are encoded at once."""
    if not texts:
        return []
    if _ODD.search("".join(texts)):
        texts = [run_text(text) if _ODD.search(text) else text for text in texts]
    return "\0".join(texts).encode().split(b"\0")


def run(text: str, properties: str = "", style: str = "") -> str:
    """A run, empty for no text. `style` is its `w:rStyle`, `properties` those that come after the fonts."""
    if not text:
        return ""
    words = f'<w:t xml:space="preserve">{run_text(text)}</w:t>'
    return f"<w:r><w:rPr>{style}{EAST_ASIAN}{properties}</w:rPr>{words}</w:r>"


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph; `properties` are those after the style in the schema's order."""
    styled = f'<w:pStyle w:val="{escaped(style)}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{content}</w:p>"


def tree_of(content: bytes) -> _Element:
    """The tree of a sound part, to be changed while a template is compiled."""
    from lxml import etree

    # `huge_tree` lifts libxml2's limit on one text; the package has bounded the whole part, and refused DOCTYPEs.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    return etree.fromstring(content, parser)


def element_of(markup: str) -> _Element:
    """The one element that the markup is, to be put into a tree."""
    from lxml import etree

    return etree.fromstring(f'<w:body xmlns:w="{W}" xmlns:r="{R}">{markup}</w:body>')[0]


def content_of(root: _Element) -> bytes:
    """A tree as the content of its part again."""
    from lxml import etree

    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
