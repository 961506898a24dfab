"""The elements of a part and the bytes that each stands on, so that a part is changed without being written anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.parsers import expat

from docgen.package import parse
from docgen.records import dataclass

if TYPE_CHECKING:
    from docgen.package.markup import Attributes

START = re.compile(
    rb"""<(?P<prefix>[^\s/>:]+:)?(?P<name>[^\s/>]+)(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>"""
)
_OURS = ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
_DEEPEST = 6  # nothing that is ever marked lies deeper; a path of 256 long names would cost memory
_WIDE = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARED = re.compile(r"""(<\?xml[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""")

Wanted = Callable[[str, "Attributes"], bool]


@dataclass(frozen=True, slots=True)
class Element:
    """An element: `path` has the local names from the root (`worksheet/sheetData/row`), the numbers are bytes.

    Its start tag is `begin` to `inside`, its content `inside` to `until`; `<a/>` has all three others at its end.
    """

    path: str
    attributes: Attributes
    begin: int
    inside: int
    until: int
    end: int

    @property
    def is_closed(self) -> bool:
        """Whether it is written `<a/>`, without an end tag."""
        return self.inside == self.end


def utf8(data: bytes) -> bytes:
    """The part in an encoding that ASCII can be spliced into: as it is, but for UTF-16, which becomes UTF-8."""
    encoding = next((name for mark, name in _WIDE if data.startswith(mark)), None)
    if encoding is None:
        return data
    return _DECLARED.sub(r"\1", data.decode(encoding, "replace"), count=1).encode()


def elements(part: str, data: bytes, wanted: Wanted) -> tuple[Element, ...]:
    """The elements that are wanted, in order. `wanted` is asked of each of Office's own, in order.

    May raise PackageFault, as all that can be wrong with a part is looked for by `parse` first.
    """
    parse(part, data, starts={}, ends={})
    scan = _Scan(data, wanted)
    scan.run()
    return tuple(sorted(scan.found, key=lambda element: element.begin))


class _Scan:
    """Hears a part that is known to be sound, and notes where the wanted elements begin and end."""

    def __init__(self, data: bytes, wanted: Wanted) -> None:
        self.found: list[Element] = []
        self._data, self._wanted = data, wanted
        self._open: list[tuple[str, int, Attributes | None]] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")

    def run(self) -> None:
        self._parser.StartElementHandler = self._opened
        self._parser.EndElementHandler = self._closed
        self._parser.Parse(self._data, True)

    def _opened(self, name: str, attributes: Attributes) -> None:
        path = self._path(name)
        kept = attributes if path and self._wanted(path, attributes) else None
        self._open.append((path, self._parser.CurrentByteIndex, kept))

    def _path(self, name: str) -> str:
        """The path of an element that opens now; "" for a foreign one and whatever lies within it."""
        uri, _, local = name.rpartition(" ")
        if len(self._open) >= _DEEPEST or not uri.startswith(_OURS):
            return ""
        above = self._open[-1][0] if self._open else None
        return local if above is None else above and f"{above}/{local}"

    def _closed(self, _: str) -> None:
        path, begin, attributes = self._open.pop()
        if attributes is None:
            return
        tag = START.match(self._data, begin)
        assert tag is not None  # expat has read it
        until = end = inside = tag.end()
        if not tag[0].endswith(b"/>"):
            until = self._parser.CurrentByteIndex
            end = self._data.index(b">", until) + 1
        self.found.append(Element(path, attributes, begin, inside, until, end))
