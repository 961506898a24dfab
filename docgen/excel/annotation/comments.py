"""The comments of a sheet: a part to which notes are added, behind what people wrote there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from docgen.diagnostics.codes import MALFORMED
from docgen.excel.annotation.elements import Element, elements
from docgen.excel.annotation.splice import Change, appended, prefix, spliced
from docgen.excel.annotation.written import ascii_markup, escaped
from docgen.excel.references import position
from docgen.package import PackageFault
from docgen.report.grid import Position

if TYPE_CHECKING:
    from docgen.package.markup import Attributes

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
AUTHOR = "docgen"
_LINE = "\n────────\n"
_ROOM = 4_000  # characters of one comment: no one reads more in a box, and Excel holds 32,767
_COMMENT = "comments/commentList/comment"
_LOOK = '<rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/><charset val="134"/></rPr>'
_WANTED = ("comments/authors", "comments/authors/author", "comments/commentList", _COMMENT)


def fresh_comments(main: str) -> bytes:
    """A comments part without comments."""
    return f'<comments xmlns="{main}"><authors/><commentList/></comments>'.encode()


def commented(part: str, data: bytes) -> frozenset[Position]:
    """The cells that have a comment. May raise PackageFault."""
    found = elements(part, data, lambda path, _: path == _COMMENT)
    places = (position(comment.attributes.get("ref", "")) for comment in found)
    return frozenset(place for place in places if place)


def with_notes(part: str, data: bytes, notes: Mapping[Position, Sequence[str]]) -> bytes:
    """The part with the notes of each cell in one comment, or at the end of the one it has. May raise PackageFault."""
    found = elements(part, data, _wanted)
    authors, written = _one(part, found, "comments/authors"), _one(part, found, "comments/commentList")
    lead = prefix(data, written)
    known = sum(element.path == "comments/authors/author" for element in found)
    changes = list(appended(data, authors, ascii_markup(f"<author>{AUTHOR}</author>", lead)))
    there = dict(_by_place(found))
    for place in sorted(notes.keys() & there.keys()):
        inside = [element for element in found if there[place].inside <= element.begin < there[place].until]
        changes += _continued(data, there[place], inside, _run(_LINE + _joined(notes[place])))
    fresh = "".join(
        f'<comment ref="{place.address}" authorId="{known}"><text>{_run(_joined(notes[place]))}</text></comment>'
        for place in sorted(notes.keys() - there.keys())
    )
    return spliced(data, [*changes, *appended(data, written, ascii_markup(fresh, lead))])


def _wanted(path: str, _: Attributes) -> bool:
    return path in _WANTED or path.startswith(f"{_COMMENT}/text")


def _one(part: str, found: Sequence[Element], path: str) -> Element:
    for element in found:
        if element.path == path:
            return element
    raise PackageFault(MALFORMED.at(part=part, detail=path))


def _by_place(found: Sequence[Element]) -> Iterator[tuple[Position, Element]]:
    for element in found:
        place = position(element.attributes.get("ref", "")) if element.path == _COMMENT else None
        if place:
            yield place, element


def _continued(data: bytes, comment: Element, inside: Sequence[Element], run: str) -> Iterator[Change]:
    """The run behind what the comment says: a plain text becomes a run first, for it may stand alone only."""
    lead = prefix(data, comment)
    text = next((element for element in inside if element.path == f"{_COMMENT}/text"), None)
    said = [element for element in inside if element.path in (f"{_COMMENT}/text/t", f"{_COMMENT}/text/r")]
    new = ascii_markup(run, lead)
    if text is None:
        yield from appended(data, comment, ascii_markup(f"<text>{run}</text>", lead))
    elif not said:
        yield from appended(data, text, new)
    else:
        for plain in (element for element in said if element.path.endswith("/t")):
            yield Change(plain.begin, plain.begin, ascii_markup("<r>", lead))
            yield Change(plain.end, plain.end, ascii_markup("</r>", lead))
        yield Change(said[-1].end, said[-1].end, new)


def _run(text: str) -> str:
    return f'<r>{_LOOK}<t xml:space="preserve">{escaped(text)}</t></r>'


def _joined(notes: Sequence[str]) -> str:
    whole = "\n\n".join(notes)
    return whole if len(whole) <= _ROOM else f"{whole[: _ROOM - 1]}…"
