"""The table of contents: a field whose entries are filled in from the headings, so that none asks to be updated.

With page numbers where a program that lays pages out can be asked for them; else the field says that it has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from docgen.package import write_package
from docgen.word.headings import Heading, headings_of
from docgen.word.paging import LayOut, page_field, page_numbers
from docgen.word.placing import type_width
from docgen.word.typed import with_typed_numbers
from docgen.word.wordml import W, escaped, paragraph, run, tree_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from docgen.diagnostics import Phrase
    from docgen.word.styles import Styles

BLOCK = "contents"
PLACE = paragraph("", '<w:bookmarkStart w:id="9000" w:name="docgen_contents"/><w:bookmarkEnd w:id="9000"/>')
"""What the block prints: the place that `with_contents` fills."""

_MARK = b'w:name="docgen_contents"'
_LEVELS = 2
_PAGED, _UNPAGED = r' TOC \o "1-2" \h \z \u ', r' TOC \o "1-2" \n \h \z \u '
_FIRST_ID = 9001  # of the bookmarks at the headings; a template made by hand has far fewer


class _Line(NamedTuple):
    """An entry before it has a page: its style, its words, and the bookmark that it leads to."""

    style: str
    words: str
    bookmark: str


def asks_for_contents(parts: Mapping[str, bytes]) -> bool:
    return any(_MARK in content for name, content in parts.items() if name.endswith("/document.xml"))


def with_contents(
    parts: Mapping[str, bytes],
    styles: Styles,
    lay_out: LayOut,
    write: Callable[[Mapping[str, bytes]], bytes] = write_package,
) -> tuple[dict[str, bytes], Phrase | None]:
    """The parts with the table of contents at its place and a bookmark at each heading that it names.

    And why its page numbers are left out, None where they are there. `write` makes the document that is laid out.
    """
    name = next(
        part for part, content in parts.items() if part.endswith("/document.xml") and _MARK in content
    )
    headings = list(headings_of(tree_of(with_typed_numbers(parts)[name]), styles, _LEVELS))
    lines = [
        _Line(styles.contents[heading.level - 1], heading.words, _bookmark(number))
        for number, heading in enumerate(headings)
    ]
    setting = _setting(type_width(parts[name]))

    def filled(entries: str) -> dict[str, bytes]:
        return {**parts, name: _filled(parts[name], headings, entries)}

    numbers, why = _numbers(lines, lambda: lay_out(write(filled(_probe(lines, setting)))))
    if numbers is None:
        return filled(_field(_UNPAGED, [(line, "") for line in lines], "")), why
    return filled(
        _field(_PAGED, [(line, _page(line, numbers[line.bookmark])) for line in lines], setting)
    ), None


def _numbers(
    lines: Sequence[_Line], lay_out: Callable[[], tuple[bytes, Phrase]]
) -> tuple[Mapping[str, str] | None, Phrase | None]:
    """The page of every entry as it is printed there; or None, and why."""
    if not lines:
        return {}, None
    laid_out, why = lay_out()
    numbers = page_numbers(laid_out)
    return (numbers, None) if numbers.keys() >= {line.bookmark for line in lines} else (None, why)


def _probe(lines: Sequence[_Line], setting: str) -> str:
    """The entries as they will be set, but outside of the field: LibreOffice does not count the pages within one."""
    return "".join(paragraph(line.style, run(line.words) + _page(line, "0"), setting) for line in lines)


def _setting(width: int) -> str:
    """Dots up to a page number at the right edge."""
    return f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'


def _page(line: _Line, number: str) -> str:
    return f"<w:r><w:tab/></w:r>{page_field(line.bookmark, number)}"


def _field(instruction: str, entries: Sequence[tuple[_Line, str]], setting: str) -> str:
    """The paragraphs of the field, one for each entry; its marks stand in the first and in the last of them."""
    opened = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escaped(instruction)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    closed = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    if not entries:
        return paragraph("", opened + closed)
    last = len(entries) - 1
    return "".join(
        paragraph(
            line.style, ("" if at else opened) + _linked(line, page) + (closed if at == last else ""), setting
        )
        for at, (line, page) in enumerate(entries)
    )


def _linked(line: _Line, page: str) -> str:
    return f'<w:hyperlink w:anchor="{line.bookmark}" w:history="1">{run(line.words)}{page}</w:hyperlink>'


def _filled(content: bytes, headings: Sequence[Heading], entries: str) -> bytes:
    """The part with the entries for the place that is kept for them, and the headings in their bookmarks."""
    from lxml import etree

    root = tree_of(content)
    paragraphs = list(root.iter(_w("p")))
    for number, heading in enumerate(headings):
        _enclose(paragraphs[heading.paragraph], number)
    mark = next(mark for mark in root.iter(_w("bookmarkStart")) if mark.get(_w("name")) == "docgen_contents")
    place = next(mark.iterancestors(_w("p")))
    for entry in _elements(entries):
        place.addprevious(entry)
    _drop(place)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _elements(markup: str) -> Iterator[_Element]:
    from lxml import etree

    yield from list(etree.fromstring(f'<w:body xmlns:w="{W}">{markup}</w:body>'))


def _enclose(element: _Element, number: int) -> None:
    """Nothing: sets a bookmark round the words of a heading."""
    first = next(element.iter(_w("r")), None)
    if first is not None:
        marked = {_w("id"): str(_FIRST_ID + number)}
        first.addprevious(first.makeelement(_w("bookmarkStart"), marked | {_w("name"): _bookmark(number)}))
        element.append(element.makeelement(_w("bookmarkEnd"), marked))


def _drop(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _bookmark(number: int) -> str:
    return f"_Toc{97040001 + number}"


def _w(name: str) -> str:
    return f"{{{W}}}{name}"
