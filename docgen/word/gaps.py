"""The gaps of a page: the rows of long lists, left out while the page is worked on and put in as it is written.

Ten thousand rows are some eighteen megabytes of markup, all alike but for the words in them. What is done to a page as a
whole (numbers typed, comments hung, pages counted) need not see them; they are made row by row while the part is
deflated, and are never in memory whole. For the check before release each shape that they take stands in the gap once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import TypeAlias
from xml.parsers import expat

from docgen.records import dataclass

Column: TypeAlias = "list[bytes]"
"""What stands at one place of every row, row by row."""

CHUNK = 256  # rows that are made at once: half a megabyte
_MARK, _MARK_END = b'<w:tr w:rsidTr="D0C6', b'"/>'  # a row without cells, which nobody else writes
_CONTINUED, _BEGUN = b'<w:vMerge w:val="continue"/>', b'<w:vMerge w:val="restart"/>'
_BARE_CELL, _WHOLE_CELL = b"</w:tcPr></w:tc>", b"</w:tcPr><w:p/></w:tc>"


@dataclass(frozen=True, slots=True)
class Gap:
    """So many rows of one pattern: texts that all of them have, and between these what each has of its own.

    `words` are the columns of words, `shapes` those of markup, which make rows of different shape. `varied`: words may
    bring markup with them, so that every row has a shape of its own.
    """

    count: int
    pattern: tuple[bytes | Column, ...]
    shapes: tuple[Column, ...] = ()
    words: tuple[Column, ...] = ()
    varied: bool = False

    def rows(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The rows, in chunks. A cell in which nothing was printed has the paragraph that Word demands of it."""
        last = self.count if end is None else end
        for first in range(start, last, CHUNK):
            rows = b"".join(
                chain.from_iterable(zip(*self._places(first, min(first + CHUNK, last)), strict=False))
            )
            yield rows.replace(_BARE_CELL, _WHOLE_CELL) if self.varied else rows

    def _places(self, first: int, end: int) -> Iterator[Iterable[bytes]]:
        for place in self.pattern:
            yield repeat(place, end - first) if isinstance(place, bytes) else place[first:end]

    def holds(self, markup: Sequence[bytes]) -> bool:
        """Whether any of this markup is, or may be, in a row."""
        texts = [place for place in self.pattern if isinstance(place, bytes)]
        return bool(markup) and (self.varied or any(mark in text for mark in markup for text in texts))

    def row(self, number: int) -> bytes:
        return b"".join(self.rows(number, number + 1))

    def samples(self) -> Iterator[bytes]:
        """A row of each shape."""
        seen: dict[tuple[bytes, ...], int] = {}
        for number, shape in enumerate(zip(*self.shapes, strict=True)):
            seen.setdefault(shape, number)
        for number in seen.values() or range(min(self.count, 1)):
            yield from self.sample(number)

    def sample(self, number: int) -> Iterator[bytes]:
        """A row below one that begins whatever it goes on with."""
        row = self.row(number)
        yield row.replace(_CONTINUED, _BEGUN)
        yield row

    def is_sound(self) -> bool:
        """Whether no word of the rows breaks their markup."""
        parser = expat.ParserCreate()
        try:
            parser.Parse(b'<w:r xmlns:w="-"><w:t>')
            for column in self.words:
                parser.Parse(b"</w:t><w:t>".join(column))
            parser.Parse(b"</w:t></w:r>", True)
        except expat.ExpatError:
            return False
        return True


class Gaps:
    """The gaps of a document. Rows with markup in them that is `wanted` on the page are no gap but stand there."""

    def __init__(self, wanted: Sequence[bytes] = ()) -> None:
        self._wanted = wanted
        self._stretches: list[tuple[Gap, int, int]] = []

    def leave(self, gap: Gap, start: int, end: int) -> str:
        """What stands in the page for the rows from `start` up to `end`."""
        if start >= end:
            return ""
        if gap.holds(self._wanted) or len(self._stretches) > 0xFFFF:
            return b"".join(gap.rows(start, end)).decode()
        self._stretches.append((gap, start, end))
        return f"{_MARK.decode()}{len(self._stretches) - 1:04X}{_MARK_END.decode()}"

    def are_in(self, content: bytes) -> bool:
        return bool(self._stretches) and _MARK in content

    def closed(self, content: bytes) -> Iterator[bytes]:
        """The part with all of its rows, in pieces."""
        return self._put(content, lambda gap, start, end: gap.rows(start, end))

    def sampled(self, content: bytes) -> bytes:
        """The part with rows of each shape, to be checked; the last of a stretch is its own, on which others may go on."""
        seen: set[int] = set()

        def rows(gap: Gap, start: int, end: int) -> Iterator[bytes]:
            if gap.varied:
                yield from gap.rows(start, end)
                return
            yield from () if id(gap) in seen else gap.samples()
            yield from gap.sample(end - 1)
            seen.add(id(gap))

        return b"".join(self._put(content, rows))

    def are_sound(self) -> bool:
        return all(gap.is_sound() for gap in {id(gap): gap for gap, *_ in self._stretches}.values())

    def _put(self, content: bytes, rows: Callable[[Gap, int, int], Iterator[bytes]]) -> Iterator[bytes]:
        before, *pieces = content.split(_MARK)
        yield before
        for piece in pieces:
            number, _, behind = piece.partition(_MARK_END)
            yield from rows(*self._stretches[int(number, 16)])
            yield behind
