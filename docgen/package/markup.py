"""The markup: one way to read XML parts of a package, over expat, by local names and without document types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias
from xml.parsers import expat

from docgen.diagnostics.codes import DOCTYPE, MALFORMED, TOO_LARGE
from docgen.diagnostics.finding import Phrase
from docgen.package.fault import PackageFault

MAX_DEPTH = 256
MAX_ELEMENTS = 1_000_000  # of one part: a second's work; sheets have a room of their own
Attributes: TypeAlias = Mapping[str, str]
Starts: TypeAlias = Mapping[str, Callable[[Attributes], None]]
Ends: TypeAlias = Mapping[str, Callable[[str], None]]

# Strict parts use the purl names, all others the schemas of Ecma; foreign elements keep their namespace and so
# match nothing: the `f` of an extension list is not the `f` of a cell.
_OURS = (
    "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/",
    "urn:oasis:names:tc:opendocument:",
)
_ENCODINGS = ("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ISO-8859-1")  # those expat itself knows


def parse(part: str, data: bytes, *, starts: Starts, ends: Ends, most: int = MAX_ELEMENTS) -> int:
    """How many elements the part has; calls `starts[name](attributes)` and `ends[name](text)` for those named there.

    `text` is what stands between the last tag before and this end tag: all of it for an element without children.
    Attributes of a namespace are keyed "URI name"; see `local_attributes`. PackageFault: MALFORMED, DOCTYPE (there
    is no honest one, and its entities are the billion laughs), TOO_LARGE when nested deeper than 256 or when there are
    more than `most` elements (64 MiB of `<c/>`, well within the size of a part, take 15 s).
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    ears = _Ears(part, _ByName(starts), _ByName(ends), most)
    parser.StartElementHandler = ears.opened
    parser.EndElementHandler = ears.closed
    parser.CharacterDataHandler = ears.pieces.append
    parser.StartDoctypeDeclHandler = ears.doctype
    parser.XmlDeclHandler = ears.declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise PackageFault(MALFORMED.at(part=part, detail=_position(error))) from error
    return most - ears.left


def local_attributes(attributes: Attributes) -> dict[str, str]:
    """The attributes by local name, whatever their namespaces: `r:id` under either of its two URIs is `id`."""
    return {name.rpartition(" ")[2]: value for name, value in attributes.items()}


class _ByName(dict[str, "Callable[..., None] | None"]):
    """Listeners by the names that expat gives ("URI name"), found by local name once for each of them."""

    def __init__(self, listeners: Mapping[str, Callable[..., None]]) -> None:
        self._listeners = listeners

    def __missing__(self, name: str) -> Callable[..., None] | None:
        uri, _, local = name.rpartition(" ")
        known = not uri or uri.startswith(_OURS)
        self[name] = found = self._listeners.get(local) if known else None
        return found


class _Ears:
    """Hears all that expat tells, and passes on what was asked for. Twice called for each element: kept lean."""

    __slots__ = ("_depth", "_ends", "_part", "_starts", "left", "pieces")

    def __init__(self, part: str, starts: _ByName, ends: _ByName, most: int) -> None:
        self.pieces: list[str] = []
        self.left = most
        self._depth = 0
        self._part, self._starts, self._ends = part, starts, ends

    def opened(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        self.left -= 1
        if self._depth > MAX_DEPTH or self.left < 0:
            raise PackageFault(TOO_LARGE.at(detail=self._excess()))
        if self.pieces:
            self.pieces.clear()
        if listener := self._starts[name]:
            listener(attributes)

    def closed(self, name: str) -> None:
        self._depth -= 1
        if listener := self._ends[name]:
            listener("".join(self.pieces))
        if self.pieces:
            self.pieces.clear()

    def _excess(self) -> Phrase:
        return _too_many(self._part) if self.left < 0 else _too_deep(self._part)

    def doctype(self, *_: object) -> None:
        raise PackageFault(DOCTYPE.at(part=self._part))

    def declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        # Any other name sends pyexpat to Python's codecs, which know single bytes only and raise LookupError.
        if encoding and encoding.upper() not in _ENCODINGS:
            raise PackageFault(MALFORMED.at(part=self._part, detail=_unknown_encoding(encoding)))


def _position(error: expat.ExpatError) -> Phrase:
    words = expat.ErrorString(error.code)
    return Phrase(
        f"第 {error.lineno} 行第 {error.offset + 1} 列读不懂",
        f"line {error.lineno}, column {error.offset + 1}: {words}",
    )


def _too_deep(part: str) -> Phrase:
    return Phrase(
        f"其中的 {part} 层层嵌套，超过 {MAX_DEPTH} 层",
        f"the markup of part {part} is nested deeper than {MAX_DEPTH}",
    )


def _too_many(part: str) -> Phrase:
    return Phrase(f"部件 {part} 的标记太多", f"part {part} has too many elements")


def _unknown_encoding(encoding: str) -> Phrase:
    return Phrase(f"字符编码 {encoding} 不能用", f"its encoding {encoding} is not allowed")
