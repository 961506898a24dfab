"""The markup: one way to read XML parts of a package, over expat, by local names and without document types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeAlias, TypeVar, cast
from xml.parsers import expat

from docgen.diagnostics.codes import DOCTYPE, MALFORMED, TOO_LARGE
from docgen.diagnostics.finding import Phrase
from docgen.package.fault import PackageFault

MAX_DEPTH = 256
_REMEMBERED = 1_024  # names of elements
MAX_ELEMENTS = 1_000_000  # of one part: a second's work; sheets have a room of their own
_SMALL = 1 << 16  # bytes: the styles of an office's workbook have some 10,000
T = TypeVar("T")
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
    ears = _Ears(part, starts, ends, most)
    elements = 0 if ends else _few(data, most)
    if elements:
        parser.StartElementHandler = ears.told
    else:
        parser.StartElementHandler = ears.opened
        parser.EndElementHandler = ears.closed
        parser.CharacterDataHandler = ears.pieces.append
    parser.StartDoctypeDeclHandler = ears.doctype
    parser.XmlDeclHandler = ears.declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise PackageFault(MALFORMED.at(part=part, detail=_position(error))) from error
    return elements or most - ears.left


def _few(data: bytes, most: int) -> int:
    """How many elements a part has that are so few that nobody has to count them or how deep they are; 0 where that
    cannot be told from afar.
    """
    tags, ends = data.count(b"<"), data.count(b"</")
    if tags > 2 * MAX_DEPTH or tags - ends > most or b"<!" in data or b"\0" in data:
        return 0
    return tags - ends - data.count(b"<?")


def once(read: Callable[[str, bytes], T], part: str, data: bytes) -> T:
    """What a part says, by a function of its name and content. Small parts are remembered.

    The workbooks that offices make from one blank workbook have the same styles and relationships.
    """
    return cast("T", _remembered(read, part, data)) if len(data) <= _SMALL else read(part, data)


@lru_cache(maxsize=128)
def _remembered(read: Callable[[str, bytes], object], part: str, data: bytes) -> object:
    return read(part, data)


def local_attributes(attributes: Attributes) -> dict[str, str]:
    """The attributes by local name, whatever their namespaces: `r:id` under either of its two URIs is `id`."""
    return {name.rpartition(" ")[2]: value for name, value in attributes.items()}


class _Wanted(dict[str, str]):
    """The local names of elements by the names that expat gives ("URI name"); nothing for those nobody asks for."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = frozenset(names)

    def __missing__(self, name: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        uri, _, local = name.rpartition(" ")
        known = not uri or uri.startswith(_OURS)
        self[name] = found = local if known and local in self._names else ""
        return found


_wanted = lru_cache(maxsize=64)(_Wanted)  # one for each kind of part, whose names are looked at once


class _Ears:
    """Hears all that expat tells, and passes on what was asked for. Twice called for each element: kept lean."""

    __slots__ = ("_depth", "_ended", "_ends", "_part", "_started", "_starts", "left", "pieces")

    def __init__(self, part: str, starts: Starts, ends: Ends, most: int) -> None:
        self.pieces: list[str] = []
        self.left = most
        self._depth = 0
        self._part, self._starts, self._ends = part, starts, ends
        self._started, self._ended = _wanted(tuple(starts)), _wanted(tuple(ends))

    def told(self, name: str, attributes: Attributes) -> None:
        """An element of a part that has few, of which nobody wants to hear the ends."""
        if local := self._started[name]:
            self._starts[local](attributes)

    def opened(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        self.left -= 1
        if self._depth > MAX_DEPTH or self.left < 0:
            raise PackageFault(TOO_LARGE.at(detail=self._excess()))
        if self.pieces:
            self.pieces.clear()
        if local := self._started[name]:
            self._starts[local](attributes)

    def closed(self, name: str) -> None:
        self._depth -= 1
        if local := self._ended[name]:
            self._ends[local]("".join(self.pieces))
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
