"""The table of contents: a field whose entries are filled in from the headings, so that none asks to be updated.

Without page numbers, and the field says so: only a program that lays the pages out knows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from docgen.word.typed import with_typed_numbers
from docgen.word.wordml import W, paragraph, run, tree_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from docgen.word.styles import Styles

BLOCK = "contents"
PLACE = paragraph(
    "TOC1", '<w:bookmarkStart w:id="9000" w:name="docgen_contents"/><w:bookmarkEnd w:id="9000"/>'
)
"""What the block prints: the place that `with_contents` fills."""

_MARK = b'w:name="docgen_contents"'
_LEVELS = 2
_FIELD = r' TOC \o "1-2" \n \h \z \u '
_FIRST_ID = 9001  # of the bookmarks at the headings; a template made by hand has far fewer


class _Heading(NamedTuple):
    """A heading: which paragraph of the part it is, its level, its words with their number."""

    paragraph: int
    level: int
    words: str


def asks_for_contents(parts: Mapping[str, bytes]) -> bool:
    return any(_MARK in content for name, content in parts.items() if name.endswith("/document.xml"))


def with_contents(parts: Mapping[str, bytes], styles: Styles) -> dict[str, bytes]:
    """The parts with the table of contents at its place, and a bookmark at each heading that it names."""
    from lxml import etree

    name = next(
        part for part, content in parts.items() if part.endswith("/document.xml") and _MARK in content
    )
    headings = list(_headings(tree_of(with_typed_numbers(parts)[name]), styles))
    root = tree_of(parts[name])
    paragraphs = list(root.iter(_w("p")))
    for number, heading in enumerate(headings):
        _bookmark(paragraphs[heading.paragraph], number)
    place = next(mark for mark in root.iter(_w("bookmarkStart")) if mark.get(_w("name")) == "docgen_contents")
    old = next(place.iterancestors(_w("p")))
    for entry in _elements(_entries(headings)):
        old.addprevious(entry)
    _drop(old)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    return {**parts, name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}


def _headings(root: _Element, styles: Styles) -> Iterator[_Heading]:
    levels = {
        style.paragraph: level for level, style in enumerate(styles.headings[:_LEVELS], 1) if style.paragraph
    }
    faces = {
        style.character: level for level, style in enumerate(styles.headings[:_LEVELS], 1) if style.character
    }
    for number, element in enumerate(root.iter(_w("p"))):
        style = element.find(f"{_w('pPr')}/{_w('pStyle')}")
        level = levels.get("" if style is None else style.get(_w("val"), ""), 0)
        runs = [(found, _face(found)) for found in element.iter(_w("r"))]
        if level:
            yield _Heading(number, level, "".join(_said(found) for found, _ in runs))
        elif runs and runs[0][1] in faces:
            words = "".join(_said(found) for found, face in runs if face == runs[0][1])
            yield _Heading(number, faces[runs[0][1]], words.rstrip("。"))


def _face(element: _Element) -> str:
    style = element.find(f"{_w('rPr')}/{_w('rStyle')}")
    return "" if style is None else style.get(_w("val"), "")


def _said(element: _Element) -> str:
    return "".join(text.text or "" for text in element.iter(_w("t")))


def _entries(headings: list[_Heading]) -> str:
    """The paragraphs of the field; its marks stand in the first and in the last of them."""
    opened = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{_FIELD}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    ).replace('"1-2"', "&quot;1-2&quot;")
    closed = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = [
        (
            heading.level,
            f'<w:hyperlink w:anchor="{_name(number)}" w:history="1">{run(heading.words)}</w:hyperlink>',
        )
        for number, heading in enumerate(headings)
    ] or [(1, "")]
    last = len(lines) - 1
    return "".join(
        paragraph(f"TOC{level}", ("" if at else opened) + words + (closed if at == last else ""))
        for at, (level, words) in enumerate(lines)
    )


def _elements(markup: str) -> list[_Element]:
    from lxml import etree

    return list(etree.fromstring(f'<w:body xmlns:w="{W}">{markup}</w:body>'))


def _bookmark(element: _Element, number: int) -> None:
    """Nothing: sets a bookmark round the words of a heading."""
    first = next(element.iter(_w("r")), None)
    if first is not None:
        marked = {_w("id"): str(_FIRST_ID + number)}
        first.addprevious(first.makeelement(_w("bookmarkStart"), marked | {_w("name"): _name(number)}))
        element.append(element.makeelement(_w("bookmarkEnd"), marked))


def _drop(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _name(number: int) -> str:
    return f"_Toc{97040001 + number}"


def _w(name: str) -> str:
    return f"{{{W}}}{name}"
