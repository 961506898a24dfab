"""The packed part: its bytes as they lie in a zip, so that an unchanged part is copied and not deflated again."""

from __future__ import annotations

import zlib

from docgen.records import dataclass

STORED, DEFLATED = 0, 8
_LEVEL = 6  # fixed: the same parts give the same file wherever zlib is the same


@dataclass(frozen=True, slots=True)
class Packed:
    """Compressed bytes with what a zip directory says of them: method 0 or 8, CRC-32 and size of the content."""

    data: bytes
    method: int
    crc: int
    size: int

    def unpacked(self) -> bytes:
        """The content, whole; zlib.error when it is damaged or of another size than stated.

        Never inflates more than one byte beyond the stated size, so that a size which lies costs nothing. (The
        `read()` of zipfile inflates first and cuts afterwards; its bzip2 and LZMA know no bound at all.)
        """
        content = self.data
        if self.method == DEFLATED:
            content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(self.data, self.size + 1)
        if len(content) != self.size or zlib.crc32(content) != self.crc:
            raise zlib.error("wrong size or CRC-32")
        return content


def packed(content: bytes) -> Packed:
    """The content deflated, or stored where deflating gains nothing (pictures)."""
    deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    smaller = deflater.compress(content) + deflater.flush()
    crc = zlib.crc32(content)
    if len(smaller) < len(content):
        return Packed(smaller, DEFLATED, crc, len(content))
    return Packed(content, STORED, crc, len(content))
