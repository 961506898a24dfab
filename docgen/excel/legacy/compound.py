"""The compound file (OLE2, MS-CFB): one of its streams by name."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from docgen.diagnostics.codes import DAMAGED
from docgen.diagnostics.finding import Phrase
from docgen.package import PackageFault

_HEADER = struct.Struct(
    "<30xHH14xL4xLL4xL"
)  # sizes as powers of two; directory, cut-off, small table, further table
_ENTRY = struct.Struct("<64sHBBLLL16x4x8x8xLQ")
_LAST = 0xFFFF_FFFA  # from here on numbers of sectors mean an end or something other than a sector
_ROOT = 5


def stream(data: bytes, names: Sequence[str]) -> bytes:
    """The first stream of one of these names, whole. PackageFault when the file is damaged or has none."""
    try:
        return _Compound(data).stream(names)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise PackageFault(DAMAGED.at(detail=_BROKEN)) from error


class _Compound:
    """The sectors of a file and the tables that chain them. No chain is followed beyond the number of sectors."""

    def __init__(self, data: bytes) -> None:
        size, small, first, self._cutoff, small_table, more = _HEADER.unpack_from(data)
        self._data = data
        self._size, self._small = 1 << min(size, 12), 1 << min(small, 12)
        sectors = [*struct.unpack_from("<109L", data, 76), *self._further(more)]
        self._table = self._numbers(number for number in sectors if number < _LAST)
        self._small_table = self._numbers(self._chain(small_table, self._table))
        self._entries = list(_ENTRY.iter_unpack(self._whole(self._joined(first))))

    def stream(self, names: Sequence[str]) -> bytes:
        by_name = {_name(entry): entry for entry in reversed(self._entries)}
        root = next(entry for entry in self._entries if entry[2] == _ROOT)
        for name in names:
            if entry := by_name.get(name):
                start, size = entry[-2], entry[-1]
                large = size >= self._cutoff
                content = self._joined(start) if large else self._small_stream(start, self._joined(root[-2]))
                if len(content) >= size:
                    return content[:size]
        # Cut off, or not there at all. Calamine reads what is left of a stream without a word.
        raise PackageFault(DAMAGED.at(detail=_BROKEN))

    def _further(self, sector: int) -> Iterator[int]:
        """The numbers of the table's sectors that the header has no room for."""
        per_sector = self._size // 4
        for _ in range(len(self._data) // self._size):
            if sector >= _LAST:
                return
            *numbers, sector = struct.unpack(f"<{per_sector}L", self._sector(sector))
            yield from numbers

    def _numbers(self, sectors: Iterator[int]) -> list[int]:
        content = self._whole(b"".join(self._sector(sector) for sector in sectors), 4)
        return list(struct.unpack(f"<{len(content) // 4}L", content))

    def _joined(self, first: int) -> bytes:
        return b"".join(self._sector(sector) for sector in self._chain(first, self._table))

    def _small_stream(self, first: int, within: bytes) -> bytes:
        size = self._small
        return b"".join(within[at * size : (at + 1) * size] for at in self._chain(first, self._small_table))

    def _chain(self, first: int, table: Sequence[int]) -> Iterator[int]:
        sector = first
        for _ in range(len(table)):
            if sector >= _LAST:
                return
            yield sector
            sector = table[sector]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _whole(self, content: bytes, size: int = _ENTRY.size) -> bytes:
        return content[: len(content) // size * size]


def _name(entry: tuple[bytes, int, int]) -> str:
    return entry[0][: max(entry[1] - 2, 0)].decode("utf-16-le", "replace")


_BROKEN = Phrase("内部的目录不完整", "its directory is broken")
