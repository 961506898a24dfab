"""The written package: the same parts give the same bytes on any day and any machine."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from docgen.package.packed import Packed, packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_ENTRY = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_VERSION = 20  # 2.0, deflate; the high byte 0 says MS-DOS, which carries no file modes
_MIDNIGHT, _FIRST_DAY = 0, 0x0021  # 1980-01-01 00:00:00, where the calendar of zips begins
_UTF8_NAME = 0x0800
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def write_package(parts: Mapping[str, bytes | Packed]) -> bytes:
    """The zip of these parts: content types first, package relationships next, the rest by name.

    A `Packed` part goes in as it is; that is how unchanged parts of an opened package are copied. Names are
    without a leading slash. No zip64: whole parts and the package stay far below 4 GiB here.
    """
    body = bytearray()
    directory = bytearray()
    for name in _ordered(parts):
        part = parts[name]
        part = part if isinstance(part, Packed) else packed(part)
        facts = _facts(name, part)
        directory += _ENTRY.pack(b"PK\x01\x02", _VERSION, *facts, 0, 0, 0, 0, 0, len(body)) + name.encode()
        body += _LOCAL.pack(b"PK\x03\x04", *facts, 0) + name.encode() + part.data
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return bytes(body + directory + end)


def _ordered(names: Iterable[str]) -> list[str]:
    """Content types first, as file(1) and some OA upload filters recognise an Office file by its first entry."""
    return sorted(names, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))


def _facts(name: str, part: Packed) -> tuple[int, ...]:
    """What the local header and the directory say alike, from the version needed to the length of the name."""
    flags = 0 if name.isascii() else _UTF8_NAME
    sizes = (part.crc, len(part.data), part.size)
    return (_VERSION, flags, part.method, _MIDNIGHT, _FIRST_DAY, *sizes, len(name.encode()))
